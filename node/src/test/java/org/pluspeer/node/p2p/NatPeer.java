package org.pluspeer.node.p2p;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.path.RelayLimits;
import org.pluspeer.node.p2p.reach.Reachability;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

/**
 * A peer without a chain, for the NAT matrix: the real network of a node, told by lines on its standard input what to do.
 * Run by {@link NatMatrix}: {@code NatPeer SEED LISTEN TLS-PORT|0 on|off(relays) DIRECTORY [BOOTSTRAP]}.
 */
final class NatPeer {
    private static final int BLOCK = 256 << 10;
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final PeerNetwork network;
    private final PeerFinder finder;

    private volatile boolean stopped;

    private NatPeer(PeerNetwork network, PeerFinder finder) {
        this.network = network;
        this.finder = finder;
    }

    public static void main(String[] args) throws Exception {
        NodeKey key = Neighbourhood.key(Integer.parseInt(args[0]));
        NodeKey account = Neighbourhood.key(Integer.parseInt(args[0]) + 100);
        HostPort listen = HostPort.parse(args[1]);
        int tls = Integer.parseInt(args[2]);
        RelayLimits relaying = args[3].equals("on") ? new RelayLimits(48, 48, 64 << 20, 256 << 20) : null;
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        RealTime time = new RealTime();
        PeerNetwork.Ground ground =
                new PeerNetwork.Ground(vertx, time, InstantSource.system(), System::nanoTime, new SecureRandom());
        PeerSetting setting = new PeerSetting(
                Neighbourhood.CHAIN,
                Neighbourhood.CONTRACT,
                "nat/1",
                List.of(),
                AddressPolicy.forListener(InetAddress.getByName(listen.host())),
                LinkLimits.DEFAULT,
                relaying);
        NodeBinding binding = binding(account, key.address());
        PeerNetwork network = PeerNetwork.over(Carriers.BOTH, key, setting, () -> binding, ground);
        Path directory = Files.createDirectories(Path.of(args[4]));
        PeerFinder finder = new PeerFinder(
                network,
                new PeerFinder.Voice(key, () -> binding),
                setting,
                new KnownPeers(directory.resolve("peers")),
                ground);
        NatPeer peer = new NatPeer(network, finder);
        network.onMessage(BlocksRequest.class, (from, ask) -> peer.answer(ask));
        finder.start();
        network.start(listen);
        if (tls != 0) {
            network.startByTls(new HostPort(listen.host(), tls));
        }
        if (args.length > 5) {
            new Bootstrap(network, time, Math::random).keep(List.of(HostPort.parse(args[5])));
        }
        finder.begin();
        new Reachability(network, finder, ground, true).begin(listen);
        System.out.println("READY " + key.address() + " " + account.address());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line;
            Thread.ofVirtual().start(() -> System.out.println(peer.obey(command.split(" ", -1))));
        }
        // Nobody is told: the matrix is over, and so is this process.
        Runtime.getRuntime().halt(0);
    }

    private static NodeBinding binding(NodeKey account, Address node) {
        long until = System.currentTimeMillis() / 1000 + 3600;
        return new NodeBinding(
                account.address(),
                node,
                1,
                until,
                account.sign(Eip712.digest(NodeBinding.DOMAIN, NodeBinding.struct(account.address(), node, 1, until))));
    }

    private BlocksReply answer(BlocksRequest ask) {
        return new BlocksReply(ask.exchangeRoot(), ask.first(), new byte[32 * 128], List.of(), block(ask.first()));
    }

    private static byte[] block(long number) {
        byte[] bytes = new byte[BLOCK];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    /** One command and its one line of an answer, which begins with the command's number. */
    private String obey(String[] words) {
        try {
            return words[0] + " " + answer(words);
        } catch (ProblemException | IOException e) {
            return words[0] + " FAILED " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }

    private String answer(String[] words) throws IOException {
        return switch (words[1]) {
            case "reach" -> reach(Address.parse(words[2]));
            case "fetch" -> fetch(Address.parse(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4]));
            case "pull" -> pull(Address.parse(words[2]));
            case "stop" -> {
                stopped = true;
                yield "stopped";
            }
            case "path" -> path(Address.parse(words[2]));
            case "relays" ->
                network.routes().orElseThrow().relays().ids().stream()
                        .map(Address::toString)
                        .toList()
                        .toString();
            case "listen" -> {
                finder.listenAt(List.of(HostPort.parse(words[2])));
                yield "OK";
            }
            default -> throw new IOException("no such command");
        };
    }

    /** By its account, as a buyer does. */
    private String reach(Address account) {
        PeerInfo peer = network.reach(account, List.of());
        return "OK " + peer.carrier() + " " + peer.address();
    }

    private String path(Address node) {
        return network.peer(node)
                .map(peer -> network.isDirect(peer) ? "direct" : "relayed")
                .orElse("none");
    }

    /** Block after block until told to stop; the link has to be the same in the end. */
    private String pull(Address node) throws IOException {
        stopped = false;
        Instant since = since(node);
        int count = 0;
        long slowest = 0;
        while (!stopped) {
            long at = System.nanoTime();
            fetch(node, count++, 1);
            slowest = Math.max(slowest, System.nanoTime() - at);
        }
        if (!since(node).equals(since)) {
            throw new IOException("the link was made anew");
        }
        return "OK " + count + " blocks over one link, the slowest in " + slowest / 1_000_000 + " ms";
    }

    private Instant since(Address node) throws IOException {
        return network.peer(node).orElseThrow(() -> new IOException("no link")).connectedSince();
    }

    /** So many blocks, a few at a time; each has to come whole. */
    private String fetch(Address node, int first, int count) throws IOException {
        long began = System.nanoTime();
        long slowest = 0;
        for (int i = first; i < first + count; i++) {
            long at = System.nanoTime();
            BlocksReply reply = (BlocksReply) network.request(node, new BlocksRequest(Hash32.ZERO, i, 1), ANSWER);
            if (!Arrays.equals(block(i), reply.cipher())) {
                throw new IOException("block " + i + " came spoilt");
            }
            slowest = Math.max(slowest, System.nanoTime() - at);
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        return "OK " + millis + " ms, slowest block " + slowest / 1_000_000 + " ms";
    }
}
