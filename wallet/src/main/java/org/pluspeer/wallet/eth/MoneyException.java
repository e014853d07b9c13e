package org.pluspeer.wallet.eth;

/** Arithmetic on money that would go below nothing or beyond 256 bits. Nothing was changed. */
public final class MoneyException extends ArithmeticException {
    public MoneyException(String message) {
        super(message);
    }
}
