package org.pluspeer.contracts.generated;

/** Keccak256 of the code that each contract has on a chain; written by contracts/wrappers.mjs. */
public final class CodeHashes {
    private CodeHashes() {}

    public static final String CHANNELS = "0x41d5bcca453136076e766961c2aece9ae5f8d7b589a0310e6851d5a4f8bc066a";

    public static final String FAIR_EXCHANGE = "0xdbebadd8e1193a5c55b0fd1431d13fa8fc55f670bb145993c049c38431485215";

    public static final String STORAGE_DEALS = "0x5294ef632e3269a06384043f133b3f0186811a34f062e15e02e108b821fd2a7a";

    public static final String UNIONS = "0xbc0a1f9576a89452f4bdf7f1b2671518d4fe12ccdd40d80a4830beb917188eb5";

    public static final String TEST_DOLLAR = "0xaf470cb87f9714b7a53a41e21224e28999a5abdf5461ec00f7b086b8c9408920";
}
