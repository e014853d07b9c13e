package org.pluspeer.node.sale;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;
import org.pluspeer.market.sale.Delivery;
import org.pluspeer.wallet.eth.Hash32;

/** The folder where the owner finds what was bought. A file is there whole or not at all. */
final class Downloads {
    private static final int MAX_NAME = 120;
    private static final int MAX_TWINS = 10_000;
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");

    private final Path folder;

    Downloads(Path folder) {
        this.folder = folder;
    }

    /** Writes into a file that nobody sees yet. */
    interface Filling {
        void into(OutputStream out) throws IOException;
    }

    /** The unfinished file of a purchase; begun anew each time. */
    Path fill(Hash32 offerId, Filling filling) {
        Path unfinished = folder.resolve("." + offerId.hex().substring(2, 18) + ".part");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            unfinished,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    OutputStream out =
                            new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel), 1 << 18)) {
                filling.into(out);
                out.flush();
                channel.force(true);
            }
            return unfinished;
        } catch (IOException e) {
            throw CipherStore.failed(e);
        }
    }

    void drop(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw CipherStore.failed(e);
        }
    }

    /**
     * Gives the finished file its name. Where a file of that name and content is already there, as after a crash, that
     * is the one; where it has other content, the new one gets a number.
     *
     * @param wished a stranger's words
     */
    synchronized Delivery place(Path finished, String wished, Hash32 sha256) {
        try {
            long size = Files.size(finished);
            Path target = target(plain(wished), size, sha256);
            Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync();
            return new Delivery(
                    target.getFileName().toString(),
                    size,
                    sha256,
                    target.toAbsolutePath().toString());
        } catch (IOException e) {
            throw CipherStore.failed(e);
        }
    }

    private Path target(String name, long size, Hash32 sha256) throws IOException {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String end = dot > 0 ? name.substring(dot) : "";
        for (int twin = 1; twin <= MAX_TWINS; twin++) {
            Path target = folder.resolve(twin == 1 ? name : stem + " (" + twin + ")" + end);
            if (!Files.exists(target)
                    || (Files.size(target) == size && hash(target).equals(sha256))) {
                return target;
            }
        }
        throw new IOException("too many files called " + name);
    }

    /** Letters that no file system and no terminal minds, and never a way out of the folder. */
    static String plain(String wished) {
        String last = wished.substring(Math.max(wished.lastIndexOf('/'), wished.lastIndexOf('\\')) + 1);
        String kept = last.codePoints()
                .map(c -> Character.isLetterOrDigit(c) || "-_ ()+,.".indexOf(c) >= 0 ? c : '_')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        while (kept.startsWith(".")) {
            kept = kept.substring(1);
        }
        String shortened = kept.length() <= MAX_NAME ? kept : kept.substring(kept.length() - MAX_NAME);
        boolean usable = !shortened.isBlank() && !RESERVED.contains(shortened.toLowerCase(Locale.ROOT));
        return usable ? shortened : "content";
    }

    private static Hash32 hash(Path file) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return Hash32.of(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void sync() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
