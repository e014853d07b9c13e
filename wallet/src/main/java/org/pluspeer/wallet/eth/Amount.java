package org.pluspeer.wallet.eth;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An amount of money in base units (wei, or a token's smallest unit), from 0 to 2^256 - 1. It refuses to go
 * below nothing or above that, and is never a floating-point number.
 */
public record Amount(BigInteger units) implements Comparable<Amount> {
    public static final BigInteger MAX_UNITS = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    public static final Amount ZERO = new Amount(BigInteger.ZERO);

    /** @throws MoneyException if the units are negative or need more than 256 bits */
    public Amount {
        if (units.signum() < 0 || units.bitLength() > 256) {
            throw new MoneyException("an amount must lie between 0 and 2^256 - 1");
        }
    }

    public static Amount of(long units) {
        return new Amount(BigInteger.valueOf(units));
    }

    /**
     * Reads base units as plain decimal digits.
     *
     * @throws MalformedException if the text is not 1 to 78 digits
     */
    public static Amount parseUnits(String text) {
        if (text.isEmpty() || text.length() > 78 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedException("not a whole number of units: " + Bytes.abbreviated(text));
        }
        return new Amount(new BigInteger(text));
    }

    /**
     * Reads an amount as people write it, such as {@code 4.00}.
     *
     * @param decimals of the token, 0 to 77
     * @throws MalformedException if it is not a number, is negative, or has more places than the token
     */
    public static Amount parseDecimal(String text, int decimals) {
        if (text.length() > 100 || !text.matches("[0-9]+(\\.[0-9]+)?")) {
            throw new MalformedException("not an amount: " + Bytes.abbreviated(text));
        }
        try {
            return new Amount(new BigDecimal(text).movePointRight(decimals).toBigIntegerExact());
        } catch (ArithmeticException e) {
            throw new MalformedException("more than " + decimals + " decimal places: " + Bytes.abbreviated(text));
        }
    }

    /** @throws MoneyException above 2^256 - 1 */
    public Amount plus(Amount other) {
        return new Amount(units.add(other.units));
    }

    /** @throws MoneyException if the other is larger */
    public Amount minus(Amount other) {
        return new Amount(units.subtract(other.units));
    }

    /** What is left of this; zero where the other is as much or more. */
    public Amount minusOrZero(Amount other) {
        return isMoreThan(other) ? minus(other) : ZERO;
    }

    /** @throws MoneyException above 2^256 - 1, or if the factor is negative */
    public Amount times(long factor) {
        return new Amount(units.multiply(BigInteger.valueOf(factor)));
    }

    public boolean isZero() {
        return units.signum() == 0;
    }

    public boolean isLessThan(Amount other) {
        return compareTo(other) < 0;
    }

    public boolean isMoreThan(Amount other) {
        return compareTo(other) > 0;
    }

    /** As people write it: every place that is not zero, and at least {@code min(2, decimals)} of them. */
    public String decimal(int decimals) {
        BigDecimal value = new BigDecimal(units, decimals).stripTrailingZeros();
        return value.setScale(Math.max(Math.min(2, decimals), value.scale())).toPlainString();
    }

    @Override
    public int compareTo(Amount other) {
        return units.compareTo(other.units);
    }

    /** The base units in decimal digits, as JSON carries them. */
    @Override
    public String toString() {
        return units.toString();
    }
}
