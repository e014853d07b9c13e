package org.pluspeer.node.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/** The address book, by name. */
public record ContactsView(List<Entry> contacts) {
    public ContactsView {
        contacts = List.copyOf(contacts);
    }

    /** @param lastPaidAt unix seconds; null where nothing was sent there */
    public record Entry(
            Address address,
            String name,
            String note,
            @Nullable Long lastPaidAt) {}
}
