package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Vectors;

class SiweTest {
    private static final Address WHO = Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
    private static final String WHEN = "2026-11-22T14:30:00.000Z";
    private static final Siwe PLAIN = Siwe.of("example.com", WHO, "https://example.com/login", 1, "abcd1234", WHEN);

    @TestFactory
    Stream<DynamicTest> published_messages_read_back() {
        return Vectors.each(Vectors.read("siwe.json").get("valid"), "name", vector -> {
            Siwe siwe = Siwe.parse(vector.get("message").asText());
            assertEquals(vector.get("message").asText(), siwe.text());
            JsonNode fields = vector.get("fields");
            assertEquals(fields.get("domain").asText(), siwe.domain());
            assertEquals(fields.get("nonce").asText(), siwe.nonce());
            assertEquals(fields.get("uri").asText(), siwe.uri());
            assertEquals(fields.path("resources").size(), siwe.resources().size());
            assertEquals(Optional.ofNullable(fields.get("statement")).map(JsonNode::asText), siwe.statement());
        });
    }

    @TestFactory
    Stream<DynamicTest> published_mistakes_are_refused() {
        return Vectors.each(
                Vectors.read("siwe.json").get("invalid"),
                "name",
                vector -> assertThrows(
                        MalformedException.class,
                        () -> Siwe.parse(vector.get("message").asText())));
    }

    @TestFactory
    Stream<DynamicTest> published_signatures_hold() {
        return Vectors.each(Vectors.read("siwe.json").get("signed"), "name", vector -> {
            Siwe siwe = read(vector);
            Signature signature =
                    Signature.ofForeign(Bytes.parseHex(vector.get("signature").asText()));
            String time = vector.path("time").asText("2026-11-22T14:30:00.000Z");
            assertEquals(
                    Optional.empty(),
                    siwe.refusal(
                            signature,
                            siwe.domain(),
                            siwe.nonce(),
                            siwe.chainId(),
                            OffsetDateTime.parse(time).toEpochSecond()));
        });
    }

    private static Siwe read(JsonNode vector) {
        return Siwe.of(
                        vector.get("domain").asText(),
                        Address.parse(vector.get("address").asText()),
                        vector.get("uri").asText(),
                        vector.get("chainId").asLong(),
                        vector.get("nonce").asText(),
                        vector.get("issuedAt").asText())
                .withStatement(vector.get("statement").asText())
                .withValidity(
                        Optional.ofNullable(vector.get("notBefore")).map(JsonNode::asText),
                        Optional.ofNullable(vector.get("expirationTime")).map(JsonNode::asText));
    }

    @Test
    void each_thing_that_is_wrong_has_its_name() {
        JsonNode vector = Vectors.read("siwe.json").get("signed").get(0);
        Siwe siwe = read(vector);
        Signature signature =
                Signature.of(Bytes.parseHex(vector.get("signature").asText()));
        long now = OffsetDateTime.parse("2026-11-22T14:30:00Z").toEpochSecond();
        String nonce = siwe.nonce();
        assertEquals(Optional.empty(), siwe.refusal(signature, "login.xyz", nonce, 1, now));
        assertEquals(Optional.of(Siwe.Refusal.DOMAIN), siwe.refusal(signature, "login.xy", nonce, 1, now));
        assertEquals(Optional.of(Siwe.Refusal.NONCE), siwe.refusal(signature, "login.xyz", "another1", 1, now));
        assertEquals(Optional.of(Siwe.Refusal.CHAIN), siwe.refusal(signature, "login.xyz", nonce, 2, now));
        assertEquals(Optional.of(Siwe.Refusal.EXPIRED), siwe.refusal(signature, "login.xyz", nonce, 1, Long.MAX_VALUE));
        Siwe later = siwe.withValidity(Optional.of("2026-11-22T14:30:01Z"), Optional.empty());
        assertEquals(Optional.of(Siwe.Refusal.NOT_YET), later.refusal(signature, "login.xyz", nonce, 1, now));
        assertEquals(Optional.of(Siwe.Refusal.SIGNATURE), later.refusal(signature, "login.xyz", nonce, 1, now + 1));
    }

