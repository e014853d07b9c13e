package org.pluspeer.market.channel;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What happened on the payee's side, as the journal keeps it for ever. */
public sealed interface IncomingEvent {
    record Announced(IncomingPlan plan) implements IncomingEvent {}

    /** Durable before anything is delivered on the strength of it. */
    record VoucherTaken(Voucher voucher) implements IncomingEvent {}

    /** @param name of what is delivered; null where it has none */
    record Reserved(
            Amount amount, @Nullable Hash32 name, @Nullable Hash32 listing) implements IncomingEvent {}

    /** @param name as it was reserved under */
    record GivenBack(
            Amount amount, @Nullable Hash32 name, @Nullable Hash32 listing) implements IncomingEvent {}

    /** Claiming up to this sum is worth its price. */
    record ClaimWanted(Amount upTo) implements IncomingEvent {}

    /** Durable before it is signed: from here until it has lapsed nothing is delivered. */
    record ClosingAgreed(Closing closing) implements IncomingEvent {}

    record RetireWanted() implements IncomingEvent {}

    record Reported(ChannelReport report) implements IncomingEvent {}

    record ChainSaid(ChannelFact fact) implements IncomingEvent {}

    record ChainUnsaid(long fromBlock) implements IncomingEvent {}

    record TimePassed(ChainTime time) implements IncomingEvent {}
}
