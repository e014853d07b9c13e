package org.pluspeer.wallet.eth;

/** A transaction before it is signed. */
public sealed interface Transaction permits Eip1559 {
    /** What is signed. */
    Hash32 signingHash();

    /** The most that its gas can cost, in wei. */
    Amount maxGasCost();

    /** As it goes to the chain; its hash is the transaction's. */
    byte[] encode(Signature signature);
}
