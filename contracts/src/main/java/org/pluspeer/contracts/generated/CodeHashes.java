package org.pluspeer.contracts.generated;

/** Keccak256 of the code that each contract has on a chain; written by contracts/wrappers.mjs. */
public final class CodeHashes {
    private CodeHashes() {}

    public static final String FAIR_EXCHANGE = "0xc3edccd7826f1c2dea026d1f867281208bffe619de9a67bd5044d6aec2c9c806";

    public static final String TEST_DOLLAR = "0xaf470cb87f9714b7a53a41e21224e28999a5abdf5461ec00f7b086b8c9408920";
}
