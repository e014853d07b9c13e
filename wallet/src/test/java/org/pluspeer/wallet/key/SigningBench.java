package org.pluspeer.wallet.key;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntConsumer;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * Measures signing and verifying on one thread: {@code SigningBench [seconds]}, for each of which 2 is the usual. Beside
 * each figure stands the limit, taken in the same run and in turns with it: the bare JNI call of the same C function,
 * with its arguments ready. Signing here also gives the parity and checks nothing; verifying is recovering the account,
 * its hash included.
 */
public final class SigningBench {
    private static final int KEYS = 64;
    private static final int ROUNDS = 5;

    private final fr.acinq.secp256k1.Secp256k1 bare = fr.acinq.secp256k1.Secp256k1.get();
    private final byte[][] keys = new byte[KEYS][];
    private final LocalSigner[] signers = new LocalSigner[KEYS];
    private final Hash32[] digests = new Hash32[KEYS];
    private final Signature[] signatures = new Signature[KEYS];
    private final double seconds;

    private SigningBench(double seconds) {
        this.seconds = seconds;
        Random random = new Random(7);
        for (int i = 0; i < KEYS; i++) {
            keys[i] = new byte[32];
            random.nextBytes(keys[i]);
            signers[i] = LocalSigner.taking(keys[i].clone());
            byte[] digest = new byte[32];
            random.nextBytes(digest);
            digests[i] = Hash32.of(digest);
            signatures[i] = signers[i].signDigest(digests[i]);
        }
    }

    public static void main(String[] args) {
        SigningBench bench = new SigningBench(args.length > 0 ? Double.parseDouble(args[0]) : 2);
        bench.compare("sign", bench::sign, bench::bareSign);
        bench.compare("verify", bench::verify, bench::bareRecover);
    }

    private void sign(int i) {
        if (signers[i].signDigest(digests[i]).yParity() > 1) {
            throw new IllegalStateException();
        }
    }

    private void bareSign(int i) {
        if (bare.sign(raw(i), keys[i]).length != 64) {
            throw new IllegalStateException();
        }
    }

    private void verify(int i) {
        if (!Secp256k1.verify(digests[i], signatures[i], signers[i].address())) {
            throw new IllegalStateException();
        }
    }

    private void bareRecover(int i) {
        byte[] compact =
                Bytes.concat(signatures[i].r().bytes(), signatures[i].s().bytes());
        if (bare.ecdsaRecover(compact, raw(i), signatures[i].yParity()).length != 65) {
            throw new IllegalStateException();
        }
    }

    private byte[] raw(int i) {
        return digests[i].bytes();
    }

    /** The best of several rounds in turns: what else the machine does hits both alike. */
    private void compare(String what, IntConsumer ours, IntConsumer limit) {
        double[] our = new double[ROUNDS];
        double[] most = new double[ROUNDS];
        perSecond(ours, seconds / 2);
        perSecond(limit, seconds / 2);
        for (int round = 0; round < ROUNDS; round++) {
            our[round] = perSecond(ours, seconds);
            most[round] = perSecond(limit, seconds);
        }
        double best = Arrays.stream(our).max().orElseThrow();
        double bound = Arrays.stream(most).max().orElseThrow();
        System.out.printf(
                Locale.ROOT, "%s: %.0f/s, the bare native call %.0f/s, ratio %.2f%n", what, best, bound, best / bound);
    }

    /** Of this thread's own time on a core, so that a busy machine says the same, if less steadily. */
    private static double perSecond(IntConsumer action, double seconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        long took = 0;
        long done = 0;
        while (took < seconds * 1e9) {
            for (int i = 0; i < KEYS; i++) {
                action.accept(i);
            }
            done += KEYS;
            took = threads.getCurrentThreadCpuTime() - began;
        }
        return done / (took / 1e9);
    }
}
