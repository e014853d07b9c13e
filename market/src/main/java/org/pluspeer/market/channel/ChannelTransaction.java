package org.pluspeer.market.channel;

/** The transactions that a side of a channel sends. */
public enum ChannelTransaction {
    OPEN,
    TOP_UP,
    CLAIM,
    CLOSE,
    COOP_CLOSE,
    START_EXIT,
    EXIT
}
