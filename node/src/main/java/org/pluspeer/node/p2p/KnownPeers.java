package org.pluspeer.node.p2p;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pluspeer.market.wire.MessageType;
import org.pluspeer.market.wire.NodePut;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes known at the end of a run, to be dialled at the next start. A file of one record a line, in hexadecimal, as
 * in a NodePut. It can be lost or spoilt and nothing but time is: whatever can't be read is passed over.
 */
public final class KnownPeers {
    private static final Logger log = LoggerFactory.getLogger(KnownPeers.class);
    private static final int MOST = 64;
    private static final long LARGEST_FILE = 1 << 20;

    private final Path file;

    public KnownPeers(Path file) {
        this.file = file;
    }

    /** At most 64; their records may be over, since a machine is often where it was. */
    public List<NodeRecord> load() {
        List<NodeRecord> known = new ArrayList<>();
        try {
            if (!Files.exists(file) || Files.size(file) > LARGEST_FILE) {
                return List.of();
            }
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                read(line, known);
            }
        } catch (IOException e) {
            log.warn("The peers of the last run can't be read from {}", file, e);
        }
        return known.stream().limit(MOST).toList();
    }

    /** Some from all parts of the table, at most 64. */
    public void save(List<NodeRecord> known) {
        String lines = spread(known).stream()
                .map(record -> Bytes.hex(new NodePut(record.contact()).body()) + "\n")
                .collect(Collectors.joining());
        try {
            DataDirectory.replace(file, lines.getBytes(StandardCharsets.US_ASCII));
        } catch (RuntimeException e) {
            log.warn("The peers of this run can't be written to {}", file, e);
        }
    }

    /** They come sorted by how near they are: so many, evenly. */
    private static List<NodeRecord> spread(List<NodeRecord> known) {
        List<NodeRecord> some = new ArrayList<>();
        int count = Math.min(MOST, known.size());
        for (int i = 0; i < count; i++) {
            some.add(known.get((int) ((long) i * known.size() / count)));
        }
        return some;
    }

    private static void read(String line, List<NodeRecord> into) {
        try {
            into.add(((NodePut) MessageType.NODE_PUT.read(Bytes.parseHex(line))).record());
        } catch (MalformedException e) {
            log.debug("A line of the known peers is no record: {}", e.getMessage());
        }
    }
}
