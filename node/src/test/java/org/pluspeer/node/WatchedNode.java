package org.pluspeer.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.pluspeer.node.demo.BadConduct;
import org.pluspeer.node.demo.Story;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.wallet.key.Passphrase;

/**
 * An ordinary node that stands still for ever once a step of a sale is on its disk, before anybody inside it hears that
 * it is, so that it can be killed right there.
 *
 * <p>Arguments: data directory, chain's address, own and other peer's p2p address, passphrase, conduct, and the steps.
 */
final class WatchedNode {
    static final String READY = "READY";
    static final String AT = "AT ";

    private WatchedNode() {}

    public static void main(String[] arguments) throws InterruptedException {
        Settings settings = new Settings(
                new DataDirectory(Path.of(arguments[0])),
                List.of(URI.create(arguments[1])),
                OptionalLong.empty(),
                0,
                HostPort.parse(arguments[2]),
                List.of(HostPort.parse(arguments[3])),
                false,
                true);
        Set<String> steps = Set.of(arguments[6].split(","));
        try (Passphrase passphrase = Passphrase.of(arguments[4].toCharArray());
                Node _ = Node.start(
                        settings,
                        passphrase,
                        BadConduct.of(Story.parse(arguments[5])),
                        () -> {},
                        batch -> watch(batch, steps))) {
            say(READY);
            forEver();
        }
    }

    /** On the journal's own thread: while it stands here nothing else becomes durable, and nobody gets an answer. */
    private static void watch(List<Journal.Record> batch, Set<String> wanted) {
        Set<String> reached = new LinkedHashSet<>();
        batch.forEach(record -> reached.addAll(Steps.of(record)));
        if (reached.stream().anyMatch(wanted::contains)) {
            say(AT + String.join(" ", reached));
            forEver();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void forEver() {
        CountDownLatch never = new CountDownLatch(1);
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // Nothing moves it from here but the kill.
                Thread.interrupted();
            }
        }
    }
}
