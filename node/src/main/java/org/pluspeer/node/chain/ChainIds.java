package org.pluspeer.node.chain;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;

/** Which chain the endpoints say they are, when they are first asked. */
final class ChainIds {
    private final Endpoints endpoints;
    private final Map<Integer, Long> said = new TreeMap<>();
    private @Nullable ProblemException failure;

    private ChainIds(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Asks all; one that is not what was expected is a liar from then on. */
    static ChainIds ask(Endpoints endpoints) {
        ChainIds ids = new ChainIds(endpoints);
        for (int i = 0; i < endpoints.size(); i++) {
            try {
                ids.said.put(i, endpoints.client(i).chainId());
            } catch (ProblemException e) {
                endpoints.failed(i, e);
                ids.failure = ids.failure == null || e.problem().code() == Code.CHAIN_MISMATCH ? e : ids.failure;
            }
        }
        return ids;
    }

    /** @throws ProblemException where nobody answers, or {@code CHAIN_MISMATCH} where they say several */
    long only() {
        if (said.isEmpty()) {
            throw failure == null ? endpoints.nobody() : failure;
        }
        if (new TreeSet<>(said.values()).size() > 1) {
            StringBuilder each = new StringBuilder();
            said.forEach((endpoint, id) -> each.append(each.isEmpty() ? "" : ", ")
                    .append(endpoints.name(endpoint))
                    .append(" is chain ")
                    .append(id));
            throw new ProblemException(
                    Code.CHAIN_MISMATCH, "The endpoints are of several chains: " + each + ". Say which by --chain-id.");
        }
        return said.values().iterator().next();
    }
}
