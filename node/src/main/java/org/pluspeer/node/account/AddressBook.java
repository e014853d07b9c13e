package org.pluspeer.node.account;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.PlainText;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;

/** Names that the owner gave to addresses, and tokens that the owner added. Kept in the journal. */
public final class AddressBook {
    private static final int MOST = 10_000;
    private static final int MOST_NAME = 60;
    private static final int MOST_NOTE = 500;

    private final Journal journal;
    private final InstantSource clock;
    private final TokenBook tokens;
    private final Map<Address, Contact> contacts = new HashMap<>();
    private final Set<Address> added = new LinkedHashSet<>();

    /** An address with the owner's name for it; the note may be empty. */
    public record Contact(Address address, String name, String note) {}

    /**
     * A record of kind CONTACT; one of the three is there.
     *
     * @param at unix seconds
     * @param token an ERC-20 token to be shown from now on
     */
    record Entry(
            long at,
            @Nullable Contact contact,
            @Nullable Address removed,
            @Nullable Address token) {}

    public AddressBook(Journal journal, InstantSource clock, TokenBook tokens) {
        this.journal = journal;
        this.clock = clock;
        this.tokens = tokens;
        journal.replay(record -> {
            if (record.kind() == RecordKind.CONTACT) {
                recall(Json.read(record.payload(), Entry.class));
            }
        });
    }

    /** How many contacts a journal holds. */
    public static int count(Journal journal) {
        Map<Address, Contact> named = new HashMap<>();
        journal.replay(record -> {
            if (record.kind() == RecordKind.CONTACT) {
                name(named, Json.read(record.payload(), Entry.class));
            }
        });
        return named.size();
    }

    private static void name(Map<Address, Contact> contacts, Entry entry) {
        if (entry.contact() != null) {
            contacts.put(entry.contact().address(), entry.contact());
        }
        if (entry.removed() != null) {
            contacts.remove(entry.removed());
        }
    }

    private void recall(Entry entry) {
        name(contacts, entry);
        if (entry.token() != null && added.add(entry.token())) {
            tokens.show(entry.token());
        }
    }

    /** By name. */
    public synchronized List<Contact> contacts() {
        return contacts.values().stream()
                .sorted(Comparator.comparing(Contact::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    public synchronized Optional<String> name(Address address) {
        return Optional.ofNullable(contacts.get(address)).map(Contact::name);
    }

    /**
     * Writes a contact down, in place of the one with its address.
     *
     * @throws ProblemException BAD_REQUEST for a name or note that is too long or holds anything but plain text, or for
     *     the zero address; CONFLICT where another address has the name, TOO_LARGE beyond 10 000 of them
     */
    public synchronized Contact put(Address address, String name, String note) {
        Contact contact = new Contact(address, plain("name", name, MOST_NAME), plain("note", note, MOST_NOTE));
        if (address.isZero() || contact.name().isEmpty()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "a contact has an address and a name");
        }
        boolean taken = contacts.values().stream()
                .anyMatch(other -> other.name().equalsIgnoreCase(contact.name())
                        && !other.address().equals(address));
        if (taken) {
            throw new ProblemException(Problem.Code.CONFLICT, "another contact has the name " + contact.name());
        }
        if (contacts.size() >= MOST && !contacts.containsKey(address)) {
            throw new ProblemException(Problem.Code.TOO_LARGE, "there are " + MOST + " contacts already");
        }
        write(new Entry(now(), contact, null, null));
        return contact;
    }

    private static String plain(String what, String text, int most) {
        String stripped = text.strip();
        if (!PlainText.of(stripped, most).equals(stripped)) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "the " + what + " is one line of at most " + most + " plain characters");
        }
        return stripped;
    }

    /** @throws ProblemException NOT_FOUND */
    public synchronized void remove(Address address) {
        if (!contacts.containsKey(address)) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "no contact has the address " + address);
        }
        write(new Entry(now(), null, address, null));
    }

    /**
     * Shows a token from now on.
     *
     * @throws ProblemException NOT_FOUND where the chain has none at the address; TOO_LARGE where too many are shown
     */
    public synchronized TokenView addToken(Address token) {
        TokenView view = tokens.require(token);
        if (!added.contains(token) && !tokens.isShown(token)) {
            tokens.requireRoom();
            write(new Entry(now(), null, null, token));
        }
        return view;
    }

    private void write(Entry entry) {
        journal.append(RecordKind.CONTACT, Json.write(entry));
        recall(entry);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
