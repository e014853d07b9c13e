package org.pluspeer.node.http;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/** What goes over the API while a wallet is made, taken up or unlocked. */
public final class SetupView {
    private SetupView() {}

    /** @param words 12 or 24; 12 where it is left out */
    public record Create(char[] passphrase, @Nullable Integer words) {}

    /**
     * @param words in one line, as they were typed
     * @param wordsPassphrase the passphrase of BIP-39 that belongs to them, if there is one
     */
    public record Restore(String words, char[] passphrase, char @Nullable [] wordsPassphrase) {}

    public record Unlock(char[] passphrase) {}

    /** @param account the one that trades */
    public record Begun(Address account) {}
}
