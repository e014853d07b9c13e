package org.pluspeer.node.events;

/** What can have changed, as {@code GET /events} names it. */
public enum Topic {
    LISTINGS,
    PURCHASES,
    SALES,
    WALLET,
    PEERS,
    CHAIN,
    APPROVALS,
    APPS,
    STORAGE,
    CHANNELS,
    LOOP;

    /** As programs see it, such as {@code listings}. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
