package org.pluspeer.market.deal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.LeafProof;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What a provider shows for one epoch.
 *
 * @param leaves those that were drawn, in that order
 */
public record ReplicaProof(List<LeafProof> leaves) {
    public ReplicaProof {
        leaves = List.copyOf(leaves);
    }

    /** As the contract takes them: of each leaf its bytes and its siblings. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        leaves.forEach(leaf -> out.writeBytes(leaf.bytes()));
        return out.toByteArray();
    }

    /**
     * Reads what was sent to the contract.
     *
     * @throws MalformedException if it is not exactly as long as the drawn leaves ask for
     */
    public static ReplicaProof parse(byte[] bytes, DealTerms terms, Challenge challenge) {
        ContentShape shape = terms.shape();
        List<LeafProof> leaves = new ArrayList<>();
        int at = 0;
        for (long leaf : challenge.leaves(terms)) {
            int data = LeafProof.length(shape, leaf);
            int end = at + data + shape.contentDepth() * Hash32.LENGTH;
            if (end > bytes.length) {
                throw new MalformedException("a proof of " + bytes.length + " bytes where " + end + " are needed");
            }
            List<Hash32> path = new ArrayList<>();
            for (int from = at + data; from < end; from += Hash32.LENGTH) {
                path.add(Hash32.of(Arrays.copyOfRange(bytes, from, from + Hash32.LENGTH)));
            }
            leaves.add(new LeafProof(leaf, Arrays.copyOfRange(bytes, at, at + data), path));
            at = end;
        }
        if (at != bytes.length) {
            throw new MalformedException("a proof of " + bytes.length + " bytes where " + at + " are needed");
        }
        return new ReplicaProof(leaves);
    }

    /** Whether the contract would take it for an epoch that draws by this challenge. */
    public boolean holds(DealTerms terms, Challenge challenge) {
        List<Long> drawn = leaves.stream().map(LeafProof::index).toList();
        return drawn.equals(challenge.leaves(terms))
                && leaves.stream().allMatch(leaf -> leaf.holds(terms.shape(), terms.root()));
    }
}
