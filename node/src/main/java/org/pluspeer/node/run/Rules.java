package org.pluspeer.node.run;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
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

    /** Of a machine that has these four. */
    static <S, C, E, F> Rules<S, C, E, F> of(
            Function<E, S> first,
            BiFunction<S, E, S> next,
            BiFunction<S, C, Step<S, E, F>> answer,
            Function<S, List<F>> effects) {
        return new Rules<>() {
            @Override
            public S first(E event) {
                return first.apply(event);
            }

            @Override
            public S next(S state, E event) {
                return next.apply(state, event);
            }

            @Override
            public Step<S, E, F> answer(S state, C command) {
                return answer.apply(state, command);
            }

            @Override
            public List<F> effects(S state) {
                return effects.apply(state);
            }
        };
    }
}
