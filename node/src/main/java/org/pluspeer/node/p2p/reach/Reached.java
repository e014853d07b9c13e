package org.pluspeer.node.p2p.reach;

import java.util.Locale;

/** How others can come to this node. */
public enum Reached {
    /** Peers dialled it, and no router was asked for that. */
    DIRECT,
    /** Peers dialled it through a port that the router forwards because it was asked. */
    MAPPED,
    /** Nobody can dial it, but a relay takes calls for it. */
    RELAYED,
    /** Peers tried and could not. */
    UNREACHABLE,
    /** Nobody has tried yet. */
    UNKNOWN;

    /** As programs read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
