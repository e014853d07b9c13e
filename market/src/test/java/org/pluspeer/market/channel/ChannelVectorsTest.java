package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.Vectors;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/** Names and digests against docs/vectors/channel.json, which ethers made. */
class ChannelVectorsTest {
    private static final JsonNode ROOT = Vectors.read("channel.json");
    private static final ChannelVenue VENUE = new ChannelVenue(
            ROOT.at("/domain/chainId").asLong(),
            Address.parse(ROOT.at("/domain/verifyingContract").asText()));

    @Test
    void the_domain_is_the_contracts() {
        assertEquals(hash(ROOT.at("/domainSeparator")), VENUE.domain().separator());
    }

    @Test
    void channels_have_the_names_that_the_contract_gives_them() {
        int seen = 0;
        for (JsonNode channel : ROOT.get("channels")) {
            ChannelTerms terms = terms(channel.get("message"));
            assertEquals(hash(channel.get("structHash")), terms.struct().hash());
            assertEquals(hash(channel.get("channelId")), VENUE.idOf(terms));
            seen++;
        }
        assertEquals(3, seen);
    }

    @Test
    void vouchers_are_signed_as_the_contract_reads_them() {
        int seen = 0;
        for (JsonNode channel : ROOT.get("channels")) {
            for (JsonNode voucher : channel.get("vouchers")) {
                Amount sum = Amount.parseUnits(voucher.at("/message/cumulative").asText());
                assertEquals(
                        voucher.get("type").asText(),
                        ChannelTerms.voucher(hash(channel.get("channelId")), sum)
                                .type());
                Hash32 digest = VENUE.voucherDigest(hash(channel.get("channelId")), sum);
                assertEquals(hash(voucher.get("digest")), digest);
                assertEquals(digest, new VoucherDigests(VENUE).of(hash(channel.get("channelId")), sum));
                assertEquals(terms(channel.get("message")).voucherKey(), signer(digest, voucher));
                seen++;
            }
        }
        assertEquals(5, seen);
    }

    @Test
    void an_agreed_end_is_signed_as_the_contract_reads_it() {
        JsonNode close = ROOT.get("coopClose");
        Closing closing = new Closing(
                Amount.parseUnits(close.at("/message/cumulative").asText()),
                close.at("/message/validUntil").asLong());
        Hash32 digest = VENUE.closeDigest(hash(close.at("/message/channelId")), closing);
        assertEquals(hash(close.get("digest")), digest);
        assertEquals(terms(ROOT.at("/channels/0/message")).payee(), signer(digest, close));
    }

    @Test
    void a_conditional_voucher_is_signed_as_the_contract_reads_it() {
        JsonNode goods = ROOT.at("/conditional/goods");
        Hash32 offerHash = ConditionalVoucher.offerHash(
                hash(goods.get("exchangeRoot")),
                hash(goods.get("keyHash")),
                goods.get("size").asLong(),
                goods.get("blockSize").asInt());
        JsonNode signed = ROOT.at("/conditional/voucher");
        JsonNode message = signed.get("message");
        assertEquals(hash(message.get("offerHash")), offerHash);
        ConditionalVoucher voucher = new ConditionalVoucher(
                Amount.parseUnits(message.get("base").asText()),
                Amount.parseUnits(message.get("amount").asText()),
                offerHash,
                message.get("claimBy").asLong(),
                message.get("disputeWindow").asInt(),
                Amount.parseUnits(message.get("bond").asText()));
        Hash32 digest = VENUE.conditionalDigest(hash(message.get("channelId")), voucher);
        assertEquals(hash(signed.get("digest")), digest);
        assertEquals(terms(ROOT.at("/channels/0/message")).voucherKey(), signer(digest, signed));
    }

    @Test
    void the_nonce_of_a_top_up_is_the_contracts() {
        JsonNode topUp = ROOT.get("topUpNonce");
        Amount deposited = Amount.parseUnits(topUp.get("deposited").asText());
        assertEquals(hash(topUp.get("nonce")), ChannelVenue.topUpNonce(hash(topUp.get("channelId")), deposited));
    }

    private static ChannelTerms terms(JsonNode message) {
        return new ChannelTerms(
                Address.parse(message.get("payer").asText()),
                Address.parse(message.get("payee").asText()),
                Address.parse(message.get("token").asText()),
                Address.parse(message.get("voucherKey").asText()),
                message.get("challenge").asInt(),
                message.get("expiry").asLong(),
                hash(message.get("salt")));
    }

    private static Address signer(Hash32 digest, JsonNode signed) {
        return Secp256k1.recover(
                digest,
                Signature.of(
                        HexFormat.of().parseHex(signed.get("signature").asText().substring(2))));
    }

    private static Hash32 hash(JsonNode text) {
        return Hash32.parse(text.asText());
    }
}
