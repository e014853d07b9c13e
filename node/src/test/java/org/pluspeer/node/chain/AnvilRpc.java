package org.pluspeer.node.chain;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What Anvil alone can do: undo blocks, lose transactions, make gas dear. */
public final class AnvilRpc {
    private final URI url;

    public AnvilRpc(URI url) {
        this.url = url;
    }

    /** @param params a JSON array */
    public String ask(String method, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (answer.contains("\"error\"")) {
                throw new AssertionError(method + ": " + answer);
            }
            return answer.replaceAll("(?s).*\"result\":\"?([^\"}]*)\"?}.*", "$1");
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
