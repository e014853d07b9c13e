package org.pluspeer.node.vault;

import java.util.Set;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.policy.Approved;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * The operations account: it signs calls that anybody may make and that protect the owner's money, and what brings its
 * coin back to the owner. Whatever a policy allowed it beside that is refused here.
 *
 * @param owner the account that trades
 */
record ProtectiveSigner(Signer signer, Address owner) implements Signer {
    /** What the contract takes from anybody. {@code reveal} and {@code withdraw} are the owner's alone. */
    static final Set<Purpose> ANYBODYS = Set.of(
            Purpose.COMPLAIN,
            Purpose.REFUND,
            Purpose.SETTLE,
            Purpose.SUBMIT_RELEASE,
            Purpose.COLLECT_PAYMENT,
            Purpose.PROVE_STORAGE,
            Purpose.CLAIM_CHANNEL);

    @Override
    public Address address() {
        return signer.address();
    }

    @Override
    public Signature sign(Approved approved) {
        Intent intent = approved.intent();
        boolean protective = intent instanceof Intent.Transact
                && ANYBODYS.contains(intent.purpose())
                && intent.spends().isEmpty();
        if (!protective && !isHomeward(intent)) {
            throw new ProblemException(
                    Problem.Code.REFUSED_BY_POLICY, "the operations account makes protective calls and no others");
        }
        return signer.sign(approved);
    }

    /** Coin to the owner, or nothing to itself, which only takes a number that is missing. */
    private boolean isHomeward(Intent intent) {
        if (!(intent instanceof Intent.Transact transact)
                || intent.purpose() != Purpose.TRANSFER
                || !(transact.transaction() instanceof Eip1559 call)) {
            return false;
        }
        Address to = call.to();
        boolean home = (to != null && to.equals(owner))
                || (to != null && to.equals(address()) && call.value().isZero());
        return home && call.data().length == 0;
    }
}
