package org.pluspeer.node;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.wire.CallPartRequest;
import org.pluspeer.market.wire.CallRequest;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.chain.BlockRef;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.http.Api;
import org.pluspeer.node.http.PublicEdge;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.vault.Vault;
import org.pluspeer.node.x402.CallDesk;
import org.pluspeer.node.x402.Cashier;
import org.pluspeer.node.x402.Facilitator;
import org.pluspeer.node.x402.FetchDesk;
import org.pluspeer.node.x402.FileDesk;
import org.pluspeer.node.x402.LinkCallDesk;
import org.pluspeer.node.x402.LinkFetchDesk;
import org.pluspeer.node.x402.OfferingBook;
import org.pluspeer.node.x402.ProgramFetches;
import org.pluspeer.node.x402.PublicSide;
import org.pluspeer.node.x402.ServiceDesk;
import org.pluspeer.node.x402.Till;

/** The sixth stage: calls that are paid for, and the port on which strangers make them. */
record ServiceStage(
        Closer closer,
        Cashier cashier,
        ServiceDesk services,
        FileDesk files,
        FetchDesk fetches,
        LinkFetchDesk links,
        ProgramFetches programs,
        PublicEdge edge)
        implements AutoCloseable {
    /** The stages that it stands on. */
    record Ground(
            Settings settings,
            StorageStage storage,
            DoorStage door,
            KeyStage keys,
            ChainStage chain,
            TrustStage trust,
            TradeStage trade,
            NetworkStage network) {}

    static ServiceStage prepare(Ground ground, TradeStage.World world) {
        Closer closer = new Closer();
        try {
            ChainStage chain = ground.chain();
            Vault vault = ground.keys().vault();
            Till till = ground.trade().calls().till();
            Cashier cashier = closer.add(new Cashier(
                    till, ground.trade().transactions(), vault.operations(), vault::isLocked, chain.client()));
            LongSupplier now = () -> now(chain, world);
            long id = chain.client().chainId();
            BlobStore blobs = ground.storage().blobs();
            CallDesk calls = closer.add(new CallDesk(till, cashier, blobs::stream, id, now, CallDesk.Limits.STANDARD));
            Facilitator facilitator = new Facilitator(
                    id,
                    chain.tokens(),
                    new Facilitator.Purse(
                            vault::own, token -> chain.book().addresses().contains(token)),
                    till,
                    cashier,
                    now);
            Late late = new Late();
            PublicEdge edge = closer.add(new PublicEdge(
                    ground.door().vertx(),
                    ground.door().threads(),
                    ground.settings().publicSide().listen(),
                    late));
            OfferingBook book = new OfferingBook(ground.storage().journal(), world.clock());
            Front front = new Front(ground, edge);
            ServiceDesk services = new ServiceDesk(
                    book,
                    ground.trade().listings(),
                    new ServiceDesk.Market(
                            vault.main(),
                            chain.tokens(),
                            chain.book(),
                            till,
                            ground.trade().channels().room().earning()),
                    front);
            FileDesk files = new FileDesk(book, ground.trade().listings(), services, front);
            late.side = new PublicSide(services, calls, facilitator, blobs::stream, id);
            answer(ground, closer, services);
            FetchDesk fetches = closer.add(new FetchDesk(
                    ground.trust().signing(),
                    new FetchDesk.Money(chain.client(), chain.tokens(), chain.book(), chain.playMoney()),
                    ground.trade().calls().payments(),
                    ground.settings().directory().root().resolve("fetched"),
                    new FetchDesk.Chance(world.clock(), world.random())));
            LinkFetchDesk links = links(ground);
            ProgramFetches programs =
                    new ProgramFetches(fetches, links, ground.trust().inbox(), vault.main());
            return new ServiceStage(closer, cashier, services, files, fetches, links, programs, edge);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    /** Calls that come by links. */
    private static void answer(Ground ground, Closer closer, ServiceDesk services) {
        LinkCallDesk calls = closer.add(new LinkCallDesk(
                services,
                ground.trade().channels().room().earning(),
                venue(ground),
                ground.keys().node()));
        var network = ground.network().network();
        network.onMessage(CallRequest.class, (from, m) -> calls.onCall(TradeStage.caller(from), m));
        network.onMessage(CallPartRequest.class, (from, m) -> calls.onPart(TradeStage.caller(from), m));
    }

    private static LinkFetchDesk links(Ground ground) {
        ChannelStage channels = ground.trade().channels();
        return new LinkFetchDesk(
                channels.room().paying(),
                ground.trust().signing(),
                channels.peers(),
                channels.wares()::service,
                account -> ground.network().network().nodeOf(account).orElse(null),
                ground.keys().secrets()::derive,
                venue(ground),
                ground.chain().book());
    }

    private static ChannelVenue venue(Ground ground) {
        return new ChannelVenue(ground.chain().client().chainId(), ChannelContract.ADDRESS);
    }

    /** What was owed is taken, and what was sold is sold on. */
    void start() {
        cashier.start();
        if (services.isBusy()) {
            edge.open();
        }
    }

    Api.Services rows() {
        return new Api.Services(services, files, fetches, links, programs);
    }

    /** The head block's, or the clock's where that is later: the next block has a time past both. */
    private static long now(ChainStage chain, TradeStage.World world) {
        BlockRef head = chain.follower().status().head();
        return Math.max(head == null ? 0 : head.time(), world.clock().instant().getEpochSecond());
    }

    /** The side is made of the desk, and the desk opens the port that asks it. */
    private static final class Late implements Supplier<PublicSide> {
        private volatile @Nullable PublicSide side;

        @Override
        public PublicSide get() {
            return Objects.requireNonNull(side);
        }
    }

    private record Front(Ground ground, PublicEdge edge) implements ServiceDesk.Front {
        @Override
        public void open() {
            edge.open();
        }

        @Override
        public String address() {
            return ground.settings().publicSide().url().orElseGet(() -> {
                HostPort at = edge.address();
                String host = at.host().equals("0.0.0.0") || at.host().equals("::") ? "127.0.0.1" : at.host();
                return "http://" + new HostPort(host, at.port());
            });
        }

        @Override
        public boolean leadsHere(URI target) {
            int port = target.getPort() < 0 ? (target.getScheme().equals("https") ? 443 : 80) : target.getPort();
            boolean ours = port == edge.address().port()
                    || port == ground.door().edge().port();
            return ours && isThisMachine(target.getHost());
        }

        @Override
        public Path folder() {
            return ground.settings().directory().root().resolve("services");
        }

        private static boolean isThisMachine(String host) {
            try {
                InetAddress address = InetAddress.getByName(host);
                return address.isLoopbackAddress() || address.isAnyLocalAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }

    @Override
    public void close() {
        closer.close();
    }
}
