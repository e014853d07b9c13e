package org.pluspeer.node.chain;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.spend.NonceBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at all that is open: what is in a block, what is final, what got lost or stuck. Under the desk's lock. */
final class TransactionReview {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionReview.class);
    private static final Set<Code> ABOUT_ALL =
            EnumSet.of(Code.CHAIN_UNAVAILABLE, Code.CHAIN_DISPUTED, Code.CHAIN_MISMATCH);

    private static final String TOO_LATE = "A block took it before it could be called back.";

    private final TransactionDispatch dispatch;
    private final TransactionBook book;
    private final TransactionDesk.Settings settings;
    private final ChainUpdate update;

    TransactionReview(
            TransactionDispatch dispatch, TransactionBook book, TransactionDesk.Settings settings, ChainUpdate update) {
        this.dispatch = dispatch;
        this.book = book;
        this.settings = settings;
        this.update = update;
    }

    void run() {
        long next = dispatch.chain().nonce(dispatch.account(), false);
        book.nonces(next);
        for (OpenTransaction transaction : book.open()) {
            lookAlone(transaction, () -> look(transaction, next));
        }
        for (OpenTransaction transaction : book.overtaken()) {
            lookAlone(transaction, () -> seek(transaction));
        }
        fillGaps();
    }

    /** What is wrong with one must not hold up the others; a chain that is away is wrong with all. */
    private static void lookAlone(OpenTransaction transaction, Runnable look) {
        try {
            look.run();
        } catch (ProblemException e) {
            if (ABOUT_ALL.contains(e.problem().code())) {
                throw e;
            }
            LOG.warn(
                    "Transaction {} cannot go on at present: {}",
                    transaction.key(),
                    e.problem().detail());
        } catch (KeyException e) {
            LOG.warn("Transaction {} waits for the wallet: {}", transaction.key(), e.getMessage());
        }
    }

    private void look(OpenTransaction transaction, long next) {
        Optional<Receipt> receipt = receipt(transaction);
        if (receipt.isPresent()) {
            mined(transaction, receipt.get());
        } else if (transaction.plan().nonce() < next) {
            passed(transaction);
        } else {
            waiting(transaction);
        }
    }

    /** Any of its versions may have been taken. */
    private Optional<Receipt> receipt(OpenTransaction transaction) {
        for (Hash32 hash : transaction.hashes()) {
            Optional<Receipt> receipt = dispatch.chain().receipt(hash);
            if (receipt.isPresent()) {
                return receipt;
            }
        }
        return Optional.empty();
    }

    private void mined(OpenTransaction transaction, Receipt receipt) {
        boolean isFinal = receipt.blockNumber() <= update.finalized().number() && isAgreed(receipt);
        Outcome outcome = outcome(transaction, receipt, isFinal);
        if (isFinal) {
            dispatch.end(transaction, outcome);
        } else {
            dispatch.report(transaction, outcome);
        }
    }

    private Outcome outcome(OpenTransaction transaction, Receipt receipt, boolean isFinal) {
        if (transaction.isCancel(receipt.transaction())) {
            return Outcome.cancelled(receipt, isFinal);
        }
        if (receipt.succeeded()) {
            return Outcome.mined(receipt, isFinal, transaction.wasCalledBack() ? TOO_LATE : null);
        }
        Outcome before = transaction.outcome();
        boolean sameAsBefore =
                before.block() == receipt.blockNumber() && before.hash().equals(receipt.transaction());
        String reason = sameAsBefore
                ? before.reason()
                : dispatch.revertReason(transaction, receipt).orElse(null);
        return Outcome.mined(receipt, isFinal, reason);
    }

    /** What is over is not looked at again, so it must not rest on one endpoint's word where there are others. */
    private boolean isAgreed(Receipt receipt) {
        try {
            return dispatch.chain()
                    .agreed()
                    .receipt(receipt.transaction())
                    .filter(receipt::equals)
                    .isPresent();
        } catch (ProblemException e) {
            return false;
        }
    }

    /**
     * The account is past its nonce, but not by it. While that can be undone, so can the other transaction; only once
     * it is final can this one never be taken. That rests on one node's word, though, and ours may be in a block that
     * this node does not show: so only what takes effect once, however often it is sent, is asked for again.
     */
    private void passed(OpenTransaction transaction) {
        OptionalLong finalNext = dispatch.chain()
                .agreed()
                .nonceAt(dispatch.account(), update.finalized().number());
        if (finalNext.isPresent() && finalNext.getAsLong() > transaction.plan().nonce()) {
            if (transaction.plan().purpose().takesEffectOnce()) {
                dispatch.renumber(transaction);
            } else {
                dispatch.overtaken(transaction);
            }
        } else {
            dispatch.report(transaction, Outcome.pending(transaction.hash()));
        }
    }

    /** One that was overtaken is looked for whenever the chain has become final further on, and counts once it is so. */
    private void seek(OpenTransaction transaction) {
        long finalBlock = update.finalized().number();
        if (transaction.isDue(finalBlock)) {
            receipt(transaction)
                    .filter(receipt -> receipt.blockNumber() <= finalBlock)
                    .ifPresent(receipt -> mined(transaction, receipt));
        }
    }

    private void waiting(OpenTransaction transaction) {
        dispatch.report(transaction, Outcome.pending(transaction.hash()));
        long head = update.head().number();
        boolean tooCheap = transaction.fees().maxFee().isLessThan(update.head().baseFee());
        boolean waitsLong = transaction.sentAt() >= 0 && head - transaction.sentAt() >= settings.patience();
        if (!dispatch.chain().knows(transaction.hash())) {
            Sent sent = dispatch.send(transaction);
            if (sent instanceof Sent.Underpriced && tooCheap) {
                dispatch.replace(transaction, settings.feeCeiling());
            }
        } else if (transaction.sentAt() < 0) {
            transaction.sentAt(head);
        } else if (head > transaction.sentAt() && (tooCheap || waitsLong)) {
            dispatch.replace(transaction, settings.feeCeiling());
        }
    }

    private void fillGaps() {
        NonceBook nonces = dispatch.nonces();
        for (long gap : nonces.gaps()) {
            if (nonces.pending().stream().anyMatch(entry -> entry.nonce() > gap)) {
                dispatch.fill(gap);
            }
        }
    }
}
