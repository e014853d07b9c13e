package org.pluspeer.node.http;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.AddressBook;
import org.pluspeer.node.account.ContactsView;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.Method;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.wallet.eth.Address;

/** The rows about the address book. */
final class ContactRows {
    private ContactRows() {}

    /** A new contact, or other words for one that is there. */
    record NewContact(
            Address address, String name, @Nullable String note) {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, ContactsView> list = call -> list(rooms.get());
        Endpoint.Function<NewContact, ContactsView> put = call -> put(rooms.get(), call.body());
        Endpoint.Function<None, ContactsView> remove = call -> remove(rooms.get(), call);
        return List.of(
                Rows.get("/contacts", "Names for addresses", Rows.NONE, ContactsView.class, list)
                        .forApps(Access.READ),
                Rows.post("/contacts", "Name an address", NewContact.class, ContactsView.class, put),
                new Endpoint<>(
                        Method.DELETE,
                        "/contacts/{address}",
                        "Forget a name",
                        Rows.NONE,
                        None.class,
                        ContactsView.class,
                        remove));
    }

    private static ContactsView list(Api.Rooms rooms) {
        Map<Address, Long> paid = rooms.money().payees().paid();
        return new ContactsView(rooms.money().contacts().contacts().stream()
                .map(contact -> entry(contact, paid))
                .toList());
    }

    private static ContactsView.Entry entry(AddressBook.Contact contact, Map<Address, Long> paid) {
        return new ContactsView.Entry(contact.address(), contact.name(), contact.note(), paid.get(contact.address()));
    }

    private static ContactsView put(Api.Rooms rooms, NewContact wanted) {
        String note = wanted.note();
        rooms.money().contacts().put(wanted.address(), wanted.name(), note == null ? "" : note);
        rooms.bell().ring(Topic.WALLET);
        return list(rooms);
    }

    private static ContactsView remove(Api.Rooms rooms, Call<None> call) {
        rooms.money().contacts().remove(Address.parse(call.pathPart("address")));
        rooms.bell().ring(Topic.WALLET);
        return list(rooms);
    }
}
