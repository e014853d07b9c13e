package org.pluspeer.market.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one command.
 *
 * @param state after the events; the same as folding them onto the state before
 * @param events what must be durable before anything else happens; empty if nothing changed
 * @param effects everything that is to be done in that state, not only what is new: running one twice does no harm,
 *     and what is no longer listed is no longer wanted
 * @param denial why the command was not followed; null if it was, or if there was nothing to follow
 */
public record ChannelStep<S, E, F>(
        S state, List<E> events, List<F> effects, @Nullable ChannelDenial denial) {
    public ChannelStep {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
    }
}
