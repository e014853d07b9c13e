package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/**
 * A file of a story's owner whose ciphertext others can pass on, and what its buyers can be asked about it.
 *
 * @param path of the owner's original
 * @param listing its id
 */
record SharedFile(Path path, String listing) {
    /** In base units of the play dollar. */
    static final String PRICE = "3000000";

    /**
     * Writes random bytes and lists them.
     *
     * @param name of the file to write, and of the listing for repeated requests
     * @param size in bytes
     */
    static SharedFile list(DemoPeer owner, Path name, String title, int size, RandomGenerator random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        try {
            Files.write(name, bytes);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.DISK_FULL, "cannot write the file that is sold", e);
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", name.toString());
        wanted.put("title", title);
        wanted.put("price", PRICE);
        wanted.put("token", Address.parse(Deployments.TEST_DOLLAR.address()).checksummed());
        wanted.put("shared", true);
        wanted.put("idempotencyKey", name.getFileName().toString());
        return new SharedFile(
                name, owner.api().post("/listings", wanted).path("id").asText());
    }

    boolean isKnownTo(DemoPeer peer) {
        for (JsonNode found : peer.get("/listings?limit=50").path("listings")) {
            if (found.path("id").asText().equals(listing)) {
                return true;
            }
        }
        return false;
    }

    /** Asks for it as a buyer; the answer is the purchase as the owner's signed offer has it. */
    JsonNode offeredTo(DemoPeer buyer) {
        return buyer.api().post("/purchases", Map.of("listingId", listing, "idempotencyKey", listing));
    }

    /** @param copy as the API describes a file: with its {@code path} */
    boolean isSameAs(JsonNode copy) {
        try {
            return Files.mismatch(path, Path.of(copy.path("path").asText())) < 0;
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "what was bought cannot be read", e);
        }
    }

    /** Whether all of the ciphertext came. */
    static boolean isHere(JsonNode purchase) {
        JsonNode progress = purchase.path("progress");
        return progress.path("total").asLong() > 0
                && progress.path("bytes").asLong() == progress.path("total").asLong();
    }

    static boolean isDelivered(DemoPeer buyer, String purchase) {
        return buyer.get("/purchases/" + purchase).path("state").asText().equals("delivered");
    }

    static boolean isOver(DemoPeer owner, String sale) {
        return List.of("released", "settled")
                .contains(owner.get("/sales/" + sale).path("state").asText());
    }
}
