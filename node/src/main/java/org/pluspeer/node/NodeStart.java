package org.pluspeer.node;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.client.Version;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.http.Api;
import org.pluspeer.node.http.DownloadTickets;
import org.pluspeer.node.http.LockView;
import org.pluspeer.node.http.Views;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.Conduct;
import org.pluspeer.node.vault.Vault;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.Passphrase;

/** The stages of a node, one after the other. */
final class NodeStart {
    private static final int TICKET_BYTES = 32;

    private final Settings settings;
    private final Closer closer;
    private final StorageStage storage;
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock = InstantSource.system();
    private final Bell bell = new Bell();
    private final long startedAt = clock.instant().getEpochSecond();

    private NodeStart(Settings settings, Closer closer, StorageStage storage) {
        this.settings = settings;
        this.closer = closer;
        this.storage = storage;
    }

    /** Opens the disk; if what follows fails, everything is closed again. */
    static <T> T guarded(Settings settings, Journal.Listener witness, Function<NodeStart, T> rest) {
        Closer closer = new Closer();
        try {
            StorageStage storage =
                    closer.add(StorageStage.open(settings.directory().create(), witness));
            return rest.apply(new NodeStart(settings, closer, storage));
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    Node with(Passphrase passphrase, Conduct conduct, Runnable onStop) {
        DoorStage door = door(onStop);
        boolean isNew = !door.vault().exists();
        door.setup().starting();
        if (isNew) {
            door.vault().create(12, passphrase, settings.lockAfter());
        } else {
            door.vault().unlock(passphrase, settings.lockAfter());
        }
        return started(door, conduct, onStop, isNew, closer);
    }

    Node standingBy(Conduct conduct, Runnable onStop) {
        DoorStage door = door(onStop);
        if (!door.vault().standBy()) {
            throw new ProblemException(Problem.Code.LOCKED, "no keys were left for starting without you");
        }
        door.setup().starting();
        return started(door, conduct, onStop, false, closer);
    }

    Optional<Node> awaiting(Conduct conduct, Runnable onStop, Consumer<String> atDoor) {
        DoorStage door = door(onStop);
        boolean isNew = !door.vault().exists();
        atDoor.accept("http://127.0.0.1:" + door.edge().port() + "/#token="
                + settings.directory().token());
        try {
            while (door.setup().awaitKeys()) {
                Closer later = new Closer();
                try {
                    Node node = started(door, conduct, onStop, isNew, later);
                    return Optional.of(node);
                } catch (ProblemException e) {
                    later.close();
                    door.setup().failed(e.problem());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closer.close();
        return Optional.empty();
    }

    private DoorStage door(Runnable onStop) {
        return closer.add(DoorStage.open(settings, storage, clock, random, onStop));
    }

    /** @param later closes what is opened here */
    private Node started(DoorStage door, Conduct conduct, Runnable onStop, boolean isNew, Closer later) {
        KeyStage keys = later.add(KeyStage.open(settings, door.vault(), random));
        ChainStage chain = later.add(ChainStage.connect(settings, clock, random));
        requireFairGame(conduct, chain);
        if (isNew) {
            chain.welcome(keys.vault().main(), keys.vault().operations());
        }
        TrustStage trust = TrustStage.open(
                new TrustStage.Ground(storage, chain, keys.vault(), keys.vault()::own), bell, clock, random);
        SigningDesk signing = trust.signing();
        TradeStage.World world = new TradeStage.World(bell, clock, random);
        var parts = new NetworkStage.Parts(settings, keys, storage, signing, chain.venue());
        NetworkStage network = later.add(NetworkStage.prepare(parts, door.vertx(), world));
        TradeStage.Ground ground =
                new TradeStage.Ground(settings, storage, keys, chain, network, signing, trust.inbox());
        TradeStage trade = later.add(TradeStage.prepare(ground, conduct, world));
        LoopStage loop = later.add(LoopStage.prepare(ground, trade, world));
        ServiceStage services = later.add(ServiceStage.prepare(
                new ServiceStage.Ground(settings, storage, door, keys, chain, trust, trade, network), world));
        HostPort listening = network.open(settings);
        Api.Programs programs = trade.forPrograms(trust);
        trade.start();
        services.start();
        trust.inbox().resume();
        loop.start();
        later.add(bell);
        keys.vault().onChange(() -> bell.ring(Topic.WALLET));
        String http = "http://127.0.0.1:" + door.edge().port();
        Supplier<LockView> lock = () -> lock(keys, chain, trade);
        Supplier<Views.Status> status = () -> status(keys, chain, network, trade, http, listening);
        Checkup checkup = new Checkup(
                settings.directory(), chain::view, network, new Checkup.Places(http, listening.toString()), clock);
        door.edge()
                .open(new Api(rooms(
                        door, keys, trust, programs, trade, services, loop, network, checkup, status, lock, onStop)));
        settings.directory()
                .writeRunning(new DataDirectory.Running(ProcessHandle.current().pid(), http, listening.toString()));
        door.setup().running();
        if (later != closer) {
            closer.add(later);
        }
        return new Node(closer, settings.directory(), signing.account(), chain, door.edge(), listening);
    }

    /** Cheating is for play money only. */
    private static void requireFairGame(Conduct conduct, ChainStage chain) {
        if (conduct != Conduct.HONEST && !chain.playMoney()) {
            throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, "the hostile stories are for play money only");
        }
    }

    private Api.Rooms rooms(
            DoorStage door,
            KeyStage keys,
            TrustStage trust,
            Api.Programs programs,
            TradeStage trade,
            ServiceStage services,
            LoopStage loop,
            NetworkStage network,
            Checkup checkup,
            Supplier<Views.Status> status,
            Supplier<LockView> lock,
            Runnable onStop) {
        return new Api.Rooms(
                status,
                () -> network.peers(),
                checkup::look,
                trade.account(),
                trade.listings(),
                trade.showcase(),
                trade.uploads(),
                trade.purchases(),
                trade.sales(),
                trade.seeds(),
                trade.bandwidth().room(),
                new DownloadTickets(clock, () -> KeyStage.bytes(random, TICKET_BYTES)),
                bell,
                new Api.Keys(door.setup(), keys.vault(), keys.accounts(), keys.words(), keys.backups(), lock),
                trade.money(),
                trust.rows(),
                programs,
                services.rows(),
                trade.storage(),
                trade.channels().desk(),
                loop.desk(),
                onStop);
    }

    private static LockView lock(KeyStage keys, ChainStage chain, TradeStage trade) {
        Vault vault = keys.vault();
        return new LockView(
                vault.isLocked() ? "locked" : "unlocked",
                vault.locksAt().map(Instant::getEpochSecond).orElse(null),
                vault.retryAt().map(Instant::getEpochSecond).orElse(null),
                keys.words().isBackedUp(),
                operations(vault, chain),
                vault.standsBy(),
                trade.unattended().all());
    }

    private static LockView.@Nullable Operations operations(Vault vault, ChainStage chain) {
        try {
            return new LockView.Operations(
                    vault.operations(),
                    chain.book().require(Address.ZERO),
                    chain.client().balance(vault.operations(), At.LATEST));
        } catch (ProblemException e) {
            return null;
        }
    }

    private Views.Status status(
            KeyStage keys, ChainStage chain, NetworkStage network, TradeStage trade, String http, HostPort listening) {
        return new Views.Status(
                Version.text(),
                keys.node().address(),
                keys.vault().main(),
                chain.view(),
                network.network().peers().size(),
                trade.showcase().count(),
                !keys.vault().isLocked(),
                startedAt,
                http,
                listening.toString(),
                settings.unaudited());
    }
}
