package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;

/** Which money is meant: by symbol or address, out of what the wallet knows. */
final class Tokens {
    private Tokens() {}

    /** The named token; without a name the first that is not the chain's own coin, else the coin. */
    static JsonNode choose(NodeApi node, Optional<String> name) {
        JsonNode balances = node.get("/wallet").path("balances");
        JsonNode coin = null;
        for (JsonNode balance : balances) {
            JsonNode token = balance.path("token");
            boolean isCoin = token.path("address").asText().equals("0x0000000000000000000000000000000000000000");
            if (name.isPresent() ? matches(token, name.get()) : !isCoin) {
                return token;
            }
            coin = isCoin ? token : coin;
        }
        if (name.isEmpty() && coin != null) {
            return coin;
        }
        throw new ProblemException(Problem.Code.NOT_FOUND, "the wallet knows no token " + name.orElse(""));
    }

    private static boolean matches(JsonNode token, String name) {
        return token.path("symbol").asText().equalsIgnoreCase(name)
                || token.path("address").asText().equalsIgnoreCase(name);
    }
}
