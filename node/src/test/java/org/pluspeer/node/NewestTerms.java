package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** The newest thing that both sides signed, read off the chain by somebody who knows nothing else. */
final class NewestTerms {
    private static final String OFFER =
            "(address,address,address,address,bytes32,uint96,uint96,uint96,uint64,uint32,uint32,bytes32,bytes32,uint64,"
                    + "uint32,bytes32,bytes32,bytes32,bytes32)";
    private static final String DEAL =
            "(address,address,address,bytes32,uint64,uint32,uint32,uint32,uint32,uint32,uint96,uint96,uint96,uint96,"
                    + "uint64,bytes32,bytes32)";
    private static final int SELECTOR_BYTES = 4;

    private final String type;
    private final byte[] words;

    private NewestTerms(String type, byte[] words) {
        this.type = type;
        this.words = words;
    }

    /** The offer that was accepted last: all ways of accepting have it as their first argument. */
    static NewestTerms accepted(AnvilRpc chain) {
        return on(chain, Exchange.ADDRESS, "Accepted(bytes32,address,address,uint64)", OFFER);
    }

    /** The deal that was opened last: all ways of opening have it as their first argument. */
    static NewestTerms opened(AnvilRpc chain) {
        return on(chain, DealContract.ADDRESS, "Opened(bytes32,address,address,uint256)", DEAL);
    }

    private static NewestTerms on(AnvilRpc chain, Address contract, String event, String type) {
        String topic = Bytes.hex(hash(event));
        JsonNode logs = chain.result(
                "eth_getLogs",
                "[{\"address\":\"" + contract.hex() + "\",\"fromBlock\":\"0x0\",\"topics\":[\"" + topic + "\"]}]");
        String transaction = logs.path(logs.size() - 1).path("transactionHash").asText();
        byte[] input = Bytes.parseHex(chain.result("eth_getTransactionByHash", "[\"" + transaction + "\"]")
                .path("input")
                .asText());
        int bytes = type.split(",", -1).length * Hash32.LENGTH;
        return new NewestTerms(type, Arrays.copyOfRange(input, SELECTOR_BYTES, SELECTOR_BYTES + bytes));
    }

    /** Data of a call of a function that takes these terms alone. */
    byte[] call(String function) {
        return Bytes.concat(Arrays.copyOf(hash(function + "(" + type + ")"), SELECTOR_BYTES), words);
    }

    private static byte[] hash(String signature) {
        return Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)).bytes();
    }
}
