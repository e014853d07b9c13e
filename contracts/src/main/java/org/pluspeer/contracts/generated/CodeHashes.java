package org.pluspeer.contracts.generated;

/** Keccak256 of the code that each contract has on a chain; written by contracts/wrappers.mjs. */
public final class CodeHashes {
    private CodeHashes() {}

    public static final String FAIR_EXCHANGE = "0xf32a05fa686c5442b68ea1ba3b68609ff7d7503a49d5f7953d7fd2c966daf9cd";

    public static final String TEST_DOLLAR = "0xaf470cb87f9714b7a53a41e21224e28999a5abdf5461ec00f7b086b8c9408920";
}
