package org.pluspeer.node.content;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.market.wire.QuoteRequest;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The sources of one fetch that charge, and how each is paid. */
final class Tabs implements AutoCloseable {
    private final Fetcher fetcher;
    private final Hash32 exchangeRoot;
    private final Map<Source, Payments.Tab> tabs = new ConcurrentHashMap<>();
    private final Map<Source, Amount> prices = new ConcurrentHashMap<>();
    private final Set<Source> waiting = ConcurrentHashMap.newKeySet();
    /** Those of earlier prices: what was on its way then is paid in the end, too. */
    private final Queue<Payments.Tab> earlier = new ConcurrentLinkedQueue<>();

    Tabs(Fetcher fetcher, Hash32 exchangeRoot) {
        this.fetcher = fetcher;
        this.exchangeRoot = exchangeRoot;
    }

    /** Asks for a source's price; one that does not know the question is free. */
    void ask(Source source, long missing) {
        try {
            Message reply = fetcher.peers()
                    .ask(source, new QuoteRequest(exchangeRoot), fetcher.pace().answer());
            if (reply instanceof QuoteReply quote && quote.exchangeRoot().equals(exchangeRoot)) {
                quoted(source, quote, missing);
            }
        } catch (ProblemException e) {
            prices.remove(source);
        }
    }

    /** A source says its price, or another than before. Where it is too high, it is asked for what is free only. */
    void quoted(Source source, QuoteReply quote, long missing) {
        Payments.Tab before = tabs.remove(source);
        if (before != null) {
            before.close();
            earlier.add(before);
        }
        waiting.remove(source);
        prices.put(source, quote.perGib());
        Payments.Tab tab = quote.isFree() ? null : fetcher.payments().open(exchangeRoot, source, quote, missing);
        if (tab != null) {
            tabs.put(source, tab);
            if (before != null) {
                want(source);
            }
        }
    }

    Amount price(Source source) {
        return prices.getOrDefault(source, Amount.ZERO);
    }

    /** Null where the request goes unpaid. */
    Payments.@Nullable Fare fare(Source source, long bytes) {
        Payments.Tab tab = tabs.get(source);
        return tab == null ? null : tab.fare(bytes);
    }

    /** It does not give more for nothing. */
    void want(Source source) {
        Payments.Tab tab = tabs.get(source);
        if (tab != null && !tab.isReady() && tab.end() == null) {
            waiting.add(source);
            tab.want();
        }
    }

    /** Why a source that wants to be paid is not; null where it is, or will be. */
    @Nullable
    String end(Source source) {
        Payments.Tab tab = tabs.get(source);
        if (tab != null) {
            return tab.end();
        }
        return price(source).isZero() ? null : "what it charges is more than you agreed to";
    }

    /** Those that could not be paid before and can be now, each told once. */
    List<Source> ready() {
        List<Source> ready = waiting.stream()
                .filter(source -> {
                    Payments.Tab tab = tabs.get(source);
                    return tab == null || tab.isReady() || tab.end() != null;
                })
                .toList();
        ready.forEach(waiting::remove);
        return ready;
    }

    @Override
    public void close() {
        tabs.values().forEach(Payments.Tab::close);
        earlier.forEach(Payments.Tab::close);
    }
}
