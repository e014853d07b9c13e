package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ChainEndpoint.State;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A real chain behind endpoints that lie: by other blocks, events, receipts. */
@Timeout(600)
class LyingEndpointTest extends FailoverScene {
    LyingEndpointTest(@TempDir Path directory) {
        super(directory);
    }

    /** Other hashes for blocks by number, up to the final one and beyond. */
    private static void otherBlocks(JsonNode question, ObjectNode answer) {
        boolean block = question.path("method").asText().equals("eth_getBlockByNumber")
                && question.path("params").path(0).asText().startsWith("0x");
        if (block && answer.path("result") instanceof ObjectNode result) {
            result.put("hash", "0x" + "ab".repeat(32));
        }
    }

    @Test
    void oneThatDeniesWhatWasFinalIsCaught() {
        settle();
        first.lie(LyingEndpointTest::otherBlocks);
        assertBecomes(State.LYING, 0);
        first.mend();
        settleSecond();
        assertEquals(State.LYING, state(0), "for good in this run");
        assertBecomes(State.OK, 1);
        assertTrue(Await.until(() -> play.client().head().equals(chain.head())));
        assertEquals(Optional.empty(), chain.dispute());
    }

    @Test
    void ofThreeTheOneThatDiffersIsCaughtFromTheStart() {
        play.mine(4);
        second.lie((question, answer) -> {
            if (!question.path("params").path(0).asText().equals("latest")) {
                otherBlocks(question, answer);
            }
        });
        read(first, second, third);
        chain.head();
        assertBecomes(State.LYING, 1);
        assertBecomes(State.OK, 0);
        assertBecomes(State.OK, 2);
    }

    @Test
    void ofTwoThatDifferFromTheStartNobodyIsBelieved() {
        play.mine(4);
        long genesis = 0;
        second.lie((question, answer) -> {
            if (answer.path("result") instanceof ObjectNode result && result.has("parentHash")) {
                // A chain of its own, block by block, in good order.
                boolean oldest = result.path("number").asText().equals("0x" + Long.toHexString(genesis));
                result.put("hash", other(result.path("hash").asText()));
                result.put(
                        "parentHash",
                        oldest ? NOWHERE : other(result.path("parentHash").asText()));
            }
        });
        read(first, second);
        chain.head();
        assertBecomes(State.DISPUTED, 0);
        assertBecomes(State.DISPUTED, 1);
        String sentence = chain.dispute().orElseThrow();
        assertTrue(sentence.contains(first.name()) && sentence.contains(second.name()), sentence);
        ProblemException e =
                assertThrows(ProblemException.class, () -> chain.agreed().block(1));
        assertEquals(Code.CHAIN_DISPUTED, e.problem().code());
        assertEquals(Amount.ZERO, chain.balance(SOMEBODY, At.LATEST), "what protects still works");

        second.mend();
        assertTrue(
                Await.until(() -> state(0) == State.OK), () -> chain.endpoints().toString());
        chain.agreed().block(1);
        assertEquals(Optional.empty(), chain.dispute());
    }

    private static String other(String hash) {
        return hash.equals(NOWHERE) ? hash : "0xff" + hash.substring(4);
    }

    @Test
    void aHeadThatStandsOnNothingIsCaught() {
        chain.head();
        play.mine(2);
        second.lie((question, answer) -> {
            if (answer.path("result") instanceof ObjectNode result && result.has("parentHash")) {
                result.put("parentHash", "0x" + "cd".repeat(32));
            }
        });
        assertBecomes(State.LYING, 1);
        assertTrue(why(1).contains("stands on a block that it does not have"), why(1));
    }

    @Test
    void anEventThatIsKeptBackIsCaughtByItsReceipt() {
        follow();
        first.lie((question, answer) -> {
            if (question.path("method").asText().equals("eth_getLogs")) {
                answer.putArray("result");
            }
        });
        new MachineDeposit(play).deposit(7);
        assertBecomes(State.LYING, 0);
        assertTrue(why(0).contains("keeps back an event"), why(0));
    }

    @Test
    void anEventThatIsMadeUpIsCaughtByItsReceipt() {
        follow();
        second.lie((question, answer) -> {
            if (question.path("method").asText().equals("eth_getLogs")
                    && answer.path("result") instanceof ArrayNode logs
                    && !logs.isEmpty()) {
                ObjectNode more = logs.path(0).deepCopy();
                more.put("logIndex", "0x63");
                logs.add(more);
            }
        });
        new MachineDeposit(play).deposit(7);
        assertBecomes(State.LYING, 1);
        assertTrue(why(1).contains("its own receipt of the transaction does not have"), why(1));
    }

    /** So that events are asked for. */
    private void follow() {
        chain.logs(Exchange.ADDRESS, ExchangeLogs.KINDS, 0, chain.head().number());
    }

    @Test
    void aReceiptThatTheOthersDenyIsNotBelieved() {
        settle();
        Hash32 sent = new MachineDeposit(play).deposit(7);
        Receipt receipt = play.client().receipt(sent).orElseThrow();
        assertTrue(Await.until(() -> chain.agreed().receipt(sent).equals(Optional.of(receipt))));
        second.lie((question, answer) -> {
            if (question.path("method").asText().equals("eth_getTransactionReceipt")) {
                answer.putNull("result");
            }
        });
        ProblemException e =
                assertThrows(ProblemException.class, () -> chain.agreed().receipt(sent));
        assertEquals(Code.CHAIN_DISPUTED, e.problem().code());
        assertTrue(chain.dispute().isPresent());
        assertEquals(Optional.of(receipt), chain.receipt(sent));

        read(first, second, third);
        assertEquals(Optional.of(receipt), chain.agreed().receipt(sent));
        assertEquals(State.LYING, state(1));
    }

    @Test
    void whatReleasesAKeyIsAskedOfTwo() {
        settle();
        Hash32 offer = Hash32.of(new byte[32]);
        BlockRef last = chain.agreed().finalized().orElseThrow();
        Exchange exchange = Exchange.on(chain);
        assertFalse(exchange.hadBegun(offer, last, 1));
        FaultyRpc.Lie paid = (question, answer) -> {
            if (question.path("method").asText().equals("eth_call")) {
                answer.put("result", "0x" + "0".repeat(63) + "1" + "0".repeat(56) + "70000000");
            }
        };
        first.lie(paid);
        ProblemException e = assertThrows(ProblemException.class, () -> exchange.hadBegun(offer, last, 1));
        assertEquals(Code.CHAIN_DISPUTED, e.problem().code());
        second.cut();
        assertThrows(ProblemException.class, () -> exchange.hadBegun(offer, last, 1));
        assertThrows(
                ProblemException.class,
                () -> exchange.hadBegun(offer, last, 1),
                "nor is one believed alone because the other has just been cut off");
    }
}
