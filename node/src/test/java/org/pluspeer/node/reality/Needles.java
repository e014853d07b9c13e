package org.pluspeer.node.reality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Secrets in every form that a program could let slip: raw bytes, hex in both cases, Base64 in both alphabets. */
final class Needles {
    private static final int ROUNDS = 20;

    private final Map<String, byte[]> needles = new LinkedHashMap<>();

    Needles add(String name, byte[] secret) {
        String hex = HexFormat.of().formatHex(secret);
        needles.put(name + " (raw)", secret);
        text(name + " (hex)", hex);
        text(name + " (HEX)", hex.toUpperCase(Locale.ROOT));
        text(name + " (reversed)", reversed(hex));
        text(name + " (base64)", Base64.getEncoder().withoutPadding().encodeToString(secret));
        text(name + " (base64url)", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        return this;
    }

    Needles text(String name, String secret) {
        needles.put(name, secret.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A number written from its other end. */
    private static String reversed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int i = 0; i < bytes.length / 2; i++) {
            byte kept = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = kept;
        }
        return HexFormat.of().formatHex(bytes);
    }

    /** Where any of them is, in all files of a folder or in one file. */
    List<String> in(Path place) {
        @Nullable Exception vanished = null;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                return all(place);
            } catch (NoSuchFileException | UncheckedIOException e) {
                // A running node replaced a file between our seeing and our reading it: all is looked through again.
                vanished = e;
            }
        }
        throw new AssertionError("the files never held still", vanished);
    }

    private List<String> all(Path place) throws NoSuchFileException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                search(file.toString(), Files.readAllBytes(file), found);
            }
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    /** A file of {@code /proc}, which has no size and is in no folder. */
    List<String> inStream(Path file) {
        List<String> found = new ArrayList<>();
        try (var in = Files.newInputStream(file)) {
            search(file.toString(), in.readAllBytes(), found);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    private void search(String where, byte[] hay, List<String> found) {
        needles.forEach((name, needle) -> {
            if (contains(hay, needle)) {
                found.add(name + " in " + where);
            }
        });
    }

    private static boolean contains(byte[] hay, byte[] needle) {
        for (int i = 0; i + needle.length <= hay.length; i++) {
            if (hay[i] == needle[0] && Arrays.equals(hay, i, i + needle.length, needle, 0, needle.length)) {
                return true;
            }
        }
        return false;
    }
}
