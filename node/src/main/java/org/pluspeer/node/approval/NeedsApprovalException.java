package org.pluspeer.node.approval;

import java.util.List;
import java.util.Optional;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Rule;

/** The owner has to say yes to it first; nothing was signed. */
public final class NeedsApprovalException extends ProblemException {
    private final transient Wanted wanted;

    /**
     * What a yes would have to be to.
     *
     * @param rule that stopped it
     * @param gas the most that it can cost, in wei
     * @param words digest of a message that has to be read first
     */
    public record Wanted(Rule rule, String reason, List<Intent.Spend> spends, Amount gas, Optional<Hash32> words) {}

    NeedsApprovalException(Wanted wanted) {
        super(Problem.Code.NEEDS_APPROVAL, wanted.reason());
        this.wanted = wanted;
    }

    public Wanted wanted() {
        return wanted;
    }
}
