package org.pluspeer.node.app;

/** What a program's token lets it do. A closed list; the names are in the journal. */
public enum Scope {
    /** Look at everything that is no secret. */
    READ,
    /** List files that it uploads, and take its own listings back. */
    SELL,
    /** Buy listings, within its budget. */
    BUY,
    /** Send money, within its budget. */
    SPEND,
    /** Have messages signed, each with the owner's yes. */
    SIGN;

    /** As JSON has it. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
