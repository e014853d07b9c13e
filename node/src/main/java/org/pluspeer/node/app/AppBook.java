package org.pluspeer.node.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.BudgetView;
import org.pluspeer.node.approval.ForwardClock;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Limits;

/**
 * The programs that the owner paired. Each has a token of its own, of which only the hash is kept; what it may and how
 * much is fixed when it is paired, and over when the owner says so or its time is.
 */
public final class AppBook {
    private static final String PREFIX = "peer_";
    private static final int MOST_APPS = 100;
    private static final int MOST_NAME = 60;
    private static final Duration LIFE = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final long NOTED_SECONDS = 3600;

    private final Journal journal;
    private final ForwardClock clock;
    private final Supplier<byte[]> entropy;
    private final Limits first;
    private final Map<String, App> all = new LinkedHashMap<>();
    private final Map<Hash32, String> byToken = new ConcurrentHashMap<>();
    private final Map<Hash32, String> purchases = new HashMap<>();
    private final Map<String, Long> noted = new HashMap<>();
    /** The same, for those who must not wait for a disk. */
    private volatile Map<String, App> seen = Map.of();

    /** @param token shown once; with it the program proves who it is */
    public record NewToken(String id, String token) {}

    /**
     * @param first what a program may spend that no budgets are given for
     * @param entropy 32 fresh random bytes a call
     */
    public AppBook(Journal journal, ForwardClock clock, Supplier<byte[]> entropy, Limits first) {
        this.journal = journal;
        this.clock = clock;
        this.entropy = entropy;
        this.first = first;
        journal.replay(record -> {
            if (record.kind() == RecordKind.APP) {
                AppRecord told = Json.read(record.payload(), AppRecord.class);
                clock.note(told.at());
                take(told);
            }
        });
    }

    /**
     * Pairs a program.
     *
     * @throws ProblemException BAD_REQUEST for an unknown scope, an end that is past or too far away, or a budget that
     *     is none; nothing has changed then
     */
    public synchronized NewToken pair(NewApp wanted) {
        String name = wanted.name().strip();
        require(!name.isEmpty() && name.length() <= MOST_NAME, "a name has 1 to " + MOST_NAME + " characters");
        require(name.codePoints().noneMatch(AppBook::isUnseen), "a name is in letters that can be seen");
        require(live().size() < MOST_APPS, "at most " + MOST_APPS + " programs can be paired; revoke one");
        byte[] random = entropy.get();
        String token = PREFIX + HexFormat.of().formatHex(random);
        String id = HexFormat.of().formatHex(hash("id:" + token).bytes(), 0, 6);
        AppRecord.Paired paired = paired(name, wanted, hash(token));
        paired.limits();
        write(AppRecord.paired(id, clock.seconds(), paired));
        return new NewToken(id, token);
    }

    private AppRecord.Paired paired(String name, NewApp wanted, Hash32 tokenHash) {
        long now = clock.seconds();
        long expiresAt = wanted.expiresAt() == null ? now + LIFE.toSeconds() : wanted.expiresAt();
        require(
                expiresAt > now && expiresAt <= now + LONGEST.toSeconds(),
                "a token ends between now and " + LONGEST.toDays() + " days from now");
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        wanted.scopes().forEach(scope -> scopes.add(scope(scope)));
        require(!scopes.isEmpty(), "a program needs at least one scope");
        List<BudgetView> budgets = wanted.budgets() == null ? BudgetView.of(first.budgets()) : wanted.budgets();
        Amount perDay = wanted.gasPerDay() == null ? first.gasPerDay() : wanted.gasPerDay();
        Amount usual = first.gasPerTransaction().isMoreThan(perDay) ? perDay : first.gasPerTransaction();
        return new AppRecord.Paired(
                name,
                List.copyOf(scopes),
                tokenHash,
                budgets,
                wanted.gasPerTransaction() == null ? usual : wanted.gasPerTransaction(),
                perDay,
                expiresAt);
    }

    private static Scope scope(String name) {
        for (Scope scope : Scope.values()) {
            if (scope.name().equalsIgnoreCase(name)) {
                return scope;
            }
        }
        throw new ProblemException(
                Problem.Code.BAD_REQUEST, "scopes are read, sell, buy, spend and sign; one is none of them");
    }

