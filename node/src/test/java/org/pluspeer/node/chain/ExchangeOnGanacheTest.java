package org.pluspeer.node.chain;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class ExchangeOnGanacheTest extends ExchangeSale {
    private final GanacheChain chain = GanacheChain.start();

    ExchangeOnGanacheTest(@TempDir Path directory) {
        super(directory);
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
