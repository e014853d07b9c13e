package org.pluspeer.node.channel;

import java.util.function.Function;
import org.pluspeer.market.channel.ChannelTransaction;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.IncomingCommand;
import org.pluspeer.market.channel.IncomingEffect;
import org.pluspeer.market.channel.IncomingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.node.run.Errand;
import org.pluspeer.node.run.Hands;
import org.pluspeer.wallet.eth.Hash32;

/** Carries out what channels want done that pay this node. */
final class EarningHands implements Hands<IncomingEffect> {
    private final ClaimPrice price;
    private final ChannelClerk clerk;
    private final VoucherChecks checks;
    private final Tell tell;
    private final Function<Hash32, Incoming> state;

    /** Answers a channel. */
    @FunctionalInterface
    interface Tell {
        void channel(String id, IncomingCommand command);
    }

    EarningHands(
            ClaimPrice price, ChannelClerk clerk, VoucherChecks checks, Tell tell, Function<Hash32, Incoming> state) {
        this.price = price;
        this.clerk = clerk;
        this.checks = checks;
        this.tell = tell;
        this.state = state;
    }

    @Override
    public Errand.Outcome carryOut(Errand errand, IncomingEffect effect) {
        return switch (effect) {
            case IncomingEffect.QuoteClaim it -> quote(it.plan());
            case IncomingEffect.SubmitClaim it -> {
                String step =
                        state.apply(it.plan().id()).facts().chain().claimed().toString();
                yield order(
                        it.plan(),
                        new ChannelOrderId(it.plan().id(), ChannelTransaction.CLAIM, step, it.attempt()),
                        new ChannelOrder.Claim(it.plan().terms(), checks.forChain(it.plan(), it.voucher())));
            }
            case IncomingEffect.SubmitClose it -> {
                Voucher newest = it.voucher();
                Voucher last = newest == null ? null : checks.forChain(it.plan(), newest);
                yield order(
                        it.plan(),
                        new ChannelOrderId(it.plan().id(), ChannelTransaction.CLOSE, "0", it.attempt()),
                        new ChannelOrder.Close(it.plan().terms(), last));
            }
            // The payer asks until it has it, and gets it each time.
            case IncomingEffect.SendClosing _ -> Errand.Outcome.IN_HAND;
        };
    }

    /** It ends: what a claim costs at most is asked, and where nobody can say, it is claimed. */
    private Errand.Outcome quote(IncomingPlan plan) {
        tell.channel(
                plan.id().hex(),
                new IncomingCommand.Quote(price.of(plan.terms().token()).orElse(org.pluspeer.wallet.eth.Amount.ZERO)));
        return Errand.Outcome.IN_HAND;
    }

    private Errand.Outcome order(IncomingPlan plan, ChannelOrderId id, ChannelOrder order) {
        return clerk.order(id, order, report -> tell.channel(plan.id().hex(), new IncomingCommand.Report(report)));
    }
}
