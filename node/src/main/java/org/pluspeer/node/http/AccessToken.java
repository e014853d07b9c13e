package org.pluspeer.node.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The secret that lets the page and the command line in: 256 random bits in hexadecimal, in a file only the owner reads. */
public record AccessToken(String secret) {
    private static final String SCHEME = "Bearer ";

    /** Whether an {@code Authorization} header carries it. Takes the same time whatever differs. */
    boolean admits(@Nullable String header) {
        if (header == null || !header.startsWith(SCHEME)) {
            return false;
        }
        byte[] given = header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AccessToken[…]";
    }
}