    private static boolean isUnseen(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, otherwise);
        }
    }

    /** How many programs a journal says are paired and not over at a time; nothing is written down. */
    public static long paired(Journal journal, long at) {
        Map<String, Long> until = new HashMap<>();
        journal.replay(record -> {
            if (record.kind() == RecordKind.APP) {
                AppRecord told = Json.read(record.payload(), AppRecord.class);
                if (told.paired() != null) {
                    until.put(told.id(), told.paired().expiresAt());
                } else if (told.ended() != null) {
                    until.remove(told.id());
                }
            }
        });
        return until.values().stream().filter(end -> end > at).count();
    }

    /** All there ever were, the newest first. */
    public synchronized List<App> list() {
        live();
        return new ArrayList<>(all.values()).reversed();
    }

    /** @throws ProblemException NOT_FOUND; CONFLICT where it is over already */
    public synchronized App revoke(String id) {
        live();
        App app = get(id);
        if (app.ended() != null) {
            throw new ProblemException(Problem.Code.CONFLICT, "it is " + app.ended() + " already");
        }
        write(AppRecord.ended(id, clock.seconds(), "revoked"));
        return get(id);
    }

    private App get(String id) {
        App app = all.get(id);
        if (app == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no program " + id);
        }
        return app;
    }

    /** What a program is called, also when it is over; its id if it was never heard of. */
    public synchronized String name(String id) {
        App app = all.get(id);
        return app == null ? id : app.name();
    }

    /** What may go out for each program that is not over. */
    public synchronized Map<String, Limits> limits() {
        return live().stream().collect(Collectors.toMap(App::id, App::limits));
    }

    /** Whose token it is; empty where it is nobody's, or not any more. Doesn't block. */
    public Optional<App> admit(String token) {
        String id = token.startsWith(PREFIX) ? byToken.get(hash(token)) : null;
        if (id == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(seen.get(id))
                .filter(app -> app.ended() == null && app.expiresAt() > clock.seconds());
    }

    /** Its token was used. Written down at most once an hour. */
    public synchronized void used(String id) {
        App app = all.get(id);
        if (app == null || app.ended() != null) {
            return;
        }
        long now = clock.seconds();
        if (now - noted.getOrDefault(id, 0L) >= NOTED_SECONDS) {
            write(AppRecord.used(id, now));
        } else {
            all.put(id, app.used(now));
            seen = Map.copyOf(all);
        }
    }

    /** It begins a purchase, which from then on is its own to agree to. */
    public synchronized void buys(String id, Hash32 purchase) {
        if (!purchases.containsKey(purchase)) {
            write(AppRecord.bought(id, clock.seconds(), purchase));
        }
    }

    /** Whether it began the purchase. */
    public synchronized boolean bought(String id, Hash32 purchase) {
        return id.equals(purchases.get(purchase));
    }

    /** Those that are not over. That one's time has come is written down, so that no clock brings it back. */
    private List<App> live() {
        long now = clock.seconds();
        for (App app : List.copyOf(all.values())) {
            if (app.ended() == null && app.expiresAt() <= now) {
                write(AppRecord.ended(app.id(), now, "expired"));
            }
        }
        return all.values().stream().filter(app -> app.ended() == null).toList();
    }

    private void write(AppRecord record) {
        journal.append(RecordKind.APP, Json.write(record));
        take(record);
    }

    private void take(AppRecord record) {
        AppRecord.Paired paired = record.paired();
        App known = all.get(record.id());
        if (paired != null) {
            all.put(record.id(), App.of(record.id(), record.at(), paired));
            byToken.put(paired.tokenHash(), record.id());
        } else if (record.purchase() != null) {
            purchases.put(record.purchase(), record.id());
        } else if (record.ended() != null && known != null) {
            all.put(record.id(), known.ended(record.ended()));
            byToken.values().removeIf(record.id()::equals);
        } else if (known != null) {
            all.put(record.id(), known.used(record.at()));
            noted.put(record.id(), record.at());
        }
        seen = Map.copyOf(all);
    }

    private static Hash32 hash(String text) {
        try {
            return Hash32.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
