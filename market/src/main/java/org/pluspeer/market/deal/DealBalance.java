package org.pluspeer.market.deal;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Amount;

/**
 * Whether a deal that goes well brings more than its gas costs, with the numbers.
 *
 * @param income of the provider over all epochs, in base units of the token
 * @param providerGas a proof for each epoch, and the settlement
 * @param clientGas opening the deal
 * @param leastPrice the price an epoch from which the deal pays for the provider's gas, margin included
 * @param margin per cent that the income must lie above the gas
 */
public record DealBalance(Amount income, Amount providerGas, Amount clientGas, Amount leastPrice, int margin) {
    /** Receipts of {@code contracts/gas.json}, ERC-20 where that is dearer, rounded up. */
    public static final long OPEN_GAS = 119_000;

    public static final long SETTLE_GAS = 53_000;

    private static final long PROOF_BASE_GAS = 23_500;
    /** The floor of EIP-7623 for a byte of calldata that isn't zero: most of what a proof costs. */
    private static final long BYTE_GAS = 40;

    private static final int LEAF = 256;
    private static final int HASH = 32;
    private static final int HUNDRED = 100;

    /** @param margin per cent, 0 or more */
    public static DealBalance of(DealTerms terms, GasQuote quote, int margin) {
        Amount gas = quote.of(proofGas(terms) * terms.epochs() + SETTLE_GAS);
        BigInteger needed = gas.units().multiply(BigInteger.valueOf(HUNDRED + margin));
        BigInteger divisor = BigInteger.valueOf((long) HUNDRED * terms.epochs());
        BigInteger least = needed.add(divisor.subtract(BigInteger.ONE)).divide(divisor);
        return new DealBalance(terms.price(), gas, quote.of(OPEN_GAS), new Amount(least), margin);
    }

    /** Gas of one epoch's proof, sent alone; never below what a receipt says. */
    public static long proofGas(DealTerms terms) {
        long sample = LEAF + (long) HASH * terms.shape().contentDepth();
        return PROOF_BASE_GAS + terms.samples() * sample * BYTE_GAS;
    }

    public boolean paysForTheProvider() {
        BigInteger earned = income.units().multiply(BigInteger.valueOf(HUNDRED));
        return earned.compareTo(providerGas.units().multiply(BigInteger.valueOf(HUNDRED + margin))) >= 0;
    }

    /** Whether opening costs the client no more gas than storage. */
    public boolean isWorthOpening() {
        return !clientGas.isMoreThan(income);
    }

    /** For people, in base units of the token. */
    public String sentence() {
        return "the deal earns " + income + ", proving and settling it costs " + providerGas
                + " of gas; it pays from a price of " + leastPrice + " an epoch on; opening costs the client "
                + clientGas;
    }
}
