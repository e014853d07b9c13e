package org.pluspeer.node.cli;

import java.util.concurrent.CountDownLatch;
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
        Output output = session.output();
        Settings settings = options.settings(session.directory().create());
        boolean isNew = !new WalletFile(settings.directory().walletFile(), new java.security.SecureRandom()).exists();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (Passphrase passphrase = Passphrases.read(options.passphraseFile(), isNew)) {
            output.note("Starting …");
            Node node = Node.start(settings, passphrase, conduct, stop::countDown);
            Thread hook = Thread.ofPlatform().unstarted(() -> {
                stop.countDown();
                await(closed);
            });
            Runtime.getRuntime().addShutdownHook(hook);
            try (node) {
                greet(output, node, isNew);
                stop.await();
            } finally {
                closed.countDown();
            }
        }
        return 0;
    }

    private static void await(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void greet(Output output, Node node, boolean isNew) {
        output.say("READY");
        output.say("Page     " + node.page());
        output.say("Account  " + node.account());
        output.say("Chain    " + node.chain());
        output.say("Peers    dial in at " + node.p2pAddress());
        if (isNew) {
            output.say("A wallet was made. Write its twelve words down: ./peer wallet words");
        }
        output.document(new Ready(
                node.page(), node.account(), node.chain(), node.p2pAddress().toString(), isNew));
    }

    /** What {@code up --json} prints once the node runs. */
    record Ready(String page, org.pluspeer.wallet.eth.Address account, String chain, String p2p, boolean newWallet) {}
}
