package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;

/** Which chains may be used without a word about real money. */
class PlaygroundTest {
    private static final URI HERE = URI.create("http://127.0.0.1:8545");

    @ParameterizedTest
    @ValueSource(longs = {1337, 31337, 1_000_000_000_000L, 8_999_999_999_999L})
    void aNumberForDevelopmentOnThisMachineIsOne(long id) {
        assertTrue(Playground.is(HERE, id));
        assertTrue(Playground.is(URI.create("http://localhost:8545"), id));
        assertDoesNotThrow(() -> Playground.require(true, id, false));
    }

    /** Such as a tunnel to a chain with real money on which somebody has put the play dollar. */
    @ParameterizedTest
    @ValueSource(longs = {1, 10, 137, 8453, 42161, 11155111, 999_999_999_999L})
    void aPublicNumberIsNoneHoweverNearItAnswers(long id) {
        assertFalse(Playground.is(HERE, id));
        assertEquals(
                Code.REFUSED_BY_POLICY,
                assertThrows(ProblemException.class, () -> Playground.require(false, id, false))
                        .problem()
                        .code());
        assertDoesNotThrow(() -> Playground.require(false, id, true), "with the owner's word");
    }

    @Test
    void norIsOneOnAnotherMachine() {
        assertFalse(Playground.is(URI.create("http://192.0.2.1:8545"), 31337));
    }
}
