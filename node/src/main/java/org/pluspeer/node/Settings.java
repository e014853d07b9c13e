package org.pluspeer.node;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pluspeer.node.chain.FailoverChain;
import org.pluspeer.node.chain.RpcUrl;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.SaleWindows;

/**
 * How a node is to run: everything that can be chosen, in one place, checked before anything starts.
 *
 * @param rpc the chain's JSON-RPC addresses, the preferred first; none: the bundled local chain
 * @param chainId expected of {@code rpc}, or given to a new local chain
 * @param httpPort on loopback; 0 picks a free one
 * @param p2p where peers dial in
 * @param bootstrap peers to link with at the start
 * @param unaudited the owner's word that real money may be used before an audit
 * @param windows of offers, ours and those that we take
 * @param lightSeal seals a new wallet with little work; for play money and tests
 * @param lockAfter how long a wallet that was unlocked at the start stays so; to the end of the run, where it is empty
 * @param network how it takes part in the network
 * @param publicSide where services that are paid by the call are asked
 */
public record Settings(
        DataDirectory directory,
        List<URI> rpc,
        OptionalLong chainId,
        int httpPort,
        HostPort p2p,
        List<HostPort> bootstrap,
        boolean unaudited,
        SaleWindows windows,
        boolean lightSeal,
        Optional<Duration> lockAfter,
        NetworkSettings network,
        PublicAddress publicSide) {

    public static final int DEFAULT_HTTP_PORT = 7337;
    public static final int DEFAULT_P2P_PORT = 7338;

    /** @throws ProblemException BAD_REQUEST for a port or address that is none */
    public Settings {
        if (httpPort < 0 || httpPort > 65535) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "--http takes a port from 0 to 65535");
        }
        rpc.forEach(RpcUrl::require);
        if (rpc.size() > FailoverChain.MOST || new HashSet<>(rpc).size() < rpc.size()) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "--rpc takes up to " + FailoverChain.MOST + " addresses, each once");
        }
        rpc = List.copyOf(rpc);
        bootstrap = List.copyOf(bootstrap);
    }

    /** With the usual windows. */
    public Settings(
            DataDirectory directory,
            List<URI> rpc,
            OptionalLong chainId,
            int httpPort,
            HostPort p2p,
            List<HostPort> bootstrap,
            boolean unaudited,
            boolean lightSeal) {
        this(directory, rpc, chainId, httpPort, p2p, bootstrap, unaudited, SaleWindows.standard(), lightSeal);
    }

    /** Unlocked to the end of the run, and in the network as usual. */
    public Settings(
            DataDirectory directory,
            List<URI> rpc,
            OptionalLong chainId,
            int httpPort,
            HostPort p2p,
            List<HostPort> bootstrap,
            boolean unaudited,
            SaleWindows windows,
            boolean lightSeal) {
        this(
                directory,
                rpc,
                chainId,
                httpPort,
                p2p,
                bootstrap,
                unaudited,
                windows,
                lightSeal,
                Optional.empty(),
                NetworkSettings.USUAL,
                PublicAddress.ANY);
    }

    /** With the public side somewhere else. */
    public Settings at(PublicAddress address) {
        return new Settings(
                directory, rpc, chainId, httpPort, p2p, bootstrap, unaudited, windows, lightSeal, lockAfter, network,
                address);
    }
}
