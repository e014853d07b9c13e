package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;

/** Sends transactions of any account on a local chain, whose node takes its word for who it is. */
final class Impersonated implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI chain;
    private final Address account;

    Impersonated(URI chain, Address account) {
        this.chain = chain;
        this.account = account;
        ask("anvil_impersonateAccount", account.hex());
    }

    /** Returns once it is in a block; throws where that undid it. */
    void send(Address to, Amount wei, byte[] data) {
        JsonNode hash = ask(
                "eth_sendTransaction",
                Map.of(
                        "from", account.hex(),
                        "to", to.hex(),
                        "value", "0x" + wei.units().toString(16),
                        "data", Bytes.hex(data),
                        "gas", "0x7a120"));
        Await.until(() -> !ask("eth_getTransactionReceipt", hash.asText()).isNull());
        JsonNode receipt = ask("eth_getTransactionReceipt", hash.asText());
        if (!receipt.path("status").asText().equals("0x1")) {
            throw new AssertionError("undone: " + receipt);
        }
    }

    private JsonNode ask(String method, Object... parameters) {
        byte[] body = Json.write(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
        HttpRequest request = HttpRequest.newBuilder(chain)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            JsonNode answer = Json.tree(client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body());
            if (answer.has("error")) {
                throw new AssertionError(method + ": " + answer);
            }
            return answer.path("result");
        } catch (IOException e) {
            throw new AssertionError(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
