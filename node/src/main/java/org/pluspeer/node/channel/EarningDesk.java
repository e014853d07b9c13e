package org.pluspeer.node.channel;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelDenial;
import org.pluspeer.market.channel.ChannelStep;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.IncomingCommand;
import org.pluspeer.market.channel.IncomingEffect;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.IncomingFacts;
import org.pluspeer.market.channel.IncomingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelQuery;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.ClosingReply;
import org.pluspeer.market.wire.ClosingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.VoucherPut;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.run.Errands;
import org.pluspeer.node.run.EventCodec;
import org.pluspeer.node.run.JournalHistory;
import org.pluspeer.node.run.Mailboxes;
import org.pluspeer.node.run.Turns;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Channels that pay this node. */
public final class EarningDesk implements AutoCloseable {
    /** That are not over; a deposit costs its payer gas, so they are few unless somebody pays for it. */
    static final int MOST = 20_000;

    /** Whether a claim pays is looked at so often; what is unclaimed meanwhile is not at risk. */
    private static final long QUOTE_SECONDS = 3600;

    private final ChannelPorts ports;
    private final VoucherChecks checks;
    private final ClaimPrice price;
    private final InstantSource clock;
    private final Journal journal;
    private final Deliveries deliveries = new Deliveries();
    private final ChannelDays<IncomingEvent> days;
    private final CreditDesk credit = new CreditDesk(this);
    private final Errands<IncomingEffect> errands;
    private final Turns<Incoming, IncomingCommand, IncomingEvent, IncomingEffect> turns;
    private long quotedAt;

    EarningDesk(ChannelPorts ports, Workshop workshop, Journal journal, Consumer<String> bell) {
        this.ports = ports;
        this.checks = new VoucherChecks(ports.venue());
        this.price = new ClaimPrice(ports);
        this.clock = workshop.clock();
        this.quotedAt = clock.instant().getEpochSecond();
        this.journal = journal;
        ChannelClerk clerk = new ChannelClerk(ports.orders(), workshop.clock());
        this.errands = workshop.errands(
                new EarningHands(price, clerk, checks, (id, command) -> tell(id, command), id -> story(id)
                        .state()));
        this.days = new ChannelDays<>(
                new JournalHistory<>(
                        journal,
                        RecordKind.CHANNEL_IN,
                        ChannelCodecs.incoming(),
                        IncomingEvent.Announced.class::isInstance),
                ChannelDays.EARNED);
        this.turns = new Turns<>(
                ChannelRules.INCOMING,
                days,
                new Mailboxes(workshop.threads()),
                errands,
                workshop.clock(),
                bell,
                IncomingEvent.Announced.class::isInstance);
    }

    void recall() {
        EventCodec<IncomingEvent> codec = ChannelCodecs.incoming();
        journal.replay(record -> {
            if (record.kind() == RecordKind.CHANNEL_IN) {
                EventCodec.Turn<IncomingEvent> turn = codec.read(record.payload());
                turns.recall(turn.id(), turn.events());
                days.recall(turn.id(), turn.events());
                Hash32 id = Hash32.parse(turn.id());
                deliveries.recall(id, turn.events());
                credit.recall(id, story(id).state().facts().plan().terms(), turn.events());
            }
        });
    }

    void resume() {
        turns.resume();
    }

    boolean isBusy() {
        return turns.all().stream().anyMatch(story -> !story.state().isOver());
    }

    Collection<Turns.Story<Incoming, IncomingEvent>> stories() {
        return turns.all();
    }

    // ---- what other nodes ask

    Message onVoucher(Caller caller, VoucherPut put) {
        return mine(caller, put.channelId())
                .map(story -> taken(story, new Voucher(put.cumulative(), put.signature())))
                .orElseGet(EarningDesk::unknown);
    }

    private Message taken(Turns.Story<Incoming, IncomingEvent> story, Voucher voucher) {
        IncomingPlan plan = story.state().facts().plan();
        if (credit.contains(plan.id())) {
            return answer(plan.id(), credit.cover(plan.id(), voucher));
        }
        var step = tell(story.id(), new IncomingCommand.TakeVoucher(voucher, checks.signer(plan, voucher)));
        return step.denial() == null ? standing(step.state()) : answer(plan.id(), step.denial());
    }

    /** One that is old news is answered with what is here: it may come from a node that was restored. */
    private Message answer(Hash32 id, @Nullable ChannelDenial denial) {
        return denial == null || denial == ChannelDenial.NOT_HIGHER ? standing(id) : refusal(denial);
    }

