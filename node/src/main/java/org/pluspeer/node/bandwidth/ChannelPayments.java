package org.pluspeer.node.bandwidth;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidBlocksRequest;
import org.pluspeer.market.wire.PaidReplicaRequest;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.node.channel.ChannelDesk;
import org.pluspeer.node.channel.PostpaidDesk;
import org.pluspeer.node.content.ContentPeers;
import org.pluspeer.node.content.Payments;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Pays through channels, within the owner's ceilings. */
final class ChannelPayments implements Payments {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int PERCENT = 100;
    /** Channels that are opened for one content: each costs gas, which no ceiling counts. */
    static final int CHANNELS = 4;

    /** A channel is opened for so many windows at most; it is raised when they are used up. */
    private static final int WINDOWS = 64;

    private final ChannelVenue venue;
    private final PostpaidDesk channels;
    private final TransferBook book;
    private final ContentPeers peers;
    private final int percent;
    private final Map<Payee, Line> lines = new ConcurrentHashMap<>();
    /** For whom a channel was opened in this run, by content. */
    private final Map<Hash32, Set<Line>> opened = new ConcurrentHashMap<>();

    private record Payee(Address account, Address token) {}

    /** @param percent of a listing's price that fetching it may cost where the owner says nothing */
    ChannelPayments(ChannelVenue venue, PostpaidDesk channels, TransferBook book, ContentPeers peers, int percent) {
        this.venue = venue;
        this.channels = channels;
        this.book = book;
        this.peers = peers;
        this.percent = percent;
    }

    @Override
    public void allow(Hash32 exchangeRoot, Address token, Amount most) {
        book.allow(exchangeRoot, token, most);
    }

    @Override
    public Amount usual(Amount price) {
        return new Amount(price.units()
                .multiply(java.math.BigInteger.valueOf(percent))
                .divide(java.math.BigInteger.valueOf(PERCENT)));
    }

    @Override
    public long gas(int payees) {
        return Math.min(payees, CHANNELS) * ChannelDesk.GAS;
    }

    @Override
    public @Nullable Tab open(Hash32 exchangeRoot, Source source, QuoteReply quote, long missing) {
        boolean here = quote.chainId() == venue.chainId() && quote.channels().equals(venue.channels());
        return here
                ? open(exchangeRoot, source, quote.payee(), new Rate(quote.token(), quote.perGib()), missing)
                : null;
    }

    /** A price is paid if all that is missing could come at it within the ceiling. */
    @Override
    public @Nullable Tab open(Hash32 content, Source source, Address payee, Rate rate, long missing) {
        TransferBook.Ceiling ceiling = book.of(content);
        if (ceiling == null || !rate.token().equals(ceiling.token())) {
            return null;
        }
        Amount left = ceiling.most().minusOrZero(channels.spent(content));
        if (rate.of(missing).isMoreThan(left)) {
            return null;
        }
        Line line = lines.computeIfAbsent(
                new Payee(payee, rate.token()), each -> new Line(channels, each.account(), each.token()));
        return new Dealing(line, content, source, rate, missing);
    }

    @Override
    public Amount spent(Hash32 content) {
        return channels.spent(content);
    }

    /** Not where a channel costs more in gas than bringing it may, as far as that is known. */
    private boolean mayOpen(Line line, Line.Budget budget, Rate rate) {
        boolean dear = channels.openingCost(rate.token())
                .filter(cost -> cost.isMoreThan(budget.most()))
                .isPresent();
        if (dear) {
            return false;
        }
        Set<Line> lines = opened.computeIfAbsent(budget.content(), _ -> new HashSet<>());
        synchronized (lines) {
            return lines.contains(line) || (lines.size() < CHANNELS && lines.add(line));
        }
    }

    private final class Dealing implements Tab {
        private final Line line;
        private final Hash32 content;
        private final Source source;
        private final Rate rate;
        private final long missing;
        private volatile boolean refused;

        Dealing(Line line, Hash32 content, Source source, Rate rate, long missing) {
            this.line = line;
            this.content = content;
            this.source = source;
            this.rate = rate;
            this.missing = missing;
        }

        @Override
        public Amount perGib() {
            return rate.perGib();
        }

        private Line.Budget budget() {
            TransferBook.Ceiling ceiling = book.of(content);
            return new Line.Budget(content, ceiling == null ? Amount.ZERO : ceiling.most());
        }

        @Override
        public void want() {
            if (line.isOpen()) {
                return;
            }
            if (!mayOpen(line, budget(), rate)) {
                refused = true;
                return;
            }
            Amount all = rate.of(missing);
            Amount windows = rate.credit().times(WINDOWS);
            line.want(all.isLessThan(windows) ? all : windows);
        }

        @Override
        public boolean isReady() {
            return line.isReady(this::ask, rate, budget());
        }

        private Message ask(Message message) {
            return peers.ask(source, message, ANSWER);
        }

        @Override
        public @Nullable Fare fare(long bytes) {
            if (!isReady()) {
                return null;
            }
            Amount worth = rate.of(bytes);
            Line.Proof proof = line.begin(budget(), rate, worth);
            return proof == null ? null : new Ride(this, worth, proof);
        }

        @Override
        public @Nullable String end() {
            return refused ? "as many others are paid as it is worth" : line.end();
        }

        @Override
        public void close() {
            line.rest();
        }
    }

    private record Ride(Dealing dealing, Amount worth, Line.Proof proof) implements Fare {
        @Override
        public PaidBlocksRequest request(BlocksRequest blocks) {
            return new PaidBlocksRequest(blocks, dealing.perGib(), proof.channelId(), proof.newest());
        }

        @Override
        public PaidReplicaRequest request(ReplicaRequest piece) {
            return new PaidReplicaRequest(piece, dealing.perGib(), proof.channelId(), proof.newest());
        }

        @Override
        public void came() {
            dealing.line.came(dealing.content, worth);
        }

        @Override
        public void disputed(ChannelStanding standing) {
            dealing.line.disputed(standing, dealing.rate, dealing.budget());
        }

        @Override
        public void close() {
            dealing.line.over(dealing.content, worth);
        }
    }
}
