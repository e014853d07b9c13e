package org.pluspeer.node.vault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.AddressBook;
import org.pluspeer.node.app.AppBook;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.listing.OwnListings;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.NodeKey;
import org.pluspeer.wallet.key.NodeSecrets;

/**
 * Brings a backup back. It is read twice: once to see that every byte of it holds, and only then into the journal. An
 * old one makes nobody sign lower after higher: nonces are the chain's, sequences are taken above all that is known, and
 * the keys of sales follow from their offers.
 */
public final class Restore {
    static final String LABEL = "backup";

    private static final int AT_ONCE = 500;
    private static final int BYTES_AT_ONCE = 2 << 20;

    private final Path file;
    private final BackupHead head;

    private Restore(Path file, BackupHead head) {
        this.file = file;
        this.head = head;
    }

    /**
     * What is in a backup.
     *
     * @param apps programs that are paired and not over
     * @param kinds how many records there are of each kind
     */
    public record Found(int accounts, int listings, long contacts, long apps, long records, Map<String, Long> kinds) {}

    /** @throws ProblemException NOT_FOUND; BACKUP_INVALID if it is none, or one of another version */
    public static Restore of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new Restore(file, BackupHead.read(in.readNBytes(BackupHead.LENGTH)));
        } catch (NoSuchFileException e) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no " + file, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** When a journal came out of a backup, if that is what a record says: unix seconds. */
    public static OptionalLong at(Journal.Record record) {
        if (record.kind() != RecordKind.WALLET) {
            return OptionalLong.empty();
        }
        WalletRecord wallet = WalletRecord.read(record.payload());
        return wallet.restored() == null ? OptionalLong.empty() : OptionalLong.of(wallet.at());
    }

    Address account() {
        return head.account();
    }

    long madeAt() {
        return head.madeAt();
    }

    /** @throws ProblemException BACKUP_INVALID if it is another account's */
    void requireOf(Address account) {
        if (!head.account().equals(account)) {
            throw BackupHead.invalid("it is of account " + head.account() + ", and the words are of " + account);
        }
    }

    /**
     * Reads all of it.
     *
     * @throws ProblemException BACKUP_INVALID
     */
    Map<RecordKind, Long> verify(NodeSecrets secrets) {
        Map<RecordKind, Long> kinds = new TreeMap<>();
        read(secrets, entry -> {
            if (entry.kind() != BackupWriter.NODE_KEY) {
                kinds.merge(kind(entry), 1L, Long::sum);
            }
        });
        return kinds;
    }

    /**
     * Puts all of it into an empty journal and beside it.
     *
     * @param nodeKey where the network key goes
     * @throws ProblemException BACKUP_INVALID; CONFLICT if the journal is not empty; DISK_FULL
     */
    void into(Journal journal, Path nodeKey, NodeSecrets secrets, InstantSource clock) {
        if (journal.position() != 0) {
            throw new ProblemException(
                    Problem.Code.CONFLICT,
                    "there is something in this data directory already, maybe of a restore that was cut off; take an"
                            + " empty one");
        }
        verify(secrets);
        List<Journal.Entry> some = new ArrayList<>();
        long[] bytes = new long[1];
        read(secrets, entry -> {
            if (entry.kind() == BackupWriter.NODE_KEY) {
                DataDirectory.replace(nodeKey, entry.payload());
                return;
            }
            some.add(new Journal.Entry(kind(entry), entry.payload()));
            bytes[0] += entry.payload().length;
            if (some.size() >= AT_ONCE || bytes[0] > BYTES_AT_ONCE) {
                bytes[0] = 0;
                journal.appendAll(some);
                some.clear();
            }
        });
        journal.appendAll(some);
        journal.append(
                RecordKind.WALLET,
                WalletRecord.restored(
                                clock.instant().getEpochSecond(),
                                new WalletRecord.Restored(head.madeAt(), journal.position()))
                        .write());
    }

    /** Restores it into a folder and opens what came of it, as a node's start does; the folder is gone afterwards. */
    Found tryIn(Path scratch, NodeSecrets secrets, Address account) throws IOException {
        requireOf(account);
        Map<RecordKind, Long> kinds = verify(secrets);
        delete(scratch);
        DataDirectory directory = new DataDirectory(scratch).create();
        try {
            try (Journal journal = Journal.open(directory.journal(), _ -> {})) {
                into(journal, directory.nodeKeyFile(), secrets, InstantSource.system());
            }
            try (Journal journal = Journal.open(directory.journal(), _ -> {})) {
                return found(directory, journal, secrets, account, kinds);
            }
        } finally {
            delete(scratch);
        }
    }

    private static Found found(
            DataDirectory directory,
            Journal journal,
            NodeSecrets secrets,
            Address account,
            Map<RecordKind, Long> kinds) {
        long records = kinds.values().stream().mapToLong(Long::longValue).sum();
        AccountBook book = new AccountBook(journal, InstantSource.system());
        OwnListings own = new OwnListings();
        own.recall(journal);
        boolean same = journal.position() == records + 1 && book.main().equals(Optional.of(account));
        DataDirectory.read(directory.nodeKeyFile()).ifPresent(key -> open(secrets, key));
        if (!same) {
            throw BackupHead.invalid("what came of it is not what went in");
        }
        Map<String, Long> named = new TreeMap<>();
        kinds.forEach((kind, count) -> named.put(kind.name().toLowerCase(java.util.Locale.ROOT), count));
        return new Found(
                book.all().size(),
                own.count(),
                AddressBook.count(journal),
                AppBook.paired(journal, InstantSource.system().instant().getEpochSecond()),
                records,
                named);
    }

    private static void open(NodeSecrets secrets, byte[] sealed) {
        try {
            NodeKey.open(secrets, sealed).close();
        } catch (KeyException e) {
            throw BackupHead.invalid("its network key does not open");
        }
    }

    private interface Reading {
        void take(BackupReader.Entry entry);
    }

    private void read(NodeSecrets secrets, Reading reading) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 17)) {
            if (!java.util.Arrays.equals(head.bytes(), in.readNBytes(BackupHead.LENGTH))) {
                throw BackupHead.invalid("it changed while it was read");
            }
            try (BackupReader reader = new BackupReader(in, secrets.box(LABEL), head)) {
                for (BackupReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                    reading.take(entry);
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RecordKind kind(BackupReader.Entry entry) {
        return RecordKind.find(entry.kind())
                .orElseThrow(() -> BackupHead.invalid("it holds something that only a newer version knows"));
    }

    private static ProblemException unreadable(Path file, IOException e) {
        return new ProblemException(Problem.Code.FILE_UNREADABLE, file + " cannot be read", e);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
