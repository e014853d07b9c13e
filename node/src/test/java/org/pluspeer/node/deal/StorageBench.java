package org.pluspeer.node.deal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.Challenge;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.deal.ReplicaProof;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.blob.PartialFile;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Measures what a keeper's disk and processor do: {@code StorageBench [--json] [--mib N] [--gib N] [--runs N]}.
 *
 * <p>Taking in: pieces from sixteen threads are kept and forced to the disk as they come, then all is read again, counted
 * and hashed, until the provider could sign. Beside it in each round, the machine's own limits: the same bytes written
 * and forced as often, and the same tree hashed in memory; the ratio is that of their times together to ours.
 *
 * <p>Challenges: a replica of many GiB whose bytes are zeros that take no room on the disk, so that what is timed is
 * opening, one piece, its hashes and a node a row, not the disk; how many bytes the process read says that it is not
 * the whole. Every proof is checked as the contract does it.
 */
public final class StorageBench {
    private static final Address CLIENT = Address.parse("0x00000000000000000000000000000000000000c1");
    private static final int PIECE = PieceTree.PIECE;
    private static final int AT_ONCE = 16;
    private static final int FORCE_EVERY = 16;
    private static final int CHALLENGES = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final Path directory;
    private final long size;
    private final int rounds;

    private StorageBench(Path directory, long size, int rounds) {
        this.directory = directory;
        this.size = size;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        Path directory =
                Files.createTempDirectory(Path.of("").toAbsolutePath().resolve("node/target"), "storage-bench");
        try {
            StorageBench bench =
                    new StorageBench(directory, (long) number(given, "--mib", 256) << 20, number(given, "--runs", 5));
            ObjectNode result = bench.all((long) number(given, "--gib", 10) << 30);
            System.out.println(given.contains("--json") ? result.toPrettyString() : lines(result));
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder()).forEach(StorageBench::delete);
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(List<String> given, String name, int otherwise) {
        int at = given.indexOf(name);
        return at < 0 || at + 1 >= given.size() ? otherwise : Integer.parseInt(given.get(at + 1));
    }

    private static String lines(ObjectNode node) {
        StringBuilder text = new StringBuilder();
        node.properties().forEach(entry -> text.append(entry.getKey())
                .append(": ")
                .append(entry.getValue().asText())
                .append('\n'));
        return text.toString();
    }

    private ObjectNode all(long large) throws Exception {
        ObjectNode result = json.createObjectNode();
        result.put("loadBefore", load());
        result.put("mebibytes", size >> 20);
        result.put("rounds", rounds);
        takingIn(result);
        challenges(result, large);
        result.put("loadAfter", load());
        return result;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    // ---- taking in

    private void takingIn(ObjectNode result) throws Exception {
        ReplicaCipher cipher = new ReplicaCipher(new byte[32], size);
        byte[][] pieces = new byte[cipher.pieces()][];
        Random random = new Random(7);
        for (int i = 0; i < pieces.length; i++) {
            byte[] clear = new byte[cipher.clearLength(i)];
            random.nextBytes(clear);
            pieces[i] = cipher.seal(i, clear);
        }
        double[] ours = new double[rounds];
        double[] written = new double[rounds];
        double[] hashed = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double limitWrite = write(pieces);
            double limitHash = hash(pieces, cipher.size());
            double own = ingest(pieces, cipher.size());
            if (round >= 0) {
                ours[round] = own;
                written[round] = limitWrite;
                hashed[round] = limitHash;
                ratio[round] = (limitWrite + limitHash) / own;
            }
        }
        result.put("ingestMegabytesPerSecond", rate(median(ours)));
        result.put("diskForcedMegabytesPerSecond", rate(median(written)));
        result.put("treeHashedMegabytesPerSecond", rate(median(hashed)));
        result.put("ingestToMachine", round3(median(ratio)));
    }

    private double ingest(byte[][] pieces, long replica) throws Exception {
        Path place = directory.resolve("replicas");
        try (ReplicaStore store = ReplicaStore.open(place)) {
            ReplicaStore.Slot slot = new ReplicaStore.Slot(CLIENT, Hash32.ZERO, replica);
            long start = System.nanoTime();
            put(store, slot, pieces);
            Replica found = store.check(slot);
            double seconds = seconds(start);
            if (found.size() != replica || store.missing(slot) != pieces.length) {
                throw new IllegalStateException("not all of it was kept");
            }
            store.drop(slot);
            return seconds;
        }
    }

    private static void put(ReplicaStore store, ReplicaStore.Slot slot, byte[][] pieces) throws InterruptedException {
        Semaphore window = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < pieces.length; i++) {
                int index = i;
                window.acquire();
                var _ = threads.submit(() -> {
                    try {
                        store.put(slot, index, pieces[index]);
                    } finally {
                        window.release();
                    }
                });
            }
        }
    }

    private double write(byte[][] pieces) throws IOException {
        Path file = directory.resolve("limit");
        long start = System.nanoTime();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < pieces.length; i++) {
                out.write(ByteBuffer.wrap(pieces[i]), (long) i * PIECE);
                if (i % FORCE_EVERY == FORCE_EVERY - 1) {
                    out.force(false);
                }
            }
            out.force(false);
        }
        double seconds = seconds(start);
        Files.delete(file);
        return seconds;
    }

    private static double hash(byte[][] pieces, long replica) {
        PieceTree tree = new PieceTree(replica);
        PieceTree.Hasher hasher = tree.new Hasher();
        byte[] nodes = new byte[tree.pieces() * Hash32.LENGTH];
        long start = System.nanoTime();
        for (int i = 0; i < pieces.length; i++) {
            hasher.nodeInto(pieces[i], nodes, i * Hash32.LENGTH);
        }
        tree.build(nodes);
        return seconds(start);
    }

    // ---- challenges

    private void challenges(ObjectNode result, long large) throws Exception {
        PieceTree tree = new PieceTree(large);
        Hash32 root = zeros(tree, large);
        DealTerms terms = terms(root, large);
        Random random = new Random(9);
        double[] millis = new double[CHALLENGES];
        double[] floor = new double[CHALLENGES];
        try (ReplicaStore store = ReplicaStore.open(directory.resolve("large"))) {
            prove(store, terms, random);
            long readBefore = read();
            for (int i = 0; i < CHALLENGES; i++) {
                millis[i] = prove(store, terms, random);
            }
            result.put("gibibytes", large >> 30);
            result.put("challenges", CHALLENGES);
            result.put("bytesReadPerChallenge", (read() - readBefore) / CHALLENGES);
        }
        PieceTree.Hasher hasher = tree.new Hasher();
        byte[] out = new byte[Hash32.LENGTH];
        byte[] piece = new byte[PIECE];
        for (int i = 0; i < CHALLENGES; i++) {
            long start = System.nanoTime();
            hasher.nodeInto(piece, out, 0);
            floor[i] = seconds(start) * 1000;
        }
        Arrays.sort(millis);
        result.put("challengeMillisMedian", round3(millis[CHALLENGES / 2]));
        result.put("challengeMillisP99", round3(millis[CHALLENGES * 99 / 100]));
        result.put("challengeMillisWorst", round3(millis[CHALLENGES - 1]));
        result.put("hashingOnePieceMillis", round3(median(floor)));
        result.put("challengeToHashingOnePiece", round3(millis[CHALLENGES / 2] / median(floor)));
    }

    private static double prove(ReplicaStore store, DealTerms terms, Random random) {
        byte[] hash = new byte[Hash32.LENGTH];
        random.nextBytes(hash);
        Challenge challenge = Challenge.of(Hash32.of(hash), Hash32.of(hash));
        long start = System.nanoTime();
        ReplicaProof proof = store.prove(terms, challenge);
        double millis = seconds(start) * 1000;
        if (!proof.holds(terms, challenge)) {
            throw new IllegalStateException("a proof that the contract would refuse");
        }
        return millis;
    }

    /** Bytes that this process asked the system for, as Linux counts them; 0 elsewhere. */
    private static long read() throws IOException {
        Path counters = Path.of("/proc/self/io");
        if (!Files.isReadable(counters)) {
            return 0;
        }
        return Files.readAllLines(counters).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .sum();
    }

    /** A replica of zeros as the store would have left it; its bytes are a hole in the file. */
    private Hash32 zeros(PieceTree tree, long large) throws IOException {
        byte[] node = new byte[Hash32.LENGTH];
        tree.new Hasher().nodeInto(new byte[PIECE], node, 0);
        byte[] nodes = new byte[tree.pieces() * Hash32.LENGTH];
        for (int i = 0; i < tree.pieces(); i++) {
            System.arraycopy(node, 0, nodes, i * Hash32.LENGTH, Hash32.LENGTH);
        }
        byte[] all = tree.build(nodes);
        Hash32 root = Hash32.of(Arrays.copyOfRange(all, all.length - Hash32.LENGTH, all.length));
        ReplicaStore.Slot slot = new ReplicaStore.Slot(CLIENT, root, large);
        Path place = directory.resolve("large");
        BlobStore blobs = BlobStore.open(place, place.resolve("out"));
        try (PartialFile rows =
                blobs.partial(ReplicaStore.treeOf(slot.name()), (long) tree.nodes() * Hash32.LENGTH, Hash32.LENGTH)) {
            rows.write(0, all);
            rows.sync();
        }
        blobs.partial(slot.name(), large, PIECE).close();
        hole(place.resolve("parts").resolve(slot.name().hex().substring(2)), tree.pieces(), large);
        return root;
    }

    private static void hole(Path data, int pieces, long large) throws IOException {
        try (FileChannel file = FileChannel.open(data, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[1]), large - 1);
        }
        byte[] bits = new byte[Math.ceilDiv(pieces, 8)];
        for (int piece = 0; piece < pieces; piece++) {
            bits[piece / 8] |= (byte) (1 << piece % 8);
        }
        Path map = data.resolveSibling(data.getFileName() + ".map");
        try (FileChannel file = FileChannel.open(map, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(bits), 24);
        }
    }

    private static DealTerms terms(Hash32 root, long large) {
        return new DealTerms(
                CLIENT,
                CLIENT,
                Address.ZERO,
                root,
                large,
                4,
                256,
                128,
                1,
                1,
                Amount.of(1),
                Amount.of(9),
                Amount.of(2),
                Amount.of(1),
                9,
                Hash32.ZERO,
                Hash32.ZERO);
    }

    private double rate(double seconds) {
        return round3(size / 1e6 / seconds);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double round3(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
