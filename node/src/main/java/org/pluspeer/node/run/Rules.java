package org.pluspeer.node.run;

import java.util.List;
import org.pluspeer.market.sale.Step;

/**
 * A pure machine: how a state follows from events, and how it answers commands.
 *
 * @param <S> state
 * @param <C> command
 * @param <E> event
 * @param <F> effect
 */
public interface Rules<S, C, E, F> {
    /** @throws IllegalArgumentException if no history begins with this event */
    S first(E event);

    S next(S state, E event);

    Step<S, E, F> answer(S state, C command);

    List<F> effects(S state);
}
