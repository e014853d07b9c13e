package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Address;

/** One sale from listing to end, done by the two peers' own APIs as two people would do it. */
final class Play {
    private static final Set<String> BUYER_ENDS = Set.of("delivered", "refunded", "cancelled", "failed");
    private static final Set<String> SELLER_ENDS = Set.of("settled", "released", "complained", "refunded", "expired");
    private static final int PATIENCE_ROUNDS = 240;

    private final Stage stage;
    private final Story story;
    private final Narrator narrator;

    Play(Stage stage, Story story, Narrator narrator) {
        this.stage = stage;
        this.story = story;
        this.narrator = narrator;
    }

    /** What is sold. */
    record Goods(Path file, String title, String description, List<String> tags, String licence, String search) {}

    /** How it went, as the two peers' APIs tell it. */
    record Outcome(JsonNode listing, JsonNode purchase, JsonNode sale) {}

    Outcome run(Goods goods, Address token, String price) {
        JsonNode listing = list(goods, token, price);
        JsonNode found = find(goods.search(), listing.path("id").asText());
        narrator.listing(found);
        JsonNode ended = buy(found);
        JsonNode sale = until(
                stage.seller(),
                "/sales/" + ended.path("id").asText(),
                node -> SELLER_ENDS.contains(node.path("state").asText()));
        return new Outcome(listing, ended, sale);
    }

    private JsonNode list(Goods goods, Address token, String price) {
        narrator.step("The seller lists a file. The listing is signed and costs no gas.");
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", goods.file().toString());
        wanted.put("title", goods.title());
        wanted.put("description", goods.description());
        wanted.put("tags", goods.tags());
        wanted.put("licence", goods.licence());
        wanted.put("price", price);
        wanted.put("token", token.checksummed());
        wanted.put("idempotencyKey", "demo-listing");
        return stage.seller().api().post("/listings", wanted);
    }

    private JsonNode find(String words, String id) {
        narrator.step("The buyer hears of it over the network and finds it by searching for “" + words + "”.");
        JsonNode found =
                until(stage.buyer(), "/listings?q=" + NodeApi.encoded(words), page -> findIn(page, id) != null);
        JsonNode listing = findIn(found, id);
        if (listing == null) {
            throw new IllegalStateException("found and lost " + id);
        }
        return listing;
    }

    private static @org.jspecify.annotations.Nullable JsonNode findIn(JsonNode page, String id) {
        for (JsonNode listing : page.path("listings")) {
            if (listing.path("id").asText().equals(id)) {
                return listing;
            }
        }
        return null;
    }

    private JsonNode buy(JsonNode listing) {
        narrator.step("The buyer asks for an offer and sees the whole cost before signing anything:");
        NodeApi buyer = stage.buyer().api();
        JsonNode offered = buyer.post(
                "/purchases", Map.of("listingId", listing.path("id").asText(), "idempotencyKey", "demo-purchase"));
        String id = offered.path("id").asText();
        if (!offered.path("state").asText().equals("offered")) {
            throw new ProblemException(
                    Problem.Code.PEER_REFUSED,
                    offered.path("problem").path("detail").asText("there was no offer"));
        }
        narrator.cost(offered.path("cost"));
        narrator.step("The buyer agrees. The node fetches the encrypted file, checks every block, and only then pays.");
        buyer.post(
                "/purchases/" + id + "/approve",
                Map.of("total", offered.path("cost").path("total").asText()));
        if (story == Story.SILENT_SELLER) {
            waitOutTheSilence(id);
        }
        return until(
                stage.buyer(),
                "/purchases/" + id,
                node -> BUYER_ENDS.contains(node.path("state").asText()));
    }

    private void waitOutTheSilence(String id) {
        JsonNode paid = until(
                stage.buyer(),
                "/purchases/" + id,
                node -> node.path("deadlines").has("revealBy")
                        || BUYER_ENDS.contains(node.path("state").asText()));
        long revealBy = paid.path("deadlines").path("revealBy").asLong();
        long now = stage.chain().play().client().head().time();
        if (revealBy >= now) {
            narrator.step(
                    "The seller stays silent. The chain's clock is moved past the seller's deadline (not slept).");
            stage.chain().play().increaseTime(revealBy - now + 1);
        }
    }

    /** Asks again at each ring of the node's bell. */
    private static JsonNode until(DemoPeer peer, String path, Predicate<JsonNode> done) {
        long known = 0;
        for (int round = 0; round < PATIENCE_ROUNDS; round++) {
            JsonNode answer = peer.get(path);
            if (done.test(answer)) {
                return answer;
            }
            known = peer.get("/events?wait=5&since=" + known).path("last").asLong();
        }
        throw new ProblemException(
                Problem.Code.TIMEOUT,
                "the " + peer.name() + " did not get further with " + path + "; see " + peer.log());
    }
}
