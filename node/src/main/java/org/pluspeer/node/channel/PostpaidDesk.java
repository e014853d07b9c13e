package org.pluspeer.node.channel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.market.channel.OutgoingFacts;
import org.pluspeer.market.channel.OutgoingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Channels by which is paid what has come: one for each payee and token, and for nothing else. Nothing is signed ahead, so
 * all that a payee can cheat this node of is what it says got lost on the way.
 */
public final class PostpaidDesk {
    private final ChannelPorts ports;
    private final VoucherSigner signer;
    private final PayingDesk paying;
    private final Set<Hash32> ours = ConcurrentHashMap.newKeySet();
    private final Map<Hash32, Integer> users = new ConcurrentHashMap<>();
    private final Map<Hash32, Voucher> newest = new ConcurrentHashMap<>();
    private final Map<Hash32, Amount> spent = new ConcurrentHashMap<>();
    private final Map<Hash32, Amount> lost = new ConcurrentHashMap<>();

    PostpaidDesk(ChannelPorts ports, VoucherSigner signer, PayingDesk paying) {
        this.ports = ports;
        this.signer = signer;
        this.paying = paying;
    }

    /** Where it stands. */
    public enum Stage {
        /** The deposit is on its way, or the payee is asked what it holds. */
        WAITING,
        READY,
        /** Nothing more is paid through it. */
        OVER
    }

    // ---- which it is

    /** Takes up what was recorded of a channel. */
    void recall(OutgoingPlan plan, Iterable<Dated<OutgoingEvent>> events) {
        if (isOurs(plan)) {
            events.forEach(event -> count(plan.id(), event.event()));
        }
    }

    private void count(Hash32 id, OutgoingEvent event) {
        if (event instanceof OutgoingEvent.Received(Amount amount, Hash32 name) && name != null) {
            // What got lost is counted under the channel's own id.
            (name.equals(id) ? lost : spent).merge(name, amount, Amount::plus);
        }
    }

    /** The salts follow from payee and token, and a number: those that were opened before are found by counting. */
    private boolean isOurs(OutgoingPlan plan) {
        ChannelTerms terms = plan.terms();
        int most = paying.stories().size();
        for (int number = 0; number <= most && !ours.contains(plan.id()); number++) {
            if (salt(terms.payee(), terms.token(), number).equals(terms.salt())) {
                ours.add(plan.id());
            }
        }
        return ours.contains(plan.id());
    }

    private Hash32 salt(Address payee, Address token, int number) {
        byte[] context = new byte[2 * Address.LENGTH + Integer.BYTES];
        java.nio.ByteBuffer.wrap(context).put(payee.bytes()).put(token.bytes()).putInt(number);
        return Hash32.of(ports.secrets().derive("postpaid channel", context));
    }

    boolean contains(Hash32 id) {
        return ours.contains(id);
    }

    /** The channel to a payee that is not over; null if there is none. */
    public @Nullable Hash32 find(Address payee, Address token) {
        return paying.stories().stream()
                .map(story -> story.state().facts().plan())
                .filter(plan -> ours.contains(plan.id())
                        && plan.terms().payee().equals(payee)
                        && plan.terms().token().equals(token)
                        && stage(plan.id()) != Stage.OVER)
                .map(OutgoingPlan::id)
                .findFirst()
                .orElse(null);
    }

    /**
     * The channel to a payee; opened in the background where there is none.
     *
     * @param deposit base units, if it has to be opened
     * @throws ProblemException BAD_REQUEST where that is no deposit, or the payee is this account
     */
    public synchronized Hash32 open(Address payee, Address token, Amount deposit) {
        Hash32 known = find(payee, token);
        if (known != null) {
            return known;
        }
        int number = (int) paying.stories().stream()
                .map(story -> story.state().facts().plan())
                .filter(plan -> ours.contains(plan.id())
                        && plan.terms().payee().equals(payee)
                        && plan.terms().token().equals(token))
                .count();
        OutgoingPlan plan = paying.plan(payee, token, deposit, Amount.ZERO, salt(payee, token, number));
        ours.add(plan.id());
        return paying.begin(plan);
    }

