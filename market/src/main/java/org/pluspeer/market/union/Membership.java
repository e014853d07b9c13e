package org.pluspeer.market.union;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A list of members and its rule, as the contract knows them: by hashes.
 *
 * @param totalWeight 1 to 2^96 - 1; an honest one is the sum of the weights
 * @param count of members, at least 1; the contract's upper half of 64 bits is refused here
 * @param previous id of the membership that this one follows; zero for the founding one
 * @param rule {@link Rule#hash()}
 */
public record Membership(Hash32 root, BigInteger totalWeight, long count, Hash32 previous, Hash32 rule) {
    private static final int UNION = 0b11;
    private static final int LATER = 0b01;

    /** @throws MalformedException if a number is out of bounds */
    public Membership {
        if (totalWeight.signum() <= 0 || totalWeight.bitLength() > Member.WEIGHT_BITS || count < 1) {
            throw new MalformedException("a union needs at least one member, and a total weight below 2^96");
        }
    }

    public static Membership founding(MemberTree tree, Rule rule) {
        return following(Hash32.ZERO, tree, rule);
    }

    /** @param previous id of the membership before */
    public static Membership following(Hash32 previous, MemberTree tree, Rule rule) {
        return new Membership(tree.root(), tree.totalWeight(), tree.count(), previous, rule.hash());
    }

    public boolean isFounding() {
        return previous.isZero();
    }

    /**
     * The low 254 bits of the Keccak hash of the five words. Above them stands 11 for a founding membership, whose id
     * is the union's and can be paid, and 01 for a later one, which can't.
     */
    public Hash32 id() {
        byte[] id = Keccak.hash(
                        root.bytes(),
                        Words.of(totalWeight).bytes(),
                        Words.of(BigInteger.valueOf(count)).bytes(),
                        previous.bytes(),
                        rule.bytes())
                .bytes();
        int tag = isFounding() ? UNION : LATER;
        id[0] = (byte) ((id[0] & 0x3f) | (tag << 6));
        return Hash32.of(id);
    }

    /** Whether a payee has the form of a union's id; whether somebody can claim what is paid to it, a list must show. */
    public static boolean isUnion(Hash32 payee) {
        return (payee.bytes()[0] & 0xff) >>> 6 == UNION;
    }

    /** Whether this is a place on the list, by the contract's own checks. */
    public boolean has(Share share) {
        return share.index() < count
                && share.member().weight().compareTo(totalWeight) <= 0
                && share.path().size() == MemberTree.depth(count)
                && share.root().equals(root);
    }
}
