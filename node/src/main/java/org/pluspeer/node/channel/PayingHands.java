package org.pluspeer.node.channel;

import java.time.Duration;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.pluspeer.market.channel.ChannelTransaction;
import org.pluspeer.market.channel.Closing;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.market.channel.OutgoingCommand;
import org.pluspeer.market.channel.OutgoingEffect;
import org.pluspeer.market.channel.OutgoingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelQuery;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.ClosingReply;
import org.pluspeer.market.wire.ClosingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.VoucherPut;
import org.pluspeer.node.run.Errand;
import org.pluspeer.node.run.Hands;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;

/** Carries out what channels want done that this node pays through. */
final class PayingHands implements Hands<OutgoingEffect> {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** For how long a payee's word is asked for, from when the owner wanted out; less than any margin. */
    private static final long WORD = 7200;

    private final ChannelPorts ports;
    private final VoucherSigner signer;
    private final ChannelClerk clerk;
    private final Tell tell;
    private final Function<Hash32, Outgoing> state;
    private final BiPredicate<Hash32, Amount> onItsWay;

    /** Answers a channel. */
    @FunctionalInterface
    interface Tell {
        void channel(String id, OutgoingCommand command);
    }

    /** @param onItsWay whether a voucher goes to the payee with something else */
    PayingHands(
            ChannelPorts ports,
            VoucherSigner signer,
            ChannelClerk clerk,
            Tell tell,
            Function<Hash32, Outgoing> state,
            BiPredicate<Hash32, Amount> onItsWay) {
        this.ports = ports;
        this.signer = signer;
        this.clerk = clerk;
        this.tell = tell;
        this.state = state;
        this.onItsWay = onItsWay;
    }

    @Override
    public Errand.Outcome carryOut(Errand errand, OutgoingEffect effect) {
        return switch (effect) {
            case OutgoingEffect.SubmitOpen it ->
                order(
                        it.plan(),
                        ChannelTransaction.OPEN,
                        it.attempt(),
                        new ChannelOrder.Open(
                                it.plan().id(), it.plan().terms(), it.plan().deposit()));
            case OutgoingEffect.SubmitTopUp it -> topUp(it);
            case OutgoingEffect.SendVoucher it -> send(it);
            case OutgoingEffect.AskNewest it -> ask(it.plan());
            case OutgoingEffect.RequestClosing it -> requestClosing(it);
            case OutgoingEffect.SubmitCoopClose it ->
                order(
                        it.plan(),
                        ChannelTransaction.COOP_CLOSE,
                        it.attempt(),
                        new ChannelOrder.CoopClose(it.plan().terms(), it.closing(), it.signature()));
            case OutgoingEffect.SubmitStartExit it ->
                order(
                        it.plan(),
                        ChannelTransaction.START_EXIT,
                        it.attempt(),
                        new ChannelOrder.StartExit(it.plan().terms()));
            case OutgoingEffect.SubmitExit it ->
                order(
                        it.plan(),
                        ChannelTransaction.EXIT,
                        it.attempt(),
                        new ChannelOrder.Exit(it.plan().terms()));
        };
    }

    private Errand.Outcome order(OutgoingPlan plan, ChannelTransaction kind, int attempt, ChannelOrder order) {
        return order(plan, new ChannelOrderId(plan.id(), kind, "0", attempt), order);
    }

    private Errand.Outcome order(OutgoingPlan plan, ChannelOrderId id, ChannelOrder order) {
        return clerk.order(id, order, report -> tell(plan, new OutgoingCommand.Report(report)));
    }

    private Errand.Outcome topUp(OutgoingEffect.SubmitTopUp effect) {
        OutgoingPlan plan = effect.plan();
        Amount deposited = state.apply(plan.id()).facts().chain().deposited();
        return order(
                plan,
                new ChannelOrderId(plan.id(), ChannelTransaction.TOP_UP, deposited.toString(), effect.attempt()),
                new ChannelOrder.TopUp(plan.id(), plan.terms(), deposited, effect.amount()));
    }

    private Errand.Outcome send(OutgoingEffect.SendVoucher effect) {
        OutgoingPlan plan = effect.plan();
        if (onItsWay.test(plan.id(), effect.cumulative())) {
            return Errand.Outcome.AGAIN;
        }
        Voucher voucher = signer.sign(plan, effect.cumulative());
        Message reply = ports.peers()
                .ask(
                        plan.terms().payee(),
                        new VoucherPut(plan.id(), voucher.cumulative(), voucher.signature()),
                        ANSWER);
        if (!(reply instanceof ChannelStanding standing)
                || !standing.channelId().equals(plan.id())) {
            return Errand.Outcome.AGAIN;
        }
        Voucher newest = standing.newest();
        if (newest != null) {
            heard(plan, newest);
        }
        return Errand.Outcome.IN_HAND;
    }

    private Errand.Outcome ask(OutgoingPlan plan) {
        Message reply = ports.peers().ask(plan.terms().payee(), new ChannelQuery(plan.id()), ANSWER);
        if (!(reply instanceof ChannelStanding standing)
                || !standing.channelId().equals(plan.id())) {
            return Errand.Outcome.AGAIN;
        }
        Voucher newest = standing.newest();
        if (newest == null) {
            tell(plan, new OutgoingCommand.RecallNothing());
        } else {
            tell(plan, new OutgoingCommand.Recall(newest, signerOf(plan, newest)));
        }
        return Errand.Outcome.IN_HAND;
    }

    /** What a payee shows counts if this channel's key signed it, also where this node does not know of it. */
    void heard(OutgoingPlan plan, Voucher newest) {
        Amount promised = state.apply(plan.id()).facts().purse().promised();
        if (newest.cumulative().isMoreThan(promised)) {
            tell(plan, new OutgoingCommand.Recall(newest, signerOf(plan, newest)));
        } else {
            tell(plan, new OutgoingCommand.ConfirmVoucher(newest.cumulative()));
        }
    }

    private Address signerOf(OutgoingPlan plan, Voucher voucher) {
        return Secp256k1.recover(ports.venue().voucherDigest(plan.id(), voucher.cumulative()), voucher.signature());
    }

    private Errand.Outcome requestClosing(OutgoingEffect.RequestClosing effect) {
        OutgoingPlan plan = effect.plan();
        Long since = state.apply(plan.id()).facts().parting().since();
        if (since == null) {
            return Errand.Outcome.IN_HAND;
        }
        Closing closing = new Closing(effect.cumulative(), since + WORD);
        return switch (ports.peers().ask(plan.terms().payee(), new ClosingRequest(plan.id(), closing), ANSWER)) {
            case ClosingReply reply
            when reply.channelId().equals(plan.id()) -> {
                Address signer =
                        Secp256k1.recover(ports.venue().closeDigest(plan.id(), reply.closing()), reply.signature());
                tell(plan, new OutgoingCommand.GrantClosing(reply.closing(), reply.signature(), signer));
                yield Errand.Outcome.IN_HAND;
            }
            case Refusal refusal when isPassing(refusal.code()) -> Errand.Outcome.AGAIN;
            case Refusal _ -> {
                tell(plan, new OutgoingCommand.DeclineClosing());
                yield Errand.Outcome.IN_HAND;
            }
            default -> Errand.Outcome.AGAIN;
        };
    }

    private static boolean isPassing(Refusal.Code code) {
        return code == Refusal.Code.BUSY || code == Refusal.Code.LOCKED || code == Refusal.Code.NOT_YET;
    }

    private void tell(OutgoingPlan plan, OutgoingCommand command) {
        tell.channel(plan.id().hex(), command);
    }
}
