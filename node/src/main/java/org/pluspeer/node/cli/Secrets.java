package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.NodeApi;

/** A request with secrets in it, which are wiped once it was sent. */
final class Secrets implements AutoCloseable {
    private final Map<String, Object> body = new LinkedHashMap<>();

    Secrets with(String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
        return this;
    }

    JsonNode post(NodeApi node, String path) {
        return node.post(path, body);
    }

    @Override
    public void close() {
        body.values().forEach(value -> {
            if (value instanceof char[] letters) {
                Arrays.fill(letters, '\0');
            }
        });
    }
}
