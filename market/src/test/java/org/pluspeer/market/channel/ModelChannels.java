package org.pluspeer.market.channel;

import static org.pluspeer.market.channel.ChannelSamples.TX;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Amount;

/** One channel of the contract on a chain of its own, with the rules of Channels.sol; it can take blocks back. */
final class ModelChannels {
    private static final long START = 1_000_000;
    private static final int BLOCK_TIME = 12;
    static final int DEPTH = 6;

    private final ChannelTerms terms;
    private final List<ChannelFact> facts = new ArrayList<>();
    private long head = 100;
    private long skipped;
    private @Nullable Long revertedFrom;

    ModelChannels(ChannelTerms terms) {
        this.terms = terms;
    }

    long time() {
        return START + head * BLOCK_TIME + skipped;
    }

    ChainTime at() {
        // The skipped time lies before the last final block.
        return new ChainTime(time(), head - DEPTH, time() - (long) DEPTH * BLOCK_TIME);
    }

    void mine(int blocks) {
        head += blocks;
    }

    void wait(int seconds) {
        skipped += seconds;
        head += DEPTH + 1;
    }

    /** Takes back what is not final; the next look says so. Transactions that were in it are gone. */
    void reorganise(int depth) {
        long from = head - Math.min(depth, DEPTH - 1) + 1;
        facts.removeIf(fact -> fact.block() >= from);
        revertedFrom = revertedFrom == null ? from : Math.min(revertedFrom, from);
    }

    /** Everything, always: repetition is no news. A node that looks hears of what was taken back since it looked last. */
    ChannelMove look(@Nullable Long revertedSince) {
        return new ChannelMove(revertedSince, facts, at());
    }

    @Nullable
    Long takeReverted() {
        Long from = revertedFrom;
        revertedFrom = null;
        return from;
    }

    boolean isOpen() {
        return opened() && closed() == null;
    }

    private boolean opened() {
        return facts.stream().anyMatch(ChannelFact.Opened.class::isInstance);
    }

    ChannelFact.@Nullable Closed closed() {
        return holding().closed();
    }

    Holding holding() {
        Holding all = Holding.NOTHING;
        for (ChannelFact fact : facts) {
            all = all.with(fact);
        }
        return all;
    }

    boolean open(Amount deposit) {
        return !opened() && said(new ChannelFact.Opened(head, TX, deposit));
    }

    boolean topUp(Amount amount) {
        boolean may = isOpen() && holding().exit() == null && !terms.hasExpired(time());
        return may
                && said(new ChannelFact.ToppedUp(head, TX, holding().deposited().plus(amount)));
    }

    boolean claim(Amount sum) {
        Amount most = sum.isMoreThan(holding().deposited()) ? holding().deposited() : sum;
        return isOpen() && most.isMoreThan(holding().claimed()) && said(new ChannelFact.Claimed(head, TX, most));
    }

    boolean close(@Nullable Voucher voucher) {
        if (!isOpen()) {
            return false;
        }
        if (voucher != null) {
            claim(voucher.cumulative());
        }
        return end();
    }

    boolean coopClose(Closing closing) {
        Holding holding = holding();
        boolean may = isOpen()
                && time() <= closing.validUntil()
                && !closing.cumulative().isLessThan(holding.claimed())
                && !closing.cumulative().isMoreThan(holding.deposited());
        if (may) {
            claim(closing.cumulative());
        }
        return may && end();
    }

    boolean startExit() {
        long end = time() + terms.challenge();
        long exitAt = terms.expiry() != 0 ? Math.min(end, terms.expiry()) : end;
        return isOpen() && holding().exit() == null && said(new ChannelFact.ExitStarted(head, TX, exitAt));
    }

    boolean exit() {
        return isOpen() && time() > holding().countsUntil(terms) && end();
    }

    private boolean end() {
        Holding holding = holding();
        Amount rest = holding.deposited().minus(holding.claimed());
        return said(new ChannelFact.Closed(head, TX, holding.claimed(), rest));
    }

    private boolean said(ChannelFact fact) {
        return facts.add(fact);
    }
}
