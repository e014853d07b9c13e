package org.pluspeer.node;

import java.util.Optional;
import org.pluspeer.node.http.HttpEdge;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.Conduct;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.Passphrase;

/**
 * A running node, started in stages: disk, door, keys, chain, network, trade. Each stage stands on those before it;
 * closing goes back the same way.
 */
public final class Node implements AutoCloseable {
    private final Closer closer;
    private final DataDirectory directory;
    private final Address account;
    private final ChainStage chain;
    private final HttpEdge edge;
    private final HostPort listening;

    Node(Closer closer, DataDirectory directory, Address account, ChainStage chain, HttpEdge edge, HostPort listening) {
        this.closer = closer;
        this.directory = directory;
        this.account = account;
        this.chain = chain;
        this.edge = edge;
        this.listening = listening;
    }

    /**
     * Starts all stages, or none.
     *
     * @param passphrase of the wallet; a new wallet is made where there is none
     * @param conduct how the node sells; anything but honest is for the demo's hostile stories
     * @param onStop called when somebody asks the node to stop
     * @throws ProblemException with what stands in the way
     */
    public static Node start(Settings settings, Passphrase passphrase, Conduct conduct, Runnable onStop) {
        return start(settings, passphrase, conduct, onStop, _ -> {});
    }

    /** @param witness for the test that kills nodes at each step: told of records once they are on the disk */
    static Node start(
            Settings settings, Passphrase passphrase, Conduct conduct, Runnable onStop, Journal.Listener witness) {
        return NodeStart.guarded(settings, witness, start -> start.with(passphrase, conduct, onStop));
    }

    /**
     * Starts without anybody, with the keys that the owner left for that; the accounts stay locked.
     *
     * @throws ProblemException with what stands in the way; LOCKED if no such keys were left
     */
    public static Node standBy(Settings settings, Conduct conduct, Runnable onStop) {
        return NodeStart.guarded(settings, _ -> {}, start -> start.standingBy(conduct, onStop));
    }

    /**
     * Opens the page, waits there for the owner to make, restore or unlock a wallet, and starts the rest then. A start
     * that fails is told on the page, and it waits again.
     *
     * @param atDoor told the page's address once it is open
     * @return empty if it was stopped before
     */
    public static Optional<Node> await(
            Settings settings, Conduct conduct, Runnable onStop, java.util.function.Consumer<String> atDoor) {
        return NodeStart.guarded(settings, _ -> {}, start -> start.awaiting(conduct, onStop, atDoor));
    }

    /** The page's address with the token in its fragment. */
    public String page() {
        return http() + "/#token=" + directory.token();
    }

    public Address account() {
        return account;
    }

    /** In plain words. */
    public String chain() {
        return chain.name() + " (" + chain.client().chainId() + ")"
                + (chain.playMoney() ? ", play money, this machine only" : "")
                + chain.bundled().map(local -> ", at " + local.url()).orElse("");
    }

    public HostPort p2pAddress() {
        return listening;
    }

    public String http() {
        return "http://127.0.0.1:" + edge.port();
    }

    /** The bundled chain, if this node runs one. */
    public Optional<org.pluspeer.node.chain.LocalChain> bundledChain() {
        return chain.bundled();
    }

    @Override
    public void close() {
        closer.close();
    }
}
