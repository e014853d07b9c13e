package org.pluspeer.node.cli;

import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pluspeer.node.Node;
import org.pluspeer.node.Settings;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.node.client.Output;
import org.pluspeer.node.sale.Conduct;
import org.pluspeer.wallet.key.Passphrase;

/** A node from its start to its end, with what the terminal shows of it. */
final class NodeRun {
    private final Session session;
    private final UpOptions options;

    NodeRun(Session session, UpOptions options) {
        this.session = session;
        this.options = options;
    }

    int untilStopped(Conduct conduct) throws InterruptedException {
        Settings settings = options.settings(session.directory().create());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicBoolean started = new AtomicBoolean();
        Thread here = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stop.countDown();
            if (!started.get()) {
                here.interrupt();
            }
            await(closed);
        }));
        try {
            Optional<Node> node = start(settings, conduct, stop::countDown);
            started.set(true);
            if (node.isPresent()) {
                try (Node _ = node.get()) {
                    stop.await();
                }
            }
        } finally {
            closed.countDown();
        }
        return 0;
    }

    /** With a passphrase, with the keys that were left for that, or by somebody who comes to the page. */
    private Optional<Node> start(Settings settings, Conduct conduct, Runnable stop) {
        Output output = session.output();
        boolean isNew = !new WalletFile(settings.directory().walletFile(), new java.security.SecureRandom()).exists();
        if (options.passphraseFile() != null || Passphrases.canAsk()) {
            try (Passphrase passphrase = Passphrases.read(options.passphraseFile(), isNew)) {
                output.note("Starting …");
                return greeted(Node.start(settings, passphrase, conduct, stop), isNew);
            }
        }
        if (!isNew && Files.exists(settings.directory().standbyFile())) {
            output.note("Starting with locked accounts …");
            return greeted(Node.standBy(settings, conduct, stop), false);
        }
        Optional<Node> node = Node.await(settings, conduct, stop, page -> door(output, page, isNew));
        node.ifPresent(running -> say(output, running));
        return node;
    }

    private Optional<Node> greeted(Node node, boolean isNew) {
        greet(session.output(), node, isNew);
        return Optional.of(node);
    }

    private static void door(Output output, String page, boolean isNew) {
        output.say("WAITING");
        output.say("Page     " + page);
        output.say(
                isNew
                        ? "There is no wallet yet: make or restore one on the page, or with ./peer wallet new"
                        : "The wallet is locked: unlock it on the page, or with ./peer wallet unlock");
        output.document(new Waiting(page, isNew ? "none" : "locked"));
    }

    private static void await(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void greet(Output output, Node node, boolean isNew) {
        say(output, node);
        if (isNew) {
            output.say("A wallet was made. Write its twelve words down: ./peer wallet words");
        }
        output.document(new Ready(
                node.page(), node.account(), node.chain(), node.p2pAddress().toString(), isNew));
    }

    private static void say(Output output, Node node) {
        output.say("READY");
        output.say("Page     " + node.page());
        output.say("Account  " + node.account());
        output.say("Chain    " + node.chain());
        output.say("Peers    dial in at " + node.p2pAddress());
    }

    /** What {@code up --json} prints where the node waits at its page; {@code GET /setup} tells how it goes on. */
    record Waiting(String page, String state) {}

    /** What {@code up --json} prints once the node runs. */
    record Ready(String page, org.pluspeer.wallet.eth.Address account, String chain, String p2p, boolean newWallet) {}
}
