package org.pluspeer.node.interop;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.eth.SignedTransaction;
import org.pluspeer.wallet.eth.Transaction;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Decision;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Rules;
import org.pluspeer.wallet.policy.Spent;

/** One account with a random key, whose owner says yes to what is asked: the way to a signature that the node goes. */
record Desk(byte[] key, LocalSigner signer, Policy policy) {
    static Desk of(byte[] key, long chainId) {
        LocalSigner signer = LocalSigner.taking(key.clone());
        return new Desk(key, signer, new Policy(Rules.cautious(chainId, Set.of(signer.address()), Set.of())));
    }

    /** The same account in a wallet that has these as well: what a stranger's message names is ours then. */
    Desk owning(Set<Address> more) {
        Set<Address> own = new HashSet<>(more);
        own.add(signer.address());
        return new Desk(key, signer, new Policy(Rules.cautious(policy.rules().chainId(), own, Set.of())));
    }

    String hexKey() {
        return Bytes.hex(key);
    }

    String address() {
        return signer.address().checksummed();
    }

    Signature sign(Intent intent) {
        return sign(intent, Consent.to(intent.digest()));
    }

    String hexSignature(Intent intent) {
        return Bytes.hex(sign(intent).bytes());
    }

    /** A transfer of the coin, or a delegation. */
    SignedTransaction sign(Purpose purpose, Transaction transaction) {
        boolean pays = !transaction.value().isZero();
        Intent.Spend spend = new Intent.Spend(
                transaction.to() == null ? signer.address() : transaction.to(), Address.ZERO, transaction.value());
        Intent intent = new Intent.Transact(purpose, transaction, pays ? List.of(spend) : List.of());
        Consent money = Consent.upTo(spend.token(), spend.amount()).withGas(transaction.maxGasCost());
        Consent consent =
                purpose == Purpose.DELEGATION ? Consent.to(intent.digest()).withGas(transaction.maxGasCost()) : money;
        return new SignedTransaction(transaction, sign(intent, consent));
    }

    private Signature sign(Intent intent, Consent consent) {
        Decision decision = policy.decide(intent, consent, Spent.nothing(0), 0);
        if (decision instanceof Decision.Allowed allowed) {
            return signer.sign(allowed.approved());
        }
        throw new AssertionError("not signed: " + decision);
    }
}
