package org.pluspeer.market.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pluspeer.market.Vectors;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Signature;

class SignedListingTest {
    @Test
    void aListingThatWentThroughJsonHolds() {
        SignedListing listing = Seller.listing(Seller.body());
        ListingBody parsed = ListingBody.of(Parsed.tree(listing.body()));
        assertEquals(Seller.body(), parsed);
        assertEquals(List.of(), listing.check(parsed, Seller.NOW));
    }

    @Test
    void anotherWayToWriteTheBodyIsRefused() {
        byte[] spaced = new String(Seller.body().bytes(), StandardCharsets.UTF_8)
                .replaceFirst(":", ": ")
                .getBytes(StandardCharsets.UTF_8);
        SignedListing listing = Seller.signed(Seller.head(spaced, Seller.NOW + 60), spaced);
        assertEquals(
                List.of(ListingFault.BODY_NOT_CANONICAL),
                listing.check(ListingBody.of(Parsed.tree(spaced)), Seller.NOW));
    }

    @Test
    void anotherBodyThanTheSignedOneIsRefused() {
        SignedListing listing = Seller.listing(Seller.body());
        byte[] other = new String(listing.body(), StandardCharsets.UTF_8)
                .replace("2003", "2004")
                .getBytes(StandardCharsets.UTF_8);
        SignedListing swapped =
                new SignedListing(Seller.CHAIN, Seller.CONTRACT, listing.listing(), listing.signature(), other);
        assertEquals(List.of(ListingFault.BODY_HASH), swapped.check(ListingBody.of(Parsed.tree(other)), Seller.NOW));
    }

    @Test
    void everySignedFieldIsSigned() {
        SignedListing listing = Seller.listing(Seller.body());
        Listing head = listing.listing();
        Listing cheaper = new Listing(
                head.bodyHash(),
                head.seller(),
                head.listingKey(),
                head.sequence(),
                head.contentRoot(),
                head.size(),
                head.blockSize(),
                head.token(),
                Amount.of(1),
                head.payee(),
                head.validUntil(),
                head.exchangeRoot(),
                head.keyHash());
        SignedListing forged =
                new SignedListing(Seller.CHAIN, Seller.CONTRACT, cheaper, listing.signature(), listing.body());
        assertEquals(List.of(ListingFault.SIGNATURE), forged.check(Seller.body(), Seller.NOW));
        SignedListing elsewhere = new SignedListing(1, Seller.CONTRACT, head, listing.signature(), listing.body());
        assertEquals(
                List.of(ListingFault.SIGNATURE, ListingFault.WRONG_CHAIN), elsewhere.check(Seller.body(), Seller.NOW));
    }

    @Test
    void timeIsHeldAgainstIt() {
        SignedListing listing = Seller.listing(Seller.body());
        long end = listing.listing().validUntil();
        assertEquals(List.of(), listing.check(Seller.body(), end));
        assertEquals(List.of(ListingFault.EXPIRED), listing.check(Seller.body(), end + 1));
        assertEquals(
                List.of(ListingFault.FROM_THE_FUTURE),
                listing.check(Seller.body(), Seller.body().createdAt() - SignedListing.CLOCK_SLACK - 1));
        assertTrue(listing.check(Seller.body(), 0).contains(ListingFault.VALID_TOO_LONG));
    }

    @Test
    void priceAndPayeeAreHeldAgainstIt() {
        byte[] body = Seller.body().bytes();
        Listing good = Seller.head(body, Seller.NOW + 60);
        Listing bad = new Listing(
                good.bodyHash(),
                good.seller(),
                good.listingKey(),
                1,
                good.contentRoot(),
                good.size(),
                good.blockSize(),
                good.token(),
                Amount.ZERO,
                Hash32.parse("ff".repeat(32)),
                good.validUntil(),
                Hash32.ZERO,
                Hash32.ZERO);
        assertEquals(
                List.of(ListingFault.PRICE, ListingFault.PAYEE),
                Seller.signed(bad, body).check(Seller.body(), Seller.NOW));
    }

