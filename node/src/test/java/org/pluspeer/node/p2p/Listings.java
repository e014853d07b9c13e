package org.pluspeer.node.p2p;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.Revocation;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

/** Listings as sellers sign them, and one that somebody tampered with. */
final class Listings {
    /** One for all runs: a listing that is made twice is the same one, also where a second passes in between. */
    private static final long NOW = Neighbourhood.BEGUN.getEpochSecond();

    private Listings() {}

    static long now() {
        return NOW;
    }

    static SignedListing of(NodeKey seller, String name, long sequence) {
        return of(seller, name, sequence, now() + 3600, List.of());
    }

    static SignedListing of(NodeKey seller, String name, long sequence, long validUntil, List<BlockProof> samples) {
        byte[] body = body(name, samples).bytes();
        return signed(seller, head(seller.address(), name, sequence, validUntil, body), body);
    }

    /** As {@link #of}, sold on a chain of the caller's choice. */
    static SignedListing on(long chainId, NodeKey seller, String name, long sequence) {
        byte[] body = body(chainId, name, List.of()).bytes();
        return signed(chainId, seller, head(seller.address(), name, sequence, now() + 3600, body), body);
    }

    static ListingBody body(String name, List<BlockProof> samples) {
        return body(Neighbourhood.CHAIN, name, samples);
    }

    private static ListingBody body(long chainId, String name, List<BlockProof> samples) {
        return new ListingBody(
                ListingBody.Kind.FILE,
                name,
                "A file called " + name,
                null,
                List.of("test"),
                "CC0-1.0",
                "text/plain",
                "file.txt",
                List.of(),
                samples,
                null,
                null,
                now(),
                chainId,
                Neighbourhood.CONTRACT,
                null);
    }

    static Listing head(Address seller, String name, long sequence, long validUntil, byte[] body) {
        return new Listing(
                Sha256.hash(body),
                seller,
                key(name),
                sequence,
                Sha256.hash(new byte[] {7}),
                5000,
                2048,
                Address.ZERO,
                Amount.of(400),
                seller.padded(),
                validUntil,
                Hash32.ZERO,
                Hash32.ZERO);
    }

    static Hash32 key(String name) {
        return Sha256.hash(name.getBytes(StandardCharsets.UTF_8));
    }

    static SignedListing signed(NodeKey signer, Listing head, byte[] body) {
        return signed(Neighbourhood.CHAIN, signer, head, body);
    }

    private static SignedListing signed(long chainId, NodeKey signer, Listing head, byte[] body) {
        return new SignedListing(
                chainId, Neighbourhood.CONTRACT, head, signer.sign(head.id(chainId, Neighbourhood.CONTRACT)), body);
    }

    static SignedListing withPrice(SignedListing of, long price) {
        Listing head = of.listing();
        Listing cheaper = new Listing(
                head.bodyHash(),
                head.seller(),
                head.listingKey(),
                head.sequence(),
                head.contentRoot(),
                head.size(),
                head.blockSize(),
                head.token(),
                Amount.of(price),
                head.payee(),
                head.validUntil(),
                head.exchangeRoot(),
                head.keyHash());
        return new SignedListing(of.chainId(), of.contract(), cheaper, of.signature(), of.body());
    }

    static SignedRevocation revocation(NodeKey signer, Address seller, String name, long sequence) {
        return revocation(Neighbourhood.CHAIN, signer, seller, name, sequence);
    }

    static SignedRevocation revocationOn(long chainId, NodeKey seller, String name, long sequence) {
        return revocation(chainId, seller, seller.address(), name, sequence);
    }

    private static SignedRevocation revocation(
            long chainId, NodeKey signer, Address seller, String name, long sequence) {
        Revocation revocation = new Revocation(seller, key(name), sequence);
        return new SignedRevocation(
                chainId,
                Neighbourhood.CONTRACT,
                revocation,
                signer.sign(Eip712.digest(Listing.domain(chainId, Neighbourhood.CONTRACT), revocation.struct())));
    }

    /** Keeps them in memory. */
    static final class MemoryKeeper implements IndexedShelf.Keeper {
        private final Map<Hash32, Message> bySlot = new ConcurrentHashMap<>();

        @Override
        public void keep(SignedListing listing, ListingBody body) {
            bySlot.put(IndexedShelf.Spot.of(listing).standing().slot(), new ListingPut(listing));
        }

        @Override
        public void keep(SignedRevocation revocation) {
            bySlot.put(IndexedShelf.Spot.of(revocation).standing().slot(), new ListingRevoke(revocation));
        }

        @Override
        public void forget(IndexedShelf.Spot spot) {
            bySlot.remove(spot.standing().slot());
        }

        @Override
        public Optional<Message> load(IndexedShelf.Spot spot) {
            return Optional.ofNullable(bySlot.get(spot.standing().slot()));
        }
    }
}
