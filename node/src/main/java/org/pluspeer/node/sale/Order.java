package org.pluspeer.node.sale;

import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** A transaction that a sale needs. */
public sealed interface Order {
    SaleTransaction transaction();

    /**
     * Exactly the price may be drawn by the contract.
     *
     * @param total what the owner said yes to, in base units of the token
     */
    record ApproveToken(Offer offer, Amount total) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.APPROVE;
        }
    }

    /** @param total what the owner said yes to, in base units of the token */
    record Accept(SignedOffer offer, PaymentMethod method, Amount total) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.ACCEPT;
        }
    }

    record Complain(Offer offer, ContentKey key, WrongBlock block) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.COMPLAIN;
        }
    }

    /** @param z as it was revealed */
    record ComplainMask(Offer offer, Hash32 z, Mask mask) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.COMPLAIN;
        }
    }

    record Refund(Offer offer) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.REFUND;
        }
    }

    record Deposit(Address token, Amount amount) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.DEPOSIT;
        }
    }

    /** @param z the key in direct mode, else the key under its mask */
    record Reveal(Offer offer, Hash32 z) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.REVEAL;
        }
    }

    record Release(Offer offer, Signature buyerKey) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.RELEASE;
        }
    }

    record Settle(Offer offer) implements Order {
        @Override
        public SaleTransaction transaction() {
            return SaleTransaction.SETTLE;
        }
    }
}
