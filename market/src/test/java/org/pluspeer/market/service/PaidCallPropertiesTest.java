package org.pluspeer.market.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** Callers, a service, a chain and crashes in any order. */
class PaidCallPropertiesTest {
    private static final int ANEW = 1;

    private static final int TRIES = 1000;

    private static Hash32 hash(int n) {
        return Keccak.hash(new byte[] {(byte) n});
    }

    /** A seller's shell: it does what the steps say, and forgets in a crash what was not written down. */
    private static final class Seller {
        private final Random random;
        private PaidCall state = PaidCall.fresh();
        private PaidCall written = PaidCall.fresh();
        private final Set<Hash32> charged = new HashSet<>();
        private int taken;
        private int served;
        private int free;
        private int crashes;

        Seller(Random random) {
            this.random = random;
        }

        void turmoil() {
            switch (random.nextInt(7)) {
                case 0, 1 -> ask(hash(random.nextInt(2)), random.nextBoolean());
                case 2 -> tell(new CallCommand.Answered());
                case 3 -> tell(new CallCommand.NotServed());
                case 4 -> tell(new CallCommand.Taken(hash(9)));
                case 5 -> tell(new CallCommand.Untakeable("the payer emptied the account"));
                default -> crash();
            }
        }

        private void ask(Hash32 request, boolean kept) {
            CallTurn turn = state.on(new CallCommand.Ask(request, kept && state instanceof PaidCall.Settled, ANEW));
            switch (turn.step()) {
                case CallStep.Serve _ -> assertInstanceOf(PaidCall.Fresh.class, state, "served beside another");
                case CallStep.ServeAgain _ -> {
                    assertTrue(charged.contains(request), "served without a payment");
                    free++;
                }
                case CallStep.HandOver _ -> assertTrue(charged.contains(request), "handed over without a payment");
                case CallStep.Await _, CallStep.Refuse _ -> assertEquals(state, turn.state());
                case CallStep.Nothing _, CallStep.Take _, CallStep.WriteDown _ ->
                    throw new AssertionError("no answer to a caller: " + turn.step());
            }
            state = turn.state();
        }

        private void tell(CallCommand command) {
            CallTurn turn = state.on(command);
            if (turn.step() instanceof CallStep.Take) {
                served++;
                written = turn.state();
            } else if (turn.step() instanceof CallStep.WriteDown) {
                written = turn.state();
                if (turn.state() instanceof PaidCall.Settled settled) {
                    taken++;
                    charged.add(settled.request());
                }
            } else {
                assertInstanceOf(CallStep.Nothing.class, turn.step());
            }
            state = turn.state();
        }

        private void crash() {
            crashes++;
            CallTurn turn = written.on(new CallCommand.Restarted());
            assertEquals(written instanceof PaidCall.Owed, turn.step() instanceof CallStep.Take);
            state = turn.state();
        }
    }

    @Property(tries = TRIES)
    void a_payment_is_taken_once_and_for_one_request(@ForAll Random random, @ForAll @IntRange(max = 60) int turmoil) {
        Seller seller = new Seller(random);
        for (int i = 0; i < turmoil; i++) {
            seller.turmoil();
        }
        assertTrue(seller.taken <= 1, "taken " + seller.taken + " times");
        assertTrue(seller.charged.size() <= 1);
        assertTrue(seller.served <= 1, "owed " + seller.served + " times");
        assertTrue(seller.free <= ANEW * (seller.crashes + 1), "served anew " + seller.free + " times");
    }

    @Property(tries = TRIES)
    void what_is_owed_ends(@ForAll Random random, @ForAll @IntRange(max = 60) int turmoil) {
        Seller seller = new Seller(random);
        for (int i = 0; i < turmoil; i++) {
            seller.turmoil();
        }
        seller.crash();
        seller.tell(new CallCommand.Taken(hash(9)));
        assertTrue(
                seller.state instanceof PaidCall.Fresh
                        || seller.state instanceof PaidCall.Settled
                        || seller.state instanceof PaidCall.Lost,
                () -> "left at " + seller.state);
    }
}
