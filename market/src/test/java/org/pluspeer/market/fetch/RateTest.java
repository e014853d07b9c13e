package org.pluspeer.market.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

class RateTest {
    @Test
    void aWholeRequestOfAWholePriceIsExact() {
        Rate rate = new Rate(Address.ZERO, Amount.of(40_960_000));
        assertEquals(Amount.of(10_000), rate.of(Rate.REQUEST));
        assertEquals(Amount.of(10_000L * Rate.WINDOW), rate.credit());
        assertEquals(Amount.of(40_960_000), rate.of(1L << 30));
    }

    @Test
    void aPartOfAUnitIsAUnit() {
        assertEquals(Amount.of(1), new Rate(Address.ZERO, Amount.of(1)).of(1));
        assertEquals(Amount.ZERO, Rate.FREE.of(1L << 40));
    }

    @Test
    void manyRequestsAreRoundedOneByOne() {
        Rate rate = new Rate(Address.ZERO, Amount.of(1));
        assertEquals(Amount.of(4), rate.inRequests(3 * Rate.REQUEST + 1));
        assertEquals(Amount.ZERO, rate.inRequests(0));
    }

    @Property
    void aRequestIsRoundedByLessThanAUnit(
            @ForAll @IntRange(min = 0) int price, @ForAll @IntRange(min = 0, max = 1 << 18) int bytes) {
        BigInteger exact = BigInteger.valueOf(price).multiply(BigInteger.valueOf(bytes));
        BigInteger paid =
                new Rate(Address.ZERO, Amount.of(price)).of(bytes).units().shiftLeft(30);
        assertTrue(paid.compareTo(exact) >= 0);
        assertTrue(paid.subtract(exact).compareTo(BigInteger.ONE.shiftLeft(30)) < 0);
    }

    @Test
    void theGreatestPriceThatCanBeSaidCanBeReckonedWith() {
        Amount most = new Amount(BigInteger.ONE.shiftLeft(96).subtract(BigInteger.ONE));
        assertTrue(new Rate(Address.ZERO, most).of(Long.MAX_VALUE).isMoreThan(most));
        assertThrows(IllegalArgumentException.class, () -> new Rate(Address.ZERO, most.plus(Amount.of(1))));
    }
}
