package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;

class AmountTest {
    private static final Amount MOST = new Amount(Amount.MAX_UNITS);

    @Provide
    Arbitrary<Amount> amounts() {
        return Arbitraries.amounts();
    }

    @Property
    void a_sum_is_exact_or_refused(@ForAll("amounts") Amount a, @ForAll("amounts") Amount b) {
        BigInteger sum = a.units().add(b.units());
        if (sum.compareTo(Amount.MAX_UNITS) <= 0) {
            assertEquals(sum, a.plus(b).units());
        } else {
            assertThrows(MoneyException.class, () -> a.plus(b));
        }
    }

    @Property
    void a_difference_is_exact_or_refused(@ForAll("amounts") Amount a, @ForAll("amounts") Amount b) {
        if (a.isLessThan(b)) {
            assertThrows(MoneyException.class, () -> a.minus(b));
        } else {
            assertEquals(a.units().subtract(b.units()), a.minus(b).units());
        }
    }

    @Property
    void a_product_is_exact_or_refused(@ForAll("amounts") Amount a, @ForAll long factor) {
        BigInteger product = a.units().multiply(BigInteger.valueOf(factor));
        if (product.signum() >= 0 && product.bitLength() <= 256) {
            assertEquals(product, a.times(factor).units());
        } else {
            assertThrows(MoneyException.class, () -> a.times(factor));
        }
    }

    @Property
    void what_was_taken_away_and_put_back_is_all_there(@ForAll("amounts") Amount a, @ForAll("amounts") Amount b) {
        Amount more = a.isLessThan(b) ? b : a;
        Amount less = a.isLessThan(b) ? a : b;
        assertEquals(more, more.minus(less).plus(less));
    }

    @Property
    void base_units_survive_printing(@ForAll("amounts") Amount a) {
        assertEquals(a, Amount.parseUnits(a.toString()));
    }

    @Property
    void decimals_survive_printing(@ForAll("amounts") Amount a, @ForAll @IntRange(max = 77) int decimals) {
        assertEquals(a, Amount.parseDecimal(a.decimal(decimals), decimals));
    }

    @Property
    void order_is_that_of_the_numbers(@ForAll("amounts") Amount a, @ForAll("amounts") Amount b) {
        assertEquals(Integer.signum(a.units().compareTo(b.units())), Integer.signum(a.compareTo(b)));
        assertEquals(a.units().compareTo(b.units()) > 0, a.isMoreThan(b));
    }

    @Test
    void ends_are_at_nothing_and_at_256_bits() {
        assertThrows(MoneyException.class, () -> Amount.of(-1));
        assertThrows(MoneyException.class, () -> new Amount(Amount.MAX_UNITS.add(BigInteger.ONE)));
        assertThrows(MoneyException.class, () -> MOST.plus(Amount.of(1)));
        assertThrows(MoneyException.class, () -> Amount.ZERO.minus(Amount.of(1)));
        assertTrue(Amount.ZERO.isZero());
        assertFalse(MOST.isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "4000000, 6, 4.00",
        "4, 6, 0.000004",
        "0, 6, 0.00",
        "0, 0, 0",
        "7, 0, 7",
        "15, 1, 1.5",
        "1230000000000000000, 18, 1.23",
        "1000000000000000000000, 18, 1000.00"
    })
    void people_read(String units, int decimals, String shown) {
        assertEquals(shown, Amount.parseUnits(units).decimal(decimals));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", " 1", "1 ", "0x1", "1e3", "١", "１"})
    void no_other_text_is_base_units(String text) {
        assertThrows(MalformedException.class, () -> Amount.parseUnits(text));
    }

    @Test
    void long_digits_are_refused_by_their_length() {
        assertThrows(MalformedException.class, () -> Amount.parseUnits("1".repeat(79)));
        assertThrows(MalformedException.class, () -> Amount.parseUnits("9".repeat(2_000_000)));
        assertThrows(MoneyException.class, () -> Amount.parseUnits("9".repeat(78)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".5", "-1", "1,5", "1e999999999", "1.0000001", "NaN", "1_0"})
    void no_other_text_is_an_amount(String text) {
        assertThrows(MalformedException.class, () -> Amount.parseDecimal(text, 6));
    }

    @Test
    void zeros_behind_are_no_further_places() {
        assertEquals(Amount.of(4_000_000), Amount.parseDecimal("4.0000000000", 6));
    }
}
