package org.pluspeer.node.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelTransaction;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.market.channel.OutgoingFacts;
import org.pluspeer.market.channel.OutgoingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Channels by which is paid what has come, on top of those of {@link PayingDesk}. */
final class PostpaidDesk implements Postpaid {
    private final ChannelPorts ports;
    private final VoucherSigner signer;
    private final PayingDesk paying;
    private final Set<Hash32> ours = ConcurrentHashMap.newKeySet();
    /** The same by whom they pay, the oldest first. */
    private final Map<Payee, List<Hash32>> byPayee = new ConcurrentHashMap<>();

    private final Map<Hash32, Integer> users = new ConcurrentHashMap<>();
    private final Map<Hash32, Voucher> newest = new ConcurrentHashMap<>();
    private final Map<Hash32, Amount> spent = new ConcurrentHashMap<>();
    private final Map<Hash32, Amount> lost = new ConcurrentHashMap<>();

    PostpaidDesk(ChannelPorts ports, VoucherSigner signer, PayingDesk paying) {
        this.ports = ports;
        this.signer = signer;
        this.paying = paying;
    }

    private record Payee(Address account, Address token) {
        static Payee of(OutgoingPlan plan) {
            return new Payee(plan.terms().payee(), plan.terms().token());
        }
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
        int next = to(Payee.of(plan)).size();
        for (int number = 0; number <= next && !ours.contains(plan.id()); number++) {
            if (salt(terms.payee(), terms.token(), number).equals(terms.salt())) {
                add(plan);
            }
        }
        return ours.contains(plan.id());
    }

    private void add(OutgoingPlan plan) {
        if (ours.add(plan.id())) {
            byPayee.computeIfAbsent(Payee.of(plan), _ -> new CopyOnWriteArrayList<>())
                    .add(plan.id());
        }
    }

    private List<Hash32> to(Payee payee) {
        return byPayee.getOrDefault(payee, List.of());
    }

    private Hash32 salt(Address payee, Address token, int number) {
        byte[] context = new byte[2 * Address.LENGTH + Integer.BYTES];
        java.nio.ByteBuffer.wrap(context).put(payee.bytes()).put(token.bytes()).putInt(number);
        return Hash32.of(ports.secrets().derive("postpaid channel", context));
    }

    @Override
    public boolean contains(Hash32 id) {
        return ours.contains(id);
    }

    @Override
    public @Nullable Hash32 find(Address payee, Address token) {
        return to(new Payee(payee, token)).stream()
                .filter(id -> paying.knows(id) && stage(id) != Stage.OVER)
                .findFirst()
                .orElse(null);
    }

    @Override
    public synchronized Hash32 open(Address payee, Address token, Amount deposit) {
        Hash32 known = find(payee, token);
        if (known != null) {
            return known;
        }
        int number = to(new Payee(payee, token)).size();
        OutgoingPlan plan = paying.plan(payee, token, deposit, Amount.ZERO, salt(payee, token, number));
        add(plan);
        try {
            return paying.begin(plan);
        } catch (RuntimeException e) {
            ours.remove(plan.id());
            to(Payee.of(plan)).remove(plan.id());
            throw e;
        }
    }

    @Override
    public Optional<Amount> openingCost(Address token) {
        return new ClaimPrice(ports).of(token, ChannelDesk.GAS);
    }

    // ---- how it stands

    @Override
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

    @Override
    public Amount free(Hash32 id) {
        OutgoingFacts facts = paying.story(id).state().facts();
        return facts.chain().finalDeposit().minusOrZero(facts.owed());
    }

    @Override
    public Amount received(Hash32 id) {
        return paying.story(id).state().facts().purse().received();
    }

    @Override
    public Amount spent(Hash32 name) {
        return spent.getOrDefault(name, Amount.ZERO);
    }

    @Override
    public void raise(Hash32 id, Amount free) {
        OutgoingFacts facts = paying.story(id).state().facts();
        if (!facts.purse().wanted().isMoreThan(facts.chain().deposited())) {
            paying.topUp(id, facts.owed().plus(free));
        }
    }

    @Override
    public Amount freeSoon(Hash32 id) {
        OutgoingFacts facts = paying.story(id).state().facts();
        Amount there = facts.chain().deposited();
        Amount wanted = facts.purse().wanted();
        return (wanted.isMoreThan(there) ? wanted : there).minusOrZero(facts.owed());
    }

    @Override
    public int refusals(Hash32 id) {
        return paying.story(id).state().facts().attempts().of(ChannelTransaction.TOP_UP);
    }

    // ---- paying

    @Override
    public void pay(Hash32 id, Amount amount, Hash32 name) {
        paying.payFor(id, amount, name);
        spent.merge(name, amount, Amount::plus);
    }

    @Override
    public void payLost(Hash32 id, Amount amount, Hash32 name) {
        paying.payFor(id, amount, id);
        lost.merge(id, amount, Amount::plus);
        spent.merge(name, amount, Amount::plus);
    }

    @Override
    public Amount lost(Hash32 id) {
        return lost.getOrDefault(id, Amount.ZERO);
    }

    @Override
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

    @Override
    public void heard(Hash32 id, ChannelStanding standing) {
        Voucher shown = standing.newest();
        if (shown != null) {
            paying.heard(id, shown);
        }
    }

    // ---- in use

    @Override
    public void use(Hash32 id) {
        users.merge(id, 1, Integer::sum);
    }

    @Override
    public void release(Hash32 id) {
        users.computeIfPresent(id, (_, count) -> count > 1 ? count - 1 : null);
        paying.nudge(id);
    }

    boolean isInUse(Hash32 id) {
        return users.containsKey(id);
    }
}
