package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Vectors;
import org.pluspeer.wallet.eth.TypedData.Member;

/** What other programs make of nested and odd messages is tried in the interop suite; here is what is refused. */
class TypedDataTest {
    private static final Map<String, Object> DOMAIN = Map.of("name", "Test", "chainId", 31337);

    @TestFactory
    Stream<DynamicTest> the_published_example_holds() {
        return Vectors.each(Vectors.read("eip712.json").get("vectors"), "name", vector -> {
            TypedData data = read(vector.get("data"));
            assertEquals(vector.get("encodeType").asText(), data.message().type());
            assertEquals(
                    vector.get("structHash").asText(), data.message().hash().hex());
            assertEquals(
                    vector.get("domainSeparator").asText(), data.domain().hash().hex());
            assertEquals(vector.get("digest").asText(), data.digest().hex());
            Signature signature =
                    Signature.of(Bytes.parseHex(vector.get("signature").asText()));
            assertTrue(Secp256k1.verify(
                    data.digest(), signature, Address.parse(vector.get("signer").asText())));
            assertEquals(Optional.of(BigInteger.ONE), data.chainId());
            assertEquals("Ether Mail", data.domainName());
        });
    }

    @SuppressWarnings("unchecked")
    private static TypedData read(JsonNode json) {
        Map<String, List<Member>> types = new HashMap<>();
        json.get("types").properties().forEach(type -> {
            List<Member> members = new ArrayList<>();
            type.getValue()
                    .forEach(member -> members.add(new Member(
                            member.get("type").asText(), member.get("name").asText())));
            types.put(type.getKey(), members);
        });
        ObjectMapper mapper = new ObjectMapper();
        return TypedData.of(
                types,
                json.get("primaryType").asText(),
                mapper.convertValue(json.get("domain"), Map.class),
                mapper.convertValue(json.get("message"), Map.class));
    }

    /** One field of this type. */
    private static TypedData one(String type, @Nullable Object value) {
        Map<String, @Nullable Object> message = new HashMap<>();
        message.put("value", value);
        return TypedData.of(
                Map.of(
                        "Note", List.of(new Member(type, "value")),
                        "Inner", List.of(new Member("uint8", "number"))),
                "Note",
                DOMAIN,
                message);
    }

    @Test
    void what_is_shown_is_every_value_that_is_hashed() {
        TypedData data = one("Inner[2][]", List.of(List.of(Map.of("number", 1), Map.of("number", "0x02"))));
        assertEquals(
                List.of(
                        new TypedData.Line("value[0][0].number", "uint8", "1"),
                        new TypedData.Line("value[0][1].number", "uint8", "2")),
                data.lines());
        assertEquals("Note(Inner[2][] value)Inner(uint8 number)", data.message().type());
        assertEquals("Note", data.primaryType());
    }

    @Test
    void a_field_that_no_type_names_is_neither_signed_nor_shown() {
        TypedData plain = one("Inner", Map.of("number", 1));
        TypedData more = one("Inner", Map.of("number", 1, "amount", 7));
        assertEquals(plain.digest(), more.digest());
        assertEquals(plain.lines(), more.lines());
    }

    @Test
    void null_is_what_metamask_makes_of_it() {
        assertEquals(one("string", "").digest(), one("string", null).digest());
        assertEquals(one("bool", false).digest(), one("bool", null).digest());
        assertEquals(
                Hash32.ZERO, one("Inner", null).message().fields().getFirst().word());
        assertNotEquals(
                one("Inner", null).digest(), one("Inner", Map.of("number", 0)).digest());
        for (String type : List.of("bytes", "bytes32", "bytes4", "address", "uint256", "int8", "uint8[]")) {
            assertThrows(MalformedException.class, () -> one(type, null), type);
        }
    }

    @Test
    void only_a_structure_may_be_missing() {
        Map<String, List<Member>> types =
                Map.of("Note", List.of(new Member("string", "value")), "Tree", List.of(new Member("Tree", "left")));
        assertThrows(MalformedException.class, () -> TypedData.of(types, "Note", DOMAIN, Map.of()));
        assertEquals(
                "Tree(Tree left)",
                TypedData.of(types, "Tree", DOMAIN, Map.of()).message().type());
    }

    @Test
    void a_domain_without_a_type_is_what_its_fields_say() {
        TypedData data = one("bool", true);
        assertEquals("EIP712Domain(string name,uint256 chainId)", data.domain().type());
        assertEquals(Optional.of(BigInteger.valueOf(31337)), data.chainId());
        assertThrows(
                MalformedException.class,
                () -> TypedData.of(Map.of("Note", List.of()), "Note", Map.of("name", "x", "chain", 1), Map.of()));
    }

