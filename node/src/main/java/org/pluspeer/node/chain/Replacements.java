package org.pluspeer.node.chain;

import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.spend.Fees;

/** The owner's orders about what waits for a block. Under the desk's lock. */
final class Replacements {
    private final TransactionBook book;
    private final TransactionDispatch dispatch;
    private final Amount ceiling;

    /** @param ceiling wei per gas that is never gone beyond */
    Replacements(TransactionBook book, TransactionDispatch dispatch, Amount ceiling) {
        this.book = book;
        this.dispatch = dispatch;
        this.ceiling = ceiling;
    }

    OpenTransaction speedUp(Hash32 hash, Fees.Pace pace, Asker asker, Amount gas) {
        OpenTransaction waits = waiting(hash);
        dispatch.speedUp(waits, pace, ceiling, asker, gas);
        return waits;
    }

    OpenTransaction cancel(Hash32 hash, Asker asker, Amount gas) {
        OpenTransaction waits = waiting(hash);
        WaitingTransaction.whyNotCancelled(waits).ifPresent(why -> {
            throw new ProblemException(Code.NOT_CANCELLABLE, why);
        });
        dispatch.cancel(waits, ceiling, asker, gas);
        return waits;
    }

    private OpenTransaction waiting(Hash32 hash) {
        OpenTransaction open = book.open(hash).orElseThrow(() -> over(hash));
        if (open.outcome().block() >= 0 || dispatch.isMined(open)) {
            throw new ProblemException(Code.NOT_PENDING, "it is in a block already");
        }
        return open;
    }

    private ProblemException over(Hash32 hash) {
        return book.ended(hash)
                .map(over -> new ProblemException(
                        Code.NOT_PENDING, "it is over: " + over.status().words()))
                .orElseGet(() -> new ProblemException(Code.NOT_FOUND, "no open transaction has the hash " + hash));
    }
}