    Message onQuery(Caller caller, ChannelQuery query) {
        return mine(caller, query.channelId())
                .<Message>map(story -> standing(story.state()))
                .orElseGet(EarningDesk::unknown);
    }

    Message onClosing(Caller caller, ClosingRequest request) {
        Hash32 id = request.channelId();
        if (mine(caller, id).isEmpty()) {
            return unknown();
        }
        if (ports.locked().getAsBoolean()) {
            return new Refusal(Refusal.Code.LOCKED, "the payee's wallet is locked at present");
        }
        ChannelDenial denial = tell(
                        id,
                        new IncomingCommand.AgreeClosing(
                                request.closing(), ports.chain().head().time()))
                .denial();
        return denial == null
                ? new ClosingReply(id, request.closing(), ports.sign(id, request.closing()))
                : refusal(denial);
    }

    /** What is here of a channel, for its payer. */
    public ChannelStanding standing(Hash32 id) {
        return standing(story(id).state());
    }

    private ChannelStanding standing(Incoming state) {
        Hash32 id = state.facts().plan().id();
        IncomingFacts.Till till = state.facts().till();
        Amount delivered = credit.contains(id) ? credit.delivered(id) : till.delivered();
        return new ChannelStanding(id, delivered, till.newest());
    }

    private Optional<Turns.Story<Incoming, IncomingEvent>> mine(Caller caller, Hash32 id) {
        Address account = caller.account();
        return account == null
                ? Optional.empty()
                : Optional.ofNullable(turns.find(id.hex()))
                        .filter(story ->
                                story.state().facts().plan().terms().payer().equals(account));
    }

    static Refusal unknown() {
        return new Refusal(Refusal.Code.NOT_FOUND, "there is no such channel of yours here, or not yet");
    }

    static Refusal refusal(ChannelDenial denial) {
        Refusal.Code code =
                switch (denial) {
                    case NOT_OPEN_YET -> Refusal.Code.NOT_YET;
                    case OVER, ENDING -> Refusal.Code.TOO_LATE;
                    case CREDIT_USED_UP, NEWEST_UNKNOWN -> Refusal.Code.BUSY;
                    case DEPOSIT_USED_UP, NOT_HIGHER, TOO_LITTLE, TOO_MUCH, TOO_LONG -> Refusal.Code.BAD_REQUEST;
                    case WRONG_KEY -> Refusal.Code.NOT_PROVEN;
                };
        return new Refusal(code, denial.sentence());
    }

    // ---- delivering

    /** What is delivered before it is paid for. */
    public CreditDesk credit() {
        return credit;
    }

    /** Null where the caller is not its payer, or the chain was not read yet. */
    @Nullable
    Incoming servable(Caller caller, Hash32 id) {
        return ports.caughtUp().getAsBoolean()
                ? mine(caller, id).map(Turns.Story::state).orElse(null)
                : null;
    }

    boolean hasCalls(Hash32 id) {
        return deliveries.any(id);
    }

    /** Why a voucher would not be taken; nothing is written down. */
    @Nullable
    ChannelDenial denial(Incoming state, Voucher voucher) {
        Address signer = checks.signer(state.facts().plan(), voucher);
        return state.on(new IncomingCommand.TakeVoucher(voucher, signer)).denial();
    }

    ChannelStep<Incoming, IncomingEvent, IncomingEffect> cover(
            Hash32 id, Voucher voucher, List<IncomingCommand.Part> ahead, Hash32 listing) {
        Address signer = checks.signer(story(id).state().facts().plan(), voucher);
        return tell(id, new IncomingCommand.Cover(voucher, signer, ahead, listing));
    }

    /**
     * Something that is paid for.
     *
     * @param name by which it is known again
     * @param listing that it is of
     * @param price base units of the token
     */
    public record Delivery(Hash32 name, Hash32 listing, Address token, Amount price) {}

