package org.pluspeer.node.deal;

import java.util.function.BooleanSupplier;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.EarlyEnd;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.content.Payments;
import org.pluspeer.node.content.Takings;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.node.sale.SaleSecrets;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * The other rooms, as far as the desks need them.
 *
 * @param locked whether the owner's keys are
 * @param caughtUp whether the chain was followed up to its head
 */
public record DealPorts(
        DealView chain,
        DealOrders orders,
        SigningDesk signing,
        SaleSecrets secrets,
        SalePeers peers,
        StorageOffers offers,
        Handover handover,
        BooleanSupplier locked,
        BooleanSupplier caughtUp) {

    /** How replicas that go back to their clients are paid for, by us and to us. */
    public record Handover(Payments payments, Takings takings) {}

    Address account() {
        return signing.account();
    }

    Signature sign(EarlyEnd end) {
        return signing.sign(
                new Intent.SignTyped(
                        Purpose.DEAL_END,
                        DealTerms.domain(chain.chainId(), DealContract.ADDRESS),
                        end.struct(),
                        java.util.List.of()),
                Consent.none());
    }

    Signature sign(DealTerms terms) {
        return signing.sign(
                new Intent.SignTyped(
                        Purpose.DEAL,
                        DealTerms.domain(chain.chainId(), DealContract.ADDRESS),
                        terms.struct(),
                        java.util.List.of()),
                Consent.none());
    }
}
