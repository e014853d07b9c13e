package org.pluspeer.node.channel;

import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.DeployContracts;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.sale.Wares;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What the owner does with channels. */
public final class ChannelDesk {
    /** Opening by an authorization, an agreed end, and fetching the rest: docs/protocol/06-channels.md. */
    public static final long GAS = 105_000 + 54_000 + 48_000;
    /** Vouchers may run so many calls ahead of the answers; a tenth of the deposit where no price is known. */
    private static final int STEPS = 16;

    private final ChannelPorts ports;
    private final ChannelRoom room;
    private final Function<Hash32, Wares.@Nullable Ware> wares;
    private final Tokens tokens;

    /** @param wares listings by their id; null for none */
    public ChannelDesk(ChannelPorts ports, ChannelRoom room, Function<Hash32, Wares.@Nullable Ware> wares) {
        this.ports = ports;
        this.room = room;
        this.wares = wares;
        this.tokens = new Tokens(ports.chain());
    }

    public ChannelView.All list() {
        Stream<ChannelView> paying = room.paying().stories().stream()
                .map(story ->
                        view(ChannelPosition.paying(story), ChannelRules.next(story.state()), endsAt(story.state())));
        Stream<ChannelView> earning = room.earning().stories().stream()
                .map(story ->
                        view(room.earning().position(story), ChannelRules.next(story.state()), endsAt(story.state())));
        return new ChannelView.All(Stream.concat(paying, earning)
                .sorted(Comparator.comparingLong(ChannelView::since).reversed())
                .toList());
    }

    /** @throws ProblemException NOT_FOUND */
    public ChannelView get(Hash32 id) {
        if (room.paying().knows(id)) {
            var story = room.paying().story(id);
            return view(ChannelPosition.paying(story), ChannelRules.next(story.state()), endsAt(story.state()));
        }
        var story = room.earning().story(id);
        return view(room.earning().position(story), ChannelRules.next(story.state()), endsAt(story.state()));
    }

    /**
     * What opening it would take; opens nothing.
     *
     * @throws ProblemException BAD_REQUEST, NOT_FOUND, CHAIN_UNAVAILABLE
     */
    public ChannelView.Quote quote(ChannelView.Order order) {
        Wanted wanted = wanted(order);
        Amount held = tokens.balance(wanted.token(), ports.account(), At.LATEST);
        return new ChannelView.Quote(
                wanted.payee(),
                ports.token(wanted.token()),
                order.deposit(),
                ports.gasPrice().times(GAS),
                ports.token(Address.ZERO),
                PayingDesk.CHALLENGE,
                !held.isLessThan(order.deposit()));
    }

    /**
     * Begins it; it opens in the background.
     *
     * @throws ProblemException BAD_REQUEST, NOT_FOUND, CHAIN_BEHIND, CONTRACT_MISMATCH, INSUFFICIENT_FUNDS,
     *     IDEMPOTENCY_CONFLICT
     */
    public ChannelView open(ChannelView.Order order) {
        Wanted wanted = wanted(order);
        String key = order.idempotencyKey();
        if (key == null) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "idempotencyKey is missing");
        }
        if (!ports.caughtUp().getAsBoolean()) {
            throw new ProblemException(
                    Problem.Code.CHAIN_BEHIND, "this node is still reading its chain; it opens channels then");
        }
        DeployContracts.check(ports.chain(), Deployments.CHANNELS);
        Amount held = tokens.balance(wanted.token(), ports.account(), At.LATEST);
        boolean known = room.paying().isOpened(key);
        if (!known && held.isLessThan(order.deposit())) {
            throw new ProblemException(
                    Problem.Code.INSUFFICIENT_FUNDS, "the account holds " + held + " base units of that token");
        }
        return get(room.paying().open(wanted.payee(), wanted.token(), order.deposit(), wanted.credit(), key));
    }

    /** @throws ProblemException NOT_FOUND; CONFLICT where it is not open; BAD_REQUEST where it would not be more */
    public ChannelView topUp(Hash32 id, ChannelView.TopUp wanted) {
        Amount there = room.paying().story(id).state().facts().chain().deposited();
        if (!wanted.deposit().isMoreThan(there)) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "the deposit is " + there + " base units already");
        }
        room.paying().topUp(id, wanted.deposit());
        return get(id);
    }

    /** Ends it, from whichever side. */
    public ChannelView close(Hash32 id) {
        if (room.paying().knows(id)) {
            room.paying().leave(id);
        } else {
            room.earning().story(id);
            room.earning().retire(id);
        }
        return get(id);
    }

    /** Brings what was earned and is unclaimed to the chain, whatever that costs. */
    public ChannelView claim(Hash32 id) {
        room.earning().story(id);
        room.earning().claim(id);
        return get(id);
    }

    private record Wanted(Address payee, Address token, Amount credit) {}

    private Wanted wanted(ChannelView.Order order) {
        Hash32 listing = order.listing();
        if (listing != null) {
            Wares.Ware ware = wares.apply(listing);
            if (ware == null) {
                throw new ProblemException(Problem.Code.NOT_FOUND, "there is no listing " + listing);
            }
            Amount credit = ware.listing().price().times(STEPS);
            return new Wanted(ware.listing().seller(), ware.listing().token(), credit);
        }
        Address payee = order.payee();
        Address token = order.token();
        if (payee == null || token == null) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "say a listing, or payee and token");
        }
        return new Wanted(payee, token, order.deposit());
    }

    private ChannelView view(ChannelPosition position, String next, @Nullable Long endsAt) {
        return new ChannelView(
                position.id(),
                position.role().name().toLowerCase(java.util.Locale.ROOT),
                position.counterparty(),
                ports.token(position.token()),
                position.state(),
                next,
                position.deposit(),
                position.moved(),
                position.claimed(),
                position.claimable(),
                position.atRisk(),
                endsAt,
                position.since());
    }

    private static @Nullable Long endsAt(Outgoing state) {
        ChannelFact.ExitStarted exit =
                state.isOver() ? null : state.facts().chain().exit();
        return exit == null ? null : exit.exitAt();
    }

    private static @Nullable Long endsAt(Incoming state) {
        ChannelFact.ExitStarted exit =
                state.isOver() ? null : state.facts().chain().exit();
        return exit == null ? null : exit.exitAt();
    }
}
