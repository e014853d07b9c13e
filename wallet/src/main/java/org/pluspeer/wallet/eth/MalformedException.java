package org.pluspeer.wallet.eth;

/** Text or bytes from outside that are not what they should be. The message is fit for people. */
public final class MalformedException extends IllegalArgumentException {
    public MalformedException(String message) {
        super(message);
    }
}
