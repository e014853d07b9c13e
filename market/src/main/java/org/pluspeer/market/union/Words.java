package org.pluspeer.market.union;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Hash32;

/** Numbers as the ABI holds them. */
final class Words {
    private Words() {}

    /** @param number 0 to 2^255 - 1 */
    static Hash32 of(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] word = new byte[Hash32.LENGTH];
        System.arraycopy(bytes, 0, word, Hash32.LENGTH - bytes.length, bytes.length);
        return Hash32.of(word);
    }
}
