package org.pluspeer.wallet.eth;

import org.jspecify.annotations.Nullable;

/** A transaction before it is signed. */
public sealed interface Transaction permits Eip155, Eip2930, Eip1559, Eip7702 {
    /** From 1. */
    long chainId();

    /** From 0. */
    long nonce();

    /** Above 0. */
    long gasLimit();

    /** Null creates a contract. */
    @Nullable
    Address to();

    /** In wei. */
    Amount value();

    byte[] data();

    /** What is signed. */
    Hash32 signingHash();

    /** The most that its gas can cost, in wei. */
    Amount maxGasCost();

    /** As it goes to the chain; its hash is the transaction's. */
    byte[] encode(Signature signature);
}
