package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Keccak;

/** The offer that was accepted last, read off the chain by somebody who knows nothing else. */
final class NewestOffer {
    private static final String OFFER =
            "(address,address,address,address,bytes32,uint96,uint96,uint96,uint64,uint32,uint32,bytes32,bytes32,uint64,"
                    + "uint32,bytes32,bytes32,bytes32,bytes32)";
    private static final int SELECTOR_BYTES = 4;
    private static final int OFFER_BYTES = 19 * 32;

    private final byte[] words;

    private NewestOffer(byte[] words) {
        this.words = words;
    }

    /** All ways of accepting have the offer as their first argument. */
    static NewestOffer on(AnvilRpc chain) {
        String topic = Bytes.hex(hash("Accepted(bytes32,address,address,uint64)"));
        JsonNode logs = chain.result(
                "eth_getLogs",
                "[{\"address\":\"" + Exchange.ADDRESS.hex() + "\",\"fromBlock\":\"0x0\",\"topics\":[\"" + topic
                        + "\"]}]");
        String transaction = logs.path(logs.size() - 1).path("transactionHash").asText();
        byte[] input = Bytes.parseHex(chain.result("eth_getTransactionByHash", "[\"" + transaction + "\"]")
                .path("input")
                .asText());
        return new NewestOffer(Arrays.copyOfRange(input, SELECTOR_BYTES, SELECTOR_BYTES + OFFER_BYTES));
    }

    /** Data of a call of a function that takes the offer alone. */
    byte[] call(String function) {
        return Bytes.concat(Arrays.copyOf(hash(function + "(" + OFFER + ")"), SELECTOR_BYTES), words);
    }

    private static byte[] hash(String signature) {
        return Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)).bytes();
    }
}
