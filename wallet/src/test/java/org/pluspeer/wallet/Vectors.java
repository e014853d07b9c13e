package org.pluspeer.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;

/** Reads the vectors in docs/vectors. */
public final class Vectors {
    private Vectors() {}

    public static JsonNode read(String name) {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("docs/vectors")) ? here : here.resolve("..");
        try {
            return new ObjectMapper()
                    .readTree(Files.readAllBytes(root.resolve("docs/vectors").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One test for each element, named after one of its fields; there must be at least one. */
    public static Stream<DynamicTest> each(JsonNode array, String nameField, Consumer<JsonNode> test) {
        if (array.isEmpty()) {
            throw new IllegalStateException("no vectors");
        }
        return StreamSupport.stream(array.spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(vector.path(nameField).asText(), () -> test.accept(vector)));
    }
}
