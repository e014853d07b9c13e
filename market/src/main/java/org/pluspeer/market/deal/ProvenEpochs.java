package org.pluspeer.market.deal;

import java.math.BigInteger;

/**
 * Which epochs of a deal were proven.
 *
 * @param bits bit e for epoch e, as the contract keeps them
 */
public record ProvenEpochs(BigInteger bits) {
    public static final ProvenEpochs NONE = new ProvenEpochs(BigInteger.ZERO);

    public boolean has(int epoch) {
        return bits.testBit(epoch);
    }

    public ProvenEpochs with(int epoch) {
        return new ProvenEpochs(bits.setBit(epoch));
    }

    /** How many of the first epochs were not proven. */
    public int missedOf(int decided) {
        int missed = 0;
        for (int epoch = 0; epoch < decided; epoch++) {
            missed += has(epoch) ? 0 : 1;
        }
        return missed;
    }
}
