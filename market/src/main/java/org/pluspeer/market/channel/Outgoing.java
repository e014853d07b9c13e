package org.pluspeer.market.channel;

import java.util.List;

/**
 * A channel, as the payer's side sees it.
 *
 * <pre>
 *   Opening ── the chain says so ──▶ Open ── owner wants out ──▶ Leaving ── payee agrees, or closes ──▶ Closed
 *      └── Failed, Cancelled           │                            └── it does not ──▶ Exiting           ▲
 *                                      └── expired ──▶ Withdrawing ◀── challenge over ──────┘             │
 *                                                           └─────────────────────────────────────────────┘
 * </pre>
 *
 * The state is read off the facts, whatever their order, and a reorganisation of the chain leads back by itself. What
 * is promised is durable before it is signed, and only ever rises.
 */
public sealed interface Outgoing {
    OutgoingFacts facts();

    /** What is to be done now; also what is to be done after a restart. */
    List<OutgoingEffect> effects();

    /** Whether nothing more will come of it unless the chain changes its mind. */
    default boolean isOver() {
        return switch (this) {
            case Closed _, Failed _, Cancelled _ -> true;
            case Opening _, Open _, Leaving _, Exiting _, Withdrawing _ -> false;
        };
    }

    /** Answers a command; never throws for one that comes at the wrong time. */
    default ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> on(OutgoingCommand command) {
        return OutgoingRules.answer(this, command);
    }

    default Outgoing with(OutgoingEvent event) {
        return OutgoingRules.read(facts().with(event));
    }

    /** Begins a channel. */
    static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> begin(OutgoingPlan plan) {
        OutgoingEvent event = new OutgoingEvent.Planned(plan);
        Outgoing state = first(event);
        return new ChannelStep<>(state, List.of(event), state.effects(), null);
    }

    /**
     * The state after the first event of a history.
     *
     * @throws IllegalArgumentException if it is another event than {@code Planned}
     */
    static Outgoing first(OutgoingEvent event) {
        if (event instanceof OutgoingEvent.Planned(OutgoingPlan plan)) {
            return OutgoingRules.read(OutgoingFacts.of(plan));
        }
        throw new IllegalArgumentException("a channel begins by being planned");
    }

    /** The deposit may be on its way; the chain has not said so yet. */
    record Opening(OutgoingFacts facts) implements Outgoing {
        @Override
        public List<OutgoingEffect> effects() {
            int attempt = facts.attempts().of(ChannelTransaction.OPEN);
            return List.of(new OutgoingEffect.SubmitOpen(facts.plan(), attempt));
        }
    }

    /** Vouchers flow. */
    record Open(OutgoingFacts facts) implements Outgoing {
        @Override
        public List<OutgoingEffect> effects() {
            return OutgoingRules.paying(facts);
        }
    }

    /** The payee is being asked to agree; without it, the exit is being started. */
    record Leaving(OutgoingFacts facts) implements Outgoing {
        @Override
        public List<OutgoingEffect> effects() {
            return OutgoingRules.leaving(facts);
        }
    }

    /** The payee has until the end of the challenge. */
    record Exiting(OutgoingFacts facts) implements Outgoing {
        @Override
        public List<OutgoingEffect> effects() {
            return OutgoingRules.agreed(facts);
        }
    }

    /** The challenge, or the channel's time, is over: the rest is being called back. */
    record Withdrawing(OutgoingFacts facts) implements Outgoing {
        @Override
        public List<OutgoingEffect> effects() {
            int attempt = facts.attempts().of(ChannelTransaction.EXIT);
            return List.of(new OutgoingEffect.SubmitExit(facts.plan(), attempt));
        }
    }

    /** What was not spent is back in the payer's ledger. */
    record Closed(OutgoingFacts facts, ChannelFact.Closed how) implements Outgoing {
        @Override
        public List<OutgoingEffect> effects() {
            return List.of();
        }
    }

    /** The chain would not open it; nothing is paid. */
    record Failed(OutgoingFacts facts) implements Outgoing {
        @Override
        public List<OutgoingEffect> effects() {
            return List.of();
        }
    }

    /** Called off before anything was sent. */
    record Cancelled(OutgoingFacts facts) implements Outgoing {
        @Override
        public List<OutgoingEffect> effects() {
            return List.of();
        }
    }
}
