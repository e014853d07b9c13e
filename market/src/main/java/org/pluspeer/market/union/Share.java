package org.pluspeer.market.union;

import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * One member's place on a list, with the siblings on its way to the root: all that is needed to claim or to consent.
 *
 * @param index counted from 0
 * @param path from the leaf up, at most 63
 */
public record Share(long index, Member member, List<Hash32> path) {
    /** @throws MalformedException if the index is negative or the path longer than any */
    public Share {
        if (index < 0 || path.size() >= Long.SIZE) {
            throw new MalformedException("a share of index " + index + " with " + path.size() + " siblings");
        }
        path = List.copyOf(path);
    }

    /** Where the path leads; bit i of the index tells on which side the node of height i is. */
    public Hash32 root() {
        Hash32 node = member.leaf(index);
        for (int height = 0; height < path.size(); height++) {
            Hash32 sibling = path.get(height);
            boolean isRight = ((index >>> height) & 1) == 1;
            node = isRight ? MemberTree.node(sibling, node) : MemberTree.node(node, sibling);
        }
        return node;
    }
}
