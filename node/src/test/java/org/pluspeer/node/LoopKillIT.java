package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.demo.Story;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** A seller that is killed with {@code kill -9} at every step by which its rule puts a share by. */
class LoopKillIT {
    private static final Address SAVINGS = Address.parse("0x00000000000000000000000000000000005a7195");

    private static final Set<String> STEPS =
            Set.of("loop-counted", "loop-began", "loop-planned/WITHDRAW", "loop-planned/TRANSFER", "loop-ended");

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aShareIsPutByOnceHoweverOftenTheOwnersNodeDies(@TempDir Path home) {
        try (WalkedTown town = WalkedTown.build(home)) {
            WalkedTown.Ware ware = town.list("what pays", 300);
            WalkedPeer seller = town.seller();
            spendAllDollars(town, seller);
            seller.put("/loop", rule());
            Walk walk = town.walk(ware).begin(Story.HONEST, Set.of(), STEPS);
            walk.until(() -> walk.bought("delivered") && walk.sold("released") && isPutBy(seller));
            assertTrue(seller.visited().containsAll(STEPS), () -> "it died at " + seller.visited());
            JsonNode loop = java.util.Objects.requireNonNull(seller.get("/loop"));
            assertEquals(1, loop.path("steps").size(), loop::toString);
            assertEquals("1500000", loop.path("steps").path(0).path("spent").asText());
            // By the chain's own word, after the node had every reason to try again.
            town.chain().play().mine(3, 1);
            walk.until(() -> isPutBy(seller));
            assertEquals(
                    Amount.of(1_500_000),
                    new Tokens(town.chain().play().client()).balance(PlayChain.DOLLAR, SAVINGS, At.LATEST));
            assertTrue(loop.path("from").path(0).path("amount").asText().equals("3000000"), loop::toString);
        }
    }

    /** So that the share has to be taken out of the exchange's ledger. */
    private static void spendAllDollars(WalkedTown town, WalkedPeer seller) {
        JsonNode before = java.util.Objects.requireNonNull(seller.get("/status"));
        Address account = Address.parse(before.path("account").asText());
        Tokens tokens = new Tokens(town.chain().play().client());
        String held = tokens.balance(PlayChain.DOLLAR, account, At.LATEST).toString();
        // The bond of the sale to come stays.
        String all = Amount.parseUnits(held).minus(Amount.of(600_000)).toString();
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("to", "0x00000000000000000000000000000000000e15e0");
        order.put("token", PlayChain.DOLLAR.checksummed());
        order.put("amount", all);
        order.put("idempotencyKey", "all of it");
        seller.ask("/wallet/send", order);
        assertTrue(org.pluspeer.node.chain.Await.until(
                () -> tokens.balance(PlayChain.DOLLAR, account, At.LATEST).equals(Amount.of(600_000))));
    }

    private static Map<String, Object> rule() {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("on", true);
        rule.put("savings", 500);
        rule.put("availability", 0);
        rule.put("seeders", 0);
        rule.put("gas", 0);
        rule.put("savingsTo", SAVINGS.checksummed());
        rule.put(
                "tokens",
                List.of(Map.of(
                        "token",
                        PlayChain.DOLLAR.checksummed(),
                        "least",
                        "1",
                        "perDay",
                        "2000000",
                        "inAll",
                        "9000000")));
        rule.put("copies", 1);
        rule.put("days", 30);
        rule.put("collateral", 0);
        rule.put("gasTarget", "1");
        return rule;
    }

    private static boolean isPutBy(WalkedPeer seller) {
        JsonNode loop = seller.get("/loop");
        return loop != null && loop.path("steps").path(0).path("state").asText().equals("done");
    }
}
