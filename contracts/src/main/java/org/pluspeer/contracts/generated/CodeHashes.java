package org.pluspeer.contracts.generated;

/** Keccak256 of the code that each contract has on a chain; written by contracts/wrappers.mjs. */
public final class CodeHashes {
    private CodeHashes() {}

    public static final String CHANNELS = "0x26f5a53800c8ca8211e82106cc917f39d2b1ac556641d2bcdfef96cef9e49d8f";

    public static final String FAIR_EXCHANGE = "0xfb6da822154d91d172d34f3b480e71036285bb1c4883b3f6fd4b18457e1af97d";

    public static final String STORAGE_DEALS = "0x9732019b3884eb4b4f853e4530baba80f871a395095fafe25842f038d65edb2f";

    public static final String UNIONS = "0x75fc9ea4933298b002be9feedcd1cd846567fbbf4acb9953a76ab1504db630fc";

    public static final String TEST_DOLLAR = "0xaf470cb87f9714b7a53a41e21224e28999a5abdf5461ec00f7b086b8c9408920";
}
