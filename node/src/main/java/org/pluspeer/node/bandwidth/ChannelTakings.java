package org.pluspeer.node.bandwidth;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidRequest;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.node.channel.CreditDesk;
import org.pluspeer.node.content.Asker;
import org.pluspeer.node.content.Prices;
import org.pluspeer.node.content.Takings;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Is paid through channels. */
final class ChannelTakings implements Takings {
    private final ChannelVenue venue;
    private final Address payee;
    private final CreditDesk credit;

    ChannelTakings(ChannelVenue venue, Address payee, CreditDesk credit) {
        this.venue = venue;
        this.payee = payee;
        this.credit = credit;
    }

    @Override
    public QuoteReply quote(Hash32 exchangeRoot, Rate rate, long free) {
        return new QuoteReply(
                exchangeRoot,
                venue.chainId(),
                venue.channels(),
                payee,
                rate.token(),
                rate.perGib(),
                free,
                rate.isFree() ? 0 : Rate.WINDOW);
    }

    @Override
    public @Nullable Message reserve(Asker asker, PaidRequest request, Prices.Tag tag, long bytes) {
        Caller caller = new Caller(asker.node(), asker.account());
        return credit.reserve(caller, request.channelId(), request.newest(), item(tag, bytes));
    }

    @Override
    public void giveBack(PaidRequest request, Prices.Tag tag, long bytes) {
        credit.giveBack(request.channelId(), item(tag, bytes));
    }

    private static CreditDesk.Item item(Prices.Tag tag, long bytes) {
        Rate rate = tag.rate();
        return new CreditDesk.Item(tag.listing(), rate.token(), rate.of(bytes), rate.credit());
    }
}
