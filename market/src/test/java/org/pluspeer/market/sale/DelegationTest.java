package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.Vectors;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

class DelegationTest {
    private static final Offer OFFER = Samples.OFFER;
    private static final long UNTIL = 20_000;
    private static final long EPOCH = 3;

    private static Delegation of(Hash32 listing, Address token, Amount least, Hash32 payee) {
        return new Delegation(OFFER.seller(), Samples.STRANGER, listing, token, least, payee, UNTIL, EPOCH);
    }

    private static Delegation right() {
        return of(OFFER.listing(), OFFER.token(), OFFER.price(), OFFER.payee());
    }

    @Test
    void coversWhatTheSellerGaveAwayAndNothingElse() {
        assertTrue(right().covers(OFFER, UNTIL, EPOCH));
        assertFalse(right().covers(OFFER, UNTIL + 1, EPOCH));
        assertFalse(right().covers(OFFER, UNTIL, EPOCH + 1));
        assertFalse(right().covers(OFFER, UNTIL, EPOCH - 1));
        assertFalse(of(Hash32.ZERO, OFFER.token(), OFFER.price(), OFFER.payee()).covers(OFFER, 0, EPOCH));
        assertFalse(
                of(OFFER.listing(), Address.ZERO, OFFER.price(), OFFER.payee()).covers(OFFER, 0, EPOCH));
        Amount more = OFFER.price().plus(Amount.of(1));
        assertFalse(of(OFFER.listing(), OFFER.token(), more, OFFER.payee()).covers(OFFER, 0, EPOCH));
        Hash32 another = Payee.of(Samples.STRANGER);
        assertFalse(of(OFFER.listing(), OFFER.token(), OFFER.price(), another).covers(OFFER, 0, EPOCH));
        Delegation ofAnother = new Delegation(
                Samples.STRANGER,
                Samples.STRANGER,
                OFFER.listing(),
                OFFER.token(),
                OFFER.price(),
                OFFER.payee(),
                UNTIL,
                EPOCH);
        assertFalse(ofAnother.covers(OFFER, 0, EPOCH));
    }

    @Test
    void refusesWhatNobodyCanSign() {
        assertThrows(MalformedException.class, () -> of(Hash32.ZERO, OFFER.token(), Amount.of(1), Samples.hash(0)));
        Amount tooMuch = new Amount(java.math.BigInteger.ONE.shiftLeft(96));
        assertThrows(MalformedException.class, () -> of(Hash32.ZERO, OFFER.token(), tooMuch, OFFER.payee()));
    }

    @Test
    void publishedSignaturesHold() {
        JsonNode vectors = Vectors.read("exchange.json").path("eip712");
        JsonNode signed = vectors.path("delegation");
        JsonNode head = signed.path("message");
        Delegation delegation = new Delegation(
                Address.parse(head.path("seller").asText()),
                Address.parse(head.path("delegate").asText()),
                Hash32.parse(head.path("listing").asText()),
                Address.parse(head.path("token").asText()),
                Amount.parseUnits(head.path("minPrice").asText()),
                Hash32.parse(head.path("payee").asText()),
                head.path("until").asLong(),
                head.path("epoch").asLong());
        assertDigest(signed, delegation.struct());
        JsonNode reveal = vectors.path("reveal");
        Hash32 offerId = Hash32.parse(reveal.path("message").path("offerId").asText());
        assertDigest(
                reveal,
                Offer.reveal(
                        offerId, Hash32.parse(reveal.path("message").path("z").asText())));
    }

    private static void assertDigest(JsonNode signed, Eip712.Struct struct) {
        JsonNode domain = signed.path("domain");
        Address contract = Address.parse(domain.path("verifyingContract").asText());
        assertEquals(
                Hash32.parse(signed.path("digest").asText()),
                Eip712.digest(Offer.domain(domain.path("chainId").asLong(), contract), struct));
    }
}
