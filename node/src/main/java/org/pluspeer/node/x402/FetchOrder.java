package org.pluspeer.node.x402;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * Something to fetch, and to pay for if that is asked.
 *
 * @param url http(s)
 * @param method absent: GET
 * @param headers at most 50
 * @param body in Base64
 * @param token that it may be paid in; absent: any that is known here
 * @param total base units: the owner's yes to so much; absent: what the budget has
 * @param idempotencyKey the same key is the same fetch, and is paid for once
 */
public record FetchOrder(
        String url,
        @Nullable String method,
        @Nullable Map<String, String> headers,
        @Nullable String body,
        @Nullable Address token,
        @Nullable Amount total,
        String idempotencyKey) {

    /** The same under another key, and without the owner's yes. */
    FetchOrder of(String key) {
        return new FetchOrder(url, method, headers, body, token, null, key);
    }

    String verb() {
        return method == null ? "GET" : method;
    }
}
