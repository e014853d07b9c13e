package org.pluspeer.node.x402;

import java.util.Map;
import java.util.Optional;

/** How x402 names chains: {@code eip155:<id>} (CAIP-2) in version 2, a closed list of names in version 1. */
final class Networks {
    /** Of the chains that version 1 names, those of the EVM. */
    private static final Map<Long, String> NAMES = Map.of(
            8453L, "base",
            84532L, "base-sepolia",
            43114L, "avalanche",
            43113L, "avalanche-fuji",
            137L, "polygon",
            80002L, "polygon-amoy",
            1329L, "sei",
            1328L, "sei-testnet",
            4689L, "iotex");

    private Networks() {}

    static String caip2(long chainId) {
        return "eip155:" + chainId;
    }

    /** In version 1; a chain that it has no name for goes by its name in version 2. */
    static String first(long chainId) {
        return Optional.ofNullable(NAMES.get(chainId)).orElse(caip2(chainId));
    }

    static boolean isHere(String network, long chainId) {
        return network.equals(caip2(chainId)) || network.equals(first(chainId));
    }
}
