package org.pluspeer.market.union;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A whole list of members and the Keccak tree over it. Member i is at place i; what is missing on the right counts as
 * 32 zero bytes; the depth is the least that has room for all. It holds 64 bytes a member beside the list.
 */
public final class MemberTree {
    /** As many as this holds in memory; the contract's own bound is 2^64 - 1. */
    public static final int MAX_MEMBERS = 1 << 22;

    private final List<Member> members;
    private final BigInteger totalWeight;
    /** From the leaves up; each packed, without what is missing on the right. */
    private final byte[][] levels;

    private MemberTree(List<Member> members, BigInteger totalWeight, byte[][] levels) {
        this.members = members;
        this.totalWeight = totalWeight;
        this.levels = levels;
    }

    /** @throws MalformedException for no members, too many, or weights that sum to 2^96 or more */
    public static MemberTree of(List<Member> list) {
        if (list.isEmpty() || list.size() > MAX_MEMBERS) {
            throw new MalformedException("a union has 1 to " + MAX_MEMBERS + " members, not " + list.size());
        }
        List<Member> members = List.copyOf(list);
        BigInteger total = BigInteger.ZERO;
        byte[] leaves = new byte[members.size() * Hash32.LENGTH];
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            total = total.add(member.weight());
            put(leaves, i, member.leaf(i));
        }
        if (total.bitLength() > Member.WEIGHT_BITS) {
            throw new MalformedException("the members' weights sum to 2^96 or more");
        }
        return new MemberTree(members, total, levelsOver(leaves, depth(members.size())));
    }

    private static byte[][] levelsOver(byte[] leaves, int depth) {
        byte[][] levels = new byte[depth + 1][];
        levels[0] = leaves;
        Hash32 missing = Hash32.ZERO;
        for (int height = 0; height < depth; height++) {
            byte[] below = levels[height];
            int width = below.length / Hash32.LENGTH;
            byte[] level = new byte[(width + 1) / 2 * Hash32.LENGTH];
            for (int i = 0; i < width; i += 2) {
                Hash32 right = i + 1 < width ? at(below, i + 1) : missing;
                put(level, i / 2, node(at(below, i), right));
            }
            levels[height + 1] = level;
            missing = node(missing, missing);
        }
        return levels;
    }

    public List<Member> members() {
        return members;
    }

    public int count() {
        return members.size();
    }

    /** The sum of the weights, below 2^96. */
    public BigInteger totalWeight() {
        return totalWeight;
    }

    public Hash32 root() {
        return at(levels[levels.length - 1], 0);
    }

    /**
     * A member's place with its way up.
     *
     * @throws IndexOutOfBoundsException if there is no such member
     */
    public Share share(int index) {
        List<Hash32> path = new ArrayList<>(levels.length - 1);
        Hash32 missing = Hash32.ZERO;
        for (int height = 0; height < levels.length - 1; height++) {
            int sibling = (index >>> height) ^ 1;
            boolean isThere = sibling < levels[height].length / Hash32.LENGTH;
            path.add(isThere ? at(levels[height], sibling) : missing);
            missing = node(missing, missing);
        }
        return new Share(index, members.get(index), path);
    }

    /** The places of one account, from the left: it may have several. */
    public List<Share> shares(Address account) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).account().equals(account)) {
                shares.add(share(i));
            }
        }
        return shares;
    }

    /** The least d with 2^d >= count, for a count of at least 1. */
    static int depth(long count) {
        return Long.SIZE - Long.numberOfLeadingZeros(count - 1);
    }

    static Hash32 node(Hash32 left, Hash32 right) {
        return Keccak.hash(left.bytes(), right.bytes());
    }

    private static Hash32 at(byte[] level, int i) {
        byte[] node = new byte[Hash32.LENGTH];
        System.arraycopy(level, i * Hash32.LENGTH, node, 0, Hash32.LENGTH);
        return Hash32.of(node);
    }

    private static void put(byte[] level, int i, Hash32 node) {
        System.arraycopy(node.bytes(), 0, level, i * Hash32.LENGTH, Hash32.LENGTH);
    }
}
