package org.pluspeer.node.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelDenial;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.IncomingCommand;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is delivered before it is paid for, a credit window at most. What the newest voucher does not cover is in memory
 * alone, and is written down with the voucher that covers it: a crash forgets at most one window of each channel.
 */
public final class CreditDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CreditDesk.class);

    private final EarningDesk earning;
    private final Map<Hash32, Ledger> ledgers = new ConcurrentHashMap<>();
    private final Map<Earning, Amount> earned = new ConcurrentHashMap<>();

    CreditDesk(EarningDesk earning) {
        this.earning = earning;
    }

    /** Of one channel. Who covers takes the pen first, then the lock; nobody waits for the disk with the lock. */
    private static final class Ledger {
        final ReentrantLock pen = new ReentrantLock();
        final ReentrantLock lock = new ReentrantLock();
        final AtomicReference<@Nullable Shown> shown = new AtomicReference<>();
        /** The last voucher that was found to be the payer's: it comes with many requests. */
        volatile @Nullable Voucher proven;

        final List<IncomingCommand.Part> ahead = new ArrayList<>();

        Amount sum() {
            return ahead.stream().map(IncomingCommand.Part::amount).reduce(Amount.ZERO, Amount::plus);
        }
    }

    /**
     * Something that is delivered on credit.
     *
     * @param price base units of the token
     * @param credit what may be delivered ahead, this with it
     */
    public record Item(Hash32 listing, Address token, Amount price, Amount credit) {}

    /** Who paid for what. */
    public record Earning(Hash32 listing, Address payer, Address token) {}

    /** Takes up what was recorded of a channel. */
    void recall(Hash32 id, ChannelTerms terms, Iterable<Dated<IncomingEvent>> events) {
        events.forEach(event -> count(id, terms, event.event()));
    }

    private void count(Hash32 id, ChannelTerms terms, IncomingEvent event) {
        if (event instanceof IncomingEvent.Reserved(Amount amount, Hash32 name, Hash32 listing)
                && name == null
                && listing != null) {
            ledgers.computeIfAbsent(id, _ -> new Ledger());
            earned.merge(new Earning(listing, terms.payer(), terms.token()), amount, Amount::plus);
        }
    }

    /** Whether something was delivered on credit through it. */
    public boolean contains(Hash32 id) {
        return ledgers.containsKey(id);
    }

    /** What vouchers cover, by listing and payer. */
    public Map<Earning, Amount> earned() {
        return Map.copyOf(earned);
    }

    /** A voucher that came with a request, and what was asked for. */
    private record Shown(Voucher voucher, Hash32 listing) {
        private static Shown higher(@Nullable Shown one, Shown other) {
            return one != null && one.voucher.cumulative().isMoreThan(other.voucher.cumulative()) ? one : other;
        }
    }

    /** Worth of what was delivered through a channel and no voucher covers. */
    Amount ahead(Hash32 id) {
        Ledger ledger = ledgers.get(id);
        return ledger == null ? Amount.ZERO : sum(ledger);
    }

    /** Worth of all that was delivered through it, of one moment: a voucher that is taken moves some from one to the other. */
    Amount delivered(Hash32 id) {
        Ledger ledger = ledgers.computeIfAbsent(id, _ -> new Ledger());
        ledger.pen.lock();
        try {
            return earning.story(id).state().facts().till().delivered().plus(sum(ledger));
        } finally {
            ledger.pen.unlock();
        }
    }

    private static Amount sum(Ledger ledger) {
        ledger.lock.lock();
        try {
            return ledger.sum();
        } finally {
            ledger.lock.unlock();
        }
    }

    /**
     * Sets a price aside on credit, and takes what a voucher adds: before that if the credit would not do without it,
     * else beside it.
     *
     * @param voucher the newest that the caller has; an older one than here does no harm
     * @return why it may not be delivered, for the caller; null if it may
     */
    public @Nullable Message reserve(Caller caller, Hash32 id, @Nullable Voucher voucher, Item item) {
        Incoming state = earning.servable(caller, id);
        if (state == null) {
            return EarningDesk.unknown();
        }
        if (!state.facts().plan().terms().token().equals(item.token())) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "that channel is in another token");
        }
        if (!contains(id) && earning.hasCalls(id)) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "that channel pays for calls; open another");
        }
        Ledger ledger = ledgers.computeIfAbsent(id, _ -> new Ledger());
        Shown shown = voucher == null || !isNews(state, voucher) ? null : new Shown(voucher, item.listing());
        ChannelDenial denial = shown == null ? null : denial(state, ledger, shown.voucher());
        if (denial == null) {
            denial = add(id, ledger, item);
            if (denial == ChannelDenial.CREDIT_USED_UP) {
                coverNow(id, ledger, shown);
                denial = add(id, ledger, item);
            } else if (denial == null && shown != null) {
                coverSoon(id, ledger, shown);
            }
        }
        return switch (denial) {
            case null -> null;
            case CREDIT_USED_UP -> earning.standing(id);
            default -> EarningDesk.refusal(denial);
        };
    }

    private @Nullable ChannelDenial denial(Incoming state, Ledger ledger, Voucher voucher) {
        if (voucher.equals(ledger.proven)) {
            return null;
        }
        ChannelDenial denial = earning.denial(state, voucher);
        if (denial == null) {
            ledger.proven = voucher;
        }
        return denial;
    }

    private static boolean isNews(Incoming state, Voucher voucher) {
        return voucher.cumulative().isMoreThan(state.facts().signed());
    }

    private @Nullable ChannelDenial add(Hash32 id, Ledger ledger, Item item) {
        ledger.lock.lock();
        try {
            Amount ahead = ledger.sum().plus(item.price());
            ChannelDenial denial = earning.story(id).state().onCredit(ahead, item.credit());
            if (denial == null) {
                ledger.ahead.add(new IncomingCommand.Part(item.listing(), item.price()));
            }
            return denial;
        } finally {
            ledger.lock.unlock();
        }
    }

    /** The highest that came, this or one that waits to be taken. */
    private void coverNow(Hash32 id, Ledger ledger, @Nullable Shown shown) {
        Shown waiting = ledger.shown.get();
        Shown highest = shown == null ? waiting : Shown.higher(waiting, shown);
        ledger.pen.lock();
        try {
            if (highest != null) {
                cover(id, ledger, highest);
            }
        } finally {
            ledger.pen.unlock();
        }
    }

    /** On a thread of its own, one at a time and the highest that came. A crash before that loses nothing: it is shown again. */
    private void coverSoon(Hash32 id, Ledger ledger, Shown shown) {
        if (ledger.shown.getAndAccumulate(shown, Shown::higher) == null) {
            Thread.ofVirtual().name("voucher").start(() -> {
                ledger.pen.lock();
                try {
                    Shown highest = ledger.shown.getAndSet(null);
                    if (highest != null) {
                        cover(id, ledger, highest);
                    }
                } catch (ProblemException e) {
                    LOG.warn("A voucher could not be taken yet: {}", e.getMessage());
                } finally {
                    ledger.pen.unlock();
                }
            });
        }
    }

    /** What was set aside was not delivered. */
    public void giveBack(Hash32 id, Item item) {
        Ledger ledger = ledgers.computeIfAbsent(id, _ -> new Ledger());
        ledger.lock.lock();
        try {
            ledger.ahead.remove(new IncomingCommand.Part(item.listing(), item.price()));
        } finally {
            ledger.lock.unlock();
        }
    }

    /** A voucher that came by itself. */
    @Nullable
    ChannelDenial cover(Hash32 id, Voucher voucher) {
        Ledger ledger = ledgers.computeIfAbsent(id, _ -> new Ledger());
        Hash32 listing;
        ledger.lock.lock();
        try {
            listing = ledger.ahead.isEmpty()
                    ? lastListing(id)
                    : ledger.ahead.getLast().listing();
        } finally {
            ledger.lock.unlock();
        }
        return cover(id, ledger, new Shown(voucher, listing));
    }

    private Hash32 lastListing(Hash32 id) {
        Address payer = earning.story(id).state().facts().plan().terms().payer();
        return earned.keySet().stream()
                .filter(each -> each.payer().equals(payer))
                .map(Earning::listing)
                .findFirst()
                .orElse(Hash32.ZERO);
    }

    private @Nullable ChannelDenial cover(Hash32 id, Ledger ledger, Shown shown) {
        ledger.pen.lock();
        try {
            Incoming state = earning.story(id).state();
            if (!isNews(state, shown.voucher())) {
                return ChannelDenial.NOT_HIGHER;
            }
            var step = earning.cover(id, shown.voucher(), copy(ledger), shown.listing());
            Amount covered = Amount.ZERO;
            for (IncomingEvent event : step.events()) {
                if (event instanceof IncomingEvent.Reserved(Amount amount, Hash32 _, Hash32 _)) {
                    covered = covered.plus(amount);
                    count(id, state.facts().plan().terms(), event);
                }
            }
            drop(ledger, covered);
            return step.denial();
        } finally {
            ledger.pen.unlock();
        }
    }

    private static List<IncomingCommand.Part> copy(Ledger ledger) {
        ledger.lock.lock();
        try {
            return List.copyOf(ledger.ahead);
        } finally {
            ledger.lock.unlock();
        }
    }

    private static void drop(Ledger ledger, Amount covered) {
        ledger.lock.lock();
        try {
            drop(ledger.ahead, covered);
        } finally {
            ledger.lock.unlock();
        }
    }

    /** What is covered is in the facts from now on. */
    private static void drop(List<IncomingCommand.Part> ahead, Amount covered) {
        Amount left = covered;
        while (!left.isZero() && !ahead.isEmpty()) {
            IncomingCommand.Part first = ahead.removeFirst();
            if (first.amount().isMoreThan(left)) {
                ahead.addFirst(
                        new IncomingCommand.Part(first.listing(), first.amount().minus(left)));
            }
            left = left.minusOrZero(first.amount());
        }
    }
}