    @Test
    void a_chain_that_the_domains_type_leaves_out_is_not_signed_for() {
        TypedData data = TypedData.of(
                Map.of("EIP712Domain", List.of(new Member("string", "name")), "Note", List.of()),
                "Note",
                DOMAIN,
                Map.of());
        assertEquals(Optional.empty(), data.chainId());
        assertEquals("EIP712Domain(string name)", data.domain().type());
    }

    @ParameterizedTest
    @CsvSource({
        "uint8, 256",
        "uint8, -1",
        "int8, 128",
        "int8, -129",
        "uint256, 1.5",
        "uint256, ''",
        "uint256, 0x",
        "uint256, ten",
        "bytes2, 0x01",
        "bytes2, 0x010203",
        "bytes2, 0102",
        "bytes, 0x1",
        "bytes, text",
        "bool, true",
        "bool, 1",
        "address, 0x01",
        "address, 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
        "uint8[], 1",
        "Inner, x"
    })
    void a_value_of_another_kind_is_refused(String type, String value) {
        assertThrows(MalformedException.class, () -> one(type, value));
    }

    @Test
    void a_fixed_array_has_its_length() {
        assertThrows(MalformedException.class, () -> one("bool[2]", List.of(true)));
        assertThrows(MalformedException.class, () -> one("string", 5));
        assertThrows(MalformedException.class, () -> one("uint8", 1.5));
        assertThrows(MalformedException.class, () -> one("bool[]", Arrays.asList(true, "x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uint",
                "int",
                "uint0",
                "uint7",
                "uint264",
                "uint08",
                "bytes0",
                "bytes33",
                "byte",
                "Nobody",
                "bool[0]",
                "bool[-1]",
                "bool[",
                "bool]",
                "[]",
                "",
                "bool []",
                "function",
                "bool[1000000]"
            })
    void an_unknown_type_is_refused(String type) {
        assertThrows(MalformedException.class, () -> one(type, List.of()));
    }

    @Test
    void names_mean_one_thing() {
        List<Member> twice = List.of(new Member("bool", "a"), new Member("string", "a"));
        for (Map<String, List<Member>> types : List.of(
                Map.of("Note", twice),
                Map.of("Note", List.<Member>of(), "uint256", List.<Member>of()),
                Map.of("Note", List.<Member>of(), "bytes", List.<Member>of()),
                Map.of("Note", List.of(new Member("bool", "a,bool b"))),
                Map.of("Note(bool a)Note", List.<Member>of(), "Note", List.<Member>of()))) {
            assertThrows(MalformedException.class, () -> TypedData.of(types, "Note", DOMAIN, Map.of()));
        }
        assertThrows(
                MalformedException.class, () -> TypedData.of(Map.of("Note", List.of()), "Other", DOMAIN, Map.of()));
    }

    @Test
    void depth_and_size_have_an_end() {
        Object deep = new HashMap<String, Object>();
        for (int i = 0; i < 1000; i++) {
            deep = Map.of("left", deep);
        }
        Map<String, ?> message = Map.of("left", deep);
        Map<String, List<Member>> tree = Map.of("Tree", List.of(new Member("Tree", "left")));
        assertThrows(MalformedException.class, () -> TypedData.of(tree, "Tree", DOMAIN, message));
        assertThrows(MalformedException.class, () -> one("bool[]", java.util.Collections.nCopies(100_000, true)));
        assertThrows(MalformedException.class, () -> one("bool" + "[]".repeat(1000), List.of()));
        Map<String, List<Member>> many = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            many.put("T" + i, List.of());
        }
        assertThrows(MalformedException.class, () -> TypedData.of(many, "T0", DOMAIN, Map.of()));
    }

    @Test
    void a_plain_message_is_the_same_as_one_built_here() {
        Address owner = Address.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20});
        Eip712.Struct permit = Eip2612.permit(owner, Address.ZERO, Amount.of(5), Amount.of(6), 7);
        List<Member> members = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        permit.fields().forEach(field -> {
            members.add(new Member(field.type(), field.name()));
            values.put(field.name(), field.shown());
        });
        Map<String, Object> domain =
                Map.of("name", "T", "version", "1", "chainId", 1L, "verifyingContract", owner.checksummed());
        TypedData read = TypedData.of(Map.of("Permit", members), "Permit", domain, values);
        assertEquals(permit, read.message());
        assertEquals(Eip712.digest(new Eip712.Domain("T", "1", 1L, owner), permit), read.digest());
        assertEquals(Optional.of(owner), read.verifyingContract());
    }
}
