package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** A call whose arguments are all plain words (Solidity ABI): the selector, then 32 bytes for each. */
final class Calldata {
    private Calldata() {}

    /** @param signature such as {@code transfer(address,uint256)} */
    static byte[] of(String signature, Hash32... words) {
        byte[] all = new byte[4 + Hash32.LENGTH * words.length];
        System.arraycopy(selector(signature), 0, all, 0, 4);
        for (int i = 0; i < words.length; i++) {
            System.arraycopy(words[i].bytes(), 0, all, 4 + Hash32.LENGTH * i, Hash32.LENGTH);
        }
        return all;
    }

    static byte[] selector(String signature) {
        return Arrays.copyOf(
                Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)).bytes(), 4);
    }

    static Hash32 word(Amount amount) {
        byte[] raw = amount.units().toByteArray();
        int skip = raw.length > Hash32.LENGTH ? 1 : 0;
        byte[] padding = new byte[Hash32.LENGTH - (raw.length - skip)];
        return Hash32.of(Bytes.concat(padding, Arrays.copyOfRange(raw, skip, raw.length)));
    }

    static Hash32 word(long number) {
        return word(new Amount(BigInteger.valueOf(number)));
    }
}
