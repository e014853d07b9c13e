package org.pluspeer.node.x402;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.pluspeer.wallet.eth.Hash32;

/** Names what is asked for: where, how, and with which body. */
final class Digests {
    private Digests() {}

    static Hash32 of(String name, Call call) {
        return of(call.method(), name + call.path(), call.body());
    }

    static Hash32 of(String method, String where, byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((method + "\n" + where + "\n").getBytes(StandardCharsets.UTF_8));
            return Hash32.of(sha.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
