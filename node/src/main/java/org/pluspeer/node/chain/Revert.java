package org.pluspeer.node.chain;

import org.pluspeer.wallet.eth.Bytes;

/**
 * Why a contract refused.
 *
 * @param name of the custom error, such as {@code WrongState}; {@code Error} with a sentence, {@code Panic}, or
 *     {@code Unknown}
 * @param text for people, one line
 * @param data as the contract returned it, at most 4 KiB
 */
public record Revert(String name, String text, byte[] data) {
    public static final int MAX_DATA = 4096;

    public Revert {
        data = data.clone();
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public String toString() {
        return text
                + (data.length == 0
                        ? ""
                        : " (" + Bytes.hex(data.length <= 100 ? data : java.util.Arrays.copyOf(data, 100)) + ")");
    }
}
