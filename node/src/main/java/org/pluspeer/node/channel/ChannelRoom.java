package org.pluspeer.node.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.pluspeer.market.channel.IncomingPlan;
import org.pluspeer.market.wire.ChannelQuery;
import org.pluspeer.market.wire.ClosingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.VoucherPut;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.account.LedgerWord;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.SalePeers.Caller;

/**
 * Both desks, and the way of news to them. Open it, connect the chain, the transactions and the network to it, and only
 * then {@link #start()}.
 */
public final class ChannelRoom implements AutoCloseable {
    private final PayingDesk paying;
    private final EarningDesk earning;
    private final Homecoming homecoming;
    private final LedgerWord ledger;

    private ChannelRoom(PayingDesk paying, EarningDesk earning, Homecoming homecoming, LedgerWord ledger) {
        this.paying = paying;
        this.earning = earning;
        this.homecoming = homecoming;
        this.ledger = ledger;
    }

    /**
     * Recalls everything from the journal; nothing is done about it yet.
     *
     * @param bell told of a channel's id after each change
     */
    public static ChannelRoom open(ChannelPorts ports, Workshop workshop, Journal journal, Consumer<String> bell) {
        PayingDesk paying = new PayingDesk(ports, workshop, journal, bell);
        EarningDesk earning = new EarningDesk(ports, workshop, journal, bell);
        paying.recall();
        earning.recall();
        Executor threads = workshop.threads();
        Homecoming homecoming = new Homecoming(ports, paying, earning, threads);
        return new ChannelRoom(paying, earning, homecoming, new ChannelLedger(ports, paying, earning));
    }

    /** What was under way goes on. */
    public void start() {
        paying.resume();
        earning.resume();
    }

    /** Whether there is a channel that the chain may still have something to say about. */
    public boolean isBusy() {
        return paying.isBusy() || earning.isBusy();
    }

    public PayingDesk paying() {
        return paying;
    }

    public EarningDesk earning() {
        return earning;
    }

    /** Every channel of this node, for the balance. */
    public List<ChannelPosition> positions() {
        List<ChannelPosition> all = new ArrayList<>(paying.positions());
        all.addAll(earning.positions());
        return List.copyOf(all);
    }

    /** Whether it pays for what has come, and for nothing else: content, at present. */
    boolean isBandwidth(ChannelPosition channel) {
        return switch (channel.role()) {
            case PAYER -> paying.postpaid().contains(channel.id());
            case PAYEE -> earning.credit().contains(channel.id());
        };
    }

    /** What the contract should hold for the account. */
    public LedgerWord ledger() {
        return ledger;
    }

    /** The same as lines of the balance. */
    public Books books() {
        return new ChannelBooks(this);
    }

    /** What the chain credited us, claim by claim, each with its block, and with the listing if the channel is for one alone. */
    public List<Books.Line> claims() {
        List<Books.Line> lines = new ArrayList<>();
        for (var story : earning.stories()) {
            IncomingPlan plan = story.state().facts().plan();
            for (ClaimedSums.Sum sum : ClaimedSums.of(story.events())) {
                lines.add(new Books.Line(
                        "channel/" + plan.id().hex() + "/claim/" + sum.total(),
                        Books.State.EARNED,
                        earning.credit().contains(plan.id()) ? Books.Source.BANDWIDTH : Books.Source.CHANNELS,
                        plan.terms().token(),
                        sum.amount(),
                        sum.at(),
                        plan.terms().payer(),
                        sum.block(),
                        null,
                        earning.days().listing(plan.id())));
            }
        }
        return lines;
    }

    public Message onVoucher(Caller caller, VoucherPut put) {
        return earning.onVoucher(caller, put);
    }

    public Message onQuery(Caller caller, ChannelQuery query) {
        return earning.onQuery(caller, query);
    }

    public Message onClosing(Caller caller, ClosingRequest request) {
        return earning.onClosing(caller, request);
    }

    /** Returns once what matters of it is durable. */
    public void onChain(ChannelNews news) {
        paying.onChain(news);
        earning.onChain(news);
        homecoming.look(news.time());
    }

    /** What became of a transaction. */
    public void onOutcome(ChannelOrderId id, Outcome outcome) {
        if (!paying.onOutcome(id, outcome)) {
            earning.onOutcome(id, outcome);
        }
    }

    /** Nothing is tried any more; what is under way goes on after the next start. */
    @Override
    public void close() {
        paying.close();
        earning.close();
    }
}
