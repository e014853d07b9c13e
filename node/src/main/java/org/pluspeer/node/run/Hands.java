package org.pluspeer.node.run;

/** Carries effects out. Blocking is right here: each try has a thread of its own. */
@FunctionalInterface
public interface Hands<F> {
    /**
     * Tries once. Results go back as commands, by whoever implements this. What it throws counts as "not now".
     *
     * @return whether there is something left to try soon
     */
    Errand.Outcome carryOut(Errand errand, F effect);
}
