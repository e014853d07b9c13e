package org.pluspeer.node.reality;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;

/** A chain and two peers with money, all under one folder; the second peer knows the first one's address. */
final class Market implements AutoCloseable {
    static final Set<String> ENDS = Set.of("delivered", "refunded", "cancelled", "failed");

    private final Path root;
    private final LocalChain chain;
    private final RunningNode seller;
    private final RunningNode buyer;

    private Market(Path root, LocalChain chain, RunningNode seller, RunningNode buyer) {
        this.root = root;
        this.chain = chain;
        this.seller = seller;
        this.buyer = buyer;
    }

    static Market open(Path root) {
        LocalChain chain = Anvils.start(root.resolve("chain"));
        RunningNode seller = null;
        try {
            seller = RunningNode.start(root, "seller", rpc(chain));
            RunningNode buyer = RunningNode.start(
                    root, "buyer", List.of("--rpc", chain.url().toString(), "--bootstrap", seller.p2p()));
            Amount ether = Amount.parseDecimal("10", 18);
            Amount dollars = Amount.parseDecimal("100", 6);
            chain.play().give(seller.account(), ether, dollars);
            chain.play().give(buyer.account(), ether, dollars);
            return new Market(root, chain, seller, buyer);
        } catch (RuntimeException | Error e) {
            if (seller != null) {
                seller.close();
            }
            chain.close();
            throw e;
        }
    }

    static List<String> rpc(LocalChain chain) {
        return List.of("--rpc", chain.url().toString());
    }

    Path root() {
        return root;
    }

    LocalChain chain() {
        return chain;
    }

    RunningNode seller() {
        return seller;
    }

    RunningNode buyer() {
        return buyer;
    }

    /** Lists a file with the seller and gives the listing's id once the buyer has heard of it. */
    String list(Path file, String price) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", file.toString());
        wanted.put("title", "Odd bytes " + file.getFileName());
        wanted.put("tags", List.of("odd"));
        wanted.put("licence", "CC0-1.0");
        wanted.put("price", price);
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("idempotencyKey", "list-" + file.getFileName());
        String id = seller.api().post("/listings", wanted).path("id").asText();
        buyer.until("/listings?limit=100", page -> ids(page).contains(id));
        return id;
    }

    static List<String> ids(JsonNode page) {
        return java.util.stream.StreamSupport.stream(page.path("listings").spliterator(), false)
                .map(listing -> listing.path("id").asText())
                .toList();
    }

    /** Asks for an offer and agrees to it; gives the purchase's id. */
    String agree(String listing) {
        Map<String, Object> order = Map.of("listingId", listing, "idempotencyKey", listing);
        JsonNode offered = buyer.api().post("/purchases", order);
        // A seller that is slow is asked once more, as an owner would.
        for (int i = 0; i < 20 && offered.path("state").asText().equals("requested"); i++) {
            offered = buyer.api().post("/purchases", order);
        }
        if (!offered.path("state").asText().equals("offered")) {
            throw new AssertionError("no offer: " + offered);
        }
        String id = offered.path("id").asText();
        buyer.api()
                .post(
                        "/purchases/" + id + "/approve",
                        Map.of("total", offered.path("cost").path("total").asText()));
        return id;
    }

    JsonNode ended(String purchase) {
        return buyer.until(
                "/purchases/" + purchase, it -> ENDS.contains(it.path("state").asText()));
    }

    @Override
    public void close() {
        buyer.close();
        seller.close();
        chain.close();
    }
}
