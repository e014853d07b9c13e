package org.pluspeer.node;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.SaleWindows;

/**
 * How a node is to run: everything that can be chosen, in one place, checked before anything starts.
 *
 * @param rpc the chain's JSON-RPC address; none: the bundled local chain
 * @param chainId expected of {@code rpc}, or given to a new local chain
 * @param httpPort on loopback; 0 picks a free one
 * @param p2p where peers dial in
 * @param bootstrap peers to link with at the start
 * @param unaudited the owner's word that real money may be used before an audit
 * @param windows of offers, ours and those that we take
 * @param lightSeal seals a new wallet with little work; for play money and tests
 * @param lockAfter how long a wallet that was unlocked at the start stays so; to the end of the run, where it is empty
 */
public record Settings(
        DataDirectory directory,
        Optional<URI> rpc,
        OptionalLong chainId,
        int httpPort,
        HostPort p2p,
        List<HostPort> bootstrap,
        boolean unaudited,
        SaleWindows windows,
        boolean lightSeal,
        Optional<Duration> lockAfter) {

    public static final int DEFAULT_HTTP_PORT = 7337;
    public static final int DEFAULT_P2P_PORT = 7338;

    /** @throws ProblemException BAD_REQUEST for a port or address that is none */
    public Settings {
        if (httpPort < 0 || httpPort > 65535) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "--http takes a port from 0 to 65535");
        }
        rpc.ifPresent(Settings::requireHttp);
        bootstrap = List.copyOf(bootstrap);
    }

    /** With the usual windows. */
    public Settings(
            DataDirectory directory,
            Optional<URI> rpc,
            OptionalLong chainId,
            int httpPort,
            HostPort p2p,
            List<HostPort> bootstrap,
            boolean unaudited,
            boolean lightSeal) {
        this(directory, rpc, chainId, httpPort, p2p, bootstrap, unaudited, SaleWindows.standard(), lightSeal);
    }

    /** Unlocked to the end of the run. */
    public Settings(
            DataDirectory directory,
            Optional<URI> rpc,
            OptionalLong chainId,
            int httpPort,
            HostPort p2p,
            List<HostPort> bootstrap,
            boolean unaudited,
            SaleWindows windows,
            boolean lightSeal) {
        this(directory, rpc, chainId, httpPort, p2p, bootstrap, unaudited, windows, lightSeal, Optional.empty());
    }

    /** @throws ProblemException BAD_REQUEST unless it is an address of a chain's JSON-RPC */
    public static void requireHttp(URI uri) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "--rpc takes an http or https address");
        }
    }
}
