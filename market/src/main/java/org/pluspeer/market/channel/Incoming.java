package org.pluspeer.market.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;

/**
 * A channel, as the payee's side sees it.
 *
 * <pre>
 *   Awaited ── deposit final ──▶ Serving ── agreed to an end ──▶ Agreed ── lapsed ──▶ Serving
 *                                   ├── owner's wish ──▶ Retiring ──▶ Closed
 *                                   └── payer leaves, or expiry comes near ──▶ Ending ──▶ Closed
 * </pre>
 *
 * Something is delivered in {@code Serving} alone. Vouchers are taken as long as they are worth anything.
 */
public sealed interface Incoming {
    IncomingFacts facts();

    /** What is to be done now; also what is to be done after a restart. */
    List<IncomingEffect> effects();

    /** Whether nothing more will come of it unless the chain changes its mind. */
    default boolean isOver() {
        return this instanceof Closed;
    }

    /** Answers a command; never throws for one that comes at the wrong time. */
    default ChannelStep<Incoming, IncomingEvent, IncomingEffect> on(IncomingCommand command) {
        return IncomingRules.answer(this, command);
    }

    /**
     * Whether something may be delivered that no voucher covers yet. Asks only; nothing changes.
     *
     * @param ahead worth of all that was delivered and is not in the facts, with what is about to be
     * @param credit worth of what may be delivered ahead of the newest voucher
     * @return why not; null if it may
     */
    default @Nullable ChannelDenial onCredit(Amount ahead, Amount credit) {
        return IncomingRules.onCredit(this, ahead, credit);
    }

    default Incoming with(IncomingEvent event) {
        return IncomingRules.read(facts().with(event));
    }

    /** Begins with what a payer announced; whether its terms will do was asked of the plan before. */
    static ChannelStep<Incoming, IncomingEvent, IncomingEffect> begin(IncomingPlan plan) {
        IncomingEvent event = new IncomingEvent.Announced(plan);
        Incoming state = first(event);
        return new ChannelStep<>(state, List.of(event), state.effects(), null);
    }

    /**
     * The state after the first event of a history.
     *
     * @throws IllegalArgumentException if it is another event than {@code Announced}
     */
    static Incoming first(IncomingEvent event) {
        if (event instanceof IncomingEvent.Announced(IncomingPlan plan)) {
            return IncomingRules.read(IncomingFacts.of(plan));
        }
        throw new IllegalArgumentException("a channel begins by being announced");
    }

    /** No deposit is final yet. */
    record Awaited(IncomingFacts facts) implements Incoming {
        @Override
        public List<IncomingEffect> effects() {
            return List.of();
        }
    }

    /** Deliveries and vouchers flow. */
    record Serving(IncomingFacts facts) implements Incoming {
        @Override
        public List<IncomingEffect> effects() {
            return IncomingRules.claim(facts);
        }
    }

    /** This end may be signed, and the payer may bring it: what came after it would be lost. */
    record Agreed(IncomingFacts facts) implements Incoming {
        @Override
        public List<IncomingEffect> effects() {
            return IncomingRules.alsoClosing(facts, IncomingRules.claim(facts));
        }
    }

    /** The owner ends it. A voucher that comes when the close is on its way may come too late. */
    record Retiring(IncomingFacts facts) implements Incoming {
        @Override
        public List<IncomingEffect> effects() {
            return IncomingRules.close(facts);
        }
    }

    /** The payer leaves, or expiry comes near: what is owed goes to the chain now, whatever the factor says. */
    record Ending(IncomingFacts facts) implements Incoming {
        @Override
        public List<IncomingEffect> effects() {
            return IncomingRules.alsoClosing(facts, IncomingRules.rescue(facts));
        }
    }

    record Closed(IncomingFacts facts, ChannelFact.Closed how) implements Incoming {
        @Override
        public List<IncomingEffect> effects() {
            return List.of();
        }
    }
}
