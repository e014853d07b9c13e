package org.pluspeer.node.chain;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Local chains for tests. */
public final class Anvils {
    private Anvils() {}

    public static LocalChain start(Path directory) {
        return start(directory, OptionalLong.empty());
    }

    public static LocalChain start(Path directory, OptionalLong chainId) {
        return LocalChain.start(
                new LocalChain.Settings(directory, chainId, Checkout.anvil()),
                new LocalChain.World(InstantSource.system(), System::nanoTime, new SecureRandom()));
    }
}
