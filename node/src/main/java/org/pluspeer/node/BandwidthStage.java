package org.pluspeer.node;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.HoldingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidBlocksRequest;
import org.pluspeer.market.wire.QuoteRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.bandwidth.BandwidthRoom;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.content.Asker;
import org.pluspeer.node.content.Fetcher;
import org.pluspeer.node.content.FreeHour;
import org.pluspeer.node.content.PaidShelf;
import org.pluspeer.node.content.RateLimit;
import org.pluspeer.node.content.SeedDesk;
import org.pluspeer.node.content.Shelf;
import org.pluspeer.node.deal.DealPorts;
import org.pluspeer.node.p2p.Origins;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.sale.CipherDesk;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.node.trade.CatalogWares;
import org.pluspeer.node.trade.ContentLines;
import org.pluspeer.node.trade.Peers;

/** Who is asked for content, who answers, and what that costs. */
final class BandwidthStage {
    /** An asker gives up after a minute: what could not go by then is better refused at once. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final TradeStage.Ground ground;
    private final InstantSource clock;
    private final BandwidthRoom room;
    private final Peers peers;
    private final ContentLines lines;

    BandwidthStage(TradeStage.Ground ground, CatalogWares wares, InstantSource clock) {
        NetworkStage network = ground.network();
        this.ground = ground;
        this.clock = clock;
        this.peers = new Peers(network.network(), wares::addressesOf);
        this.lines = new ContentLines(network.network(), network.finder(), peers);
        this.room = new BandwidthRoom(
                ground.storage().journal(), clock, ground.chain().book());
    }

    SalePeers peers() {
        return peers;
    }

    BandwidthRoom room() {
        return room;
    }

    Fetcher fetcher(RandomGenerator random) {
        return new Fetcher(
                lines,
                Fetcher.Pace.standard(),
                RateLimit.of(ground.settings().network().download(), System::nanoTime),
                random,
                room.payments());
    }

    /** Once it is paid and pays. */
    DealPorts.Handover handover() {
        return new DealPorts.Handover(room.payments(), room.takings());
    }

    /** Prices, and what they brought. */
    SeedDesk.Money money() {
        return new SeedDesk.Money(room.prices(), room::token, room::earned);
    }

    /** From now on it is paid, and pays. What is sold comes first, free; then what is given on. */
    void answer(ChannelStage channels, CipherDesk sold, Shelf shelf) {
        BandwidthSettings settings = ground.settings().network().bandwidth();
        ChannelVenue venue = new ChannelVenue(ground.chain().client().chainId(), ChannelContract.ADDRESS);
        room.join(
                new BandwidthRoom.Venue(venue, ground.signing().account()),
                channels.room(),
                lines,
                settings.transferPercent());
        PaidShelf given =
                new PaidShelf(shelf, room.prices(), new FreeHour(settings.freeHourly(), clock), room.takings());
        RateLimit upload = RateLimit.of(ground.settings().network().upload(), System::nanoTime);
        var network = ground.network().network();
        network.onMessage(BlocksRequest.class, (from, request) -> {
            Message own = sold.answer(TradeStage.caller(from), request);
            return own != null
                    ? paced(from, own, upload)
                    : orNothing(given.answer(asker(from), request, line(from, upload)));
        });
        network.onMessage(PaidBlocksRequest.class, (from, request) -> {
            Message own = sold.answer(TradeStage.caller(from), request.blocks());
            return own != null
                    ? paced(from, own, upload)
                    : orNothing(given.answer(asker(from), request, line(from, upload)));
        });
        network.onMessage(HoldingRequest.class, (from, request) -> {
            Message own = sold.holding(TradeStage.caller(from), request.exchangeRoot());
            return orNothing(own != null ? own : shelf.holding(request.exchangeRoot()));
        });
        network.onMessage(QuoteRequest.class, (from, request) -> {
            boolean own = sold.holding(TradeStage.caller(from), request.exchangeRoot()) != null;
            return orNothing(
                    own
                            ? room.takings().quote(request.exchangeRoot(), Rate.FREE, 0)
                            : given.quote(asker(from), request.exchangeRoot()));
        });
    }

    private static Asker asker(PeerInfo from) {
        return new Asker(from.node(), from.account(), Origins.group(from.address()));
    }

    private static PaidShelf.Line line(PeerInfo to, RateLimit upload) {
        return bytes -> upload.await(to.node(), bytes, LONGEST_WAIT);
    }

    private static Message paced(PeerInfo to, Message reply, RateLimit upload) {
        if (reply instanceof BlocksReply blocks && !upload.await(to.node(), blocks.cipher().length, LONGEST_WAIT)) {
            return new Refusal(Refusal.Code.BUSY, "the line is full");
        }
        return reply;
    }

    private static Message orNothing(@Nullable Message reply) {
        return reply != null ? reply : new Refusal(Refusal.Code.NOT_FOUND, "there are no such blocks for you here");
    }
}
