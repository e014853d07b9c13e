package org.pluspeer.node.chain;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SuiteOnGanacheIT extends SuiteScenario {
    private static GanacheChain chain;

    @BeforeAll
    static void start() {
        chain = GanacheChain.start();
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
