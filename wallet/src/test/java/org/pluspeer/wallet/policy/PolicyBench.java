package org.pluspeer.wallet.policy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;

/**
 * Measures a decision on one thread: {@code PolicyBench [counterparties] [seconds]}, for which 1000 and 2 are the usual.
 * A program among a hundred sends money, on a day on which so many counterparties were paid already. "Decide" is the
 * answer alone; "decide and count" is what stands before a signature but for the disk: the scrutiny of the bytes, both
 * budgets, and the new sums.
 */
public final class PolicyBench {
    private static final int ROUNDS = 5;
    private static final int BATCH = 64;
    private static final long NOW = 20_000L * 86_400;
    private static final Amount MUCH = new Amount(BigInteger.TWO.pow(127));

    private final Asker.App app = new Asker.App("app7");
    private final Policy policy;
    private final Intent[] payments = new Intent[BATCH];
    private final double seconds;
    private Spent spent = Spent.nothing(NOW);

    private PolicyBench(int counterparties, double seconds) {
        this.seconds = seconds;
        Budget budget = new Budget(MUCH, MUCH, MUCH, Map.of(Kind.DATASET, MUCH), Map.of(address(1), MUCH));
        Limits limits = new Limits(Map.of(Address.ZERO, budget), MUCH, MUCH, OptionalLong.of(NOW * 2));
        Map<String, Limits> apps = new HashMap<>();
        IntStream.range(0, 100).forEach(i -> apps.put("app" + i, limits));
        this.policy = new Policy(new Rules(1, Set.of(address(0)), Set.of(), limits, apps));
        for (int i = 0; i < counterparties; i++) {
            Intent.Spend paid = new Intent.Spend(address(2 + i), Address.ZERO, Amount.of(1));
            spent = spent.plus(app, List.of(paid), Amount.of(1), NOW);
        }
        for (int i = 0; i < BATCH; i++) {
            Amount gwei = Amount.of(1_000_000_000);
            payments[i] = new Intent.Transact(
                    Purpose.TRANSFER,
                    new Eip1559(1, i, gwei, gwei, 21_000, address(2 + i), Amount.of(7), new byte[0]),
                    List.of(new Intent.Spend(address(2 + i), Address.ZERO, Amount.of(7))));
        }
    }

    private static Address address(int number) {
        byte[] bytes = new byte[20];
        bytes[0] = 1;
        bytes[18] = (byte) (number >> 8);
        bytes[19] = (byte) number;
        return Address.of(bytes);
    }

    public static void main(String[] args) {
        int counterparties = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        PolicyBench bench = new PolicyBench(counterparties, args.length > 1 ? Double.parseDouble(args[1]) : 2);
        System.out.printf(Locale.ROOT, "counterparties paid today: %d%n", counterparties);
        bench.measure("decide", bench::decide);
        bench.measure("decide and count", bench::decideAndCount);
    }

    private void decide(Intent intent) {
        if (!(policy.decide(intent, app, Consent.none(), spent, NOW) instanceof Decision.Allowed)) {
            throw new IllegalStateException();
        }
    }

    private void decideAndCount(Intent intent) {
        decide(intent);
        Spent after = spent.plus(app, intent.spends(), intent.maxGas(), NOW);
        if (!after.total(Address.ZERO).isMoreThan(spent.total(Address.ZERO))) {
            throw new IllegalStateException();
        }
        spent = after;
    }

    private void measure(String what, java.util.function.Consumer<Intent> action) {
        micros(action);
        double[] rounds =
                IntStream.range(0, ROUNDS).mapToDouble(i -> micros(action)).toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: %.4f ms at best, %.4f ms in the slowest of %d rounds%n",
                what,
                Arrays.stream(rounds).min().orElseThrow() / 1000,
                Arrays.stream(rounds).max().orElseThrow() / 1000,
                ROUNDS);
    }

    /** Of this thread's own time on a core, so that a busy machine says the same, if less steadily. */
    private double micros(java.util.function.Consumer<Intent> action) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        long took = 0;
        long done = 0;
        while (took < seconds * 1e9) {
            for (Intent payment : payments) {
                action.accept(payment);
            }
            done += BATCH;
            took = threads.getCurrentThreadCpuTime() - began;
        }
        return took / 1e3 / done;
    }
}
