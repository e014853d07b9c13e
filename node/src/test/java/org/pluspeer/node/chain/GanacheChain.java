package org.pluspeer.node.chain;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.NodeKey;

/** The second chain that tests run on: Ganache 7 at Shanghai, in memory. All its blocks are final at once. */
public final class GanacheChain implements AutoCloseable {
    private final Process process;
    private final PlayChain play;

    private GanacheChain(Process process, PlayChain play) {
        this.process = process;
        this.play = play;
    }

    public static GanacheChain start() {
        int port = FreePort.choose();
        SecureRandom random = new SecureRandom();
        long chainId = random.nextLong(1_000_000_000_000L, 4_000_000_000_000_000L);
        Process process = launch(port, chainId);
        try {
            URI url = URI.create("http://127.0.0.1:" + port);
            var settings = ChainClient.Settings.of(url, OptionalLong.of(chainId), ErrorNames.ours());
            if (!Await.until(() -> answers(settings))) {
                throw new AssertionError("Ganache does not answer");
            }
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            return new GanacheChain(process, PlayChain.on(settings, NodeKey.generate(seed), System::nanoTime));
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    static Process launch(int port, long chainId) {
        Path program = Checkout.ganache();
        try {
            return new ProcessBuilder(
                            "node",
                            program.toString(),
                            "--chain.hardfork",
                            "shanghai",
                            "--server.host",
                            "127.0.0.1",
                            "--server.port",
                            Integer.toString(port),
                            "--chain.chainId",
                            Long.toString(chainId),
                            "--wallet.totalAccounts",
                            "1",
                            "--logging.quiet")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("node is not installed", e);
        }
    }

    static boolean answers(ChainClient.Settings settings) {
        try (ChainClient client = ChainClient.at(settings)) {
            return client.chainId() > 0;
        } catch (ProblemException e) {
            return false;
        }
    }

    public PlayChain play() {
        return play;
    }

    @Override
    public void close() {
        play.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
