package org.pluspeer.node.deal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.PaidBlocksRequest;
import org.pluspeer.market.wire.PaidReplicaRequest;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.node.content.Payments;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** Pays without a channel, and counts. */
final class FakePayments implements Payments {
    volatile Amount most = Amount.ZERO;
    /** Questions whether a channel is open until it is. */
    volatile int openAfter;

    volatile @Nullable String end;

    final AtomicInteger wanted = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger disputed = new AtomicInteger();
    final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<Amount> paid = new AtomicReference<>(Amount.ZERO);

    Amount paid() {
        return java.util.Objects.requireNonNull(paid.get());
    }

    @Override
    public @Nullable Tab open(Hash32 content, Source source, Address payee, Rate rate, long missing) {
        return rate.of(missing).isMoreThan(most) ? null : new FakeTab(rate);
    }

    @Override
    public @Nullable Tab open(Hash32 exchangeRoot, Source source, QuoteReply quote, long missing) {
        throw new AssertionError("the price is known");
    }

    @Override
    public void allow(Hash32 exchangeRoot, Address token, Amount most) {
        this.most = most;
    }

    @Override
    public Amount usual(Amount price) {
        return Amount.ZERO;
    }

    private final class FakeTab implements Tab {
        private final Rate rate;

        FakeTab(Rate rate) {
            this.rate = rate;
        }

        @Override
        public Amount perGib() {
            return rate.perGib();
        }

        @Override
        public void want() {
            wanted.incrementAndGet();
        }

        @Override
        public boolean isReady() {
            return looks.incrementAndGet() > openAfter;
        }

        @Override
        public Fare fare(long bytes) {
            underWay.incrementAndGet();
            return new FakeFare(rate, rate.of(bytes));
        }

        @Override
        public @Nullable String end() {
            return end;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private final class FakeFare implements Fare {
        private final Rate rate;
        private final Amount worth;

        FakeFare(Rate rate, Amount worth) {
            this.rate = rate;
            this.worth = worth;
        }

        @Override
        public PaidBlocksRequest request(BlocksRequest blocks) {
            throw new AssertionError("no blocks are asked for");
        }

        @Override
        public PaidReplicaRequest request(ReplicaRequest piece) {
            return new PaidReplicaRequest(piece, rate.perGib(), Keccak.hash(new byte[] {3}), null);
        }

        @Override
        public void came() {
            paid.accumulateAndGet(worth, Amount::plus);
        }

        @Override
        public void disputed(ChannelStanding standing) {
            disputed.incrementAndGet();
        }

        @Override
        public void close() {
            underWay.decrementAndGet();
        }
    }
}
