package org.pluspeer.node.deal;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealFact;
import org.pluspeer.node.run.EventCodec;
import org.pluspeer.node.run.EventCodec.Kind;

/** The names of the events in the journal. They never change. */
final class DealCodecs {
    private DealCodecs() {}

    static EventCodec<DealEvent> deals() {
        return new EventCodec<>(List.of(
                Kind.plain("proposed", DealEvent.Proposed.class),
                Kind.bare("replica-checked", new DealEvent.ReplicaChecked()),
                Kind.bare("collateral-secured", new DealEvent.CollateralSecured()),
                Kind.plain("terms-signed", DealEvent.TermsSigned.class),
                Kind.plain("declined", DealEvent.Declined.class),
                Kind.bare("consented", new DealEvent.Consented()),
                Kind.plain("refused", DealEvent.Refused.class),
                Kind.plain("end-agreed", DealEvent.EndAgreed.class),
                fact("chain-opened", DealFact.Opened.class),
                fact("chain-proven", DealFact.Proven.class),
                fact("chain-pinned", DealFact.Pinned.class),
                fact("chain-settled", DealFact.Settled.class),
                fact("chain-ended", DealFact.Ended.class),
                Kind.plain("chain-unsaid", DealEvent.ChainUnsaid.class),
                Kind.plain("head-moved", DealEvent.HeadMoved.class)));
    }

    private static <P extends DealFact> Kind<DealEvent, P> fact(String type, Class<P> payload) {
        Function<DealEvent, @Nullable P> unwrap =
                event -> event instanceof DealEvent.ChainSaid it && payload.isInstance(it.fact())
                        ? payload.cast(it.fact())
                        : null;
        return new Kind<>(type, payload, unwrap, DealEvent.ChainSaid::new);
    }
}
