package org.pluspeer.node.chain;

import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** A chain that nobody has put a contract on yet; Anvil's has the deterministic deployment proxy, Ganache's has not. */
public final class BareChain implements AutoCloseable {
    private final Process process;
    private final URI url;
    private final long chainId;

    private BareChain(Process process, URI url, long chainId) {
        this.process = process;
        this.url = url;
        this.chainId = chainId;
    }

    public static BareChain anvil(long chainId) throws IOException {
        int port = FreePort.choose();
        Process process = new ProcessBuilder(
                        Checkout.anvil().toString(), "--port", Integer.toString(port), "--chain-id", "" + chainId)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return answering(process, port, chainId);
    }

    public static BareChain ganache(long chainId) {
        int port = FreePort.choose();
        return answering(GanacheChain.launch(port, chainId), port, chainId);
    }

    private static BareChain answering(Process process, int port, long chainId) {
        BareChain chain = new BareChain(process, URI.create("http://127.0.0.1:" + port), chainId);
        if (!Await.until(() -> GanacheChain.answers(chain.settings()))) {
            chain.close();
            throw new AssertionError("the chain does not answer");
        }
        return chain;
    }

    public URI url() {
        return url;
    }

    public long chainId() {
        return chainId;
    }

    public ChainClient client() {
        return ChainClient.at(settings());
    }

    private ChainClient.Settings settings() {
        return ChainClient.Settings.of(url, OptionalLong.of(chainId), ErrorNames.ours());
    }

    /** Makes an account rich. */
    public void give(Address account, Amount wei) {
        try (DevRpc dev = new DevRpc(url)) {
            dev.setBalance(account, wei);
            dev.mine();
        }
    }

    @Override
    public void close() {
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
