package org.pluspeer.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pluspeer.contracts.generated.FairExchange;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/** The generated wrappers write calls as ethers does; nothing is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrapperCalldataTest {
    private final JsonNode vectors = read();
    private final Web3j nowhere = Web3j.build(new HttpService("http://127.0.0.1:1"));
    private FairExchange exchange;

    @BeforeAll
    void load() {
        String place = Deployments.FAIR_EXCHANGE.address();
        exchange = FairExchange.load(
                place, nowhere, new ReadonlyTransactionManager(nowhere, place), new DefaultGasProvider());
    }

    @AfterAll
    void close() {
        nowhere.shutdown();
    }

    @Test
    void ofTheOrdinaryCourse() {
        FairExchange.Offer offer = offer();
        byte[] sellerSig = bytes(vectors.at("/eip712/offer/signature"));
        byte[] releaseSig = bytes(vectors.at("/eip712/release/signature"));
        byte[] key = bytes(vectors.at("/keystream/key"));
        assertEquals(
                expected("/calldata/accept"),
                exchange.accept(offer, sellerSig, BigInteger.ZERO).encodeFunctionCall());
        assertEquals(
                expected("/calldata/release"),
                exchange.release(offer, releaseSig).encodeFunctionCall());
        assertEquals(expected("/calldata/reveal"), exchange.reveal(offer, key).encodeFunctionCall());
        assertEquals(expected("/calldata/refund"), exchange.refund(offer).encodeFunctionCall());
        assertEquals(expected("/calldata/settle"), exchange.settle(offer).encodeFunctionCall());
    }

    @Test
    void ofAComplaint() {
        JsonNode fault = vectors.at("/calldata/complain/fault");
        ByteArrayOutputStream proof = new ByteArrayOutputStream();
        proof.writeBytes(bytes(fault.get("cipher")));
        fault.get("path").forEach(node -> proof.writeBytes(bytes(node)));
        assertEquals(
                expected("/calldata/complain/data"),
                exchange.complain(
                                offer(),
                                bytes(fault.get("key")),
                                number(fault.get("index")),
                                bytes(fault.get("plainRoot")),
                                proof.toByteArray())
                        .encodeFunctionCall());
    }

    @Test
    void ofBatches() {
        FairExchange.Offer offer = offer();
        byte[] release = bytes(vectors.at("/eip712/release/signature"));
        assertEquals(
                expected("/calldata/settleMany"),
                exchange.settleMany(List.of(offer, offer)).encodeFunctionCall());
        assertEquals(
                expected("/calldata/releaseMany"),
                exchange.releaseMany(List.of(offer), List.of(release)).encodeFunctionCall());
    }

    private FairExchange.Offer offer() {
        JsonNode o = vectors.at("/eip712/offer/message");
        return new FairExchange.Offer(
                o.get("seller").asText(),
                o.get("buyer").asText(),
                o.get("buyerKey").asText(),
                o.get("token").asText(),
                bytes(o.get("payee")),
                number(o.get("price")),
                number(o.get("bond")),
                number(o.get("noShow")),
                number(o.get("acceptBy")),
                number(o.get("revealWindow")),
                number(o.get("disputeWindow")),
                bytes(o.get("listing")),
                bytes(o.get("contentRoot")),
                number(o.get("size")),
                number(o.get("blockSize")),
                bytes(o.get("exchangeRoot")),
                bytes(o.get("keyHash")),
                bytes(o.get("maskHash")),
                bytes(o.get("nonce")));
    }

    private String expected(String pointer) {
        return vectors.at(pointer).asText();
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
                    .readTree(Path.of("..", "docs", "vectors", "exchange.json").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
