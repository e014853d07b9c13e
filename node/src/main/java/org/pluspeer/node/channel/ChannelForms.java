package org.pluspeer.node.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.WireReader;
import org.pluspeer.market.wire.WireWriter;
import org.pluspeer.node.run.ShortTurns.Form;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The short forms of what a channel records with each payment. Amounts take 12 bytes, which no deposit exceeds; hashes
 * that may be missing follow a flag. The codes never change.
 */
final class ChannelForms {
    private ChannelForms() {}

    static List<Form<? extends IncomingEvent>> incoming() {
        return List.of(
                new Form<>(
                        1,
                        IncomingEvent.VoucherTaken.class,
                        (event, out) -> put(event.voucher(), out),
                        in -> new IncomingEvent.VoucherTaken(new Voucher(in.amount96(), in.signature()))),
                new Form<>(
                        2,
                        IncomingEvent.Reserved.class,
                        (event, out) -> put(event.amount(), event.name(), event.listing(), out),
                        in -> new IncomingEvent.Reserved(in.amount96(), hash(in), hash(in))),
                new Form<>(
                        3,
                        IncomingEvent.GivenBack.class,
                        (event, out) -> put(event.amount(), event.name(), event.listing(), out),
                        in -> new IncomingEvent.GivenBack(in.amount96(), hash(in), hash(in))));
    }

    static List<Form<? extends OutgoingEvent>> outgoing() {
        return List.of(
                new Form<>(
                        1,
                        OutgoingEvent.Promised.class,
                        (event, out) -> out.amount96(event.cumulative()),
                        in -> new OutgoingEvent.Promised(in.amount96())),
                new Form<>(
                        2,
                        OutgoingEvent.Received.class,
                        (event, out) -> put(event.name(), out.amount96(event.amount())),
                        in -> new OutgoingEvent.Received(in.amount96(), hash(in))),
                new Form<>(
                        3,
                        OutgoingEvent.Confirmed.class,
                        (event, out) -> out.amount96(event.cumulative()),
                        in -> new OutgoingEvent.Confirmed(in.amount96())));
    }

    private static void put(Voucher voucher, WireWriter out) {
        out.amount96(voucher.cumulative()).signature(voucher.signature());
    }

    private static void put(Amount amount, @Nullable Hash32 name, @Nullable Hash32 listing, WireWriter out) {
        out.amount96(amount);
        put(name, out);
        put(listing, out);
    }

    private static void put(@Nullable Hash32 hash, WireWriter out) {
        out.flag(hash != null);
        if (hash != null) {
            out.hash(hash);
        }
    }

    private static @Nullable Hash32 hash(WireReader in) {
        return in.flag() ? in.hash() : null;
    }
}
