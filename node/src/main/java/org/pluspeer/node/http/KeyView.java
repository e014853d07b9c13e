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

    /** @param leave whether the keys for protective calls may lie in clear */
    public record Standby(char[] passphrase, boolean leave) {}

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

    /**
     * A backup that was made.
     *
     * @param size bytes
     * @param at unix seconds
     * @param url a one-time address to fetch it from
     */
    public record BackupMade(String file, String path, long size, long at, String url) {}

    /**
     * @param file on the node's machine; the newest that it made, where it is left out
     * @param words to try it with; the node's own secrets, where they are left out
     */
    public record Drill(@Nullable String file, @Nullable String words, char @Nullable [] wordsPassphrase) {}

    public record Removed(Address account) {}
}
