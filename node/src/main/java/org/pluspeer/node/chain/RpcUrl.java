package org.pluspeer.node.chain;

import java.net.URI;
import java.util.Set;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;

/** An address of a chain's JSON-RPC: over HTTP, or over a WebSocket that also tells of new blocks. */
public final class RpcUrl {
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

    private RpcUrl() {}

    /** @throws ProblemException BAD_REQUEST unless it is one */
    public static void require(URI url) {
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
            throw new ProblemException(Code.BAD_REQUEST, "--rpc takes an http, https, ws or wss address");
        }
    }

    static boolean isSocket(URI url) {
        return url.getScheme().startsWith("ws");
    }

    /** A path, a query or a user's name may hold an access key: only that there is one is shown. */
    static String shown(URI url) {
        boolean more = url.getRawQuery() != null
                || (url.getRawPath() != null && url.getRawPath().length() > 1);
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + (more ? "/…" : "");
    }
}
