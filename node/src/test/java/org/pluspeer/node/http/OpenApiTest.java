package org.pluspeer.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.chain.Checkout;
import org.pluspeer.node.json.Json;

/** The document that others build on is the table that answers. */
class OpenApiTest {
    @Test
    void theCommittedDocumentIsTheTable() throws IOException {
        Path committed = Checkout.root().resolve("docs/openapi.json");
        assertEquals(
                OpenApi.text(),
                Files.readString(committed),
                "the API has changed: ./peer openapi > docs/openapi.json, then `npm run types` in ui/");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = Json.tree(OpenApi.text().getBytes(StandardCharsets.UTF_8));
        for (JsonNode reference : document.findValues("$ref")) {
            String name = reference.asText().substring("#/components/schemas/".length());
            assertTrue(document.path("components").path("schemas").has(name), name);
        }
        assertTrue(document.path("paths").has("/api/v1/files"));
    }
}
