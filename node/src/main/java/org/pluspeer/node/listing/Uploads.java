package org.pluspeer.node.listing;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.Blob;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.wallet.eth.Hash32;

/** Files that were chosen in the page and are not listed yet. After a restart they are chosen again. */
public final class Uploads {
    private static final int MOST = 100;
    /** What the disk has room for is checked while it comes in. */
    private static final long MAX_BYTES = 1L << 40;

    private final BlobStore blobs;
    private final Map<String, Upload> waiting = new LinkedHashMap<>();

    public Uploads(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * A file that the node now holds.
     *
     * @param fileId names it in {@code POST /listings}
     * @param name as the browser gave it, without any folder
     * @param size in bytes
     */
    public record Upload(String fileId, String name, long size, Hash32 sha256) {}

    /**
     * Takes the whole stream, or nothing.
     *
     * @param name not trusted
     * @param declared how many bytes are to come, where the sender said so; else negative
     * @throws org.pluspeer.node.ProblemException DISK_FULL at once if what is to come does not fit; and as the store has it
     */
    public Upload receive(String name, long declared, InputStream content) throws IOException {
        blobs.requireRoom(Math.max(0, declared));
        Blob blob = blobs.importStream(content, MAX_BYTES);
        String fileId = blob.sha256().hex();
        String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        Upload upload = new Upload(fileId, plain.isBlank() ? "file" : plain, blob.size(), blob.sha256());
        synchronized (waiting) {
            waiting.put(fileId, upload);
            if (waiting.size() > MOST) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        }
        return upload;
    }

    /** Takes a text of the node's own making. */
    public Upload take(String name, byte[] content) {
        try {
            return receive(name, content.length, new java.io.ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new IllegalStateException("an array does not fail", e);
        }
    }

    /**
     * A small file as a whole.
     *
     * @throws ProblemException NOT_FOUND for one that was not handed over lately; TOO_LARGE
     */
    public byte[] read(String fileId, int most) {
        Upload upload = find(fileId)
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "no such file was handed over lately"));
        if (upload.size() > most) {
            throw new ProblemException(Problem.Code.TOO_LARGE, "it may have " + most + " bytes");
        }
        return blobs.read(upload.sha256(), 0, (int) upload.size());
    }

    Optional<Upload> find(String fileId) {
        synchronized (waiting) {
            return Optional.ofNullable(waiting.get(fileId));
        }
    }
}
