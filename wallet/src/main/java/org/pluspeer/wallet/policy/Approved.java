package org.pluspeer.wallet.policy;

/** An intent that the policy let through, with the rule that did. Only {@code Policy} makes one; only it can be signed. */
public final class Approved {
    private final Intent intent;
    private final Rule rule;

    Approved(Intent intent, Rule rule) {
        this.intent = intent;
        this.rule = rule;
    }

    public Intent intent() {
        return intent;
    }

    /** The rule, as the audit log names it. */
    public Rule rule() {
        return rule;
    }
}
