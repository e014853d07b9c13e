package org.pluspeer.market.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.Arbitraries;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** Somebody with a file of 5,000 bytes, blocks of 1,024, and a key of their own. */
final class Seller {
    static final long NOW = 1_790_000_000L;
    static final long CHAIN = 31337;
    static final Address CONTRACT = address(1);
    static final Address TOKEN = address(2);
    static final byte[] CONTENT = Arbitraries.bytes(5000, 11);
    static final BlockRoots ROOTS = roots();

    private static final byte[] SECRET = Arbitraries.bytes(32, 12);

    private Seller() {}

    static ListingBody body() {
        return new ListingBody(
                ListingBody.Kind.DATASET,
                "Bird strikes, 1990 to 2003",
                "Every strike that was reported.\nOne row each: \"where\", what, and the cost — in dollars.",
                "en",
                List.of("aviation", "鳥", "open data"),
                "CC0-1.0",
                "text/csv",
                "birdstrikes.csv",
                List.of(new ListingBody.Column("airport", "string"), new ListingBody.Column("cost", "integer")),
                List.of(sample(0), sample(4)),
                null,
                null,
                NOW - 60,
                CHAIN,
                CONTRACT,
                new Contact(address(9), List.of("192.0.2.1:4040")));
    }

    static BlockProof sample(int index) {
        int from = index * 1024;
        return ROOTS.prove(index, Arrays.copyOfRange(CONTENT, from, Math.min(5000, from + 1024)));
    }

    static Listing head(byte[] body, long validUntil) {
        return new Listing(
                Sha256.hash(body),
                account(),
                Hash32.of(Arbitraries.bytes(32, 13)),
                1,
                ROOTS.contentRoot(),
                5000,
                1024,
                TOKEN,
                Amount.of(4_000_000),
                account().padded(),
                validUntil,
                Hash32.ZERO,
                Hash32.ZERO);
    }

    static SignedListing listing(ListingBody body) {
        byte[] bytes = body.bytes();
        return signed(head(bytes, NOW + 86_400), bytes);
    }

    static SignedListing signed(Listing head, byte[] body) {
        return new SignedListing(CHAIN, CONTRACT, head, sign(head.id(CHAIN, CONTRACT)), body);
    }

    static SignedRevocation revocation(long sequence) {
        Revocation revocation = new Revocation(account(), Hash32.of(Arbitraries.bytes(32, 13)), sequence);
        Hash32 digest = Eip712.digest(Listing.domain(CHAIN, CONTRACT), revocation.struct());
        return new SignedRevocation(CHAIN, CONTRACT, revocation, sign(digest));
    }

    static Address account() {
        byte[] key = fr.acinq.secp256k1.Secp256k1.get().pubkeyCreate(SECRET);
        return Address.ofPublicKey(Arrays.copyOfRange(key, 1, 65));
    }

    static Signature sign(Hash32 digest) {
        byte[] compact = fr.acinq.secp256k1.Secp256k1.get().sign(digest.bytes(), SECRET);
        Hash32 r = Hash32.of(Arrays.copyOf(compact, 32));
        Hash32 s = Hash32.of(Arrays.copyOfRange(compact, 32, 64));
        Signature even = new Signature(r, s, 0);
        boolean fits = org.pluspeer.wallet.eth.Secp256k1.verify(digest, even, account());
        return fits ? even : new Signature(r, s, 1);
    }

    static Address address(int number) {
        byte[] bytes = new byte[20];
        Arrays.fill(bytes, (byte) number);
        return Address.of(bytes);
    }

    static List<Hash32> flipped(List<Hash32> path) {
        List<Hash32> other = new ArrayList<>(path);
        byte[] first = other.get(0).bytes();
        first[0] ^= 1;
        other.set(0, Hash32.of(first));
        return other;
    }

    private static BlockRoots roots() {
        ContentTree tree = new ContentTree(1024);
        tree.add(CONTENT, 0, CONTENT.length);
        return tree.finish();
    }
}
