package org.pluspeer.contracts.generated;

/** Keccak256 of the code that each contract has on a chain; written by contracts/wrappers.mjs. */
public final class CodeHashes {
    private CodeHashes() {}

    public static final String FAIR_EXCHANGE = "0x0d0047d45bd3ad8d360e7460df1b5f5e5985daf40ca6f301481309f82c4d8f8c";

    public static final String TEST_DOLLAR = "0xaf470cb87f9714b7a53a41e21224e28999a5abdf5461ec00f7b086b8c9408920";
}
