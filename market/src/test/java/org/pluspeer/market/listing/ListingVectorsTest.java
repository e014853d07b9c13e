package org.pluspeer.market.listing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.Vectors;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.wallet.eth.Bytes;

/** One whole listing and its revocation, as published in docs/vectors/listing.json. */
class ListingVectorsTest {
    @BeforeAll
    static void publish() {
        if (Vectors.areToBeWritten()) {
            SignedListing listing = Seller.listing(Seller.body());
            ObjectNode root = new ObjectMapper().createObjectNode();
            root.put("about", "One listing that holds, and its revocation. Format: docs/protocol/03-listings.md");
            root.put("now", Seller.NOW);
            root.put("content", Bytes.hex(Seller.CONTENT));
            root.put("body", new String(listing.body(), StandardCharsets.UTF_8));
            ObjectNode head = root.putObject("head");
            listing.listing().struct().fields().forEach(field -> head.put(field.name(), field.shown()));
            root.put("chainId", listing.chainId());
            root.put("contract", listing.contract().checksummed());
            root.put("signature", Bytes.hex(listing.signature().bytes()));
            root.put("id", listing.id().hex());
            root.put("slot", Standing.of(listing).slot().hex());
            SignedRevocation revocation = Seller.revocation(1);
            root.putObject("revocation")
                    .put("sequence", 1)
                    .put("signature", Bytes.hex(revocation.signature().bytes()))
                    .put("id", revocation.id().hex());
            Vectors.write("listing.json", root);
        }
    }

    @Test
    void thePublishedListingHoldsAndIsWrittenTheSame() {
        JsonNode vector = Vectors.read("listing.json");
        byte[] body = vector.path("body").asText().getBytes(StandardCharsets.UTF_8);
        ListingBody parsed = ListingBody.of(Parsed.tree(body));
        SignedListing listing = Seller.listing(parsed);
        assertArrayEquals(body, listing.body());
        assertEquals(List.of(), listing.check(parsed, vector.path("now").asLong()));
        listing.listing()
                .struct()
                .fields()
                .forEach(field ->
                        assertEquals(vector.path("head").path(field.name()).asText(), field.shown(), field.name()));
        assertEquals(
                vector.path("signature").asText(), Bytes.hex(listing.signature().bytes()));
        assertEquals(vector.path("id").asText(), listing.id().hex());
        assertEquals(vector.path("slot").asText(), Standing.of(listing).slot().hex());
    }

    @Test
    void thePublishedRevocationEndsIt() {
        JsonNode vector = Vectors.read("listing.json");
        SignedRevocation revocation =
                Seller.revocation(vector.path("revocation").path("sequence").asLong());
        assertEquals(
                vector.path("revocation").path("signature").asText(),
                Bytes.hex(revocation.signature().bytes()));
        assertEquals(
                vector.path("revocation").path("id").asText(), revocation.id().hex());
        assertEquals(
                vector.path("slot").asText(), Standing.of(revocation).slot().hex());
    }
}
