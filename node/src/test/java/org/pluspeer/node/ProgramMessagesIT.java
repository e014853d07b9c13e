package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.node.client.NodeApi;

/** What programs and their owner sign at a whole node, and what is not signed for anybody. */
@Timeout(600)
class ProgramMessagesIT extends ProgramScene {
    private static Map<String, Object> order(String kind, String content) {
        return new LinkedHashMap<>(Map.of("kind", kind, "content", content));
    }

    @Test
    void theOwnerSignsWhatWasShownByItsDigest() {
        Map<String, Object> text = order("text", "I was here");
        JsonNode shown = node.api().post("/wallet/sign", text);
        assertEquals("waiting", shown.path("state").asText());
        assertEquals("I was here", shown.path("lines").path(0).path("value").asText());
        text.put("digest", "0x" + "11".repeat(32));
        assertEquals(Problem.Code.CONFLICT, code(() -> node.api().post("/wallet/sign", text)));
        text.put("digest", shown.path("digest").asText());
        assertSigned(
                text, node.api().post("/wallet/sign", text).path("signature").asText());
    }

    private void assertSigned(Map<String, Object> order, String signature) {
        Map<String, Object> check = order(String.valueOf(order.get("kind")), String.valueOf(order.get("content")));
        check.put("signature", signature);
        check.put("account", node.account().checksummed());
        JsonNode checked = node.api().post("/wallet/verify", check);
        assertTrue(checked.path("valid").asBoolean(), checked.toString());
        check.put("content", check.get("content") + " ");
        if ("text".equals(order.get("kind"))) {
            assertTrue(!node.api().post("/wallet/verify", check).path("valid").asBoolean());
        }
    }

    @Test
    void aProgramsMessageWaitsForTheOwner() {
        JsonNode shop = pair("shop", 1, 1, "sign");
        Map<String, Object> siwe = order(
                "siwe",
                "example.com wants you to sign in with your Ethereum account:\n"
                        + node.account().checksummed() + "\n\nHello\n\nURI: https://example.com\nVersion: 1\nChain ID: "
                        + chain.chainId() + "\nNonce: abcdefgh1\nIssued At: 2026-11-22T10:00:00Z");
        try (NodeApi program = as(shop)) {
            JsonNode asked = program.post("/wallet/sign", siwe);
            assertEquals("waiting", asked.path("state").asText());
            String id = asked.path("approval").asText();
            assertEquals(
                    "Sign in to example.com",
                    node.get("/approvals/" + id).path("title").asText());
            JsonNode done = node.api().post("/approvals/" + id + "/approve", Map.of());
            assertEquals("done", done.path("state").asText(), done.toString());
            JsonNode again = program.post("/wallet/sign", siwe);
            assertEquals(done.path("result").asText(), again.path("signature").asText());
            assertSigned(siwe, again.path("signature").asText());
        }
    }

    private String typed(long chainId, String primaryType, String members, String message) {
        return """
                {"domain": {"name": "Play Dollar (no value)", "version": "1", "chainId": %d,
                  "verifyingContract": "%s"},
                 "primaryType": "%s", "types": {"%s": [%s]}, "message": {%s}}""".formatted(chainId, DOLLAR, primaryType, primaryType, members, message);
    }

    private static String member(String type, String name) {
        return "{\"type\": \"" + type + "\", \"name\": \"" + name + "\"}";
    }

    @Test
    void whatCouldTakeMoneyIsRefusedWhateverItIsCalled() {
        String members = member("address", "friend") + "," + member("uint256", "luck");
        String message = "\"friend\": \"" + PAYEE.checksummed() + "\", \"luck\": \"7\"";
        JsonNode shop = pair("shop", ONE, ONE, "sign", "spend");
        try (NodeApi program = as(shop)) {
            for (String content : List.of(
                    typed(chain.chainId(), "Greeting", members, message),
                    typed(1, "Greeting", member("string", "text"), "\"text\": \"hello\""))) {
                assertEquals(Problem.Code.REFUSED_BY_POLICY, code(() -> node.api()
                        .post("/wallet/sign", order("typed", content))));
                assertEquals(
                        Problem.Code.REFUSED_BY_POLICY,
                        code(() -> program.post("/wallet/sign", order("typed", content))));
            }
        }
        assertEquals(Map.of("refused/foreign_chain", 1, "refused/unstated_spend", 1), decisions(shop));
    }

    @Test
    void aPaymentInAMessageIsTakenFromTheBudget() {
        String members = member("address", "from") + "," + member("address", "to") + "," + member("uint256", "value")
                + "," + member("uint256", "validAfter") + "," + member("uint256", "validBefore") + ","
                + member("bytes32", "nonce");
        String message = "\"from\": \"" + node.account().checksummed() + "\", \"to\": \"" + PAYEE.checksummed()
                + "\", \"value\": \"%d\", \"validAfter\": \"0\", \"validBefore\": \"1900000000\", \"nonce\": \"0x"
                + "22".repeat(32) + "\"";
        JsonNode mute = pair("mute", ONE, ONE, "sign");
        JsonNode shop = pair("shop", ONE, ONE, "sign", "spend");
        try (NodeApi program = as(shop);
                NodeApi poor = as(mute)) {
            Map<String, Object> small = order(
                    "typed", typed(chain.chainId(), "TransferWithAuthorization", members, message.formatted(ONE)));
            assertEquals(Problem.Code.FORBIDDEN, code(() -> poor.post("/wallet/sign", small)));
            JsonNode signed = program.post("/wallet/sign", small);
            assertEquals("done", signed.path("state").asText(), signed.toString());
            assertSigned(small, signed.path("signature").asText());
            JsonNode over = program.post(
                    "/wallet/sign",
                    order("typed", typed(chain.chainId(), "TransferWithAuthorization", members, message.formatted(7))));
            assertEquals("waiting", over.path("state").asText(), "the day's budget is used up");
        }
    }
}
