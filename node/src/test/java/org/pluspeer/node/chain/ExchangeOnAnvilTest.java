package org.pluspeer.node.chain;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class ExchangeOnAnvilTest extends ExchangeSale {
    private final LocalChain chain;

    ExchangeOnAnvilTest(@TempDir Path directory) {
        super(directory);
        chain = Anvils.start(directory.resolve("chain"));
    }

    @Override
    PlayChain chain() {
        return chain.play();
    }

    @AfterEach
    void stop() {
        chain.close();
    }
}
