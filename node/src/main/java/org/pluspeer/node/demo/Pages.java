package org.pluspeer.node.demo;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The peers' web pages, left open for whoever looks on. */
final class Pages {
    private Pages() {}

    /**
     * Until Ctrl-C.
     *
     * @param close everything, before the program ends
     */
    static void leaveOpen(List<DemoPeer> peers, Runnable close, Narrator narrator) throws InterruptedException {
        narrator.step("The peers' pages are open until you press Ctrl-C:");
        peers.forEach(peer -> narrator.detail(peer.name() + "  " + peer.api().page()));
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            interrupted.countDown();
            close.run();
            closed.countDown();
        }));
        interrupted.await();
        closed.await();
    }
}
