package org.pluspeer.node.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;
import org.pluspeer.wallet.spend.NonceBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans, signs, sends, replaces and drops. Each is written down before it shows outside. Guarded by the desk's lock. */
final class TransactionDispatch {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionDispatch.class);

    private final ChainClient chain;
    private final TransactionSigner signer;
    private final TransactionBook book;
    private final Seal seal;
    private final BiConsumer<String, Outcome> teller;
    private long head = -1;

    TransactionDispatch(
            TransactionDesk.Office office, Address account, TransactionBook book, BiConsumer<String, Outcome> teller) {
        this.chain = office.chain();
        this.signer = new TransactionSigner(office.chain(), office.signing(), account);
        this.book = book;
        this.seal = office.seal();
        this.teller = teller;
    }

    ChainClient chain() {
        return chain;
    }

    void headIs(BlockRef block) {
        head = block.number();
    }

    Address account() {
        return signer.account();
    }

    long gas(Address to, Amount value, byte[] data) {
        return signer.gas(to, value, data);
    }

    NonceBook nonces() {
        return book.nonces(chain.nonce(account(), false));
    }

    OpenTransaction plan(TransactionDesk.Request request, long gas) {
        NonceBook.Reservation reserved = nonces().reserve(request.key());
        Fees fees = signer.fees(request.pace());
        Eip1559 transaction = new Eip1559(
                chain.chainId(),
                reserved.nonce(),
                fees.priorityFee(),
                fees.maxFee(),
                gas,
                request.to(),
                request.value(),
                request.data());
        signer.requireFunds(transaction);
        var signed = signer.sign(request.purpose(), transaction, request.spends(), request.asker(), request.consent());
        TransactionRecord.Plan plan = new TransactionRecord.Plan(
                request.purpose(),
                transaction.chainId(),
                account(),
                request.to(),
                request.value(),
                seal.seal(request.data()),
                Keccak.hash(request.data()),
                TransactionRecord.Paid.of(request.spends()),
                TransactionRecord.Agreed.of(agreed(request, transaction.maxGasCost())),
                reserved.nonce(),
                gas,
                new TransactionRecord.Price(fees, signed.hash()),
                TransactionRecord.name(request.asker()));
        return book.plan(request.key(), plan, reserved.book());
    }

    /** What a program's budget let go is let go for good: to sign it again asks no budget, and no program, again. */
    private static Consent agreed(TransactionDesk.Request request, Amount gas) {
        boolean unasked = request.asker() instanceof Asker.App
                && request.consent().totals().isEmpty();
        if (!unasked) {
            return request.consent();
        }
        Map<Address, Amount> totals = new HashMap<>();
        request.spends().forEach(spend -> totals.merge(spend.token(), spend.amount(), Amount::plus));
        return new Consent(totals, gas).byBudget();
    }

    /** @throws ProblemException where the chain will never take it; then it is over */
    void sendFirst(OpenTransaction transaction) {
        Optional<ProblemException> refused = refused(send(transaction)).filter(_ -> !isKnown(transaction));
        if (refused.isPresent()) {
            drop(transaction, refused.get().problem().detail());
            throw refused.get();
        }
    }

    /** Whether a block has taken any of its versions by now. */
    boolean isMined(OpenTransaction transaction) {
        return transaction.hashes().stream()
                .anyMatch(hash -> chain.receipt(hash).isPresent());
    }

    private boolean isKnown(OpenTransaction transaction) {
        try {
            return chain.knows(transaction.hash());
        } catch (ProblemException e) {
            return true;
        }
    }

    /** Only what can never be taken counts; all else is tried again. */
    private static Optional<ProblemException> refused(Sent sent) {
        return switch (sent) {
            case Sent.Accepted _, Sent.AlreadyKnown _, Sent.NonceTooLow _, Sent.Underpriced _ -> Optional.empty();
            case Sent.InsufficientFunds _ ->
                Optional.of(
                        new ProblemException(Code.INSUFFICIENT_FUNDS, "The account cannot pay for this transaction."));
            case Sent.Refused refused ->
                Optional.of(new ProblemException(
                        Code.TRANSACTION_FAILED, "The chain's node does not take it: " + refused.reason() + "."));
        };
    }

    /** Signs it again, to the same bytes, and sends it. Where nobody answers it counts as under way. */
    Sent send(OpenTransaction transaction) {
        var signed = sign(transaction, transaction.price(), transaction.plan().askedBy(), transaction.consent());
        try {
            Sent sent = chain.send(signed.bytes());
            switch (sent) {
                case Sent.Accepted _, Sent.AlreadyKnown _ -> transaction.sentAt(head);
                case Sent.NonceTooLow _, Sent.Underpriced _, Sent.InsufficientFunds _, Sent.Refused _ ->
                    LOG.info("Transaction {} is not taken: {}", transaction.key(), sent);
            }
            return sent;
        } catch (ProblemException e) {
            LOG.info(
                    "Transaction {} is sent again later: {}",
                    transaction.key(),
                    e.problem().detail());
            return new Sent.AlreadyKnown();
        }
    }

    private TransactionSigner.Signed sign(
            OpenTransaction transaction, TransactionRecord.Price price, Asker asker, Consent consent) {
        byte[] data = seal.open(transaction.plan().sealedData());
        return signer.sign(
                price.cancels() ? Purpose.TRANSFER : transaction.plan().purpose(),
                transaction.transaction(price, data),
                transaction.spends(price),
                asker,
                consent);
    }

    /** With higher fees, if the ceiling and the policy leave room for them. */
    void replace(OpenTransaction transaction, Amount ceiling) {
        Optional<Fees> fees = transaction.fees().replacement(signer.fees(Fees.Pace.NORMAL), ceiling);
        if (fees.isEmpty()) {
            LOG.warn("Transaction {} is stuck, and higher fees would be above the ceiling.", transaction.key());
            transaction.sentAt(head);
            return;
        }
        try {
            TransactionRecord.Price now = transaction.price();
            replace(
                    transaction,
                    fees.get(),
                    now.emptyGas(),
                    now.agreedGas(),
                    transaction.plan().askedBy(),
                    transaction.consent());
        } catch (ProblemException e) {
            if (e.problem().code() != Code.REFUSED_BY_POLICY && e.problem().code() != Code.NEEDS_APPROVAL) {
                throw e;
            }
            LOG.warn("Transaction {} is stuck, and higher fees are not allowed: {}", transaction.key(), e.getMessage());
            transaction.sentAt(head);
        }
    }

    /** Asked, written down, sent: in this order. */
    private void replace(
            OpenTransaction transaction,
            Fees fees,
            @Nullable Long emptyGas,
            @Nullable Amount agreedGas,
            Asker asker,
            Consent consent) {
        var unsigned = new TransactionRecord.Price(fees.maxFee(), fees.priorityFee(), Hash32.ZERO, emptyGas, agreedGas);
        var signed = sign(transaction, unsigned, asker, consent);
        book.price(
                transaction,
                new TransactionRecord.Price(fees.maxFee(), fees.priorityFee(), signed.hash(), emptyGas, agreedGas));
        send(transaction);
        teller.accept(transaction.key(), transaction.outcome());
    }

    /**
     * With higher fees, because the owner says so.
     *
     * @param gas wei that it may cost, by the owner's word
     * @throws ProblemException FEE_CEILING, REFUSED_BY_POLICY, INSUFFICIENT_FUNDS; then nothing has changed
     */
    void speedUp(OpenTransaction transaction, Fees.Pace pace, Amount ceiling, Asker asker, Amount gas) {
        Long emptyGas = transaction.price().emptyGas();
        replace(transaction, dearer(transaction, pace, ceiling), emptyGas, gas, asker, withGas(transaction, gas));
    }

    /**
     * An empty transaction to ourselves takes its place.
     *
     * @param gas wei that it may cost, by the owner's word
     * @throws ProblemException FEE_CEILING, REFUSED_BY_POLICY, INSUFFICIENT_FUNDS; then nothing has changed
     */
    void cancel(OpenTransaction transaction, Amount ceiling, Asker asker, Amount gas) {
        long emptyGas = gas(account(), Amount.ZERO, new byte[0]);
        Fees fees = dearer(transaction, Fees.Pace.NORMAL, ceiling);
        replace(transaction, fees, emptyGas, gas, asker, withGas(transaction, gas));
    }

    private static Consent withGas(OpenTransaction transaction, Amount gas) {
        Consent before = transaction.consent();
        return gas.isMoreThan(before.gas()) ? before.withGas(gas) : before;
    }

    private Fees dearer(OpenTransaction transaction, Fees.Pace pace, Amount ceiling) {
        return transaction
                .fees()
                .replacement(signer.fees(pace), ceiling)
                .orElseThrow(() -> new ProblemException(
                        Code.FEE_CEILING,
                        "a replacement has to offer a tenth more than "
                                + transaction.fees().maxFee() + " wei per gas, and the ceiling is " + ceiling));
    }

    /** Its nonce went, for good, to a transaction that was signed elsewhere: it gets another, if it still makes sense. */
    void renumber(OpenTransaction transaction) {
        TransactionRecord.Plan old = transaction.plan();
        giveUpNonce(transaction);
        byte[] data = seal.open(old.sealedData());
        TransactionDesk.Request again = new TransactionDesk.Request(
                transaction.key(),
                old.purpose(),
                old.to(),
                old.value(),
                data,
                transaction.spends(),
                transaction.consent(),
                old.askedBy(),
                Fees.Pace.NORMAL);
        try {
            send(plan(again, gas(old.to(), old.value(), data)));
            teller.accept(transaction.key(), transaction.outcome());
        } catch (ProblemException e) {
            switch (e.problem().code()) {
                case TRANSACTION_FAILED, INSUFFICIENT_FUNDS, REFUSED_BY_POLICY, NEEDS_APPROVAL ->
                    end(
                            transaction,
                            Outcome.dropped(
                                    transaction.hash(),
                                    "Another wallet used its number. "
                                            + e.problem().detail()));
                default -> throw e;
            }
        }
    }

    /** Its nonce went, for good, to another transaction, and a second one of its kind could pay twice. */
    void overtaken(OpenTransaction transaction) {
        LOG.warn(
                "Transaction {} was overtaken by another one with its nonce; it is not sent again.", transaction.key());
        giveUpNonce(transaction);
        end(transaction, Outcome.overtaken(transaction.hash()));
    }

    private void giveUpNonce(OpenTransaction transaction) {
        NonceBook now = nonces();
        if (now.entry(transaction.key()).isPresent()) {
            book.nonces(now.taken(transaction.plan().nonce()));
        }
    }

    /** A nonce that nobody has holds up those above it: an empty transaction to ourselves takes it. */
    void fill(long gap) {
        TransactionDesk.Request nothing = new TransactionDesk.Request(
                "gap/" + gap + "/" + head,
                Purpose.TRANSFER,
                account(),
                Amount.ZERO,
                new byte[0],
                List.of(),
                Consent.none());
        LOG.info("Number {} is missing; an empty transaction takes it.", gap);
        send(plan(nothing, gas(account(), Amount.ZERO, new byte[0])));
    }

    void drop(OpenTransaction transaction, String reason) {
        NonceBook now = nonces();
        end(transaction, Outcome.dropped(transaction.hash(), reason));
        if (now.entry(transaction.key()).isPresent()) {
            book.nonces(now.dropped(transaction.plan().nonce()));
        }
    }

    void end(OpenTransaction transaction, Outcome outcome) {
        book.end(transaction, outcome);
        teller.accept(transaction.key(), outcome);
    }

    void report(OpenTransaction transaction, Outcome outcome) {
        if (!outcome.equals(transaction.outcome())) {
            transaction.outcome(outcome);
            teller.accept(transaction.key(), outcome);
        }
    }

    /** What the contract said, if it says it again on the state before; only then is it known. */
    Optional<String> revertReason(OpenTransaction transaction, Receipt receipt) {
        TransactionRecord.Plan plan = transaction.plan();
        Call call = new Call(plan.from(), plan.to(), plan.value(), seal.open(plan.sealedData()));
        try {
            chain.call(call, new At.Block(receipt.blockNumber() - 1));
            return Optional.empty();
        } catch (RevertedException e) {
            return Optional.of(e.revert().text());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
