package org.pluspeer.market.union;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.Arbitraries;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/** Some people with keys, and lists of them. */
final class People {
    static final long CHAIN = 31337;
    static final Address UNIONS = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    static final long UNTIL = 1_799_000_000L;
    static final Hash32 TERMS = Hash32.of(Arbitraries.bytes(32, 1));

    private People() {}

    /** Person i's key. */
    static byte[] key(int i) {
        return Arbitraries.bytes(32, 1000 + i);
    }

    static Address account(int i) {
        return accountOf(key(i));
    }

    static Address accountOf(byte[] key) {
        byte[] point = fr.acinq.secp256k1.Secp256k1.get().pubkeyCreate(key);
        return Address.ofPublicKey(Arrays.copyOfRange(point, 1, 65));
    }

    /** Persons 0, 1, 2 … with these weights. */
    static List<Member> members(long... weights) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            members.add(Member.of(account(i), weights[i]));
        }
        return members;
    }

    /** As many as wanted; their accounts have no keys. */
    static List<Member> crowd(int count, long seed) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] noise = Arbitraries.bytes(32, seed * 31 + i);
            Address account = Address.of(Arrays.copyOf(noise, 20));
            members.add(Member.of(account, 1 + (noise[31] & 0xff)));
        }
        return members;
    }

    static Rule quorum(long quorum) {
        return new Rule(BigInteger.valueOf(quorum), Address.ZERO, TERMS);
    }

    static Signature sign(byte[] key, Hash32 digest) {
        byte[] compact = fr.acinq.secp256k1.Secp256k1.get().sign(digest.bytes(), key);
        Hash32 r = Hash32.of(Arrays.copyOf(compact, 32));
        Hash32 s = Hash32.of(Arrays.copyOfRange(compact, 32, 64));
        Signature even = new Signature(r, s, 0);
        return Secp256k1.verify(digest, even, accountOf(key)) ? even : new Signature(r, s, 1);
    }

    /** Another way to the root: level by level over a width of a power of two. */
    static Hash32 slowRoot(List<Member> members) {
        int width = Integer.highestOneBit(2 * members.size() - 1);
        List<Hash32> level = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            level.add(i < members.size() ? slowLeaf(i, members.get(i)) : Hash32.ZERO);
        }
        while (level.size() > 1) {
            List<Hash32> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                next.add(Keccak.hash(level.get(i).bytes(), level.get(i + 1).bytes()));
            }
            level = next;
        }
        return level.getFirst();
    }

    private static Hash32 slowLeaf(int index, Member member) {
        String weight = String.format("%24s", member.weight().toString(16)).replace(' ', '0');
        String hex = String.format("%016x", index) + member.account().hex().substring(2) + weight;
        return Keccak.hash(Bytes.parseHex(hex));
    }
}
