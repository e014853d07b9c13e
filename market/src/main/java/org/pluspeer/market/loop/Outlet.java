package org.pluspeer.market.loop;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a share of what was earned goes. The names are in the journal. */
public enum Outlet {
    /** An account that the owner names. */
    SAVINGS,
    /** Storage deals for the owner's listings. */
    AVAILABILITY,
    /** Seeders under contract: storage deals with one peer more for listings whose ciphertext it can give on. */
    SEEDERS,
    /** Coin for the operations account, which acts while the owner is away. */
    GAS;

    /** As JSON has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where it is none of the list. */
    public static Optional<Outlet> of(String text) {
        return Arrays.stream(values())
                .filter(outlet -> outlet.text().equals(text))
                .findFirst();
    }

    /** Whether what it pays for is others' work, so that income from them must not just flow back. */
    public boolean paysOthers() {
        return this == AVAILABILITY || this == SEEDERS;
    }
}
