package org.pluspeer.node.chain;

import java.net.URI;
import java.util.List;
import java.util.function.LongSupplier;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.key.NodeKey;

/**
 * A running chain of play money that we may mine on: the faucet, the contracts in their places, the pump, and a clock
 * that can be moved. {@link LocalChain} starts one on Anvil.
 */
public final class PlayChain implements AutoCloseable {
    private static final Amount FAUCET_WEI = Amount.parseDecimal("1000000", 18);
    /** The play dollar: an ERC-20 token of six decimals. */
    public static final Address DOLLAR = Address.parse(Deployments.TEST_DOLLAR.address());

    private static final String MINT = "mint(address,uint256)";

    private final URI url;
    private final ChainClient client;
    private final DevRpc dev;
    private final NodeKey key;
    private final MachineAccount faucet;
    private final Pump pump;

    private PlayChain(URI url, ChainClient client, DevRpc dev, NodeKey key, LongSupplier nanoTime) {
        this.url = url;
        this.client = client;
        this.dev = dev;
        this.key = key;
        this.faucet = new MachineAccount(client, key);
        this.pump = Pump.start(client, dev, nanoTime);
    }

    /**
     * @param url of a chain for development (Anvil, Ganache) that answers already
     * @param faucet a key that is used for nothing else; kept, and closed with this
     * @param nanoTime a clock that only goes forward
     */
    public static PlayChain on(ChainClient.Settings url, NodeKey faucet, LongSupplier nanoTime) {
        ChainClient client = ChainClient.at(url);
        DevRpc dev = new DevRpc(url.url());
        PlayChain chain = new PlayChain(url.url(), client, dev, faucet, nanoTime);
        try {
            chain.prepare();
            return chain;
        } catch (RuntimeException e) {
            chain.close();
            throw e;
        }
    }

    /** The faucet is filled once: when it has never sent anything. Later it lives on what it has. */
    private void prepare() {
        if (client.nonce(faucet.address(), false) == 0
                && client.balance(faucet.address(), At.LATEST).isZero()) {
            dev.setBalance(faucet.address(), FAUCET_WEI);
        }
        new DeployContracts(client, faucet).run(Deployments.SUITE);
        new DeployContracts(client, faucet).run(List.of(Deployments.TEST_DOLLAR));
    }

    public URI url() {
        return url;
    }

    public long chainId() {
        return client.chainId();
    }

    public ChainClient client() {
        return client;
    }

    /**
     * Gives play money: the coin by an ordinary transfer, dollars by an ordinary mint. Returns once both are in blocks.
     *
     * @param wei may be zero, and so may the dollars, in base units
     */
    public void give(Address to, Amount wei, Amount dollars) {
        if (!wei.isZero()) {
            faucet.send(to, wei, new byte[0]);
        }
        if (!dollars.isZero()) {
            faucet.send(DOLLAR, Amount.ZERO, Calldata.of(MINT, to.padded(), Calldata.word(dollars)));
        }
    }

    /** Moves the chain's clock forward, in a block of its own. */
    public BlockRef increaseTime(long seconds) {
        dev.increaseTime(seconds);
        dev.mine();
        return client.head();
    }

    /**
     * Makes no block of its own accord, so that what is sent meanwhile does not become final.
     *
     * @param still false to go on
     */
    public void standStill(boolean still) {
        pump.hold(still);
    }

    /** Mines empty blocks, or with whatever waits. */
    public void mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            dev.mine();
        }
    }

    /** Mines blocks that lie so many seconds apart. */
    public void mine(int blocks, long seconds) {
        dev.mine(blocks, seconds);
    }

    /** From now on a block comes of a transaction or of {@link #mine} alone; returns once that is so. */
    public void still() {
        pump.close();
    }

    @Override
    public void close() {
        pump.close();
        faucet.close();
        key.close();
        client.close();
        dev.close();
    }
}
