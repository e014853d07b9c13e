package org.pluspeer.market.channel;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** What happened on the payer's side, as the journal keeps it for ever. */
public sealed interface OutgoingEvent {
    record Planned(OutgoingPlan plan) implements OutgoingEvent {}

    /** A voucher for this sum may exist from here on. */
    record Promised(Amount cumulative) implements OutgoingEvent {}

    /** @param name of what came; null where it has none */
    record Received(Amount amount, @Nullable Hash32 name) implements OutgoingEvent {}

    record Confirmed(Amount cumulative) implements OutgoingEvent {}

    record TopUpWanted(Amount deposit) implements OutgoingEvent {}

    record Doubted() implements OutgoingEvent {}

    /** A voucher for this sum exists; zero if the payee has none. */
    record Recalled(Amount cumulative) implements OutgoingEvent {}

    /** @param time unix seconds of the chain's head */
    record LeaveWanted(long time) implements OutgoingEvent {}

    record ClosingGranted(Closing closing, Signature signature) implements OutgoingEvent {}

    record ClosingDeclined() implements OutgoingEvent {}

    record Reported(ChannelReport report) implements OutgoingEvent {}

    record ChainSaid(ChannelFact fact) implements OutgoingEvent {}

    record ChainUnsaid(long fromBlock) implements OutgoingEvent {}

    record TimePassed(ChainTime time) implements OutgoingEvent {}
}
