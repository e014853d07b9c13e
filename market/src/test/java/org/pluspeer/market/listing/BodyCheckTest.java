package org.pluspeer.market.listing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.wallet.eth.MalformedException;

class BodyCheckTest {
    @Test
    void goodWordsHaveNoFault() {
        assertEquals(List.of(), Seller.body().check());
    }

    @Test
    void everyLimitHasItsCode() {
        assertFault(ListingFault.TITLE, "title", new Json.Text(""));
        assertFault(ListingFault.TITLE, "title", new Json.Text(" a"));
        assertFault(ListingFault.TITLE, "title", new Json.Text("a".repeat(201)));
        assertFault(ListingFault.TITLE, "title", new Json.Text("two\nlines"));
        assertFault(ListingFault.DESCRIPTION, "description", new Json.Text("a".repeat(8001)));
        assertFault(ListingFault.DESCRIPTION, "description", new Json.Text("a\tb"));
        assertFault(ListingFault.TAGS, "tags", tags(17));
        assertFault(ListingFault.TAGS, "tags", new Json.Array(Collections.nCopies(2, new Json.Text("a"))));
        assertFault(ListingFault.TAGS, "tags", new Json.Array(List.of(new Json.Text("a".repeat(41)))));
        assertFault(ListingFault.LICENCE, "licence", new Json.Text(""));
        assertFault(ListingFault.LANGUAGE, "language", new Json.Text("english"));
        assertFault(ListingFault.MEDIA_TYPE, "mediaType", new Json.Text("text"));
        assertFault(ListingFault.MEDIA_TYPE, "mediaType", new Json.Text("text/csv; charset=utf-8"));
        assertFault(ListingFault.COLUMNS, "columns", new Json.Array(Collections.nCopies(257, column("a"))));
        assertFault(ListingFault.COLUMNS, "columns", new Json.Array(List.of(column(""))));
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        assertEquals(List.of(), changed("title", new Json.Text("鳥".repeat(200))).check());
        assertEquals(
                List.of(), changed("title", new Json.Text("🐦".repeat(200))).check());
        assertEquals(
                List.of(),
                changed("description", new Json.Text("a".repeat(8000))).check());
        assertEquals(List.of(), changed("tags", tags(16)).check());
        assertEquals(List.of(), changed("description", new Json.Text("")).check());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "..\\b", "C:b", "a?", ".hidden", "end.", " a", "a\u0000"})
    void aFileNameThatIsAPathIsRefused(String name) {
        assertFault(ListingFault.FILE_NAME, "fileName", new Json.Text(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u202Eb",
                "a\u2066b",
                "a\u200Bb",
                "a\u200Db",
                "\uFEFFa",
                "a\u0007b",
                "a\u00ADb",
                "e\u0301",
                "a\uD800b",
                "a\uE000b",
                "a\u2028b",
                "a\u3164b",
                "a\uFFFEb",
                "a\u034Fb",
                "a\u200Eb",
                "a\u061Cb"
            })
    void textThatHidesSomethingIsRefused(String text) {
        assertFalse(Text.isLine(text));
        assertFalse(Text.isProse(text));
        assertFalse(Text.isProse("a" + new String(Character.toChars(0xE0041))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "Żółw", "鳥の衝突", "❤\uFE0F", "מחיר", "السعر", "🇵🇱", "a b", "a – b"})
    void wordsOfTheWorldAreAllowed(String text) {
        assertTrue(Text.isLine(text));
        assertTrue(Text.isProse(text + "\n" + text));
        assertFalse(Text.isLine(text + "\n" + text));
    }

    @Test
    void addressesAreHostAndPort() {
        for (String good : List.of("a:1", "192.0.2.1:65535", "[2001:db8::1]:4040", "peer.example.org:80")) {
            assertTrue(Contact.isAddress(good), good);
        }
        for (String bad : List.of("", "a", ":1", "a:", "a:0", "a:65536", "a:01", "a:+1", "a b:1", "é:1", "a:1\n")) {
            assertFalse(Contact.isAddress(bad), bad);
        }
    }

    @Test
    void aBodyAboveTheLimitIsRefused() {
        BlockProof big =
                new BlockProof(0, new byte[4096], Collections.nCopies(64, org.pluspeer.wallet.eth.Hash32.ZERO));
        ListingBody body = with(Collections.nCopies(7, big));
        assertTrue(body.check().contains(ListingFault.SAMPLE));
        ListingBody wide = changed("columns", new Json.Array(Collections.nCopies(256, column("鳥".repeat(100)))));
        assertTrue(wide.check().contains(ListingFault.BODY_TOO_LARGE));
    }

    @Test
    void aBodyWithOtherMembersIsRefused() {
        Map<String, Json> members = new HashMap<>(Seller.body().json().values());
        members.put("extra", new Json.Flag(true));
        assertThrows(MalformedException.class, () -> ListingBody.of(new Json.Members(members)));
        for (String name : Seller.body().json().values().keySet()) {
            if (!List.of("language", "columns", "samples", "contact").contains(name)) {
                Map<String, Json> fewer = new HashMap<>(Seller.body().json().values());
                fewer.remove(name);
                assertThrows(MalformedException.class, () -> ListingBody.of(new Json.Members(fewer)), name);
            }
            Map<String, Json> other = new HashMap<>(Seller.body().json().values());
            other.put(name, new Json.Flag(true));
            assertThrows(MalformedException.class, () -> ListingBody.of(new Json.Members(other)), name);
        }
        assertThrows(MalformedException.class, () -> ListingBody.of(new Json.Text("body")));
        assertThrows(MalformedException.class, () -> changed("format", new Json.Whole(2)));
        assertThrows(MalformedException.class, () -> changed("createdAt", new Json.Whole(-1)));
    }

    @Test
    void aNameGivenTwiceCannotHide() {
        byte[] twice = new String(Seller.body().bytes(), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"title\":\"other\",")
                .getBytes(StandardCharsets.UTF_8);
        SignedListing listing = Seller.signed(Seller.head(twice, Seller.NOW + 60), twice);
        ListingBody parsed = ListingBody.of(Parsed.tree(twice));
        assertEquals(List.of(ListingFault.BODY_NOT_CANONICAL), listing.check(parsed, Seller.NOW));
    }

    @Test
    void jsonIsWrittenAsRfc8785Says() {
        // From the RFC: the order of names is by UTF-16 code units, so U+1F600 stands before U+FB33.
        Map<String, Json> members = Map.of(
                "\u20ac", new Json.Text("Euro Sign"),
                "\r", new Json.Text("Carriage Return"),
                "\ufb33", new Json.Text("Hebrew Letter Dalet With Dagesh"),
                "1", new Json.Text("One"),
                "\ud83d\ude00", new Json.Text("Emoji: Grinning Face"),
                "\u0080", new Json.Text("Control"),
                "\u00f6", new Json.Text("Latin Small Letter O With Diaeresis"));
        String expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}";
        assertEquals(expected, text(new Json.Members(members)));
        assertEquals("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"", text(new Json.Text("\u20ac$\u000F\nA'B\"\\\\\"/")));
        assertEquals("\"\\b\\t\\f\\u0000\\u001f\u007f\"", text(new Json.Text("\b\t\f\u0000\u001f\u007f")));
        assertEquals(
                "[true,false,-9007199254740991,{},[]]",
                text(new Json.Array(List.of(
                        new Json.Flag(true),
                        new Json.Flag(false),
                        new Json.Whole(-Json.MAX_NUMBER),
                        new Json.Members(Map.of()),
                        new Json.Array(List.of())))));
        assertThrows(MalformedException.class, () -> new Json.Whole(Json.MAX_NUMBER + 1));
        assertThrows(MalformedException.class, () -> new Json.Text("\ud83d").canonical());
    }

    @Test
    void theBodyComesBackTheSameFromItsBytes() {
        byte[] bytes = Seller.body().bytes();
        assertArrayEquals(bytes, ListingBody.of(Parsed.tree(bytes)).bytes());
    }

    static ListingBody with(List<BlockProof> samples) {
        ListingBody body = Seller.body();
        return new ListingBody(
                body.kind(),
                body.title(),
                body.description(),
                body.language(),
                body.tags(),
                body.licence(),
                body.mediaType(),
                body.fileName(),
                body.columns(),
                samples,
                body.terms(),
                body.predecessor(),
                body.createdAt(),
                body.chainId(),
                body.contract(),
                body.contact());
    }

    private static void assertFault(ListingFault fault, String name, Json value) {
        assertEquals(List.of(fault), changed(name, value).check(), name);
    }

    private static ListingBody changed(String name, Json value) {
        Map<String, Json> members = new HashMap<>(Seller.body().json().values());
        members.put(name, value);
        return ListingBody.of(new Json.Members(members));
    }

    private static Json column(String name) {
        return new Json.Members(Map.of("name", new Json.Text(name), "type", new Json.Text("string")));
    }

    private static Json.Array tags(int count) {
        return new Json.Array(IntStream.range(0, count)
                .<Json>mapToObj(i -> new Json.Text("tag " + i))
                .toList());
    }

    private static String text(Json json) {
        return new String(json.canonical(), StandardCharsets.UTF_8);
    }
}
