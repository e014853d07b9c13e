package org.pluspeer.node.chain;

/** A call that the contract refuses; nothing was sent. */
public final class RevertedException extends RuntimeException {
    private final transient Revert revert;

    public RevertedException(Revert revert) {
        super(revert.text());
        this.revert = revert;
    }

    public Revert revert() {
        return revert;
    }
}
