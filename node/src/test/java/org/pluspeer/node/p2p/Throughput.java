package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/** Prints how fast 256 KiB replies and small requests go over one link on loopback, both ends in this process. */
final class Throughput {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long EACH = Duration.ofSeconds(3).toNanos();

    private Throughput() {}

    public static void main(String[] args) throws Exception {
        try (Neighbourhood here = new Neighbourhood(Carriers.BOTH)) {
            Member a = here.member(1);
            Member b = here.member(2);
            byte[] cipher = new byte[BlocksReply.MAX_BYTES];
            b.network()
                    .onMessage(
                            BlocksRequest.class,
                            (from, ask) -> ask.count() == 1
                                    ? null
                                    : new BlocksReply(
                                            ask.exchangeRoot(), ask.first(), new byte[128 * 32], List.of(), cipher));
            long began = System.nanoTime();
            a.network().connect(b.at());
            System.out.printf("link up in %.1f ms%n", (System.nanoTime() - began) / 1e6);
            for (int depth : new int[] {1, 4, 16}) {
                run(a, b, depth, 128);
            }
            run(a, b, 1, 1);
            run(a, b, 16, 1);
        }
    }

    private static void run(Member a, Member b, int depth, int blocks) throws Exception {
        ask(a, b, blocks, System.nanoTime() + EACH / 3);
        AtomicLong replies = new AtomicLong();
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                all.add(threads.submit(() -> ask(a, b, blocks, began + EACH)));
            }
            for (Future<Long> each : all) {
                replies.addAndGet(each.get());
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (blocks > 1) {
            double megabytes = replies.get() * (double) BlocksReply.MAX_BYTES / 1e6;
            System.out.printf("256 KiB replies, %2d at a time: %.0f MB/s%n", depth, megabytes / seconds);
        } else {
            System.out.printf("small requests, %2d at a time: %.0f/s%n", depth, replies.get() / seconds);
        }
    }

    private static long ask(Member a, Member b, int blocks, long until) {
        long count = 0;
        while (System.nanoTime() < until) {
            a.network().request(b.node(), new BlocksRequest(Hash32.ZERO, count, blocks), LIMIT);
            count++;
        }
        return count;
    }
}
