package org.pluspeer.node.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.NodeKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundled chain: Anvil as a child process, reachable on this machine only, holding play money only. Its state lives
 * in one directory and is there again after a restart; where it was killed together with its parent, the chain may come
 * back some seconds shorter. It has no account whose key anybody knows; its faucet's key is random and stays in the
 * directory.
 */
public final class LocalChain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalChain.class);
    private static final int TRIES = 5;
    private static final int ANSWER_STEPS = 200;
    private static final long ANSWER_STEP_MILLIS = 25;

    /**
     * @param directory made where it is missing
     * @param chainId wanted; else random at the first start, and kept
     * @param anvil the program, as {@link AnvilBinary} finds it
     */
    public record Settings(Path directory, OptionalLong chainId, Path anvil) {}

    /**
     * What the chain may use of the world.
     *
     * @param nanoTime a clock that only goes forward
     * @param random a secure one
     */
    public record World(InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {}

    private final ChainDirectory directory;
    private final ChildChain child;
    private final PlayChain play;

    private LocalChain(ChainDirectory directory, ChildChain child, PlayChain play) {
        this.directory = directory;
        this.child = child;
        this.play = play;
    }

    /** Blocks until the chain answers and the contracts are there. */
    public static LocalChain start(Settings settings, World world) {
        ChainDirectory directory = ChainDirectory.open(settings.directory());
        try {
            ChildChain.awaitEarlier(directory.path());
            if (directory.mendState()) {
                LOG.warn("The local chain was cut off while it wrote its state; it goes on from an earlier block.");
            }
            long chainId = directory.chainId(settings.chainId(), world.random());
            return start(settings, world, directory, chainId);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static LocalChain start(Settings settings, World world, ChainDirectory directory, long chainId) {
        for (int i = 0; i < TRIES; i++) {
            int port = freePort();
            ChildChain child = ChildChain.start(directory.path(), command(settings.anvil(), directory, chainId, port));
            try {
                URI url = URI.create("http://127.0.0.1:" + port);
                var client = ChainClient.Settings.of(url, OptionalLong.of(chainId), ErrorNames.ours());
                if (answers(client, child)) {
                    catchUp(client, world.clock());
                    NodeKey faucet = NodeKey.generate(directory.faucetSeed(world.random()));
                    PlayChain play = PlayChain.on(client, faucet, world.nanoTime());
                    return new LocalChain(directory, child, play);
                }
            } catch (RuntimeException e) {
                child.close();
                throw e;
            }
            child.close();
        }
        throw new ProblemException(
                Code.CHAIN_UNAVAILABLE, "The local chain does not start: see " + directory.path() + "/chain.log.");
    }

    /**
     * No accounts of its own, loopback only, no page of another origin, final after two blocks. The hard fork is named
     * so that a newer Anvil runs the same chain.
     */
    private static List<String> command(Path anvil, ChainDirectory directory, long chainId, int port) {
        return List.of(
                anvil.toString(),
                "--quiet",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--chain-id",
                Long.toString(chainId),
                "--accounts",
                "0",
                "--no-cors",
                "--hardfork",
                "prague",
                "--slots-in-an-epoch",
                "1",
                "--state",
                directory.state().toString(),
                "--state-interval",
                "5");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False where the process ended instead, which is what happens when somebody took the port meanwhile. */
    private static boolean answers(ChainClient.Settings settings, ChildChain child) {
        try (ChainClient client = ChainClient.at(settings)) {
            for (int i = 0; i < ANSWER_STEPS && !child.endsWithin(Duration.ofMillis(ANSWER_STEP_MILLIS)); i++) {
                if (isThere(client)) {
                    return child.alive();
                }
            }
            return false;
        }
    }

    private static boolean isThere(ChainClient client) {
        try {
            client.chainId();
            return true;
        } catch (ProblemException e) {
            if (e.problem().code() == Code.CHAIN_UNAVAILABLE) {
                return false;
            }
            throw e;
        }
    }

    /** Anvil forgets how far its clock was moved: without this, the next block would be older than its parent. */
    private static void catchUp(ChainClient.Settings settings, InstantSource clock) {
        try (ChainClient client = ChainClient.at(settings);
                DevRpc dev = new DevRpc(settings.url())) {
            long ahead = client.head().time() - clock.instant().getEpochSecond();
            if (ahead > 0) {
                dev.increaseTime(ahead + 1);
            }
        }
    }

    /** What can be done on it. */
    public PlayChain play() {
        return play;
    }

    public URI url() {
        return play.url();
    }

    public long chainId() {
        return play.chainId();
    }

    /** Lets the chain write its state, and waits for that. */
    @Override
    public void close() {
        play.close();
        child.close();
        directory.close();
    }
}
