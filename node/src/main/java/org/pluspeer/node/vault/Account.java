package org.pluspeer.node.vault;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/**
 * One account as the owner sees it.
 *
 * @param name of the owner's choosing, 1 to 60 characters
 * @param kind {@code words}, {@code imported} or {@code watched}
 * @param path where it lies under the words (BIP-44); null for the others
 * @param main whether it is the one that trades
 */
public record Account(
        Address address, String name, String kind, @Nullable String path, boolean main) {
    /** Where its key is. */
    public enum Kind {
        WORDS,
        IMPORTED,
        WATCHED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Account of(WalletRecord.Added added, boolean main) {
        return new Account(added.account(), added.name(), added.kind().text(), added.path(), main);
    }

    boolean is(Kind wanted) {
        return kind.equals(wanted.text());
    }
}
