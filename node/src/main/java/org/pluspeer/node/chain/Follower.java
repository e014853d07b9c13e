package org.pluspeer.node.chain;

/** Told how the chain moves, one update after the other. */
@FunctionalInterface
public interface Follower {
    /**
     * Returns once what matters of it is on the disk: it is not told again after a restart, except what was not final.
     * Where this throws, the same is told again later, to every follower.
     */
    void onChain(ChainUpdate update);
}
