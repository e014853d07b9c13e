package org.pluspeer.node.chain;

import static org.pluspeer.node.chain.Party.word;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.contracts.generated.Unions;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/** A list of members with weights, of two levels at most. */
final class MemberTree {
    private final List<Party> members;
    private final long[] weights;
    private final byte[][] leaves;

    MemberTree(List<Party> members, long[] weights) {
        this.members = members;
        this.weights = weights;
        this.leaves = new byte[members.size() > 2 ? 4 : 2][32];
        for (int i = 0; i < members.size(); i++) {
            byte[] index = Arrays.copyOfRange(word(i), 24, 32);
            byte[] weight = Arrays.copyOfRange(word(weights[i]), 20, 32);
            byte[] member = Numeric.hexStringToByteArray(members.get(i).address());
            leaves[i] = Hash.sha3(Party.joined(index, member, weight));
        }
    }

    Unions.Leaf leaf(int i) {
        return new Unions.Leaf(BigInteger.valueOf(i), members.get(i).address(), BigInteger.valueOf(weights[i]));
    }

    List<byte[]> path(int i) {
        byte[] sibling = leaves[i ^ 1];
        return leaves.length == 2 ? List.of(sibling) : List.of(sibling, pair((i >> 1 ^ 1) * 2));
    }

    private byte[] pair(int left) {
        return Hash.sha3(Party.joined(leaves[left], leaves[left + 1]));
    }

    Unions.Membership membership(byte[] previous, byte[] rule) {
        byte[] root = leaves.length == 2 ? pair(0) : Hash.sha3(Party.joined(pair(0), pair(2)));
        long total = Arrays.stream(weights).sum();
        return new Unions.Membership(
                root, BigInteger.valueOf(total), BigInteger.valueOf(members.size()), previous, rule);
    }
}
