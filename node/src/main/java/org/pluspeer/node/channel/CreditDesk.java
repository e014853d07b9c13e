package org.pluspeer.node.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelDenial;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.IncomingCommand;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.IncomingFacts;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What is delivered before it is paid for, a credit window at most. What the newest voucher does not cover is in memory
 * alone, and is written down with the voucher that covers it: a crash forgets at most one window of each channel.
 */
public final class CreditDesk {
    private final EarningDesk earning;
    private final Map<Hash32, Ledger> ledgers = new ConcurrentHashMap<>();
    private final Map<Earning, Amount> earned = new ConcurrentHashMap<>();

    CreditDesk(EarningDesk earning) {
        this.earning = earning;
    }

    /** Of one channel. */
    private static final class Ledger {
        final ReentrantLock lock = new ReentrantLock();
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

    /** Worth of what was delivered through a channel and no voucher covers. */
    Amount ahead(Hash32 id) {
        Ledger ledger = ledgers.get(id);
        if (ledger == null) {
            return Amount.ZERO;
        }
        ledger.lock.lock();
        try {
            return ledger.sum();
        } finally {
            ledger.lock.unlock();
        }
    }

    /**
     * Takes what a voucher adds, and sets a price aside on credit.
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
        ledger.lock.lock();
        try {
            ChannelDenial denial = voucher == null ? null : cover(id, ledger, voucher, item.listing());
            if (denial == null || denial == ChannelDenial.NOT_HIGHER) {
                Amount ahead = ledger.sum().plus(item.price());
                denial = earning.story(id).state().onCredit(ahead, item.credit());
            }
            if (denial == null) {
                ledger.ahead.add(new IncomingCommand.Part(item.listing(), item.price()));
                return null;
            }
            return denial == ChannelDenial.CREDIT_USED_UP ? earning.standing(id) : EarningDesk.refusal(denial);
        } finally {
            ledger.lock.unlock();
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
        ledger.lock.lock();
        try {
            Hash32 listing = ledger.ahead.isEmpty()
                    ? lastListing(id)
                    : ledger.ahead.getLast().listing();
            return cover(id, ledger, voucher, listing);
        } finally {
            ledger.lock.unlock();
        }
    }

    private Hash32 lastListing(Hash32 id) {
        Address payer = earning.story(id).state().facts().plan().terms().payer();
        return earned.keySet().stream()
                .filter(each -> each.payer().equals(payer))
                .map(Earning::listing)
                .findFirst()
                .orElse(Hash32.ZERO);
    }

    private @Nullable ChannelDenial cover(Hash32 id, Ledger ledger, Voucher voucher, Hash32 listing) {
        IncomingFacts facts = earning.story(id).state().facts();
        if (!voucher.cumulative().isMoreThan(facts.signed())) {
            return ChannelDenial.NOT_HIGHER;
        }
        var step = earning.cover(id, voucher, ledger.ahead, listing);
        Amount covered = Amount.ZERO;
        for (IncomingEvent event : step.events()) {
            if (event instanceof IncomingEvent.Reserved(Amount amount, Hash32 _, Hash32 _)) {
                covered = covered.plus(amount);
                count(id, facts.plan().terms(), event);
            }
        }
        drop(ledger.ahead, covered);
        return step.denial();
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
