package org.pluspeer.node.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cursor in a file of its own, written whole or not at all. What cannot be read counts as lost. */
public final class CursorFile implements ChainCursor.Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(CursorFile.class);
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;

    public CursorFile(Path file) {
        this.file = file;
    }

    @Override
    public Optional<ChainCursor> load() {
        try {
            if (!Files.exists(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            return Optional.of(Json.read(Files.readAllBytes(file), ChainCursor.class));
        } catch (IOException | ProblemException e) {
            LOG.warn("How far the chain was followed cannot be read from {}; it is read again from its start.", file);
            return Optional.empty();
        }
    }

    @Override
    public void save(ChainCursor cursor) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, Json.write(cursor));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("How far the chain was followed cannot be kept in {}: {}", file, e.getMessage());
        }
    }
}
