package org.pluspeer.node.x402;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What a server asked to be paid, as far as it can be paid from here.
 *
 * @param version of x402, in which it was said
 * @param wanted the first of its ways that will do
 * @param words that way as it was said, to be given back
 */
record Demand(int version, Requirement wanted, JsonNode words) {
    /** Characters of the header, and bytes of the body, that are looked at. */
    static final int LONGEST = 64 << 10;

    /** Which way of paying will do. */
    @FunctionalInterface
    interface Choice {
        boolean takes(Requirement requirement);
    }

    /** Empty where there is none, or none that will do. */
    static Optional<Demand> read(Outbound.Reply reply, byte[] body, Choice choice) {
        Optional<String> header = reply.header(Words402.REQUIRED);
        try {
            JsonNode json = header.isPresent() ? Json.tree(decoded(header.get())) : Json.tree(body);
            int version = json.path("x402Version").asInt();
            if (version != (header.isPresent() ? 2 : 1)) {
                return Optional.empty();
            }
            for (JsonNode way : json.path("accepts")) {
                Optional<Requirement> wanted = Requirement.read(way).filter(choice::takes);
                if (wanted.isPresent()) {
                    return Optional.of(new Demand(version, wanted.get(), way));
                }
            }
            return Optional.empty();
        } catch (ProblemException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In which transaction the server says that it was paid. */
    static Optional<Hash32> transaction(Outbound.Reply reply) {
        try {
            return reply.header(Words402.RESPONSE)
                    .or(() -> reply.header(Words402.FIRST_RESPONSE))
                    .map(header -> Json.tree(decoded(header)))
                    .filter(said -> said.path("success").asBoolean())
                    .map(said -> Hash32.parse(said.path("transaction").asText()));
        } catch (ProblemException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] decoded(String header) {
        if (header.length() > LONGEST) {
            throw new IllegalArgumentException("too long");
        }
        return Base64.getDecoder().decode(header.strip());
    }
}
