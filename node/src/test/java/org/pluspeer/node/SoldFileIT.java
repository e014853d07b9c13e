package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.interop.Others;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.NodeKey;

/** A data set that unmodified clients of x402 buy, on a real chain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SoldFileIT {
    private static final long CHAIN = 84_532;
    private static final String TEXT = IntStream.range(0, 20_000)
            .mapToObj(row -> row + ",stop " + row % 97)
            .collect(Collectors.joining("\n", "id,stop\n", "\n"));

    private LocalChain chain;
    private TestNode seller;
    private Others others;
    private JsonNode listing;
    private Path file;
    private final byte[] key = Keccak.hash(new byte[] {4, 0, 3}).bytes();

    @BeforeAll
    void open(@TempDir Path temporary) throws IOException {
        chain = Anvils.start(temporary.resolve("chain"), OptionalLong.of(CHAIN));
        seller = TestNode.start(TestNode.Setting.unaudited(temporary.resolve("seller"), chain.url()));
        chain.play().give(seller.account(), Amount.parseDecimal("10", 18), Amount.ZERO);
        seller.api().post("/wallet/tokens", Map.of("address", PlayChain.DOLLAR.checksummed()));
        try (NodeKey buyer = NodeKey.generate(key.clone())) {
            chain.play().give(buyer.address(), Amount.ZERO, Amount.parseDecimal("10", 6));
        }
        others = Others.start("x402.mjs");
        file = Files.writeString(temporary.resolve("tram stops.csv"), TEXT);
        listing = seller.api().post("/listings", wanted("stops", PlayChain.DOLLAR.checksummed()));
    }

    @AfterAll
    void close() {
        others.close();
        seller.close();
        chain.close();
    }

    private Map<String, Object> wanted(String name, String token) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("path", file.toString());
        wanted.put("title", "Tram stops");
        wanted.put("price", "250000");
        wanted.put("token", token);
        wanted.put("x402", true);
        wanted.put("idempotencyKey", name);
        return wanted;
    }

    private Map<String, Object> payer(String address) {
        return Map.of(
                "key",
                Bytes.hex(key),
                "network",
                "eip155:" + CHAIN,
                "asset",
                PlayChain.DOLLAR.checksummed(),
                "url",
                address);
    }

    private String url() {
        return listing.path("service").asText();
    }

    private void assertBought(JsonNode bought) {
        assertEquals(200, bought.path("status").asInt(), bought::toString);
        assertEquals(TEXT, bought.path("body").asText());
        assertTrue(bought.path("receipt").path("success").asBoolean());
    }

    @Test
    void unmodifiedClientsBuyIt() {
        assertEquals("dataset", listing.path("kind").asText());
        assertBought(others.ask("buy", payer(url())));
        assertBought(others.ask("buyByAxios", payer(url())));
        JsonNode service = seller.get("/services").path("services").path(0);
        assertEquals("tram stops.csv", service.path("file").asText());
        assertEquals("2", service.path("calls").asText());
        JsonNode sources = seller.until(
                        "/balance", found -> found.toString().contains("\"data\",\"earned\":\"500000\""))
                .path("tokens");
        assertFalse(sources.toString().contains("\"calls\",\"earned\":\"500000\""), sources::toString);
        seller.until("/wallet/reconcile", found -> {
            for (JsonNode row : found.path("rows")) {
                if (row.path("place").asText().equals("calls")) {
                    return row.path("chain").asText().equals("500000")
                            && row.path("history").asText().equals("500000");
                }
            }
            return false;
        });
    }

    @Test
    void whoIsAskedToPayIsToldThatThisWayIsNotFair() throws Exception {
        HttpResponse<String> demand;
        try (HttpClient client = HttpClient.newHttpClient()) {
            demand = client.send(
                    HttpRequest.newBuilder(URI.create(url())).build(), HttpResponse.BodyHandlers.ofString());
        }
        assertEquals(402, demand.statusCode());
        String header = demand.headers().firstValue("PAYMENT-REQUIRED").orElseThrow();
        String required = new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8);
        assertTrue(required.contains("no fair exchange"), required);
        assertTrue(required.contains(listing.path("id").asText()), required);
        assertTrue(required.contains("\"mimeType\":\"text/csv\""), required);
    }

    @Test
    void aListingThatIsTakenBackIsSoldNoMore() {
        JsonNode second = seller.api().post("/listings", wanted("second", PlayChain.DOLLAR.checksummed()));
        String address = second.path("service").asText();
        assertFalse(address.equals(url()));
        assertEquals(
                second.path("id"),
                seller.api()
                        .post("/listings", wanted("second", PlayChain.DOLLAR.checksummed()))
                        .path("id"));
        seller.api().delete("/listings/" + second.path("id").asText());
        JsonNode gone = others.ask("buy", payer(address));
        assertEquals(404, gone.path("status").asInt(), gone::toString);
    }

    @Test
    void whatTakesNoSignedPaymentsIsNotSoldThisWay() {
        String coin = "0x0000000000000000000000000000000000000000";
        ProblemException refused =
                assertThrows(ProblemException.class, () -> seller.api().post("/listings", wanted("coin", coin)));
        assertEquals(Problem.Code.UNSUPPORTED, refused.problem().code());
        assertEquals(
                0, seller.get("/listings?mine=true&q=coin").path("listings").size());
    }
}
