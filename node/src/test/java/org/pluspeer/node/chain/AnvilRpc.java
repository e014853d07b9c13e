package org.pluspeer.node.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.pluspeer.node.json.Json;

/** What Anvil alone can do: undo blocks, lose transactions, make gas dear. */
public final class AnvilRpc {
    private final URI url;

    public AnvilRpc(URI url) {
        this.url = url;
    }

    /**
     * @param params a JSON array
     * @return a text, or the result as JSON writes it
     */
    public String ask(String method, String params) {
        JsonNode result = result(method, params);
        return result.isTextual() ? result.asText() : result.toString();
    }

    /** @param params a JSON array */
    public JsonNode result(String method, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            JsonNode answer = Json.tree(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
            if (answer.has("error")) {
                throw new AssertionError(method + ": " + answer);
            }
            return answer.path("result");
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
