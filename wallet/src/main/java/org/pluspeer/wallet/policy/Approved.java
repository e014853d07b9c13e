package org.pluspeer.wallet.policy;

/** An intent that the policy let through, with the rule that did. Only {@code Policy} makes one; only it can be signed. */
public final class Approved {
    private final Intent intent;
    private final String rule;

    Approved(Intent intent, String rule) {
        this.intent = intent;
        this.rule = rule;
    }

    public Intent intent() {
        return intent;
    }

    /** The name of the rule, as the audit log shows it. */
    public String rule() {
        return rule;
    }
}
