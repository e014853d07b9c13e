package org.pluspeer.node.bandwidth;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.ChannelQuery;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.channel.PostpaidDesk;
import org.pluspeer.node.channel.PostpaidDesk.Stage;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Dealings with one payee in one token, of all contents together. What came is signed for a few requests at a time; with
 * what is on its way it stays within the payee's credit.
 */
final class Line {
    /** Requests on their way at once; with those of a step they fill the window. */
    static final int IN_FLIGHT = Rate.WINDOW - Rate.WINDOW / 4;

    private static final int STEP = Rate.WINDOW / 4;

    private final PostpaidDesk channels;
    private final Address payee;
    private final Address token;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Hash32, Amount> unpaid = new HashMap<>();
    private final Map<Hash32, Amount> underWay = new HashMap<>();
    private int inFlight;
    private @Nullable Hash32 channel;
    private boolean inUse;
    private Asked asked = Asked.NO;
    private @Nullable String end;

    private enum Asked {
        NO,
        UNDER_WAY,
        YES
    }

    Line(PostpaidDesk channels, Address payee, Address token) {
        this.channels = channels;
        this.payee = payee;
        this.token = token;
    }

    /** @param most that bringing the content may cost in all */
    record Budget(Hash32 content, Amount most) {}

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

    /** Opens a channel in the background, if there is none. */
    void want(Amount deposit) {
        lock.lock();
        try {
            if (end == null && channel() == null && !deposit.isZero()) {
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
            boolean opened = channels.received(known).isZero();
            if (opened) {
                end = "the channel to it could not be opened, or is over";
            }
            known = null;
        }
        channel = known;
        return known;
    }

    /** Whether it can be paid now. At first the payee is asked what it holds: the last run may have ended in a crash. */
    boolean isReady(Function<Message, Message> ask, Rate rate, Budget budget) {
        lock.lock();
        try {
            Hash32 id = end == null ? channel() : null;
            if (id == null || channels.stage(id) != Stage.READY) {
                return false;
            }
            if (asked == Asked.NO) {
                asked = Asked.UNDER_WAY;
                Thread.ofVirtual().start(() -> compare(id, ask, rate, budget));
            }
            return asked == Asked.YES;
        } finally {
            lock.unlock();
        }
    }

    private void compare(Hash32 id, Function<Message, Message> ask, Rate rate, Budget budget) {
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
                settle(id, standing, rate, budget);
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
     * Sets the worth of a request aside, and signs for what has come, if that is enough.
     *
     * @return null where it can't be paid now
     */
    @Nullable
    Proof begin(Budget budget, Rate rate, Amount worth) {
        Hash32 content = budget.content();
        Amount most = budget.most();
        lock.lock();
        try {
            Hash32 id = end == null ? channel() : null;
            if (id == null || asked != Asked.YES || channels.stage(id) != Stage.READY || inFlight >= IN_FLIGHT) {
                return null;
            }
            Amount due = sum(unpaid);
            Amount needed = due.plus(sum(underWay)).plus(worth);
            Amount free = channels.free(id);
            if (free.isLessThan(needed.plus(rate.credit()))) {
                raise(id, rate, spent(content).plus(worth), most);
            }
            if (spent(content).plus(worth).isMoreThan(most) || free.isLessThan(needed)) {
                return null;
            }
            if (!due.isLessThan(rate.of(Rate.REQUEST).times(STEP))) {
                pay(id);
            }
            if (!inUse) {
                inUse = true;
                channels.use(id);
            }
            inFlight++;
            underWay.merge(content, worth, Amount::plus);
            return new Proof(id, channels.newest(id));
        } catch (ProblemException e) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** By four windows at a time, never above what may still be spent. */
    private void raise(Hash32 id, Rate rate, Amount spent, Amount most) {
        Amount left = most.minusOrZero(spent);
        Amount step = rate.credit().times(STEP);
        Amount by = step.isMoreThan(left) ? left : step;
        if (!by.isZero()) {
            channels.raise(id, by);
        }
    }

    /** What a content costs by now, with what is on its way. */
    private Amount spent(Hash32 content) {
        return channels.spent(content)
                .plus(unpaid.getOrDefault(content, Amount.ZERO))
                .plus(underWay.getOrDefault(content, Amount.ZERO));
    }

    private static Amount sum(Map<Hash32, Amount> amounts) {
        return amounts.values().stream().reduce(Amount.ZERO, Amount::plus);
    }

    private void pay(Hash32 id) {
        for (Map.Entry<Hash32, Amount> each : Map.copyOf(unpaid).entrySet()) {
            channels.pay(id, each.getValue(), each.getKey());
            unpaid.remove(each.getKey());
        }
    }

    /** It came and was found right. */
    void came(Hash32 content, Amount worth) {
        lock.lock();
        try {
            unpaid.merge(content, worth, Amount::plus);
        } finally {
            lock.unlock();
        }
    }

    /** A request is over, whatever came of it. */
    void over(Hash32 content, Amount worth) {
        lock.lock();
        try {
            inFlight--;
            underWay.computeIfPresent(content, (_, sum) -> sum.equals(worth) ? null : sum.minus(worth));
        } finally {
            lock.unlock();
        }
    }

    /** What came is paid, and what nobody told the payee is told. */
    void rest() {
        lock.lock();
        try {
            Hash32 id = channel;
            if (id != null && inFlight == 0) {
                pay(id);
                if (inUse) {
                    inUse = false;
                    channels.release(id);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- where the two differ

    /** The payee says that its credit is used up. What it says is looked at when nothing else is on its way. */
    void disputed(ChannelStanding standing, Rate rate, Budget budget) {
        lock.lock();
        try {
            Hash32 id = channel;
            if (id != null && standing.channelId().equals(id) && inFlight <= 1) {
                settle(id, standing, rate, budget);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What got lost on the way is paid, one window of it in the channel's life; who wants more is not paid any more. */
    private void settle(Hash32 id, ChannelStanding standing, Rate rate, Budget budget) {
        channels.heard(id, standing);
        pay(id);
        Amount missing = standing.delivered().minusOrZero(channels.received(id));
        if (missing.isZero()) {
            return;
        }
        if (channels.lost(id).plus(missing).isMoreThan(rate.credit())) {
            end = "it wants to be paid for more than a window that did not come";
        } else if (spent(budget.content()).plus(missing).isMoreThan(budget.most())) {
            end = "it wants to be paid for what did not come, beyond what bringing it may cost";
        } else {
            channels.payLost(id, missing, budget.content());
        }
    }
}
