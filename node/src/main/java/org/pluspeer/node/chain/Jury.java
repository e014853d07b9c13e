package org.pluspeer.node.chain;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides whom to believe where several were asked the same question about what does not change. */
final class Jury {
    private Jury() {}

    /** What comes of it. Endpoints are named by their numbers. */
    sealed interface Verdict<T> {
        /** All say the same. */
        record Agreed<T>(T answer) implements Verdict<T> {}

        /** Some say something else than can be believed. */
        record Liars<T>(Set<Integer> liars, T answer) implements Verdict<T> {}

        /** Nobody can tell who is right. */
        record Tie<T>() implements Verdict<T> {}
    }

    /**
     * More than half of them are believed; where there is no such half, those who say what was known before.
     *
     * @param answers by endpoint, at least one; compared by {@code equals}
     * @param known what was settled about the same question before
     */
    static <T> Verdict<T> judge(Map<Integer, T> answers, Optional<T> known) {
        Map<T, Set<Integer>> sides = new LinkedHashMap<>();
        answers.forEach((endpoint, answer) ->
                sides.computeIfAbsent(answer, _ -> new HashSet<>()).add(endpoint));
        if (sides.size() == 1) {
            return new Verdict.Agreed<>(sides.keySet().iterator().next());
        }
        for (Map.Entry<T, Set<Integer>> side : sides.entrySet()) {
            if (2 * side.getValue().size() > answers.size()) {
                return against(answers, side);
            }
        }
        for (Map.Entry<T, Set<Integer>> side : sides.entrySet()) {
            if (known.filter(side.getKey()::equals).isPresent()) {
                return against(answers, side);
            }
        }
        return new Verdict.Tie<>();
    }

    private static <T> Verdict<T> against(Map<Integer, T> answers, Map.Entry<T, Set<Integer>> believed) {
        Set<Integer> liars = new HashSet<>(answers.keySet());
        liars.removeAll(believed.getValue());
        return new Verdict.Liars<>(Set.copyOf(liars), believed.getKey());
    }
}
