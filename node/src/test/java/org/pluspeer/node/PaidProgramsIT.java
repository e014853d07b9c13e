package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Amount;

/** A paired program pays for calls out of its own budget; what is dearer waits for the owner, and is paid once. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PaidProgramsIT {
    private static final String DOLLAR = PlayChain.DOLLAR.checksummed();

    @Test
    void aProgramPaysWithinItsBudgetAndWaitsBeyondIt(@TempDir Path temporary) {
        try (LocalChain chain = Anvils.start(temporary.resolve("chain"));
                Backend backend = Backend.start();
                TestNode seller = TestNode.start(TestNode.Setting.honest(temporary.resolve("seller"), chain.url()));
                TestNode buyer = TestNode.start(TestNode.Setting.honest(temporary.resolve("buyer"), chain.url()))) {
            chain.play().give(seller.account(), Amount.parseDecimal("10", 18), Amount.ZERO);
            chain.play().give(buyer.account(), Amount.ZERO, Amount.parseDecimal("100", 6));
            String cheap = sell(seller, backend, "cheap", "2000");
            String dear = sell(seller, backend, "dear", "3000");
            JsonNode paired = buyer.api()
                    .post(
                            "/apps",
                            Map.of(
                                    "name", "agent",
                                    "scopes", List.of("buy"),
                                    "budgets",
                                            List.of(Map.of("token", DOLLAR, "perPayment", "2000", "perDay", "4000"))));
            try (NodeApi agent =
                    new NodeApi(buyer.api().address(), paired.path("token").asText())) {
                assertEquals("GET /1 ", text(agent.post("/fetch", order(cheap + "/1", "1"))));
                JsonNode waits = agent.post("/fetch", order(dear + "/2", "2"));
                assertEquals("waiting", waits.path("state").asText(), waits::toString);
                String approval = waits.path("approval").asText();
                assertEquals(
                        approval,
                        agent.post("/fetch", order(dear + "/2", "2"))
                                .path("approval")
                                .asText());
                Map<String, Object> bold = new HashMap<>(order(dear + "/2", "3"));
                bold.put("total", "3000");
                assertEquals(
                        Problem.Code.FORBIDDEN,
                        assertThrows(ProblemException.class, () -> agent.post("/fetch", bold))
                                .problem()
                                .code());
                buyer.api().post("/approvals/" + approval + "/approve", Map.of());
                assertEquals("GET /2 ", text(agent.post("/fetch", order(dear + "/2", "2"))));
                assertEquals("GET /2 ", text(agent.post("/fetch", order(dear + "/2", "2"))));
            }
            assertEquals(2, buyer.get("/fetch").path("payments").size());
            assertEquals("3000", seller.get("/services/dear").path("earned").asText());
        }
    }

    private static Map<String, Object> order(String url, String key) {
        return Map.of("url", url, "idempotencyKey", key);
    }

    private static String text(JsonNode fetched) {
        return new String(Base64.getDecoder().decode(fetched.path("body").asText()), StandardCharsets.UTF_8);
    }

    private static String sell(TestNode seller, Backend backend, String name, String price) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("target", backend.address());
        wanted.put("name", name);
        wanted.put("price", price);
        wanted.put("token", DOLLAR);
        wanted.put("title", name);
        wanted.put("idempotencyKey", "sell " + name);
        return seller.api().post("/services", wanted).path("url").asText();
    }
}
