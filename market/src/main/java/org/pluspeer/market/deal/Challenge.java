package org.pluspeer.market.deal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/**
 * The leaves of one epoch of one deal.
 *
 * @param seed what they are drawn from
 */
public record Challenge(Hash32 seed) {
    /** @param blockHash of the epoch's last block */
    public static Challenge of(Hash32 blockHash, Hash32 dealId) {
        return new Challenge(Keccak.hash(blockHash.bytes(), dealId.bytes()));
    }

    /**
     * The places of the drawn leaves, in the order in which they are to be shown. One may be drawn twice.
     *
     * @param samples how many
     * @param leaves of the replica
     */
    public List<Long> leaves(int samples, long leaves) {
        List<Long> drawn = new ArrayList<>(samples);
        for (int sample = 0; sample < samples; sample++) {
            byte[] number = new byte[Hash32.LENGTH];
            number[Hash32.LENGTH - 1] = (byte) sample;
            BigInteger word =
                    new BigInteger(1, Keccak.hash(seed.bytes(), number).bytes());
            drawn.add(word.mod(BigInteger.valueOf(leaves)).longValueExact());
        }
        return List.copyOf(drawn);
    }

    public List<Long> leaves(DealTerms terms) {
        return leaves(terms.samples(), terms.shape().leaves());
    }
}