    @Test
    void it_ends_in_its_last_second() {
        JsonNode vector = Vectors.read("siwe.json").get("signed").get(0);
        Siwe siwe = read(vector);
        Signature signature =
                Signature.of(Bytes.parseHex(vector.get("signature").asText()));
        long end = OffsetDateTime.parse(siwe.expirationTime().orElseThrow()).toEpochSecond();
        assertEquals(Optional.empty(), siwe.refusal(signature, siwe.domain(), siwe.nonce(), 1, end - 1));
        assertEquals(Optional.of(Siwe.Refusal.EXPIRED), siwe.refusal(signature, siwe.domain(), siwe.nonce(), 1, end));
    }

    @Test
    void what_is_built_reads_back_whole() {
        Siwe full = new Siwe(
                Optional.of("https"),
                "[::1]:8080",
                WHO,
                Optional.of("Sign in, please."),
                "did:pkh:eip155:1:x",
                31337,
                "abcdefgh",
                "2026-11-22T14:30:00+01:00",
                Optional.of("2026-11-23T14:30:00Z"),
                Optional.of("2026-11-22T14:30:00Z"),
                Optional.of(""),
                List.of("ipfs://x", "https://a.example/b?c=d#e"));
        assertEquals(full, Siwe.parse(full.text()));
        assertEquals(PLAIN, Siwe.parse(PLAIN.text()));
        assertTrue(Siwe.isMeantBy(PLAIN.text() + "\nmore"));
        assertFalse(Siwe.isMeantBy("hello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/x",
                "user@user@example.com",
                "example.com:123456",
                "",
                "exa mple.com",
                "example.com\nURI: x",
                "[::1",
                "exämple.com",
                "a:b:c"
            })
    void a_domain_is_an_authority(String domain) {
        assertThrows(MalformedException.class, () -> Siwe.of(domain, WHO, "https://a.b", 1, "abcd1234", WHEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https//a", "a b:c", "https://a b", "https://[x]y", "https://a#b#c", "1a:b", "https://%zz"})
    void a_uri_is_one(String uri) {
        assertThrows(MalformedException.class, () -> Siwe.of("a.b", WHO, uri, 1, "abcd1234", WHEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22",
                "2026-11-22 14:30:00Z",
                "2026-13-22T14:30:00Z",
                "2026-02-30T14:30:00Z",
                "2026-11-22T14:30:00",
                "2026-11-22T25:30:00Z",
                "now"
            })
    void a_time_is_one(String time) {
        assertThrows(MalformedException.class, () -> Siwe.of("a.b", WHO, "https://a.b", 1, "abcd1234", time));
    }

    @Test
    void there_is_one_way_to_write_it() {
        String text = PLAIN.text();
        for (String bent : List.of(
                text.replace("\n", "\r\n"),
                text + "\n",
                text + "\nResources:",
                text.replace("Chain ID: 1", "Chain ID: 01"),
                text.replace("Chain ID: 1", "Chain ID: 99999999999999999999"),
                text.replace("Version: 1", "Version: 2"),
                text.replace(WHO.checksummed(), WHO.hex()),
                text.replace("Nonce: abcd1234", "Nonce: abcd123"),
                text.replace("\n\n\n", "\n\n"),
                text.replace("\n\n\n", "\n\n\n\n"),
                " " + text,
                "x".repeat(100_000))) {
            assertThrows(MalformedException.class, () -> Siwe.parse(bent));
        }
    }

    @Test
    void a_long_uri_costs_nothing() {
        assertThrows(
                MalformedException.class,
                () -> Siwe.of("a.b", WHO, "https://" + "a/".repeat(1020) + " ", 1, "abcd1234", WHEN));
        Siwe.of("a.b", WHO, "https://a.b/" + "a/".repeat(1018), 1, "abcd1234", WHEN);
    }
}
