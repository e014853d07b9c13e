package org.pluspeer.node.x402;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Hash32;

/** What is sold at the public side, by name. A change is in the journal before it holds. */
public final class OfferingBook {
    private static final Set<String> RESERVED = Set.of("supported", "verify", "settle", "discovery", "health");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final int LONGEST = 40;
    private static final int MOST = 1000;

    private final Journal journal;
    private final InstantSource clock;
    private final Map<String, Offering> offerings = new LinkedHashMap<>();
    /** Names of what is being made. */
    private final Set<String> taken = new HashSet<>();

    public OfferingBook(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(record -> {
            if (record.kind() == RecordKind.SERVICE) {
                recall(Json.read(record.payload(), Offering.Entry.class));
            }
        });
    }

    private void recall(Offering.Entry entry) {
        Offering offering = entry.offering();
        if (offering == null) {
            offerings.remove(entry.name());
        } else {
            offerings.put(entry.name(), offering);
        }
    }

    synchronized Optional<Offering> find(String name) {
        return Optional.ofNullable(offerings.get(name));
    }

    /** By the id of its listing. */
    synchronized Optional<Offering> find(Hash32 listing) {
        return offerings.values().stream()
                .filter(offering -> offering.listing().equals(listing))
                .findFirst();
    }

    synchronized Optional<Offering> madeBy(String key) {
        return offerings.values().stream()
                .filter(offering -> offering.key().equals(key))
                .findFirst();
    }

    /** The oldest first. */
    synchronized List<Offering> all() {
        return List.copyOf(offerings.values());
    }

    /**
     * Takes a name for what is about to be made; give it back by {@link #release}.
     *
     * @throws ProblemException BAD_REQUEST for no name, CONFLICT where it is taken, or there are too many
     */
    synchronized String reserve(String name) {
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST,
                    "a name has 1 to 40 small letters, digits and dashes, and is none of "
                            + String.join(", ", RESERVED.stream().sorted().toList()));
        }
        if (offerings.size() >= MOST) {
            throw new ProblemException(
                    Problem.Code.CONFLICT, "you sell " + MOST + " services and files, which is the most");
        }
        if (offerings.containsKey(name) || !taken.add(name)) {
            throw new ProblemException(Problem.Code.CONFLICT, "you sell something as " + name + " already");
        }
        return name;
    }

    /** The same, for the first name made of the title that is free. */
    synchronized String reserveFor(String title) {
        String plain = slug(title, LONGEST - 4);
        String base = plain.isEmpty() || RESERVED.contains(plain) ? "file" : plain;
        String name = base;
        for (int n = 2; offerings.containsKey(name) || taken.contains(name); n++) {
            name = base + "-" + n;
        }
        return reserve(name);
    }

    synchronized void release(String name) {
        taken.remove(name);
    }

    static String slug(String title) {
        return slug(title, LONGEST);
    }

    private static String slug(String title, int longest) {
        String plain =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        return plain.substring(0, Math.min(longest, plain.length())).replaceAll("-+$", "");
    }

    synchronized void add(Offering offering) {
        journal.append(RecordKind.SERVICE, Json.write(new Offering.Entry(now(), offering.name(), offering)));
        offerings.put(offering.name(), offering);
    }

    synchronized void remove(String name) {
        journal.append(RecordKind.SERVICE, Json.write(new Offering.Entry(now(), name, null)));
        offerings.remove(name);
    }

    /** Unix seconds. */
    long now() {
        return clock.instant().getEpochSecond();
    }
}
