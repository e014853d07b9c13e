package org.pluspeer.node.vault;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.HdPath;

/** Which accounts there are, out of the journal; it holds no key, and what it knows is known while locked. */
final class AccountBook {
    private static final int MOST_ACCOUNTS = 1000;
    private static final int LONGEST_NAME = 60;

    private final Journal journal;
    private final InstantSource clock;
    private final Map<Address, WalletRecord.Added> accounts = new LinkedHashMap<>();
    private int derived;
    private boolean backedUp;
    private @Nullable Address main;
    private @Nullable NodeWord bound;

    AccountBook(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        recall();
    }

    /** Reads the journal from its start; what is known twice is known once. */
    synchronized void recall() {
        journal.replay(record -> {
            if (record.kind() == RecordKind.WALLET) {
                take(WalletRecord.read(record.payload()));
            }
        });
    }

    /** The account that trades: the first that there was. */
    synchronized Optional<Address> main() {
        return Optional.ofNullable(main);
    }

    synchronized boolean isBackedUp() {
        return backedUp;
    }

    synchronized Optional<NodeWord> bound() {
        return Optional.ofNullable(bound);
    }

    synchronized List<Account> all() {
        List<Account> all = new ArrayList<>();
        accounts.values().forEach(added -> all.add(Account.of(added, isMain(added.account()))));
        return List.copyOf(all);
    }

    synchronized Optional<WalletRecord.Added> find(Address account) {
        return Optional.ofNullable(accounts.get(account));
    }

    /** The first one under the words that was never used here, also not by an account that was removed. */
    synchronized int nextIndex() {
        return derived;
    }

    /**
     * @throws ProblemException CONFLICT if it is there already, with its key or for no better; TOO_LARGE; BAD_REQUEST
     *     for a name that is none
     */
    synchronized Account add(WalletRecord.Added added) {
        requireName(added.name());
        WalletRecord.Added there = accounts.get(added.account());
        boolean better = there != null && there.kind() == Account.Kind.WATCHED && added.kind() != Account.Kind.WATCHED;
        if (there != null && !better) {
            throw new ProblemException(Problem.Code.CONFLICT, added.account() + " is there already: " + there.name());
        }
        if (there == null && accounts.size() >= MOST_ACCOUNTS) {
            throw new ProblemException(Problem.Code.TOO_LARGE, "there are " + MOST_ACCOUNTS + " accounts already");
        }
        return keep(added);
    }

    /** @throws ProblemException NOT_FOUND, BAD_REQUEST */
    synchronized Account rename(Address account, String name) {
        requireName(name);
        WalletRecord.Added there = require(account);
        return keep(new WalletRecord.Added(account, name, there.kind(), there.path(), there.sealed()));
    }

    /** @throws ProblemException NOT_FOUND; CONFLICT for the one that trades */
    synchronized void remove(Address account) {
        require(account);
        if (isMain(account)) {
            throw new ProblemException(Problem.Code.CONFLICT, "the account that trades stays");
        }
        write(WalletRecord.removed(now(), account));
    }

    synchronized void backedUp() {
        if (!backedUp) {
            write(WalletRecord.backedUp(now()));
        }
    }

    synchronized void bound(NodeWord fresh) {
        write(WalletRecord.bound(now(), fresh));
    }

    private Account keep(WalletRecord.Added added) {
        write(WalletRecord.added(now(), added));
        return Account.of(added, isMain(added.account()));
    }

    private WalletRecord.Added require(Address account) {
        return find(account)
                .orElseThrow(
                        () -> new ProblemException(Problem.Code.NOT_FOUND, account + " is no account of this wallet"));
    }

    private static void requireName(String name) {
        boolean plain = name.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == 16);
        if (name.isBlank() || name.length() > LONGEST_NAME || !plain) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "a name has 1 to " + LONGEST_NAME + " letters, and no line ends");
        }
    }

    private void write(WalletRecord record) {
        journal.append(RecordKind.WALLET, record.write());
        take(record);
    }

    private void take(WalletRecord record) {
        WalletRecord.Added added = record.added();
        Address removed = record.removed();
        if (added != null) {
            accounts.put(added.account(), added);
            main = main == null ? added.account() : main;
            derived = Math.max(derived, index(added) + 1);
        } else if (removed != null) {
            accounts.remove(removed);
        } else if (record.backedUp() != null) {
            backedUp = true;
        } else if (record.bound() != null) {
            bound = record.bound();
        }
    }

    private static int index(WalletRecord.Added added) {
        String path = added.path();
        return path == null ? -1 : HdPath.parse(path).indexes().getLast() & ~HdPath.HARDENED;
    }

    private boolean isMain(Address account) {
        Address first = main;
        return first != null && first.equals(account);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