    /** What opening and ending one costs in gas, in base units of the token; empty where nobody knows what that is worth. */
    public Optional<Amount> openingCost(Address token) {
        return new ClaimPrice(ports).of(token, ChannelDesk.GAS);
    }

    // ---- how it stands

    public Stage stage(Hash32 id) {
        Outgoing state = paying.story(id).state();
        return switch (state) {
            case Outgoing.Opening _ -> Stage.WAITING;
            case Outgoing.Open it ->
                it.facts().purse().inDoubt()
                                || it.facts().chain().finalDeposit().isZero()
                        ? Stage.WAITING
                        : Stage.READY;
            case Outgoing.Leaving _, Outgoing.Exiting _, Outgoing.Withdrawing _ -> Stage.OVER;
            case Outgoing.Closed _, Outgoing.Failed _, Outgoing.Cancelled _ -> Stage.OVER;
        };
    }

    /** What can still be signed for, of the deposit that the payee counts on. */
    public Amount free(Hash32 id) {
        OutgoingFacts facts = paying.story(id).state().facts();
        return facts.chain().finalDeposit().minusOrZero(facts.owed());
    }

    /** Worth of all that came through it and was paid for. */
    public Amount received(Hash32 id) {
        return paying.story(id).state().facts().purse().received();
    }

    /** What was paid under a name since ever, through all of these channels. */
    public Amount spent(Hash32 name) {
        return spent.getOrDefault(name, Amount.ZERO);
    }

    /** Has the deposit raised by so much; nothing happens where it is being raised already. */
    public void raise(Hash32 id, Amount by) {
        OutgoingFacts facts = paying.story(id).state().facts();
        Amount there = facts.chain().deposited();
        if (!facts.purse().wanted().isMoreThan(there)) {
            paying.topUp(id, there.plus(by));
        }
    }

    // ---- paying

    /**
     * Pays for what came: on the disk before it is signed.
     *
     * @param name under which it is counted
     * @throws ProblemException CHANNEL_IN_DOUBT, INSUFFICIENT_FUNDS where the deposit is used up, NOT_READY where it is not
     *     open yet, CONFLICT where it is ending
     */
    public void pay(Hash32 id, Amount amount, Hash32 name) {
        paying.payFor(id, amount, name);
        spent.merge(name, amount, Amount::plus);
    }

    /**
     * Pays for what the payee says it delivered, and did not come.
     *
     * @param name whose sum it counts in as well, to the end of this run
     */
    public void payLost(Hash32 id, Amount amount, Hash32 name) {
        paying.payFor(id, amount, id);
        lost.merge(id, amount, Amount::plus);
        spent.merge(name, amount, Amount::plus);
    }

    /** What was ever paid through it for what did not come. */
    public Amount lost(Hash32 id) {
        return lost.getOrDefault(id, Amount.ZERO);
    }

    /** The newest voucher, signed once for as often as it is asked for; null before anything was paid. */
    public @Nullable Voucher newest(Hash32 id) {
        OutgoingFacts facts = paying.story(id).state().facts();
        Amount owed = facts.owed();
        if (owed.isZero()) {
            return null;
        }
        return newest.compute(
                id,
                (_, known) ->
                        known != null && known.cumulative().equals(owed) ? known : signer.sign(facts.plan(), owed));
    }

    /** What the payee shows of a voucher that this node may not know of counts if the channel's key signed it. */
    public void heard(Hash32 id, ChannelStanding standing) {
        Voucher shown = standing.newest();
        if (shown != null) {
            paying.heard(id, shown);
        }
    }

    // ---- in use

    /** Vouchers go with requests from now on, and are not sent apart. */
    public void use(Hash32 id) {
        users.merge(id, 1, Integer::sum);
    }

    /** What was not shown to the payee is sent now. */
    public void release(Hash32 id) {
        users.computeIfPresent(id, (_, count) -> count > 1 ? count - 1 : null);
        paying.nudge(id);
    }

    boolean isInUse(Hash32 id) {
        return users.containsKey(id);
    }
}
