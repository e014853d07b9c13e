package org.pluspeer.node.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.VoucherPut;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;

/**
 * Vouchers as they come to a payee: verified, in the journal, forced to the disk, answered. Beside them in each round the
 * machine's own limits: what the C library verifies on two cores with its arguments ready, and a record of the same
 * length written and forced. What else the machine does in a round hits all alike.
 */
public final class VoucherBench {
    private static final int CALLERS = 64;
    private static final int RECORD = 200;

    private final fr.acinq.secp256k1.Secp256k1 bare = fr.acinq.secp256k1.Secp256k1.get();
    private final VoucherStand stand;
    private final Path file;
    private final int each;
    private long sum;

    private VoucherBench(VoucherStand stand, Path file, int each) {
        this.stand = stand;
        this.file = file;
        this.each = each;
    }

    /**
     * @param each vouchers of a caller in a round
     * @return medians of the rounds, by name
     */
    public static Map<String, Object> run(Path directory, int rounds, int each) throws Exception {
        try (VoucherStand stand = new VoucherStand(directory, CALLERS)) {
            return new VoucherBench(stand, directory.resolve("limit"), each).rounds(rounds);
        }
    }

    private Map<String, Object> rounds(int rounds) throws Exception {
        Map<String, double[]> all = new TreeMap<>();
        for (int round = -2; round < rounds; round++) {
            double verify = verify();
            double many = many();
            Alone alone = alone();
            if (round >= 0) {
                put(all, "verifiedTwoCoresPerSecond", rounds, round, verify);
                put(all, "vouchers64PerSecond", rounds, round, many);
                put(all, "vouchers64ToVerify", rounds, round, many / verify);
                put(all, "verifyAndForceMicros", rounds, round, alone.limit() * 1e6);
                put(all, "voucherAloneMicros", rounds, round, alone.ours() * 1e6);
                put(all, "voucherAloneToVerifyAndForce", rounds, round, alone.limit() / alone.ours());
            }
        }
        Map<String, Object> medians = new TreeMap<>();
        all.forEach((name, values) -> medians.put(name, Math.round(median(values) * 1000) / 1000.0));
        return medians;
    }

    private static void put(Map<String, double[]> all, String name, int rounds, int round, double value) {
        all.computeIfAbsent(name, _ -> new double[rounds])[round] = value;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    // ---- the limits

    private record Ready(byte[] signature, byte[] digest, byte[] key) {}

    private Ready ready() {
        VoucherPut put = stand.voucher(stand.channel(0), 1);
        Hash32 digest = stand.digest(put);
        byte[] signature = Arrays.copyOf(put.signature().bytes(), 64);
        byte[] key = new byte[65];
        key[0] = 4;
        System.arraycopy(Secp256k1.recoverPublicKey(digest, put.signature()), 0, key, 1, 64);
        return new Ready(signature, digest.bytes(), key);
    }

    private void verify(Ready ready, int times) {
        for (int i = 0; i < times; i++) {
            if (!bare.verify(ready.signature(), ready.digest(), ready.key())) {
                throw new IllegalStateException("a good signature");
            }
        }
    }

    private double verify() throws Exception {
        Ready ready = ready();
        int times = CALLERS * each / 2;
        long start = System.nanoTime();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Future<?> first = two.submit(() -> verify(ready, times));
            verify(ready, times);
            first.get();
        }
        return 2 * times / seconds(start);
    }

    // ---- one caller

    /** Seconds: what one voucher takes, and one verification and one forced write, each the median of many in turns. */
    private record Alone(double ours, double limit) {}

    private Alone alone() throws IOException {
        Ready ready = ready();
        Hash32 channel = stand.channel(0);
        List<VoucherPut> puts = new ArrayList<>();
        for (int n = 0; n < each; n++) {
            puts.add(stand.voucher(channel, ++sum));
        }
        double[] ours = new double[each];
        double[] limit = new double[each];
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.allocate(each * RECORD), 0);
            out.force(true);
            for (int i = 0; i < each; i++) {
                long start = System.nanoTime();
                verify(ready, 1);
                out.write(ByteBuffer.allocate(RECORD), (long) i * RECORD);
                out.force(false);
                limit[i] = seconds(start);
                start = System.nanoTime();
                take(puts.get(i));
                ours[i] = seconds(start);
            }
        }
        return new Alone(median(ours), median(limit));
    }

    // ---- ours

    /** All callers at once, each with a channel of its own and its vouchers one after the other. */
    private double many() throws Exception {
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Hash32 channel = stand.channel(i);
            List<VoucherPut> puts = new ArrayList<>();
            for (int n = 0; n < each; n++) {
                puts.add(stand.voucher(channel, ++sum));
            }
            work.add(() -> {
                for (VoucherPut put : puts) {
                    take(put);
                }
                return null;
            });
        }
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> one : threads.invokeAll(work)) {
                one.get();
            }
        }
        return CALLERS * each / seconds(start);
    }

    private void take(VoucherPut put) {
        if (!(stand.desk().onVoucher(stand.caller(), put) instanceof ChannelStanding)) {
            throw new IllegalStateException("a good voucher");
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
