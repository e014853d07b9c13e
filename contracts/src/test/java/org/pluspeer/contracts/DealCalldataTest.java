package org.pluspeer.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pluspeer.contracts.generated.StorageDeals;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Numeric;

/** The wrapper of StorageDeals writes calls as ethers does; nothing is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DealCalldataTest {
    private final JsonNode vectors = read();
    private final Web3j nowhere = Web3j.build(new HttpService("http://127.0.0.1:1"));
    private StorageDeals deals;

    @BeforeAll
    void load() {
        String place = Deployments.STORAGE_DEALS.address();
        deals = StorageDeals.load(
                place, nowhere, new ReadonlyTransactionManager(nowhere, place), new DefaultGasProvider());
    }

    @AfterAll
    void close() {
        nowhere.shutdown();
    }

    @Test
    void ofOpening() {
        byte[] providerSig = bytes("/deal/signature");
        StorageDeals.Deal next = deal("/calldata/next/message");
        same("open", deals.open(deal("/deal/message"), providerSig, BigInteger.ZERO));
        same("openFromLedger", deals.openFromLedger(deal("/deal/message"), providerSig));
        same("renew", deals.renew(deal("/deal/message"), next, bytes("/calldata/next/signature")));
    }

    @Test
    void ofProving() {
        byte[] id = bytes("/calldata/shown/dealId");
        byte[] samples = bytes("/calldata/shown/samples");
        BigInteger epoch = number("/calldata/epoch");
        same("prove", deals.prove(id, epoch, samples));
        same("proveMany", deals.proveMany(List.of(new StorageDeals.Proof(id, epoch, samples))));
        same("pin", deals.pin(number("/calldata/block")));
    }

    @Test
    void ofEnding() {
        StorageDeals.Deal deal = deal("/deal/message");
        same("settle", deals.settle(deal));
        same("settleMany", deals.settleMany(List.of(deal, deal("/calldata/next/message"))));
        BigInteger epochs = number("/earlyEnd/message/epochs");
        BigInteger validUntil = number("/earlyEnd/message/validUntil");
        byte[] providerSig = bytes("/earlyEnd/signature");
        same("endEarly", deals.endEarly(deal, epochs, validUntil, bytes("/deal/signature"), providerSig));
    }

    private void same(String name, RemoteFunctionCall<?> call) {
        assertEquals(vectors.at("/calldata/" + name).asText(), call.encodeFunctionCall());
    }

    private StorageDeals.Deal deal(String place) {
        return new StorageDeals.Deal(
                text(place + "/client"),
                text(place + "/provider"),
                text(place + "/token"),
                bytes(place + "/root"),
                number(place + "/size"),
                number(place + "/epochs"),
                number(place + "/epochBlocks"),
                number(place + "/windowBlocks"),
                number(place + "/samples"),
                number(place + "/maxMissed"),
                number(place + "/pricePerEpoch"),
                number(place + "/collateral"),
                number(place + "/penalty"),
                number(place + "/repairCost"),
                number(place + "/acceptBy"),
                bytes(place + "/predecessor"),
                bytes(place + "/nonce"));
    }

    private String text(String place) {
        return vectors.at(place).asText();
    }

    private byte[] bytes(String place) {
        return Numeric.hexStringToByteArray(text(place));
    }

    private BigInteger number(String place) {
        return new BigInteger(text(place));
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("..", "docs", "vectors", "deal.json").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