    /**
     * Takes a voucher and sets a price aside, both at once and on the disk. The same name again is let through without
     * being charged again.
     *
     * @return why it may not be delivered; null if it may
     */
    public @Nullable Message deliver(Caller caller, Hash32 id, Voucher voucher, Delivery delivery) {
        var story = mine(caller, id).orElse(null);
        if (story == null) {
            return unknown();
        }
        IncomingPlan plan = story.state().facts().plan();
        if (!plan.terms().token().equals(delivery.token())) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "that channel is in another token");
        }
        if (credit.contains(id)) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "that channel pays for what has come; open another");
        }
        if (deliveries.contains(id, delivery.name())) {
            return null;
        }
        if (!ports.caughtUp().getAsBoolean()) {
            return new Refusal(Refusal.Code.BUSY, "this node is still reading its chain");
        }
        Address signer = checks.signer(plan, voucher);
        IncomingCommand command =
                new IncomingCommand.Deliver(voucher, signer, delivery.price(), delivery.name(), delivery.listing());
        ChannelDenial denial = tell(story.id(), command).denial();
        if (denial == null) {
            deliveries.add(id, delivery.name());
            deliveries.earn(delivery.listing(), delivery.price());
            return null;
        }
        return denial == ChannelDenial.CREDIT_USED_UP ? standing(id) : refusal(denial);
    }

    /** What was set aside was not delivered; on the disk when this returns. */
    public void takeBack(Hash32 id, Delivery delivery) {
        if (deliveries.contains(id, delivery.name())) {
            deliveries.remove(id, delivery.name());
            deliveries.unearn(delivery.listing(), delivery.price());
            tell(id, new IncomingCommand.TakeBack(delivery.price(), delivery.name(), delivery.listing()));
        }
    }

    /** How often something of a listing was paid for through channels. */
    public int times(Hash32 listing) {
        return deliveries.earned(listing).times();
    }

    /** What a listing earned through channels, in base units of its token. */
    public Amount earned(Hash32 listing) {
        return deliveries.earned(listing).amount();
    }

    // ---- the owner's

    /** Brings what is unclaimed to the chain, whatever that costs. */
    void claim(Hash32 id) {
        tell(id, new IncomingCommand.Quote(Amount.ZERO));
    }

    void retire(Hash32 id) {
        tell(id, new IncomingCommand.Retire());
    }

    // ---- what the chain says

    void onChain(ChannelNews news) {
        news.opened().forEach((id, terms) -> opened(id, terms, news));
        boolean quotes = isTimeToQuote();
        for (var story : turns.all()) {
            Hash32 id = story.state().facts().plan().id();
            if (news.concerns(id) || !story.state().isOver()) {
                Incoming state =
                        tell(id, new IncomingCommand.Move(news.about(id))).state();
                if (quotes && !state.isOver() && !state.facts().unclaimed().isZero()) {
                    price.of(state.facts().plan().terms().token())
                            .ifPresent(cost -> tell(id, new IncomingCommand.Quote(cost)));
                }
                turns.nudge(story.id());
            }
        }
    }

    private boolean isTimeToQuote() {
        long now = clock.instant().getEpochSecond();
        boolean due = now >= quotedAt + QUOTE_SECONDS;
        quotedAt = due ? now : quotedAt;
        return due;
    }

    /** The chain says of whom it is and on what terms; nobody has to announce it. */
    private void opened(Hash32 id, ChannelTerms terms, ChannelNews news) {
        if (!terms.payee().equals(ports.account()) || turns.find(id.hex()) != null) {
            return;
        }
        IncomingPlan plan = IncomingPlan.at(ports.venue(), terms, Amount.ZERO);
        long live =
                turns.all().stream().filter(story -> !story.state().isOver()).count();
        boolean fits = plan.id().equals(id)
                && plan.fault(ports.account(), terms.token(), news.time().headTime()) == null
                && live < MOST;
        if (fits) {
            turns.begin(id.hex(), () -> ChannelRules.plain(Incoming.begin(plan)));
        }
    }

    /** What became of a transaction; false if it is not about such a channel. */
    boolean onOutcome(ChannelOrderId id, Outcome outcome) {
        String channel = id.channelId().hex();
        if (turns.find(channel) == null) {
            return false;
        }
        ChannelClerk.report(id, outcome, report -> tell(channel, new IncomingCommand.Report(report)));
        turns.nudge(channel);
        return true;
    }

    // ---- telling

    ChannelDays<IncomingEvent> days() {
        return days;
    }

    List<ChannelPosition> positions() {
        return turns.all().stream().map(this::position).toList();
    }

    ChannelPosition position(Turns.Story<Incoming, IncomingEvent> story) {
        return ChannelPosition.earning(
                story, credit.ahead(story.state().facts().plan().id()));
    }

    boolean knows(Hash32 id) {
        return turns.find(id.hex()) != null;
    }

    Turns.Story<Incoming, IncomingEvent> story(Hash32 id) {
        var story = turns.find(id.hex());
        if (story == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no channel " + id);
        }
        return story;
    }

    private ChannelStep<Incoming, IncomingEvent, IncomingEffect> tell(Hash32 id, IncomingCommand command) {
        return tell(story(id).id(), command);
    }

    private ChannelStep<Incoming, IncomingEvent, IncomingEffect> tell(String id, IncomingCommand command) {
        return turns.tell(id, state -> state.on(command), ChannelRules::plain);
    }

    @Override
    public void close() {
        errands.close();
    }
}
