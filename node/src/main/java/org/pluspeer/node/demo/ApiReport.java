package org.pluspeer.node.demo;

import java.util.List;

/**
 * What came of the story of calls, as {@code --json} prints it. Amounts are base units of the play dollar.
 *
 * @param deposits transactions that put money into the channel
 * @param claims transactions that took it out to the seller
 * @param conserved whether nobody's money was made or lost
 * @param asAgreed whether each way brought the seller the price of what its service has in its own log, and no more
 */
record ApiReport(
        String story,
        List<WayPart> ways,
        long logged,
        String charged,
        int deposits,
        int claims,
        boolean conserved,
        boolean asAgreed,
        long elapsedMs) {

    /**
     * @param way {@code x402} or {@code channel}
     * @param answered calls, by the callers' count
     * @param logged calls, by the service's own log
     * @param charged by the chain
     */
    record WayPart(String way, int answered, long logged, String charged) {}
}
