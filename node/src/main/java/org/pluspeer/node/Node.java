package org.pluspeer.node;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.client.Version;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.http.AccessToken;
import org.pluspeer.node.http.Api;
import org.pluspeer.node.http.DownloadTickets;
import org.pluspeer.node.http.HttpEdge;
import org.pluspeer.node.http.Views;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.Conduct;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.Passphrase;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Rules;

/**
 * A running node, started in stages: disk, keys, chain, network, trade, page. Each stage stands on those before it;
 * closing goes back the same way.
 */
public final class Node implements AutoCloseable {
    private static final int TOKEN_BYTES = 32;

    private final Closer closer;
    private final DataDirectory directory;
    private final Address account;
    private final ChainStage chain;
    private final HttpEdge edge;
    private final HostPort listening;

    private Node(
            Closer closer,
            DataDirectory directory,
            Address account,
            ChainStage chain,
            HttpEdge edge,
            HostPort listening) {
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
        Closer closer = new Closer();
        try {
            return new Start(settings, closer).run(passphrase, conduct, onStop, witness);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
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

    /** The stages, one after the other. */
    private static final class Start {
        private final Settings settings;
        private final Closer closer;
        private final SecureRandom random = new SecureRandom();
        private final InstantSource clock = InstantSource.system();
        private final Bell bell = new Bell();
        private final long startedAt = clock.instant().getEpochSecond();

        Start(Settings settings, Closer closer) {
            this.settings = settings;
            this.closer = closer;
        }

        Node run(Passphrase passphrase, Conduct conduct, Runnable onStop, Journal.Listener witness) {
            DataDirectory directory = settings.directory().create();
            StorageStage storage = closer.add(StorageStage.open(directory, witness));
            KeyStage keys = closer.add(KeyStage.unlock(settings, passphrase, random));
            ChainStage chain = closer.add(ChainStage.connect(settings, clock, random));
            requireFairGame(conduct, chain);
            if (keys.created()) {
                chain.welcome(keys.ring().signer().address());
            }
            SigningDesk signing = signing(keys, chain, storage);
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
            var parts = new NetworkStage.Parts(settings, keys, storage, signing, chain.venue());
            NetworkStage network =
                    closer.add(NetworkStage.prepare(parts, vertx, new TradeStage.World(bell, clock, random)));
            TradeStage trade = closer.add(TradeStage.prepare(
                    new TradeStage.Ground(settings, storage, keys, chain, network, signing),
                    conduct,
                    new TradeStage.World(bell, clock, random)));
            HostPort listening = network.open(settings);
            trade.start();
            AccessToken token = token(directory);
            ExecutorService threads = closer.add(Executors.newVirtualThreadPerTaskExecutor());
            closer.add(bell);
            HttpEdge[] opened = new HttpEdge[1];
            Api api = new Api(
                    rooms(trade, network, () -> status(keys, chain, network, trade, opened[0], listening), onStop));
            opened[0] = closer.add(new HttpEdge(vertx, threads, api, token, settings.httpPort()));
            directory.writeRunning(new DataDirectory.Running(
                    ProcessHandle.current().pid(), "http://127.0.0.1:" + opened[0].port(), listening.toString()));
            closer.add(directory::clearRunning);
            return new Node(closer, directory, signing.account(), chain, opened[0], listening);
        }

        /** Cheating is for play money only. */
        private static void requireFairGame(Conduct conduct, ChainStage chain) {
            if (conduct != Conduct.HONEST && !chain.playMoney()) {
                throw new ProblemException(
                        Problem.Code.REFUSED_BY_POLICY, "the hostile stories are for play money only");
            }
        }

        private SigningDesk signing(KeyStage keys, ChainStage chain, StorageStage storage) {
            var signer = keys.ring().signer();
            Rules rules = Rules.cautious(
                    chain.client().chainId(),
                    java.util.Set.of(signer.address()),
                    java.util.Set.of(chain.venue().exchange()));
            return new SigningDesk(new Policy(rules), Signers.only(signer), storage.journal(), clock);
        }

        private AccessToken token(DataDirectory directory) {
            String secret = directory.existingToken().orElseGet(() -> HexFormat.of()
                    .formatHex(KeyStage.bytes(random, TOKEN_BYTES)));
            directory.writeToken(secret);
            return new AccessToken(secret);
        }

        private Api.Rooms rooms(
                TradeStage trade,
                NetworkStage network,
                java.util.function.Supplier<Views.Status> status,
                Runnable onStop) {
            return new Api.Rooms(
                    status,
                    () -> network.peers(),
                    trade.account(),
                    trade.listings(),
                    trade.showcase(),
                    trade.uploads(),
                    trade.purchases(),
                    trade.sales(),
                    new DownloadTickets(clock, () -> KeyStage.bytes(random, TOKEN_BYTES)),
                    bell,
                    onStop);
        }

        private Views.Status status(
                KeyStage keys,
                ChainStage chain,
                NetworkStage network,
                TradeStage trade,
                HttpEdge edge,
                HostPort listening) {
            return new Views.Status(
                    Version.text(),
                    keys.node().address(),
                    keys.ring().signer().address(),
                    chain.view(),
                    network.network().peers().size(),
                    trade.showcase().count(),
                    true,
                    startedAt,
                    "http://127.0.0.1:" + edge.port(),
                    listening.toString(),
                    settings.unaudited());
        }
    }
}
