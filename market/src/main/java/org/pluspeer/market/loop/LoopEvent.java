package org.pluspeer.market.loop;

import java.util.Map;
import java.util.Set;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What the loop's state is made of. */
public sealed interface LoopEvent {
    /** The owner set the rule; what is earned from now on goes by it. */
    record Ruled(LoopRule rule, long at) implements LoopEvent {}

    /** Income was taken note of, and split. */
    record Counted(Income income, Map<Outlet, Amount> credits) implements LoopEvent {
        public Counted {
            credits = Map.copyOf(credits);
        }
    }

    /** A payment is about to be made. */
    record Began(LoopStep step) implements LoopEvent {}

    /** Its money has left the account, and what it paid for goes on. */
    record Paid(String step, long at) implements LoopEvent {}

    /**
     * It is over, and what it did not use is free again.
     *
     * @param spent base units, at most the step's amount
     * @param kept who did what it was paid for
     * @param failed who did not
     */
    record Done(String step, Amount spent, Set<Address> kept, Set<Address> failed, long at) implements LoopEvent {
        public Done {
            kept = Set.copyOf(kept);
            failed = Set.copyOf(failed);
        }

        /** Where nobody had anything to keep. */
        public Done(String step, Amount spent, long at) {
            this(step, spent, Set.of(), Set.of(), at);
        }
    }

    /** It was not made and never will be: all of it is free again. */
    record Failed(String step, String reason, long at) implements LoopEvent {}
}
