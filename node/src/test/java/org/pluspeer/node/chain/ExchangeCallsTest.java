package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.sale.Delegation;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Split;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** What goes to the contract, against docs/vectors/exchange.json, which ethers has written. */
class ExchangeCallsTest {
    private final JsonNode vectors = read();
    private final Offer offer = offer();
    private final Signature release = signature("release");

    @Test
    void theOrdinaryCourse() {
        check("/calldata/accept", ExchangeCalls.accept(offer, signature("offer").bytes()));
        check("/calldata/release", ExchangeCalls.release(offer, release));
        check("/calldata/reveal", ExchangeCalls.reveal(offer, key()));
        check("/calldata/refund", ExchangeCalls.refund(offer));
        check("/calldata/settle", ExchangeCalls.settle(offer));
    }

    @Test
    void aComplaint() {
        JsonNode fault = vectors.at("/calldata/complain/fault");
        List<Hash32> path = new ArrayList<>();
        fault.path("path").forEach(node -> path.add(Hash32.parse(node.asText())));
        check(
                "/calldata/complain/data",
                ExchangeCalls.complain(
                        offer,
                        new ExchangeCalls.Fault(
                                Hash32.parse(fault.path("key").asText()),
                                fault.path("index").asLong(),
                                Bytes.parseHex(fault.path("cipher").asText()),
                                Hash32.parse(fault.path("plainRoot").asText()),
                                path)));
    }

    @Test
    void batches() {
        check("/calldata/settleMany", ExchangeCalls.settleMany(List.of(offer, offer)));
        check("/calldata/releaseMany", ExchangeCalls.releaseMany(List.of(offer), List.of(release)));
    }

    @Test
    void delegation() {
        JsonNode warrant = vectors.at("/calldata/acceptDelegated/warrant");
        JsonNode terms = warrant.path("delegation");
        Delegation delegation = new Delegation(
                address(terms, "seller"),
                address(terms, "delegate"),
                hash(terms, "listing"),
                address(terms, "token"),
                amount(terms, "minPrice"),
                hash(terms, "payee"),
                terms.path("until").asLong(),
                terms.path("epoch").asLong());
        check(
                "/calldata/acceptDelegated/data",
                ExchangeCalls.acceptDelegated(
                        offer,
                        delegation,
                        Bytes.parseHex(warrant.path("sellerSig").asText()),
                        Bytes.parseHex(warrant.path("delegateSig").asText())));
        check("/calldata/revealSigned", ExchangeCalls.revealSigned(offer, key(), signature("reveal")));
        check("/calldata/raiseEpoch", ExchangeCalls.raiseEpoch());
    }

    @Test
    void proceedsOfSeveral() {
        JsonNode split = vectors.at("/splits/1");
        List<Split.Member> members = new ArrayList<>();
        for (int i = 0; i < split.path("members").size(); i++) {
            members.add(new Split.Member(
                    Hash32.parse(split.path("members").path(i).asText()),
                    split.path("bps").path(i).asInt()));
        }
        check("/calldata/distribute", ExchangeCalls.distribute(new Split(members), offer.token()));
        check(
                "/calldata/forward",
                ExchangeCalls.forward(Hash32.parse("0x" + "ff".repeat(Hash32.LENGTH)), offer.token()));
    }

    private void check(String pointer, byte[] data) {
        assertEquals(vectors.at(pointer).asText(), Bytes.hex(data));
    }

    private Hash32 key() {
        return Hash32.parse(vectors.at("/keystream/key").asText());
    }

    private Signature signature(String message) {
        return Signature.of(
                Bytes.parseHex(vectors.at("/eip712/" + message + "/signature").asText()));
    }

    private Offer offer() {
        JsonNode o = vectors.at("/eip712/offer/message");
        return new Offer(
                address(o, "seller"),
                address(o, "buyer"),
                address(o, "buyerKey"),
                address(o, "token"),
                hash(o, "payee"),
                amount(o, "price"),
                amount(o, "bond"),
                amount(o, "noShow"),
                o.path("acceptBy").asLong(),
                o.path("revealWindow").asInt(),
                o.path("disputeWindow").asInt(),
                hash(o, "listing"),
                hash(o, "contentRoot"),
                o.path("size").asLong(),
                o.path("blockSize").asInt(),
                hash(o, "exchangeRoot"),
                hash(o, "keyHash"),
                hash(o, "maskHash"),
                hash(o, "nonce"));
    }

    private static Address address(JsonNode from, String field) {
        return Address.parse(from.path(field).asText());
    }

    private static Hash32 hash(JsonNode from, String field) {
        return Hash32.parse(from.path(field).asText());
    }

    private static Amount amount(JsonNode from, String field) {
        return Amount.parseUnits(from.path(field).asText());
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Checkout.root()
                            .resolve("docs/vectors/exchange.json")
                            .toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
