package org.pluspeer.node.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * An error that the chain's node answered with. Its text differs between implementations and may hold raw bytes
 * (Anvil); what a contract reverted with is in the data: hexadecimal from geth, Anvil, Hardhat and Ganache's eth_call,
 * but an object with a {@code result} from Ganache's eth_estimateGas.
 */
final class RpcErrorException extends RuntimeException {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int code;
    private final String text;
    private final @Nullable String data;

    /** @param data as JSON; null where there is none */
    RpcErrorException(int code, @Nullable String text, @Nullable String data) {
        super(code + " " + plain(text));
        this.code = code;
        this.text = plain(text);
        this.data = data;
    }

    private static String plain(@Nullable String text) {
        return PlainText.of(text == null ? "" : text, 200);
    }

    /** One line, safe to show. */
    String text() {
        return text.isEmpty() ? "error " + code : text;
    }

    boolean says(String... words) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** What the contract returned when it reverted; empty where this is another error. */
    Optional<byte[]> reverted() {
        byte[] returned = data == null ? new byte[0] : returned(data);
        boolean reverted = code == 3 || returned.length >= 4 || says("revert", "invalid opcode", "vm exception");
        return reverted ? Optional.of(returned) : Optional.empty();
    }

    private static byte[] returned(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            JsonNode hex = node.isObject() ? node.path("result") : node;
            return hex.isTextual() && hex.asText().startsWith("0x") ? Bytes.parseHex(hex.asText()) : new byte[0];
        } catch (JsonProcessingException | MalformedException e) {
            return new byte[0];
        }
    }
}
