package org.pluspeer.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pluspeer.contracts.generated.Unions;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/** The wrapper of Unions writes calls as ethers does; nothing is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnionCalldataTest {
    private static final String COIN = "0x0000000000000000000000000000000000000000";
    private final JsonNode vectors = read();
    private final JsonNode change = vectors.path("change");
    private final Web3j nowhere = Web3j.build(new HttpService("http://127.0.0.1:1"));
    private Unions unions;

    @BeforeAll
    void load() {
        unions = Unions.load(COIN, nowhere, new ReadonlyTransactionManager(nowhere, COIN), new DefaultGasProvider());
    }

    @AfterAll
    void close() {
        nowhere.shutdown();
    }

    @Test
    void ofAPaymentAndItsShares() {
        BigInteger amount = BigInteger.valueOf(1500);
        assertEquals(
                expected("pay"),
                unions.pay(bytes(change.get("union")), COIN, amount, amount).encodeFunctionCall());
        JsonNode second = change.path("consents").get(1);
        String token = tokenOf(expected("claim"));
        Unions.Membership membership = membership(change.get("current"));
        assertEquals(
                expected("claim"),
                unions.claim(membership, token, leaf(second), path(second)).encodeFunctionCall());
        List<Unions.Claim> claims = List.of(
                new Unions.Claim(membership, token, leaf(second), path(second)),
                new Unions.Claim(membership, COIN, leaf(second), path(second)));
        assertEquals(expected("claimMany"), unions.claimMany(claims).encodeFunctionCall());
        String receiver = change.path("before").get(0).path("member").asText();
        assertEquals(
                expected("withdraw"),
                unions.withdraw(token, BigInteger.valueOf(7), receiver).encodeFunctionCall());
    }

    @Test
    void ofAChange() {
        Unions.Change words = new Unions.Change(
                bytes(change.get("union")),
                membership(change.get("current")),
                rule(change.get("rule")),
                membership(change.get("next")),
                rule(change.get("nextRule")),
                number(change.get("until")));
        List<Unions.Consent> consents = new ArrayList<>();
        change.path("consents")
                .forEach(one -> consents.add(new Unions.Consent(leaf(one), path(one), bytes(one.get("signature")))));
        byte[] secretary = bytes(change.get("secretarySignature"));
        assertEquals(
                expected("change"), unions.change(words, secretary, consents).encodeFunctionCall());
    }

    /** The token that the vector's claim is in: the sixth word. */
    private static String tokenOf(String claim) {
        int from = 2 + 8 + 5 * 64 + 24;
        return "0x" + claim.substring(from, from + 40);
    }

    private static Unions.Membership membership(JsonNode m) {
        return new Unions.Membership(
                bytes(m.get("root")),
                number(m.get("totalWeight")),
                number(m.get("count")),
                bytes(m.get("previous")),
                bytes(m.get("rule")));
    }

    private static Unions.Rule rule(JsonNode r) {
        return new Unions.Rule(number(r.get("quorum")), r.get("secretary").asText(), bytes(r.get("terms")));
    }

    private static Unions.Leaf leaf(JsonNode share) {
        JsonNode leaf = share.get("leaf");
        return new Unions.Leaf(number(leaf.get("index")), leaf.get("member").asText(), number(leaf.get("weight")));
    }

    private static List<byte[]> path(JsonNode share) {
        List<byte[]> path = new ArrayList<>();
        share.path("path").forEach(node -> path.add(bytes(node)));
        return path;
    }

    private String expected(String call) {
        return vectors.path("calldata").path(call).asText();
    }

    private static byte[] bytes(JsonNode hex) {
        return Numeric.hexStringToByteArray(hex.asText());
    }

    private static BigInteger number(JsonNode value) {
        return new BigInteger(value.asText());
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("..", "docs", "vectors", "union.json").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
