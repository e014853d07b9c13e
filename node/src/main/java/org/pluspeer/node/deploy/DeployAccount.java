package org.pluspeer.node.deploy;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DeployContracts;
import org.pluspeer.node.chain.FeeQuote;
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.chain.Receipt;
import org.pluspeer.node.chain.Sent;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;

/** The owner's account while it deploys: each transaction passes the policy, and is written down before it is sent. */
final class DeployAccount implements DeployContracts.Sender {
    private final ChainClient chain;
    private final SigningDesk signing;
    private final DeployRecord record;
    private final Patience patience;
    private final Plan plan;
    private Consent consent;

    DeployAccount(ChainClient chain, SigningDesk signing, DeployRecord record, Patience patience, Plan plan) {
        this.chain = chain;
        this.signing = signing;
        this.record = record;
        this.patience = patience;
        this.plan = plan;
        this.consent = Consent.upTo(Address.ZERO, plan.coin()).withGas(plan.maxGasCost());
    }

    /** The base fee may double before a transaction has to wait. */
    static Fees fees(ChainClient chain) {
        FeeQuote quote = chain.fees();
        Amount least = quote.priorityFee().isZero() ? Amount.of(1) : quote.priorityFee();
        return Fees.suggest(new Fees.History(quote.baseFee(), List.of()), Fees.Pace.NORMAL, least);
    }

    @Override
    public Address address() {
        return signing.account();
    }

    @Override
    public void await(BooleanSupplier so, String what) {
        patience.until(so, what);
    }

    @Override
    public Receipt send(String what, Address to, Amount value, byte[] data) {
        Hash32 hash = record.transaction(what).filter(this::isWaiting).orElseGet(() -> sendNew(what, to, value, data));
        patience.until(
                () -> chain.receipt(hash).isPresent(),
                "transaction " + hash + " (" + what + "); run it again to go on");
        Receipt receipt = chain.receipt(hash).orElseThrow(() -> failed(what, "its block was taken back"));
        record.mined(what, receipt);
        if (!receipt.succeeded()) {
            throw failed(what, "transaction " + hash + " was undone");
        }
        return receipt;
    }

    /** One of an earlier run that may still do its work. */
    private boolean isWaiting(Hash32 transaction) {
        Optional<Receipt> receipt = chain.receipt(transaction);
        return receipt.isPresent() ? receipt.get().succeeded() : chain.knows(transaction);
    }

    private Hash32 sendNew(String what, Address to, Amount value, byte[] data) {
        Fees fees = fees(chain);
        Eip1559 transaction = new Eip1559(
                plan.chainId(),
                chain.nonce(address(), true),
                fees.priorityFee(),
                fees.maxFee(),
                plan.gasFor(what),
                to,
                value,
                data);
        Purpose purpose = data.length == 0 ? Purpose.TRANSFER : Purpose.DEPLOY;
        List<Intent.Spend> spends = value.isZero() ? List.of() : List.of(new Intent.Spend(to, Address.ZERO, value));
        Intent intent = new Intent.Transact(purpose, transaction, spends);
        byte[] signed = transaction.encode(signing.sign(intent, consent));
        consent = consent.less(intent);
        Hash32 hash = Keccak.hash(signed);
        record.sending(what, hash);
        switch (chain.send(signed)) {
            case Sent.Accepted _, Sent.AlreadyKnown _ -> {}
            case Sent.NonceTooLow _ -> throw failed(what, "another transaction of the account took its place");
            case Sent.Underpriced refused -> throw failed(what, refused.reason());
            case Sent.InsufficientFunds refused -> throw failed(what, refused.reason());
            case Sent.Refused refused -> throw failed(what, refused.reason());
        }
        return hash;
    }

    private static ProblemException failed(String what, String why) {
        return new ProblemException(Code.TRANSACTION_FAILED, what + " was not deployed: " + why + ". Run it again.");
    }
}
