package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Numbers as the contract packs them. */
final class Words {
    private Words() {}

    /** 32 bytes, big-endian. */
    static byte[] of(Amount number) {
        byte[] units = number.units().toByteArray();
        byte[] word = new byte[Hash32.LENGTH];
        int length = Math.min(units.length, word.length);
        System.arraycopy(units, units.length - length, word, word.length - length, length);
        return word;
    }
}
