package org.pluspeer.market.channel;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How often each transaction of a channel was refused, and which were sent. The try after a refusal has the next number,
 * so that whoever sends never takes an old one for it.
 */
public record Attempts(Map<ChannelTransaction, Integer> refusals, Set<ChannelTransaction> sent) {
    public static final Attempts NONE = new Attempts(Map.of(), Set.of());

    public Attempts {
        refusals = Map.copyOf(refusals);
        sent = Set.copyOf(sent);
    }

    /** Number of the try that is due: 0 for the first. */
    public int of(ChannelTransaction transaction) {
        return refusals.getOrDefault(transaction, 0);
    }

    public boolean wasSent(ChannelTransaction transaction) {
        return sent.contains(transaction);
    }

    public boolean wasRefused(ChannelTransaction transaction) {
        return refusals.containsKey(transaction);
    }

    Attempts with(ChannelReport report) {
        return switch (report) {
            case ChannelReport.Sent it -> new Attempts(refusals, plus(it.transaction()));
            case ChannelReport.Refused it -> {
                EnumMap<ChannelTransaction, Integer> counts = new EnumMap<>(ChannelTransaction.class);
                counts.putAll(refusals);
                counts.merge(it.transaction(), it.attempt() + 1, Math::max);
                yield new Attempts(counts, sent);
            }
        };
    }

    private Set<ChannelTransaction> plus(ChannelTransaction one) {
        EnumSet<ChannelTransaction> all = EnumSet.of(one);
        all.addAll(sent);
        return all;
    }
}
