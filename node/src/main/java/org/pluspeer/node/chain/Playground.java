package org.pluspeer.node.chain;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** Whether a chain may be one to play on: it is on this machine, and its number is one that no public chain has. */
public final class Playground {
    /** The numbers that our local chains take at random begin here; no public chain has one as high. */
    private static final long LEAST_RANDOM_ID = 1_000_000_000_000L;

    private Playground() {}

    /**
     * The address alone does not tell, because a tunnel makes any chain local; nor does the number alone.
     *
     * @throws ProblemException {@code CHAIN_UNAVAILABLE} where the address has no such host
     */
    public static boolean is(URI url, long chainId) {
        boolean development = chainId == 1337 || chainId == 31337 || chainId >= LEAST_RANDOM_ID;
        return development && isLoopback(url);
    }

    /** @throws ProblemException {@code REFUSED_BY_POLICY} unless it is one, or the owner says that real money may be used */
    public static void require(boolean play, long chainId, boolean unaudited) {
        if (!play && !unaudited) {
            throw new ProblemException(
                    Problem.Code.REFUSED_BY_POLICY,
                    "chain " + chainId + " is not a local one with play money, and nobody has audited this"
                            + " program yet; add --unaudited to use it all the same");
        }
    }

    private static boolean isLoopback(URI url) {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ProblemException(Problem.Code.CHAIN_UNAVAILABLE, "no such host: " + url.getHost(), e);
        }
    }
}
