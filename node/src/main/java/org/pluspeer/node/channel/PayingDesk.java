package org.pluspeer.node.channel;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.pluspeer.market.channel.ChannelDenial;
import org.pluspeer.market.channel.ChannelStep;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.market.channel.OutgoingCommand;
import org.pluspeer.market.channel.OutgoingEffect;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.market.channel.OutgoingFacts;
import org.pluspeer.market.channel.OutgoingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.node.IdempotencyKey;
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
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Channels that this node pays through. */
public final class PayingDesk implements AutoCloseable {
    /** Twice the margin that a payee keeps at least. */
    static final int CHALLENGE = 2 * 24 * 3600;

    private final ChannelPorts ports;
    private final VoucherSigner signer;
    private final PayingHands hands;
    private final Errands<OutgoingEffect> errands;
    private final Turns<Outgoing, OutgoingCommand, OutgoingEvent, OutgoingEffect> turns;
    private final Journal journal;
    private final Deliveries deliveries = new Deliveries();
    private final ChannelDays<OutgoingEvent> days;
    private final Map<Hash32, Lane> lanes = new ConcurrentHashMap<>();
    private final PostpaidDesk postpaid;

    PayingDesk(ChannelPorts ports, Workshop workshop, Journal journal, Consumer<String> bell) {
        this.ports = ports;
        this.signer = new VoucherSigner(ports.secrets(), ports.venue());
        this.postpaid = new PostpaidDesk(ports, signer, this);
        this.hands = new PayingHands(
                ports,
                signer,
                new ChannelClerk(ports.orders(), workshop.clock()),
                (id, command) -> tell(id, command),
                id -> story(id).state(),
                (id, sum) -> isOnItsWay(id) || postpaid.isInUse(id));
        this.errands = workshop.errands(hands);
        this.journal = journal;
        this.days = new ChannelDays<>(
                new JournalHistory<>(
                        journal,
                        RecordKind.CHANNEL_OUT,
                        ChannelCodecs.outgoing(),
                        OutgoingEvent.Planned.class::isInstance),
                ChannelDays.SPENT);
        this.turns = new Turns<>(
                ChannelRules.OUTGOING,
                days,
                new Mailboxes(workshop.threads()),
                errands,
                workshop.clock(),
                bell,
                OutgoingEvent.Planned.class::isInstance);
    }

    void recall() {
        EventCodec<OutgoingEvent> codec = ChannelCodecs.outgoing();
        journal.replay(record -> {
            if (record.kind() == RecordKind.CHANNEL_OUT) {
                EventCodec.Turn<OutgoingEvent> turn = codec.read(record.payload());
                turns.recall(turn.id(), turn.events());
                days.recall(turn.id(), turn.events());
                Hash32 id = Hash32.parse(turn.id());
                deliveries.recallPaid(id, turn.events());
                postpaid.recall(story(id).state().facts().plan(), turn.events());
            }
        });
    }

    /** Signs nothing before the payees have said what they hold: this node may have been restored from something old. */
    void resume() {
        for (var story : turns.all()) {
            turns.tell(story.id(), new OutgoingCommand.Doubt());
        }
        turns.resume();
    }

    boolean isBusy() {
        return turns.all().stream().anyMatch(story -> !story.state().isOver());
    }

    Collection<Turns.Story<Outgoing, OutgoingEvent>> stories() {
        return turns.all();
    }

    // ---- the owner's

    /**
     * Begins a channel; it opens in the background.
     *
     * @param deposit base units
     * @param credit how far vouchers may run ahead of what was received, base units
     * @param idempotencyKey the same one is the same channel
     * @throws ProblemException BAD_REQUEST, CHAIN_BEHIND, CONTRACT_MISMATCH, INSUFFICIENT_FUNDS, IDEMPOTENCY_CONFLICT
     */
    Hash32 open(Address payee, Address token, Amount deposit, Amount credit, String idempotencyKey) {
        Hash32 salt = salt(idempotencyKey);
        OutgoingPlan plan = plan(payee, token, deposit, credit, salt);
        boolean used = turns.all().stream()
                .map(story -> story.state().facts().plan())
                .filter(other -> other.terms().salt().equals(salt))
                .anyMatch(other ->
                        !other.id().equals(plan.id()) || !other.deposit().equals(plan.deposit()));
        if (used) {
            throw new ProblemException(Problem.Code.IDEMPOTENCY_CONFLICT, "this key was used to open another channel");
        }
        return begin(plan);
    }

