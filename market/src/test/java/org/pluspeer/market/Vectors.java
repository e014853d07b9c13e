package org.pluspeer.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the golden vectors in docs/vectors. */
public final class Vectors {
    private Vectors() {}

    public static JsonNode read(String name) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the tests are to publish what they compute: {@code -Dvectors.write=true}. */
    public static boolean areToBeWritten() {
        return Boolean.getBoolean("vectors.write");
    }

    public static void write(String name, JsonNode root) {
        try {
            String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
            Files.writeString(file(name), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("docs/vectors")) ? here : here.resolve("..");
        return root.resolve("docs/vectors").resolve(name).normalize();
    }
}
