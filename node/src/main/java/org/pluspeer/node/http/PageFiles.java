package org.pluspeer.node.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The built page, out of the jar. Names are matched against a pattern that no path can escape. */
final class PageFiles {
    private static final String ROOT = "/org/pluspeer/ui/";
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, PageFile> known = new ConcurrentHashMap<>();

    /** One file as it is sent. */
    record PageFile(String mediaType, byte[] bytes, boolean immutable) {}

    /** @param path such as {@code /assets/index-1a2b.js}; {@code /} is the page itself */
    Optional<PageFile> find(String path) {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            return Optional.empty();
        }
        PageFile cached = known.get(name);
        if (cached != null) {
            return Optional.of(cached);
        }
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = PageFiles.class.getResourceAsStream(ROOT + name)) {
            if (in == null) {
                return Optional.empty();
            }
            PageFile file = new PageFile(type, in.readAllBytes(), name.startsWith("assets/"));
            known.put(name, file);
            return Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
