package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JuryTest {
    @Test
    void whatAllSayIsAgreed() {
        assertEquals(new Jury.Verdict.Agreed<>("a"), Jury.judge(Map.of(0, "a", 2, "a"), Optional.of("b")));
        assertEquals(new Jury.Verdict.Agreed<>("a"), Jury.judge(Map.of(1, "a"), Optional.empty()));
    }

    @Test
    void moreThanHalfAreBelievedEvenAgainstWhatWasKnown() {
        assertEquals(
                new Jury.Verdict.Liars<>(Set.of(1), "a"), Jury.judge(Map.of(0, "a", 1, "b", 2, "a"), Optional.of("b")));
    }

    @Test
    void halfIsNotMore() {
        assertEquals(new Jury.Verdict.Tie<>(), Jury.judge(Map.of(0, "a", 1, "b"), Optional.empty()));
        assertEquals(new Jury.Verdict.Tie<>(), Jury.judge(Map.of(0, "a", 1, "a", 2, "b", 3, "c"), Optional.empty()));
        assertEquals(new Jury.Verdict.Tie<>(), Jury.judge(Map.of(0, "a", 1, "b"), Optional.of("c")));
    }

    @Test
    void inATieWhoeverSaysWhatWasKnownIsBelieved() {
        assertEquals(new Jury.Verdict.Liars<>(Set.of(0), "b"), Jury.judge(Map.of(0, "a", 1, "b"), Optional.of("b")));
        assertEquals(
                new Jury.Verdict.Liars<>(Set.of(0, 2), "b"),
                Jury.judge(Map.of(0, "a", 1, "b", 2, "c"), Optional.of("b")));
    }
}