    /** @throws ProblemException BAD_REQUEST */
    OutgoingPlan plan(Address payee, Address token, Amount deposit, Amount credit, Hash32 salt) {
        if (payee.equals(ports.account()) || payee.isZero()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "a channel pays somebody else");
        }
        if (deposit.isZero() || deposit.units().bitLength() > 96) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "that is no deposit: " + deposit);
        }
        ChannelTerms terms = new ChannelTerms(ports.account(), payee, token, signer.keyFor(salt), CHALLENGE, 0, salt);
        return OutgoingPlan.at(ports.venue(), terms, deposit, credit);
    }

    Hash32 begin(OutgoingPlan plan) {
        turns.begin(plan.id().hex(), () -> ChannelRules.plain(Outgoing.begin(plan)));
        return plan.id();
    }

    /** Whether a channel was opened under this key. */
    boolean isOpened(String idempotencyKey) {
        Hash32 salt = salt(idempotencyKey);
        return turns.all().stream()
                .anyMatch(story -> story.state().facts().plan().terms().salt().equals(salt));
    }

    private Hash32 salt(String idempotencyKey) {
        byte[] key = IdempotencyKey.require(idempotencyKey).getBytes(StandardCharsets.UTF_8);
        return Hash32.of(ports.secrets().derive("channel salt", key));
    }

    /** @throws ProblemException CONFLICT where it is not open */
    void topUp(Hash32 id, Amount deposit) {
        require(tell(id, new OutgoingCommand.TopUp(deposit)));
    }

    void leave(Hash32 id) {
        require(tell(id, new OutgoingCommand.Leave(ports.chain().head().time())));
    }

    /** Channels by which is paid what has come. */
    public Postpaid postpaid() {
        return postpaid;
    }

    void payFor(Hash32 id, Amount amount, Hash32 name) {
        require(tell(id, new OutgoingCommand.PayFor(amount, name)));
    }

    void heard(Hash32 id, Voucher shown) {
        hands.heard(story(id).state().facts().plan(), shown);
    }

    void nudge(Hash32 id) {
        turns.nudge(id.hex());
    }

    // ---- buying

    /**
     * A voucher for something that is bought now.
     *
     * @param voucher covers it and everything before it
     */
    public record Ticket(Hash32 channelId, Hash32 name, Amount price, Voucher voucher) {}

    /**
     * The channel to a payee through which most can still be paid; null if there is none that is open or opening.
     */
    public @org.jspecify.annotations.Nullable Hash32 channelTo(Address payee, Address token) {
        return turns.all().stream()
                .map(Turns.Story::state)
                .filter(state -> state instanceof Outgoing.Open || state instanceof Outgoing.Opening)
                .filter(state -> !postpaid.contains(state.facts().plan().id())
                        && state.facts().plan().terms().payee().equals(payee)
                        && state.facts().plan().terms().token().equals(token))
                .max(java.util.Comparator.comparing(state -> free(state).units()))
                .map(state -> state.facts().plan().id())
                .orElse(null);
    }

    private static Amount free(Outgoing state) {
        OutgoingFacts facts = state.facts();
        return facts.chain().deposited().minusOrZero(facts.owed());
    }

    /**
     * Signs for something of this price. What was signed for before and not received counts first.
     *
     * @param name the same again takes no more
     * @throws ProblemException CHANNEL_IN_DOUBT, INSUFFICIENT_FUNDS where the deposit is used up, BUSY where the credit
     *     is, NOT_READY where it is not open yet, CONFLICT where it is ending
     */
    public Ticket begin(Hash32 id, Amount price, Hash32 name) {
        Lane lane = lanes.computeIfAbsent(id, _ -> new Lane());
        lane.lock.lock();
        try {
            OutgoingFacts facts = story(id).state().facts();
            Amount due = deliveries.contains(id, name) ? Amount.ZERO : price;
            Amount before = lane.underWay.getOrDefault(name, Amount.ZERO);
            Amount needed =
                    facts.purse().received().plus(lane.setAside()).minus(before).plus(due);
            Amount owed = facts.owed();
            Amount more = needed.minusOrZero(owed);
            // Also where nothing more is owed: it says whether anything may be signed at all.
            var step = tell(id, new OutgoingCommand.Pay(more));
            require(step);
            lane.underWay.put(name, due);
            lane.calls++;
            OutgoingFacts now = step.state().facts();
            return new Ticket(id, name, due, signer.sign(now.plan(), now.owed()));
        } finally {
            lane.lock.unlock();
        }
    }

    /** What a ticket was for came, and the payee has its voucher. */
    public void received(Ticket ticket) {
        end(ticket, lane -> {
            // Whoever asked for the same at the same time has noted it.
            Amount due = deliveries.contains(ticket.channelId(), ticket.name()) ? Amount.ZERO : ticket.price();
            tell(
                    ticket.channelId(),
                    new OutgoingCommand.Settle(due, ticket.voucher().cumulative(), ticket.name()));
            deliveries.add(ticket.channelId(), ticket.name());
            lane.underWay.remove(ticket.name());
        });
    }

    /** It did not come and was not charged: the next one needs no more for it. */
    public void notReceived(Ticket ticket) {
        end(ticket, lane -> lane.underWay.remove(ticket.name()));
    }

    /** Nobody knows whether it was delivered: its price stays set aside until it is asked for again, or the payee says. */
    public void unknown(Ticket ticket) {
        end(ticket, _ -> {});
    }

    private void end(Ticket ticket, Consumer<Lane> note) {
        Lane lane = lanes.computeIfAbsent(ticket.channelId(), _ -> new Lane());
        lane.lock.lock();
        try {
            note.accept(lane);
            lane.calls--;
        } finally {
            lane.lock.unlock();
        }
        turns.nudge(ticket.channelId().hex());
    }

    /**
     * The payee says that a ticket does not cover what is asked for: it delivered more than this node remembers, as after
     * a crash. Believed up to what was signed for, and only while nothing else is under way. Ends the ticket.
     *
     * @return whether trying again may help
     */
    public boolean learn(Ticket ticket, ChannelStanding standing) {
        OutgoingPlan plan = story(ticket.channelId()).state().facts().plan();
        Voucher newest = standing.newest();
        if (newest != null) {
            hands.heard(plan, newest);
        }
        boolean[] again = {false};
        end(ticket, lane -> {
            lane.underWay.remove(ticket.name());
            OutgoingFacts facts = story(ticket.channelId()).state().facts();
            Amount missed = standing.delivered().minusOrZero(facts.purse().received());
            boolean alone = lane.calls <= 1;
            if (alone && !missed.isZero() && !standing.delivered().isMoreThan(facts.owed())) {
                // What nobody knew of is in that sum, or never came to the payee.
                lane.underWay.clear();
                tell(ticket.channelId(), new OutgoingCommand.Receive(missed));
                again[0] = true;
            }
        });
        return again[0];
    }

    private boolean isOnItsWay(Hash32 id) {
        Lane lane = lanes.get(id);
        if (lane == null) {
            return false;
        }
        lane.lock.lock();
        try {
            return lane.calls > 0;
        } finally {
            lane.lock.unlock();
        }
    }

    // ---- what the chain says

    void onChain(ChannelNews news) {
        for (var story : turns.all()) {
            Hash32 id = story.state().facts().plan().id();
            if (news.concerns(id) || !story.state().isOver()) {
                tell(id, new OutgoingCommand.Move(news.about(id)));
                turns.nudge(story.id());
            }
        }
    }

    /** What became of a transaction; false if it is not about such a channel. */
    boolean onOutcome(ChannelOrderId id, Outcome outcome) {
        String channel = id.channelId().hex();
        if (turns.find(channel) == null) {
            return false;
        }
        ChannelClerk.report(id, outcome, report -> tell(channel, new OutgoingCommand.Report(report)));
        turns.nudge(channel);
        return true;
    }

    // ---- telling

    ChannelDays<OutgoingEvent> days() {
        return days;
    }

    List<ChannelPosition> positions() {
        return turns.all().stream().map(ChannelPosition::paying).toList();
    }

    boolean knows(Hash32 id) {
        return turns.find(id.hex()) != null;
    }

    Turns.Story<Outgoing, OutgoingEvent> story(Hash32 id) {
        var story = turns.find(id.hex());
        if (story == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no channel " + id);
        }
        return story;
    }

    /** Waits for a channel to be as wished. */
    public boolean await(Hash32 id, java.util.function.Predicate<Outgoing> wish, java.time.Duration patience) {
        return wish.test(turns.await(id.hex(), wish, patience).state());
    }

    private ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> tell(Hash32 id, OutgoingCommand command) {
        return tell(story(id).id(), command);
    }

    private ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> tell(String id, OutgoingCommand command) {
        return turns.tell(id, state -> state.on(command), ChannelRules::plain);
    }

    private static void require(ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> step) {
        ChannelDenial denial = step.denial();
        if (denial != null) {
            throw ChannelRules.problem(denial);
        }
    }

    @Override
    public void close() {
        errands.close();
        signer.close();
    }
}
