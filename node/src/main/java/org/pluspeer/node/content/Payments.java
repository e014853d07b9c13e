package org.pluspeer.node.content;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.PaidBlocksRequest;
import org.pluspeer.market.wire.PaidReplicaRequest;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** How this node pays for content that it fetches. It knows no channel here. */
public interface Payments {
    /** Pays nobody. */
    Payments NONE = new Payments() {
        @Override
        public @Nullable Tab open(Hash32 exchangeRoot, Source source, QuoteReply quote, long missing) {
            return null;
        }

        @Override
        public void allow(Hash32 exchangeRoot, Address token, Amount most) {}

        @Override
        public Amount usual(Amount price) {
            return Amount.ZERO;
        }
    };

    /**
     * Begins to deal with a source. Nothing is spent yet.
     *
     * @param missing bytes of ciphertext that are still to come
     * @return null where the price is not to be paid
     */
    @Nullable
    Tab open(Hash32 exchangeRoot, Source source, QuoteReply quote, long missing);

    /**
     * Begins to deal with one whose price is known without asking. Nothing is spent yet.
     *
     * @param content under which it is counted, and has its ceiling
     * @param payee the source's account
     * @param missing bytes that are still to come
     * @return null where the price is not to be paid
     */
    default @Nullable Tab open(Hash32 content, Source source, Address payee, Rate rate, long missing) {
        return null;
    }

    /** What was paid for a content since ever, in base units. */
    default Amount spent(Hash32 content) {
        return Amount.ZERO;
    }

    /**
     * The owner's ceiling for fetching a content, on the disk when this returns.
     *
     * @param most base units, of all that is ever paid for it
     */
    void allow(Hash32 exchangeRoot, Address token, Amount most);

    /** What may be spent on fetching something of this price where the owner says nothing. */
    Amount usual(Amount price);

    /** Gas that opening and ending the channels for one content takes at most. */
    default long gas() {
        return gas(Integer.MAX_VALUE);
    }

    /** The same where no more than so many are paid. */
    default long gas(int payees) {
        return 0;
    }

    /** Dealings with one source about one content. Safe for any number of threads. */
    interface Tab extends AutoCloseable {
        /** Base units for 2^30 bytes. */
        Amount perGib();

        /** It will have to be paid: begins what takes time. */
        void want();

        /** Whether it can be paid now. */
        boolean isReady();

        /**
         * Sets the worth of a request aside.
         *
         * @return null where it can't be paid now
         */
        @Nullable
        Fare fare(long bytes);

        /** Why it is not paid any more, in a sentence without the source's name; null while it is. */
        @Nullable
        String end();

        /** What came and was not paid for yet is paid. */
        @Override
        void close();
    }

    /** One request. To be closed, whatever came of it. */
    interface Fare extends AutoCloseable {
        PaidBlocksRequest request(BlocksRequest blocks);

        PaidReplicaRequest request(ReplicaRequest piece);

        /** It came and was found right: it is over, and another may be on its way. */
        void came();

        /** The source says that its credit is used up. */
        void disputed(ChannelStanding standing);

        @Override
        void close();
    }
}
