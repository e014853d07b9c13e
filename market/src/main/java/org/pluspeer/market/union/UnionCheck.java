package org.pluspeer.market.union;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** What whoever pays or joins a union looks at first: the contract knows hashes only and takes any. */
public final class UnionCheck {
    private UnionCheck() {}

    /**
     * Whether exactly these members, by these weights and this rule, are behind the id. The total is summed here, so a
     * list whose weights sum to more than its total is found as another one.
     *
     * @return the first fault found; null if there is none
     */
    public static @Nullable UnionFault fault(Hash32 payee, List<Member> members, Rule rule) {
        if (!Membership.isUnion(payee)) {
            return UnionFault.NOT_A_UNION;
        }
        MemberTree tree;
        try {
            tree = MemberTree.of(members);
        } catch (MalformedException e) {
            return UnionFault.LIST_MALFORMED;
        }
        if (!Membership.founding(tree, rule).id().equals(payee)) {
            return UnionFault.LIST_DIFFERS;
        }
        boolean isReachable = rule.quorum().compareTo(tree.totalWeight()) <= 0;
        return isReachable ? null : UnionFault.QUORUM_UNREACHABLE;
    }
}
