package org.pluspeer.node.deal;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.AgreedEnd;
import org.pluspeer.market.deal.DealCommand;
import org.pluspeer.market.deal.EarlyEnd;
import org.pluspeer.market.deal.Hosting;
import org.pluspeer.market.deal.Placement;
import org.pluspeer.market.wire.DealEndReply;
import org.pluspeer.market.wire.DealEndRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;

/**
 * Ends deals before their time, signed by both. An end is after the epoch that runs, which is paid for: it needs no
 * trust that the other side is quick, and nobody stores an epoch for nothing.
 */
final class EndingDesk {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Seconds for which a signature is good; it is void anyway once another number of epochs is decided. */
    private static final long GOOD_FOR = 2L * 366 * 24 * 3600;

    private final DealPorts ports;
    private final HostingDesk hosting;
    private final PlacementDesk placements;

    EndingDesk(DealPorts ports, HostingDesk hosting, PlacementDesk placements) {
        this.ports = ports;
        this.hosting = hosting;
        this.placements = placements;
    }

    // ---- as the provider

    /** Any end that leaves no epoch unpaid which has begun. The client's signature is on the disk before ours goes out. */
    Message onRequest(Caller caller, DealEndRequest request) {
        EarlyEnd end = request.end().end();
        Hosting state = hosting.find(end.dealId())
                .filter(it -> Objects.equals(caller.account(), it.other()))
                .orElse(null);
        if (state == null) {
            return new Refusal(Refusal.Code.NOT_FOUND, "there is no such deal for you");
        }
        Refusal refusal = refusal(state, request.end());
        if (refusal != null) {
            return refusal;
        }
        hosting.tell(end.dealId().hex(), new DealCommand.TakeEnd(request.end(), state.other()));
        return new DealEndReply(new AgreedEnd(end, ports.sign(end)));
    }

    private boolean isSigned(AgreedEnd agreed, Address by) {
        try {
            Hash32 digest = agreed.end().digest(ports.chain().chainId(), DealContract.ADDRESS);
            return Secp256k1.recover(digest, agreed.signature()).equals(by);
        } catch (MalformedException e) {
            return false;
        }
    }

    private @Nullable Refusal refusal(Hosting state, AgreedEnd agreed) {
        boolean running = state instanceof Hosting.Storing || state instanceof Hosting.Proving;
        if (!running) {
            return new Refusal(Refusal.Code.TOO_LATE, "the deal is not running");
        }
        if (!isSigned(agreed, state.other())) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "this is not the client's signature");
        }
        if (ports.locked().getAsBoolean()) {
            return new Refusal(Refusal.Code.LOCKED, "the provider's wallet is locked at present");
        }
        return state.agreesTo(agreed.end())
                ? null
                : new Refusal(Refusal.Code.NOT_YET, "an end is after the epoch that runs, and before the last one");
    }

    // ---- as the client

    /**
     * Takes back what is not open yet, and asks the provider of what is for an end.
     *
     * @throws ProblemException PEER_REFUSED, PEER_UNREACHABLE, PEER_CHEATED, TIMEOUT, LOCKED; to be tried again
     */
    void letGo(Placement state) {
        Hash32 deal = state.facts().request().id();
        if (state instanceof Placement.Proposing) {
            placements.tell(deal.hex(), new DealCommand.Decline("you took it back"));
        } else if (!state.isEndAgreed() && state.earliestEnd().isPresent()) {
            ask(
                    state,
                    new EarlyEnd(
                            deal,
                            state.earliestEnd().getAsInt(),
                            ports.chain().head().time() + GOOD_FOR));
        }
    }

    /** Whether nothing is left to be asked for. */
    static boolean isLetGo(Placement state) {
        return switch (state) {
            case Placement.Proposing _, Placement.Approving _, Placement.Opening _ -> false;
            case Placement.Kept it -> it.isEndAgreed() || it.earliestEnd().isEmpty();
            case Placement.Closing _, Placement.Ended _, Placement.Expired _, Placement.Declined _ -> true;
        };
    }

    private void ask(Placement state, EarlyEnd end) {
        Address provider = state.other();
        Message reply = ports.peers().ask(provider, new DealEndRequest(new AgreedEnd(end, ports.sign(end))), LIMIT);
        switch (reply) {
            case DealEndReply it
            when it.end().end().equals(end) && isSigned(it.end(), provider) ->
                placements.tell(end.dealId().hex(), new DealCommand.TakeEnd(it.end(), provider));
            case Refusal it ->
                throw new ProblemException(Problem.Code.PEER_REFUSED, "the keeper does not end it yet: " + it.text());
            default -> throw new ProblemException(Problem.Code.PEER_CHEATED, "it answered something else");
        }
    }
}
