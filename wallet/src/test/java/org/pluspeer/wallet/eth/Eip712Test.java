package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pluspeer.wallet.Vectors;

class Eip712Test {
    private static final Pattern FIELD = Pattern.compile("(\\w+) (\\w+)[,)]");

    @TestFactory
    Stream<DynamicTest> messages_of_the_market_are_those_of_ethers() {
        JsonNode vectors = Vectors.read("exchange.json").get("eip712");
        return StreamSupport.stream(vectors.spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(vector.get("primaryType").asText(), () -> check(vector)));
    }

    @TestFactory
    Stream<DynamicTest> messages_of_tokens_are_those_of_ethers() {
        return Vectors.each(Vectors.read("transactions.json").get("typedData"), "name", Eip712Test::check);
    }

    private static void check(JsonNode vector) {
        Eip712.Domain domain = domain(vector.get("domain"));
        Eip712.Struct struct = struct(vector);
        assertEquals(vector.get("type").asText(), struct.type());
        assertEquals(vector.get("domainSeparator").asText(), domain.separator().hex());
        Hash32 digest = Eip712.digest(domain, struct);
        assertEquals(vector.get("digest").asText(), digest.hex());
        Signature signature =
                Signature.of(Bytes.parseHex(vector.get("signature").asText()));
        assertEquals(
                vector.get("signer").asText(),
                Secp256k1.recover(digest, signature).checksummed());
    }

    private static Eip712.Domain domain(JsonNode domain) {
        return new Eip712.Domain(
                domain.get("name").asText(),
                domain.get("version").asText(),
                domain.has("chainId") ? domain.get("chainId").asLong() : null,
                domain.has("verifyingContract")
                        ? Address.parse(domain.get("verifyingContract").asText())
                        : null);
    }

    private static Eip712.Struct struct(JsonNode vector) {
        Eip712.Struct.Builder struct =
                Eip712.Struct.named(vector.get("primaryType").asText());
        for (String[] field : fields(vector.get("type").asText())) {
            add(struct, field[0], field[1], vector.get("message").get(field[1]).asText());
        }
        return struct.build();
    }

    private static List<String[]> fields(String type) {
        List<String[]> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(type.substring(type.indexOf('(') + 1));
        while (matcher.find()) {
            fields.add(new String[] {matcher.group(1), matcher.group(2)});
        }
        return fields;
    }

    private static void add(Eip712.Struct.Builder struct, String type, String name, String value) {
        if (type.equals("address")) {
            struct.address(name, Address.parse(value));
        } else if (type.equals("bytes32")) {
            struct.bytes32(name, Hash32.parse(value));
        } else if (type.equals("string")) {
            struct.text(name, value);
        } else {
            struct.uint(Integer.parseInt(type.substring("uint".length())), name, new BigInteger(value));
        }
    }

    @Test
    void a_number_that_does_not_fit_its_bits_is_refused() {
        Eip712.Struct.Builder struct = Eip712.Struct.named("Note");
        assertThrows(MalformedException.class, () -> struct.uint(8, "count", 256));
        assertThrows(MalformedException.class, () -> struct.uint(8, "count", -1));
        assertEquals(
                "255", struct.uint(8, "count", 255).build().fields().getFirst().shown());
    }

    @Test
    void another_chain_or_contract_is_another_digest() {
        Eip712.Struct note = Eip712.Struct.named("Note").text("text", "hello").build();
        List<Hash32> digests = Stream.of(
                        new Eip712.Domain("A", "1", 1L, Address.ZERO),
                        new Eip712.Domain("A", "1", 2L, Address.ZERO),
                        new Eip712.Domain("A", "1", 1L, null),
                        new Eip712.Domain("A", "2", 1L, Address.ZERO),
                        new Eip712.Domain("B", "1", 1L, Address.ZERO),
                        new Eip712.Domain("A", "1", null, Address.ZERO))
                .map(domain -> Eip712.digest(domain, note))
                .distinct()
                .toList();
        assertEquals(6, digests.size());
    }
}
