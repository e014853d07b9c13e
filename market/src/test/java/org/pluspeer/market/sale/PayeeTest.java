package org.pluspeer.market.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.Vectors;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

class PayeeTest {
    private static final Hash32 SOMEBODY = Payee.of(Address.parse("0x00000000000000000000000000000000000000aa"));

    @Test
    void publishedSplitsHold() {
        JsonNode splits = Vectors.read("exchange.json").path("splits");
        assertEquals(3, splits.size());
        for (JsonNode vector : splits) {
            List<Split.Member> members = new ArrayList<>();
            List<Amount> shares = new ArrayList<>();
            for (int i = 0; i < vector.path("members").size(); i++) {
                members.add(new Split.Member(
                        Hash32.parse(vector.path("members").path(i).asText()),
                        vector.path("bps").path(i).asInt()));
                shares.add(Amount.parseUnits(vector.path("shares").path(i).asText()));
            }
            Split split = new Split(members);
            assertEquals(Hash32.parse(vector.path("payee").asText()), split.payee());
            Amount held = Amount.parseUnits(vector.path("held").asText());
            assertEquals(shares, split.shares(held));
            Amount left = shares.stream().reduce(held, Amount::minus);
            assertEquals(Amount.parseUnits(vector.path("left").asText()), left);
            assertTrue(Payee.isSplit(split.payee()) && Payee.isWellFormed(split.payee()));
        }
    }

    @Test
    void theTopTwoBitsSayWhatAWordIs() {
        assertTrue(Payee.isAccount(SOMEBODY) && Payee.isWellFormed(SOMEBODY));
        assertTrue(Payee.isSplit(top(SOMEBODY, 0x80)) && Payee.isSplit(top(SOMEBODY, 0xbf)));
        assertTrue(Payee.isUnion(top(SOMEBODY, 0xc0)) && Payee.isUnion(top(SOMEBODY, 0xff)));
        for (int byteThatIsNothing : List.of(0x01, 0x3f, 0x40, 0x7f)) {
            assertFalse(Payee.isWellFormed(top(SOMEBODY, byteThatIsNothing)));
        }
        assertFalse(Payee.isWellFormed(Hash32.ZERO));
    }

    @Test
    void aSplitOfSharesThatAreNotTheWholeIsNone() {
        for (List<Integer> shares : List.of(
                List.<Integer>of(),
                List.of(9_999),
                List.of(10_001),
                List.of(0, 10_000),
                List.of(-1, 10_001),
                List.of(5_000, 5_001))) {
            List<Split.Member> members =
                    shares.stream().map(bps -> new Split.Member(SOMEBODY, bps)).toList();
            assertThrows(MalformedException.class, () -> new Split(members), shares::toString);
        }
        assertThrows(MalformedException.class, () -> new Split(List.of(new Split.Member(Hash32.ZERO, 10_000))));
        List<Split.Member> many = new ArrayList<>(Collections.nCopies(256, new Split.Member(SOMEBODY, 39)));
        many.add(new Split.Member(SOMEBODY, 16));
        assertThrows(MalformedException.class, () -> new Split(many));
    }

    @Test
    void nothingIsDividedOfNothing() {
        Split split = new Split(List.of(new Split.Member(SOMEBODY, 10_000)));
        assertEquals(List.of(Amount.ZERO), split.shares(Amount.ZERO));
        assertEquals(List.of(Amount.ZERO), split.shares(Amount.of(1)));
        assertEquals(List.of(Amount.of(1)), split.shares(Amount.of(2)));
    }

    private static Hash32 top(Hash32 word, int first) {
        byte[] bytes = word.bytes();
        bytes[0] = (byte) first;
        return Hash32.of(bytes);
    }
}
