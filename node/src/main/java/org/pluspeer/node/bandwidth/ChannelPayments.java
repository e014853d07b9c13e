package org.pluspeer.node.bandwidth;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
import org.pluspeer.node.channel.Postpaid;
import org.pluspeer.node.content.ContentPeers;
import org.pluspeer.node.content.Payments;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Pays through channels, within the owner's ceilings. */
final class ChannelPayments implements Payments {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int PERCENT = 100;
    private static final Executor SIGNERS =
            task -> Thread.ofVirtual().name("voucher").start(task);
    /** Channels that are opened for one content: each costs gas, which no ceiling counts. */
    static final int CHANNELS = 4;

    private final ChannelVenue venue;
    private final Postpaid channels;
    private final TransferBook book;
    private final ContentPeers peers;
    private final int percent;
    private final Map<Payee, Line> lines = new ConcurrentHashMap<>();
    /** For whom a channel was opened in this run, by content. */
    private final Map<Hash32, Set<Line>> opened = new ConcurrentHashMap<>();

    private record Payee(Address account, Address token) {}

    /** @param percent of a listing's price that fetching it may cost where the owner says nothing */
    ChannelPayments(ChannelVenue venue, Postpaid channels, TransferBook book, ContentPeers peers, int percent) {
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
        Rate rate = new Rate(quote.token(), quote.perGib());
        return here && quote.window() >= Rate.LEAST_WINDOW
                ? open(exchangeRoot, source, quote.payee(), rate, Math.min(Rate.WINDOW, quote.window()), missing)
                : null;
    }

    @Override
    public @Nullable Tab open(Hash32 content, Source source, Address payee, Rate rate, long missing) {
        return open(content, source, payee, rate, Rate.WINDOW, missing);
    }

    /** A price is paid if all that is missing could come at it within the ceiling. */
    private @Nullable Tab open(Hash32 content, Source source, Address payee, Rate rate, int window, long missing) {
        TransferBook.Ceiling ceiling = book.of(content);
        if (ceiling == null || !rate.token().equals(ceiling.token())) {
            return null;
        }
        Amount left = ceiling.most().minusOrZero(channels.spent(content));
        if (rate.inRequests(missing).isMoreThan(left)) {
            return null;
        }
        Line line = lines.computeIfAbsent(
                new Payee(payee, rate.token()), each -> new Line(channels, each.account(), each.token(), SIGNERS));
        line.begin();
        return new Dealing(line, content, source, rate, window, missing);
    }

    @Override
    public Amount spent(Hash32 content) {
        return channels.spent(content);
    }

    /** Not where a channel costs more in gas than bringing it may, as far as that is known. */
    private boolean mayOpen(Line line, Terms terms, Rate rate) {
        boolean dear = channels.openingCost(rate.token())
                .filter(cost -> cost.isMoreThan(terms.most()))
                .isPresent();
        if (dear) {
            return false;
        }
        Set<Line> lines = opened.computeIfAbsent(terms.content(), _ -> new HashSet<>());
        synchronized (lines) {
            return lines.contains(line) || (lines.size() < CHANNELS && lines.add(line));
        }
    }

    private final class Dealing implements Tab {
        private final Line line;
        private final Hash32 content;
        private final Source source;
        private final Rate rate;
        private final int window;
        /** Bytes that it may still be asked for. */
        private final AtomicLong left;

        private volatile boolean refused;

        Dealing(Line line, Hash32 content, Source source, Rate rate, int window, long missing) {
            this.line = line;
            this.content = content;
            this.source = source;
            this.rate = rate;
            this.window = window;
            this.left = new AtomicLong(missing);
        }

        @Override
        public Amount perGib() {
            return rate.perGib();
        }

        private Terms terms() {
            TransferBook.Ceiling ceiling = book.of(content);
            return new Terms(
                    content,
                    ceiling == null ? Amount.ZERO : ceiling.most(),
                    rate.of(Rate.REQUEST),
                    window,
                    rate.inRequests(Math.max(0, left.get())));
        }

        @Override
        public void want() {
            if (line.isOpen() || mayOpen(line, terms(), rate)) {
                line.want(terms());
            } else {
                refused = true;
            }
        }

        @Override
        public boolean isReady() {
            return line.isReady(this::ask, terms());
        }

        private Message ask(Message message) {
            return peers.ask(source, message, ANSWER);
        }

        @Override
        public @Nullable Fare fare(long bytes) {
            if (!isReady()) {
                return null;
            }
            Line.Proof proof = line.begin(terms(), rate.of(bytes));
            return proof == null ? null : new Ride(this, bytes, proof);
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

    private static final class Ride implements Fare {
        private final Dealing dealing;
        private final long bytes;
        private final Line.Proof proof;
        private final AtomicBoolean over = new AtomicBoolean();

        Ride(Dealing dealing, long bytes, Line.Proof proof) {
            this.dealing = dealing;
            this.bytes = bytes;
            this.proof = proof;
            dealing.left.addAndGet(-bytes);
        }

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
            end(true);
        }

        @Override
        public void disputed(ChannelStanding standing) {
            dealing.line.disputed(standing, dealing.terms());
        }

        @Override
        public void close() {
            end(false);
        }

        private void end(boolean came) {
            if (over.compareAndSet(false, true)) {
                dealing.left.addAndGet(came ? 0 : bytes);
                dealing.line.over(dealing.terms(), dealing.rate.of(bytes), came);
            }
        }
    }
}
