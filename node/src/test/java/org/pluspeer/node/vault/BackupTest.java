package org.pluspeer.node.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.app.AppBook;
import org.pluspeer.node.app.NewApp;
import org.pluspeer.node.approval.ForwardClock;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.key.Passphrase;
import org.pluspeer.wallet.policy.Limits;

class BackupTest {
    @TempDir
    private Path folder;

    private VaultStand old;
    private List<String> words;

    @BeforeEach
    void open() {
        old = new VaultStand(folder.resolve("old"));
        words = old.create();
        new Accounts(old.vault).add("Savings");
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            byte[] payload = new byte[random.nextInt(20_000)];
            random.nextBytes(payload);
            old.journal.append(RecordKind.SALE, payload);
        }
        old.journal.append(RecordKind.SALE, new byte[1 << 20]);
        named("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "Anna");
        named("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "Anna B.");
        named("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "Ben");
        AppBook apps = new AppBook(old.journal, new ForwardClock(InstantSource.system()), () -> new byte[32], limits());
        apps.pair(new NewApp("Weather bot", List.of("read"), null, null, null, null));
        apps.revoke(apps.list().getFirst().id());
        old.vault.nodeWord(new NodeWord(old.vault.main(), 1_900_000_000, 2_000_000_000, new byte[65]));
    }

    private void named(String address, String name) {
        byte[] entry = Json.write(
                Map.of("at", 1_900_000_000L, "contact", Map.of("address", address, "name", name, "note", "")));
        old.journal.append(RecordKind.CONTACT, entry);
    }

    private static Limits limits() {
        return new Limits(Map.of(), Amount.of(1), Amount.of(1), OptionalLong.empty());
    }

    @AfterEach
    void close() {
        old.close();
    }

    private Backups backups() {
        return new Backups(old.vault, old.directory);
    }

    private Mnemonic typed() {
        return Mnemonic.parse(String.join(" ", words));
    }

    @Test
    void allOfItComesBackWithTheWordsAlone() throws IOException {
        old.vault.lock();
        Backups.Made made = backups().make();
        byte[] bytes = Files.readAllBytes(made.path());
        assertEquals(bytes.length, made.size());
        words.forEach(word -> assertFalse(
                new String(bytes, StandardCharsets.ISO_8859_1).contains(" " + word + " "), "no word is in it"));
        try (VaultStand fresh = new VaultStand(folder.resolve("fresh"));
                Passphrase passphrase = VaultStand.passphrase("a new passphrase")) {
            SetupDesk desk = desk(fresh);
            SetupDesk.Received received = desk.receive(new ByteArrayInputStream(bytes));
            assertEquals(old.vault.main(), received.account());
            assertTrue(desk.state().backup());
            assertEquals(old.vault.main(), desk.restore(String.join(" ", words), Passphrase.none(), passphrase));
            assertFalse(desk.state().backup());
            assertEquals(new Accounts(old.vault).all(), new Accounts(fresh.vault).all());
            assertEquals(
                    records(old.journal),
                    records(fresh.journal).subList(0, records(old.journal).size()));
            assertEquals(1_900_000_000, fresh.vault.nodeWord().orElseThrow().sequence(), "never lower after higher");
            assertTrue(new WordsCheck(fresh.vault).isBackedUp());
        }
    }

    private static SetupDesk desk(VaultStand stand) {
        return new SetupDesk(stand.vault, stand.directory, Optional.of(Duration.ofHours(1)), () -> {});
    }

    private static List<String> records(Journal journal) {
        List<String> records = new ArrayList<>();
        journal.replay(record -> records.add(record.kind() + " " + Arrays.hashCode(record.payload())));
        return records;
    }

    @Test
    void aDrillTouchesNothing() throws IOException {
        problem(Problem.Code.NOT_FOUND, () -> backups().drill(Optional.empty(), Optional.empty()));
        Backups.Made made = backups().make();
        List<String> before = records(old.journal);
        Backups.Drilled drilled = backups().drill(Optional.empty(), Optional.empty());
        assertEquals(made.path().toString(), drilled.file());
        assertEquals(2, drilled.found().accounts());
        assertEquals(before.size(), drilled.found().records());
        assertEquals(41L, drilled.found().kinds().get("sale"));
        assertEquals(2, drilled.found().contacts());
        assertEquals(0, drilled.found().apps(), "a program that was revoked is no program");
        try (Mnemonic paper = typed()) {
            assertTrue(backups()
                    .drill(Optional.of(made.path()), Optional.of(paper))
                    .words());
        }
        assertEquals(before, records(old.journal));
        assertFalse(Files.exists(folder.resolve("old").resolve("drill")));
        try (Mnemonic others =
                Mnemonic.parse("legal winner thank year wave sausage worth useful legal winner thank yellow")) {
            invalid("words are of", () -> backups().drill(Optional.of(made.path()), Optional.of(others)));
        }
    }

    @Test
    void whatIsCutOrBentIsRefusedAndNothingIsWritten() throws IOException {
        byte[] whole = Files.readAllBytes(backups().make().path());
        Path tried = folder.resolve("tried");
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            int length = i < 30 ? random.nextInt(whole.length) : 64 + (i - 30) * 3;
            Files.write(tried, Arrays.copyOf(whole, length));
            invalid("", this::intoFresh);
            byte[] bent = whole.clone();
            bent[i < 30 ? random.nextInt(whole.length) : i * 2] ^= (byte) (1 << random.nextInt(8));
            Files.write(tried, bent);
            invalid("", this::intoFresh);
        }
        Files.write(tried, Arrays.copyOf(whole, whole.length + 1));
        invalid("more or less", this::intoFresh);
        byte[] newer = whole.clone();
        ByteBuffer.wrap(newer).putInt(8, 2);
        Files.write(tried, newer);
        invalid("version 2", this::intoFresh);
        byte[] huge = whole.clone();
        ByteBuffer.wrap(huge).putInt(64, Integer.MAX_VALUE);
        Files.write(tried, huge);
        invalid("damaged", this::intoFresh);
        Files.write(tried, whole);
        intoFresh();
    }

    /** Chunks in another order, or of another backup, are no backup. */
    @Test
    void chunksHoldOnlyInTheirPlace() throws IOException {
        byte[] one = Files.readAllBytes(backups().make().path());
        old.pass(Duration.ofSeconds(5));
        byte[] two = Files.readAllBytes(backups().make().path());
        int chunk = Integer.BYTES + BackupHead.CHUNK + 29;
        byte[] swapped = one.clone();
        System.arraycopy(one, 64 + chunk, swapped, 64, chunk);
        System.arraycopy(one, 64, swapped, 64 + chunk, chunk);
        Files.write(folder.resolve("tried"), swapped);
        invalid("damaged", this::intoFresh);
        byte[] mixed = one.clone();
        System.arraycopy(two, 64, mixed, 64, chunk);
        Files.write(folder.resolve("tried"), mixed);
        invalid("damaged", this::intoFresh);
    }

    private void intoFresh() {
        Path place = folder.resolve("fresh" + System.nanoTime());
        try (VaultStand fresh = new VaultStand(place);
                Mnemonic paper = typed();
                org.pluspeer.wallet.key.KeyRing ring = org.pluspeer.wallet.key.KeyRing.of(paper);
                NodeSecrets secrets = ring.secrets()) {
            try {
                Restore restore = Restore.of(folder.resolve("tried"));
                restore.requireOf(ring.signer().address());
                restore.into(fresh.journal, fresh.directory.nodeKeyFile(), secrets, fresh.clock());
            } catch (ProblemException e) {
                assertEquals(0, fresh.journal.position(), "nothing was written");
                throw e;
            }
        }
    }

    @Test
    void anOldOneIsNotPutOverWhatIsThere() throws IOException {
        Files.copy(backups().make().path(), folder.resolve("tried"));
        try (NodeSecrets secrets = old.vault.secrets()) {
            problem(Problem.Code.CONFLICT, () -> Restore.of(folder.resolve("tried"))
                    .into(old.journal, old.directory.nodeKeyFile(), secrets, old.clock()));
        }
        problem(Problem.Code.CONFLICT, () -> desk(old)
                .receive(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("tried")))));
        try (VaultStand fresh = new VaultStand(folder.resolve("fresh"))) {
            invalid("no backup", () -> desk(fresh).receive(new ByteArrayInputStream(new byte[100])));
            assertFalse(desk(fresh).state().backup());
        }
    }

    private static void invalid(String why, Executable use) {
        String said = problem(Problem.Code.BACKUP_INVALID, use);
        assertTrue(said.contains(why), said);
    }

    private static String problem(Problem.Code code, Executable use) {
        ProblemException refused = assertThrows(ProblemException.class, use);
        assertEquals(code, refused.problem().code(), refused.getMessage());
        return refused.problem().detail();
    }
}
