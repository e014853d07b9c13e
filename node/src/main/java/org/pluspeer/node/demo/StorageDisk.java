package org.pluspeer.node.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** A disk that fails. */
final class StorageDisk {
    private StorageDisk() {}

    /** Deletes all files under a directory whose names fit. */
    static void delete(Path directory, String names) {
        try {
            for (Path file : files(directory)) {
                if (file.getFileName().toString().matches(names)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.STORAGE_FAILED, "cannot delete under " + directory, e);
        }
    }

    /** Whether there is a byte under it. */
    static boolean hasFiles(Path directory) {
        try {
            for (Path file : files(directory)) {
                if (Files.size(file) > 0 && !file.toString().endsWith(".map")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
