package org.pluspeer.wallet.policy;

/** The policy's answer. */
public sealed interface Decision {
    /** The rule that made it. */
    Rule rule();

    /** It may be signed. */
    record Allowed(Approved approved) implements Decision {
        @Override
        public Rule rule() {
            return approved.rule();
        }
    }

    /**
     * The owner may say yes to it.
     *
     * @param reason one sentence for people
     */
    record NeedsApproval(Rule rule, String reason) implements Decision {}

    /**
     * It is not signed, whoever says yes.
     *
     * @param reason one sentence for people
     */
    record Refused(Rule rule, String reason) implements Decision {}
}
