package org.pluspeer.node.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.vault.Account;
import org.pluspeer.wallet.eth.Address;

/** What goes over the API about the lock, the words and the accounts. */
public final class KeyView {
    private KeyView() {}

    /** @param minutes until it locks by itself; 12 hours where it is left out */
    public record Unlock(char[] passphrase, @Nullable Long minutes) {}

    public record Asked(char[] passphrase) {}

    public record Words(List<String> words) {}

    /** @param asked places of the words that are asked for, from 1 */
    public record Places(List<Integer> asked, boolean backedUp) {}

    /** @param answers words by their places */
    public record Answers(Map<String, String> answers) {}

    public record BackedUp(boolean backedUp) {}

    public record All(List<Account> accounts) {}

    public record Named(String name) {}

    /** Either a private key, or a key file's text with its passphrase. */
    public record Import(
            String name, char @Nullable [] key, @Nullable String keystore, char @Nullable [] passphrase) {}

    public record Watch(String name, Address address) {}

    /**
     * @param format {@code keystore} (Web3 Secret Storage, version 3) or {@code key}
     * @param newPassphrase of the key file; the wallet's own where it is left out
     */
    public record Export(char[] passphrase, String format, char @Nullable [] newPassphrase) {}

    public record Removed(Address account) {}
}
