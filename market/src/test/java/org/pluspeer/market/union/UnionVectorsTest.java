package org.pluspeer.market.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pluspeer.market.Vectors;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Signature;

/** The same numbers as the contract and the script that wrote them. */
class UnionVectorsTest {
    private static final JsonNode VECTORS = Vectors.read("union.json");
    private static final JsonNode CHANGE = VECTORS.path("change");

    @TestFactory
    Stream<DynamicTest> trees() {
        return each("trees")
                .map(vector -> dynamicTest(vector.path("count") + " members", () -> {
                    List<Member> members = new ArrayList<>();
                    for (int i = 0; i < vector.path("count").asInt(); i++) {
                        members.add(somebody(i));
                    }
                    MemberTree tree = MemberTree.of(members);
                    assertEquals(hash(vector, "root"), tree.root());
                    assertEquals(number(vector, "totalWeight"), tree.totalWeight());
                    for (JsonNode proof : vector.path("proofs")) {
                        Share share = tree.share(proof.path("index").asInt());
                        assertEquals(hash(proof, "leaf"), share.member().leaf(share.index()));
                        assertEquals(address(proof, "member"), share.member().account());
                        assertEquals(hashes(proof.path("path")), share.path());
                        assertEquals(vector.path("depth").asInt(), share.path().size());
                        assertEquals(tree.root(), share.root());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return each("rules")
                .map(vector -> dynamicTest("quorum " + vector.path("quorum"), () -> {
                    assertEquals(hash(vector, "hash"), rule(vector).hash());
                }));
    }

    @TestFactory
    Stream<DynamicTest> shares() {
        return each("shares")
                .map(vector -> dynamicTest(vector.toString(), () -> {
                    Account account = new Account(amount(vector, "received"), amount(vector, "paid"));
                    Amount due = account.due(
                            number(vector, "weight"), number(vector, "totalWeight"), amount(vector, "claimed"));
                    assertEquals(amount(vector, "due"), due);
                }));
    }

    @Test
    void aChangeWithItsConsents() {
        MemberTree before = MemberTree.of(members(CHANGE.path("before")));
        MemberTree after = MemberTree.of(members(CHANGE.path("after")));
        Rule rule = rule(CHANGE.path("rule"));
        Membership current = Membership.founding(before, rule);
        Hash32 union = hash(CHANGE, "union");
        assertEquals(union, current.id());
        assertEquals(membership(CHANGE.path("current")), current);
        long until = CHANGE.path("until").asLong();
        Change change = Change.to(union, current, rule, after, rule(CHANGE.path("nextRule")), until);
        assertEquals(membership(CHANGE.path("next")), change.next());
        assertEquals(hash(CHANGE, "nextId"), change.next().id());

        JsonNode statement = CHANGE.path("statement");
        assertEquals(statement.path("type").asText(), change.struct().type());
        assertEquals(hash(statement, "structHash"), change.struct().hash());
        Ballot ballot = Ballot.open(change, People.CHAIN, People.UNIONS);
        assertEquals(hash(statement, "digest"), ballot.digest());

        for (JsonNode vector : CHANGE.path("consents")) {
            Share share = before.share(vector.path("leaf").path("index").asInt());
            assertEquals(hashes(vector.path("path")), share.path());
            ballot = ballot.with(new Consent(share, signature(vector, "signature")));
        }
        ballot = ballot.with(signature(CHANGE, "secretarySignature"));
        assertEquals(BigInteger.valueOf(70), ballot.weight());
        assertTrue(ballot.isComplete(until));
    }

    private static Member somebody(int i) {
        byte[] word = Words.of(BigInteger.valueOf(i)).bytes();
        byte[] hash = Keccak.hash(word).bytes();
        byte[] account = new byte[Address.LENGTH];
        System.arraycopy(hash, 12, account, 0, account.length);
        return Member.of(Address.of(account), 1 + 7919L * i * i % 100003);
    }

    private static Stream<JsonNode> each(String name) {
        assertTrue(VECTORS.path(name).size() > 0, name);
        return StreamSupport.stream(VECTORS.path(name).spliterator(), false);
    }

    private static List<Member> members(JsonNode list) {
        List<Member> members = new ArrayList<>();
        list.forEach(one -> members.add(new Member(address(one, "member"), number(one, "weight"))));
        return members;
    }

    private static Rule rule(JsonNode vector) {
        return new Rule(number(vector, "quorum"), address(vector, "secretary"), hash(vector, "terms"));
    }

    private static Membership membership(JsonNode vector) {
        return new Membership(
                hash(vector, "root"),
                number(vector, "totalWeight"),
                vector.path("count").asLong(),
                hash(vector, "previous"),
                hash(vector, "rule"));
    }

    private static Signature signature(JsonNode vector, String name) {
        return Signature.of(Bytes.parseHex(vector.path(name).asText()));
    }

    private static Amount amount(JsonNode vector, String name) {
        return new Amount(number(vector, name));
    }

    private static BigInteger number(JsonNode vector, String name) {
        return new BigInteger(vector.path(name).asText());
    }

    private static Address address(JsonNode vector, String name) {
        return Address.parse(vector.path(name).asText());
    }

    private static Hash32 hash(JsonNode vector, String name) {
        return Hash32.parse(vector.path(name).asText());
    }

    private static List<Hash32> hashes(JsonNode array) {
        List<Hash32> hashes = new ArrayList<>();
        array.forEach(hash -> hashes.add(Hash32.parse(hash.asText())));
        return hashes;
    }
}
