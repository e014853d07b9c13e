package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What a deal has brought and cost one of its sides so far, in base units of its token. All that the deal has credited
 * this side in the contract's ledger is {@code earned + returned}. A provider's collateral is
 * {@code locked + lost + returned}; a client's price is {@code spent + locked + returned}, and what of {@code pending} is
 * price that comes back.
 *
 * @param other the account on the other side
 * @param earned credited: a provider's price of proven epochs; a client's share of forfeited collateral
 * @param pending decided, and not credited yet
 * @param locked a provider's collateral, promised or in the deal; a client's price of epochs that are still to come
 * @param lost a provider's forfeited collateral
 * @param spent a client's price of epochs that were proven
 * @param returned credited: a provider's collateral at the end; a client's price of epochs that were not proven
 * @param over whether nothing of this changes any more, unless the chain changes its mind
 */
public record DealMoney(
        Hash32 deal,
        Role role,
        Address other,
        Address token,
        Amount earned,
        Amount pending,
        Amount locked,
        Amount lost,
        Amount spent,
        Amount returned,
        boolean over) {

    /** Which side it is. */
    public enum Role {
        CLIENT,
        PROVIDER
    }

    public static DealMoney of(DealSide side) {
        DealFacts facts = side.facts();
        boolean opened = facts.chain().opened().isPresent();
        return switch (side) {
            case Hosting it when opened -> provider(it, Course.now(facts), Course.credited(facts));
            case Hosting it ->
                promised(it, it.reservesCollateral() ? facts.terms().collateral() : Amount.ZERO);
            case Placement it when opened -> client(it, Course.now(facts), Course.credited(facts));
            case Placement it -> promised(it, Amount.ZERO);
        };
    }

    private static DealMoney provider(Hosting side, Course now, Course credited) {
        Amount lost = now.lost();
        Amount returned = credited.isOver() ? side.facts().terms().collateral().minus(lost) : Amount.ZERO;
        return new DealMoney(
                side.facts().request().id(),
                Role.PROVIDER,
                side.other(),
                side.facts().terms().token(),
                credited.paid(),
                now.paid().minus(credited.paid()),
                side.facts().terms().collateral().minus(lost).minus(returned),
                lost,
                Amount.ZERO,
                returned,
                side.isOver());
    }

    private static DealMoney client(Placement side, Course now, Course credited) {
        Amount client = now.account().client();
        return new DealMoney(
                side.facts().request().id(),
                Role.CLIENT,
                side.other(),
                side.facts().terms().token(),
                credited.account().client().minus(credited.refund()),
                client.minus(credited.account().client()),
                side.facts().terms().price().minus(now.paid()).minus(now.refund()),
                Amount.ZERO,
                now.paid(),
                credited.refund(),
                side.isOver());
    }

    private static DealMoney promised(DealSide side, Amount locked) {
        boolean hosts = side instanceof Hosting;
        return new DealMoney(
                side.facts().request().id(),
                hosts ? Role.PROVIDER : Role.CLIENT,
                side.other(),
                side.facts().terms().token(),
                Amount.ZERO,
                Amount.ZERO,
                locked,
                Amount.ZERO,
                Amount.ZERO,
                Amount.ZERO,
                side instanceof Hosting it ? it.isOver() : side instanceof Placement that && that.isOver());
    }

    /**
     * How far a deal is.
     *
     * @param paid the price of proven epochs
     * @param missed how many were not
     */
    private record Course(DealTerms terms, DealAccount account, Amount paid, int missed) {
        static Course now(DealFacts facts) {
            return facts.chain().ended().isPresent() ? credited(facts) : at(facts, facts.decided());
        }

        static Course credited(DealFacts facts) {
            int settled = facts.chain().settled();
            boolean early = facts.chain()
                    .ended()
                    .filter(ended -> ended.how() == DealState.ENDED_EARLY)
                    .isPresent();
            if (early) {
                DealAccount account =
                        DealAccount.endedEarly(facts.terms(), facts.chain().proven(), settled);
                return new Course(facts.terms(), account, paid(facts, settled), missed(facts, settled));
            }
            boolean ended = facts.chain().ended().isPresent();
            return at(facts, ended ? Math.max(settled, facts.decided()) : settled);
        }

        private static Course at(DealFacts facts, int decided) {
            DealAccount account = DealAccount.of(facts.terms(), facts.chain().proven(), decided);
            return new Course(facts.terms(), account, paid(facts, decided), missed(facts, decided));
        }

        private static Amount paid(DealFacts facts, int decided) {
            return DealAccount.earned(facts.terms(), facts.chain().proven(), decided);
        }

        private static int missed(DealFacts facts, int decided) {
            return facts.chain().proven().missedOf(decided);
        }

        boolean isOver() {
            return account.state().isOver();
        }

        /** Of the collateral. */
        Amount lost() {
            if (isOver()) {
                return terms.collateral().minus(account.provider().minus(paid));
            }
            return terms.penalty().times(missed);
        }

        /** Of the price. */
        Amount refund() {
            return isOver() ? terms.price().minus(paid) : terms.pricePerEpoch().times(missed);
        }
    }
}
