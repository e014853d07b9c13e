package org.pluspeer.market.channel;

/** What became of one transaction of a channel, where the chain's own facts do not say it. */
public sealed interface ChannelReport {
    ChannelTransaction transaction();

    /** Which try it was, from 0. */
    int attempt();

    /** It may be in a block any time from here. */
    record Sent(ChannelTransaction transaction, int attempt) implements ChannelReport {}

    /** The chain refused it, or it can no longer be mined. */
    record Refused(ChannelTransaction transaction, int attempt, String reason) implements ChannelReport {}
}