    static Stream<Arguments> wrongSamples() {
        BlockProof good = Seller.sample(1);
        byte[] data = good.data();
        data[7] ^= 1;
        return Stream.of(
                Arguments.of("a flipped bit", List.of(new BlockProof(1, data, good.path()))),
                Arguments.of("another place", List.of(new BlockProof(2, good.data(), good.path()))),
                Arguments.of("a flipped path", List.of(new BlockProof(1, good.data(), Seller.flipped(good.path())))),
                Arguments.of("beyond the end", List.of(new BlockProof(5, good.data(), good.path()))),
                Arguments.of("twice the same", List.of(good, good)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrongSamples(String name, List<BlockProof> samples) {
        ListingBody body = BodyCheckTest.with(samples);
        assertEquals(List.of(ListingFault.SAMPLE), Seller.listing(body).check(body, Seller.NOW));
    }

    @Test
    void aRevocationIsTheSellersOwn() {
        SignedRevocation revocation = Seller.revocation(3);
        assertTrue(revocation.isSigned());
        SignedRevocation forged = new SignedRevocation(
                Seller.CHAIN,
                Seller.CONTRACT,
                new Revocation(Seller.account(), revocation.revocation().listingKey(), 4),
                revocation.signature());
        assertFalse(forged.isSigned());
        assertThrows(MalformedException.class, () -> new Revocation(Seller.account(), Hash32.ZERO, 0));
    }

    @Test
    void publishedSignaturesHold() {
        JsonNode vectors = Vectors.read("exchange.json").path("eip712");
        JsonNode signed = vectors.path("listing");
        JsonNode head = signed.path("message");
        Listing listing = new Listing(
                Hash32.parse(head.path("bodyHash").asText()),
                Address.parse(head.path("seller").asText()),
                Hash32.parse(head.path("listingKey").asText()),
                head.path("sequence").asLong(),
                Hash32.parse(head.path("contentRoot").asText()),
                head.path("size").asLong(),
                head.path("blockSize").asInt(),
                Address.parse(head.path("token").asText()),
                Amount.parseUnits(head.path("price").asText()),
                Hash32.parse(head.path("payee").asText()),
                head.path("validUntil").asLong(),
                Hash32.parse(head.path("exchangeRoot").asText()),
                Hash32.parse(head.path("keyHash").asText()));
        SignedListing whole =
                new SignedListing(chain(signed), contract(signed), listing, signature(signed), new byte[2]);
        assertEquals(Hash32.parse(signed.path("digest").asText()), whole.id());
        assertTrue(whole.isSigned());

        JsonNode revoked = vectors.path("revocation");
        SignedRevocation revocation = new SignedRevocation(
                chain(revoked),
                contract(revoked),
                new Revocation(
                        Address.parse(revoked.path("message").path("seller").asText()),
                        Hash32.parse(revoked.path("message").path("listingKey").asText()),
                        revoked.path("message").path("sequence").asLong()),
                signature(revoked));
        assertEquals(Hash32.parse(revoked.path("digest").asText()), revocation.id());
        assertTrue(revocation.isSigned());
    }

    @Test
    void aNodeIsBoundToTheAccountThatSaysSo() {
        JsonNode signed = Vectors.read("exchange.json").path("eip712").path("nodeKey");
        JsonNode head = signed.path("message");
        Address node = Address.parse(head.path("node").asText());
        long until = head.path("validUntil").asLong();
        NodeBinding binding = new NodeBinding(
                Address.parse(head.path("account").asText()),
                node,
                head.path("sequence").asLong(),
                until,
                signature(signed));
        assertEquals(Hash32.parse(signed.path("digest").asText()), binding.digest());
        assertTrue(binding.holds(node, until));
        assertFalse(binding.holds(node, until + 1));
        assertFalse(binding.holds(Seller.address(3), until));
        assertFalse(new NodeBinding(binding.account(), Seller.address(3), 3, until, binding.signature())
                .holds(Seller.address(3), until));
    }

    private static long chain(JsonNode signed) {
        return signed.path("domain").path("chainId").asLong();
    }

    private static Address contract(JsonNode signed) {
        return Address.parse(signed.path("domain").path("verifyingContract").asText());
    }

    private static Signature signature(JsonNode signed) {
        return Signature.of(Bytes.parseHex(signed.path("signature").asText()));
    }
}
