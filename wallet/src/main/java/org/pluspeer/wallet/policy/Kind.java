package org.pluspeer.wallet.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What money is paid for: the kinds of listings, and a plain transfer. A closed list. */
public enum Kind {
    DATASET,
    FILE,
    STREAM,
    STORAGE,
    BANDWIDTH,
    API,
    /** Nothing that is listed. */
    TRANSFER;

    /** As JSON has it, such as {@code dataset}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where it is none of the list. */
    public static Optional<Kind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
