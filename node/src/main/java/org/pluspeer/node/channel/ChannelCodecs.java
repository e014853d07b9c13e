package org.pluspeer.node.channel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.ChannelReport;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.node.run.EventCodec;
import org.pluspeer.node.run.EventCodec.Kind;

/** The names of the events in the journal. They never change. */
final class ChannelCodecs {
    private ChannelCodecs() {}

    static EventCodec<OutgoingEvent> outgoing() {
        return new EventCodec<>(
                List.of(
                        Kind.plain("planned", OutgoingEvent.Planned.class),
                        Kind.plain("promised", OutgoingEvent.Promised.class),
                        Kind.plain("received", OutgoingEvent.Received.class),
                        Kind.plain("confirmed", OutgoingEvent.Confirmed.class),
                        Kind.plain("top-up-wanted", OutgoingEvent.TopUpWanted.class),
                        Kind.bare("doubted", new OutgoingEvent.Doubted()),
                        Kind.plain("recalled", OutgoingEvent.Recalled.class),
                        Kind.plain("leave-wanted", OutgoingEvent.LeaveWanted.class),
                        Kind.plain("closing-granted", OutgoingEvent.ClosingGranted.class),
                        Kind.bare("closing-declined", new OutgoingEvent.ClosingDeclined()),
                        report("transaction-sent", ChannelReport.Sent.class),
                        report("transaction-refused", ChannelReport.Refused.class),
                        fact("chain-opened", ChannelFact.Opened.class),
                        fact("chain-topped-up", ChannelFact.ToppedUp.class),
                        fact("chain-claimed", ChannelFact.Claimed.class),
                        fact("chain-exit-started", ChannelFact.ExitStarted.class),
                        fact("chain-closed", ChannelFact.Closed.class),
                        Kind.plain("chain-unsaid", OutgoingEvent.ChainUnsaid.class),
                        Kind.plain("time-passed", OutgoingEvent.TimePassed.class)),
                ChannelForms.outgoing());
    }

    static EventCodec<IncomingEvent> incoming() {
        return new EventCodec<>(
                List.of(
                        Kind.plain("announced", IncomingEvent.Announced.class),
                        Kind.plain("voucher-taken", IncomingEvent.VoucherTaken.class),
                        Kind.plain("reserved", IncomingEvent.Reserved.class),
                        Kind.plain("given-back", IncomingEvent.GivenBack.class),
                        Kind.plain("claim-wanted", IncomingEvent.ClaimWanted.class),
                        Kind.plain("closing-agreed", IncomingEvent.ClosingAgreed.class),
                        Kind.bare("retire-wanted", new IncomingEvent.RetireWanted()),
                        incomingReport("transaction-sent", ChannelReport.Sent.class),
                        incomingReport("transaction-refused", ChannelReport.Refused.class),
                        incomingFact("chain-opened", ChannelFact.Opened.class),
                        incomingFact("chain-topped-up", ChannelFact.ToppedUp.class),
                        incomingFact("chain-claimed", ChannelFact.Claimed.class),
                        incomingFact("chain-exit-started", ChannelFact.ExitStarted.class),
                        incomingFact("chain-closed", ChannelFact.Closed.class),
                        Kind.plain("chain-unsaid", IncomingEvent.ChainUnsaid.class),
                        Kind.plain("time-passed", IncomingEvent.TimePassed.class)),
                ChannelForms.incoming());
    }

    private static <P extends ChannelReport> Kind<OutgoingEvent, P> report(String type, Class<P> payload) {
        Function<OutgoingEvent, @Nullable P> unwrap =
                event -> event instanceof OutgoingEvent.Reported it ? as(payload, it.report()) : null;
        return new Kind<>(type, payload, unwrap, OutgoingEvent.Reported::new);
    }

    private static <P extends ChannelFact> Kind<OutgoingEvent, P> fact(String type, Class<P> payload) {
        Function<OutgoingEvent, @Nullable P> unwrap =
                event -> event instanceof OutgoingEvent.ChainSaid it ? as(payload, it.fact()) : null;
        return new Kind<>(type, payload, unwrap, OutgoingEvent.ChainSaid::new);
    }

    private static <P extends ChannelReport> Kind<IncomingEvent, P> incomingReport(String type, Class<P> payload) {
        Function<IncomingEvent, @Nullable P> unwrap =
                event -> event instanceof IncomingEvent.Reported it ? as(payload, it.report()) : null;
        return new Kind<>(type, payload, unwrap, IncomingEvent.Reported::new);
    }

    private static <P extends ChannelFact> Kind<IncomingEvent, P> incomingFact(String type, Class<P> payload) {
        Function<IncomingEvent, @Nullable P> unwrap =
                event -> event instanceof IncomingEvent.ChainSaid it ? as(payload, it.fact()) : null;
        return new Kind<>(type, payload, unwrap, IncomingEvent.ChainSaid::new);
    }

    private static <P> @Nullable P as(Class<P> type, Object value) {
        return type.isInstance(value) ? type.cast(value) : null;
    }
}
