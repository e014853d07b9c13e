package org.pluspeer.node.chain;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SuiteOnAnvilIT extends SuiteScenario {
    @TempDir
    static Path directory;

    private static LocalChain chain;

    @BeforeAll
    static void start() {
        chain = Anvils.start(directory.resolve("chain"));
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Override
    PlayChain chain() {
        return chain.play();
    }
}
