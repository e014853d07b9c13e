package org.pluspeer.node.bandwidth;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelQuery;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.channel.Postpaid;
import org.pluspeer.node.channel.Postpaid.Stage;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dealings with one payee in one token, of all contents together. What came is signed for a quarter of the credit at a time,
 * while others go on; what no voucher covers stays with what is on its way within the payee's credit.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    /** A voucher is signed for so many parts of the credit. */
    private static final int STEPS = 4;
    /** A channel holds so many windows ahead at most. */
    private static final int WINDOWS = 64;
    /** As long as an answer may take. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Postpaid channels;
    private final Address payee;
    private final Address token;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Tally tally = new Tally();
    private @Nullable Hash32 channel;
    /** The last try to sign failed. */
    private boolean unsigned;

    private boolean inUse;
    private Asked asked = Asked.NO;
    private @Nullable String end;
    /** Whether it is not dealt with any more, whatever is fetched. */
    private boolean isForGood;
    /** How often a higher deposit was refused before the present dealings. */
    private int refusals;

    private enum Asked {
        NO,
        UNDER_WAY,
        YES
    }

    Line(Postpaid channels, Address payee, Address token, Executor threads) {
        this.channels = channels;
        this.payee = payee;
        this.token = token;
        this.threads = threads;
    }

    /** Somebody begins to deal with it about a content: what stood in the way the last time may not any more. */
    void begin() {
        lock.lock();
        try {
            end = isForGood ? end : null;
            Hash32 id = end == null ? channel() : null;
            refusals = id == null ? 0 : channels.refusals(id);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a channel is there, or on its way. */
    boolean isOpen() {
        lock.lock();
        try {
            return channel() != null;
        } finally {
            lock.unlock();
        }
    }

    /** A voucher and the channel that it is of. */
    record Proof(Hash32 channelId, @Nullable Voucher newest) {}

    // ---- opening

    /** Opens a channel in the background, if there is none; or has its deposit raised. */
    void want(Terms terms) {
        lock.lock();
        try {
            Hash32 id = end == null ? channel() : null;
            Amount deposit = lesser(terms.left(), terms.credit().times(WINDOWS));
            if (id != null) {
                // One that is still being opened can't be raised yet.
                if (channels.stage(id) == Stage.READY) {
                    raise(id, terms);
                }
            } else if (end == null && !deposit.isZero()) {
                channel = channels.open(payee, token, deposit);
                // The payee has nothing of a channel that was not there.
                asked = Asked.YES;
            }
        } catch (ProblemException e) {
            end = e.problem().detail();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Hash32 channel() {
        Hash32 known = channel;
        if (known == null) {
            known = channels.find(payee, token);
        } else if (channels.stage(known) == Stage.OVER) {
            if (channels.received(known).isZero()) {
                end = "the channel to it could not be opened, or is over";
            }
            known = null;
        }
        channel = known;
        return known;
    }

    /** Whether it can be paid now. At first the payee is asked what it holds: the last run may have ended in a crash. */
    boolean isReady(Function<Message, Message> ask, Terms terms) {
        lock.lock();
        try {
            Hash32 id = end == null ? channel() : null;
            if (id == null || channels.stage(id) != Stage.READY) {
                return false;
            }
            if (asked == Asked.NO) {
                asked = Asked.UNDER_WAY;
                threads.execute(() -> compare(id, ask, terms));
            }
            return asked == Asked.YES && isFunded(id, terms);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFunded(Hash32 id, Terms terms) {
        return !channels.free(id).isLessThan(tally.ahead().plus(lesser(terms.each(), terms.left())));
    }

    private void compare(Hash32 id, Function<Message, Message> ask, Terms terms) {
        Message reply;
        try {
            reply = ask.apply(new ChannelQuery(id));
        } catch (ProblemException e) {
            reply = null;
        }
        lock.lock();
        try {
            if (reply instanceof ChannelStanding standing
                    && standing.channelId().equals(id)) {
                settle(id, standing, terms);
            }
            asked = reply == null ? Asked.NO : Asked.YES;
        } catch (ProblemException e) {
            asked = Asked.NO;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    String end() {
        lock.lock();
        try {
            channel();
            return end;
        } finally {
            lock.unlock();
        }
    }

    // ---- one request

    /**
     * Sets the worth of a request aside. Where as much is ahead as may be, it waits for a voucher: asked unpaid, the payee
     * would say no, and be left alone for a while.
     *
     * @return null where it can't be paid now
     */
    @Nullable
    Proof begin(Terms terms, Amount worth) {
        lock.lock();
        try {
            boolean room = awaitRoom(terms, worth);
            Hash32 id = usable();
            if (id == null) {
                return null;
            }
            raise(id, terms);
            if (!room || isBeyond(id, terms, worth)) {
                return null;
            }
            if (!inUse) {
                inUse = true;
                channels.use(id);
            }
            tally.asked(terms.content(), worth);
            return new Proof(id, channels.newest(id));
        } catch (ProblemException e) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Hash32 usable() {
        Hash32 id = end == null ? channel() : null;
        return id != null && asked == Asked.YES && channels.stage(id) == Stage.READY ? id : null;
    }

    /** What is being signed for is in the channel's sums a moment before it leaves the tally: it counts twice for so long. */
    private boolean isBeyond(Hash32 id, Terms terms, Amount worth) {
        return spent(terms.content()).plus(worth).isMoreThan(terms.most())
                || channels.free(id).isLessThan(tally.ahead().plus(worth));
    }

    private boolean mustWait(Terms terms, Amount worth) {
        Hash32 id = channel;
        return tally.ahead().plus(worth).isMoreThan(terms.credit())
                || (tally.isSigning() && id != null && isBeyond(id, terms, worth));
    }

    private boolean awaitRoom(Terms terms, Amount worth) {
        await(() -> mustWait(terms, worth), () -> tally.inFlight() == 0);
        return !mustWait(terms, worth);
    }

    /** Not for ever, and not after a try to sign failed. */
    private void await(BooleanSupplier busy, BooleanSupplier mayHaveToSign) {
        unsigned = false;
        long nanos = PATIENCE_NANOS;
        try {
            while (busy.getAsBoolean() && nanos > 0 && !unsigned) {
                if (mayHaveToSign.getAsBoolean() && !tally.isSigning() && !tally.isPaid()) {
                    sign();
                } else {
                    nanos = changed.awaitNanos(nanos);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came, in the background: others may be asked meanwhile, within the credit. */
    private void sign() {
        Hash32 id = channel;
        if (id != null && !tally.isSigning() && !tally.unpaid().isZero()) {
            Map<Hash32, Amount> batch = tally.sign();
            threads.execute(() -> sign(id, batch));
        }
    }

    private void sign(Hash32 id, Map<Hash32, Amount> batch) {
        for (Map.Entry<Hash32, Amount> each : batch.entrySet()) {
            boolean paid = false;
            try {
                channels.pay(id, each.getValue(), each.getKey());
                channels.newest(id);
                paid = true;
            } catch (ProblemException e) {
                LOG.info("What came is signed for later: {}", e.getMessage());
            } finally {
                signed(each.getKey(), each.getValue(), paid);
            }
        }
    }

    private void signed(Hash32 content, Amount worth, boolean paid) {
        lock.lock();
        try {
            tally.signed(content, worth, paid);
            unsigned |= !paid;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The deposit is raised, for what is left and within {@link #WINDOWS}, when half of those are used: the chain takes its
     * time, and what came meanwhile has to be paid.
     */
    private void raise(Hash32 id, Terms terms) {
        Amount most = terms.credit().times(WINDOWS);
        Amount needed = lesser(tally.ahead().plus(terms.left()), most);
        Amount there = channels.freeSoon(id);
        if (there.isLessThan(needed) && there.times(2).isLessThan(most)) {
            if (channels.refusals(id) == refusals) {
                channels.raise(id, needed);
            } else if (!isFunded(id, terms)) {
                end = "the deposit of the channel to it is used up, and could not be raised";
            }
        }
    }

    private static Amount lesser(Amount one, Amount other) {
        return one.isMoreThan(other) ? other : one;
    }

    /** What a content costs by now, with what is on its way. */
    private Amount spent(Hash32 content) {
        return channels.spent(content).plus(tally.of(content));
    }

    /**
     * A request is over; what has come by now is signed for, if that is enough.
     *
     * @param came whether what was asked for came, and was found right
     */
    void over(Terms terms, Amount worth, boolean came) {
        lock.lock();
        try {
            tally.over(terms.content(), worth, came);
            if (!tally.unpaid().times(STEPS).isLessThan(terms.credit())) {
                sign();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What came is paid, and what nobody told the payee is told. */
    void rest() {
        lock.lock();
        try {
            payRest(0);
            Hash32 id = channel;
            if (id != null && tally.inFlight() == 0 && inUse) {
                inUse = false;
                channels.release(id);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Signs for all that came, where no more than so many are on their way, and waits for that. */
    private void payRest(int inFlight) {
        await(() -> channel != null && tally.inFlight() <= inFlight && !tally.isPaid(), () -> true);
    }

    // ---- where the two differ

    /** The payee says that its credit is used up. What it says is looked at when nothing else is on its way. */
    void disputed(ChannelStanding standing, Terms terms) {
        lock.lock();
        try {
            payRest(1);
            Hash32 id = channel;
            if (id != null && standing.channelId().equals(id) && tally.inFlight() <= 1 && tally.isPaid()) {
                settle(id, standing, terms);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What got lost on the way is paid, one window of it in the channel's life; who wants more is not paid any more. */
    private void settle(Hash32 id, ChannelStanding standing, Terms terms) {
        channels.heard(id, standing);
        Amount missing = standing.delivered().minusOrZero(channels.received(id));
        if (missing.isZero()) {
            return;
        }
        if (channels.lost(id).plus(missing).isMoreThan(terms.credit())) {
            cheated("it wants to be paid for more than a window that did not come");
        } else if (spent(terms.content()).plus(missing).isMoreThan(terms.most())) {
            cheated("it wants to be paid for what did not come, beyond what bringing it may cost");
        } else {
            channels.payLost(id, missing, terms.content());
        }
    }

    private void cheated(String why) {
        end = why;
        isForGood = true;
    }
}
