package org.pluspeer.contracts.generated;

/** Keccak256 of the code that each contract has on a chain; written by contracts/wrappers.mjs. */
public final class CodeHashes {
    private CodeHashes() {}

    public static final String CHANNELS = "0x6cc26b1488d6e1ea21ebaee51b379b7e1ece7d683cb4042b31ddfe2206fa56a1";

    public static final String FAIR_EXCHANGE = "0xb91c6ee23caf90d820ca251f6c2e1524240934e3427f2fdc884c930fdbbc1a66";

    public static final String STORAGE_DEALS = "0xb0947c98f5aa091b1c33754a8bb830155798d131447978678481c037a905031f";

    public static final String UNIONS = "0x9640d2c03bd59d6f5564ea57aa0b143b56b849f237728075e02322d7d15bcad5";

    public static final String TEST_DOLLAR = "0xaf470cb87f9714b7a53a41e21224e28999a5abdf5461ec00f7b086b8c9408920";
}
