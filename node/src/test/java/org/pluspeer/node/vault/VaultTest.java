package org.pluspeer.node.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.KeystoreJson;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Passphrase;

class VaultTest {
    private static final String KEY = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
    private static final Address OF_KEY = Address.parse("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");
    private static final Address SOMEBODY = Address.parse("0x000000000000000000000000000000000000dEaD");

    @TempDir
    private Path folder;

    private VaultStand stand;
    private List<String> words;

    @BeforeEach
    void open() {
        stand = new VaultStand(folder.resolve("one"));
        words = stand.create();
    }

    @AfterEach
    void close() {
        stand.close();
    }

    @Test
    void itLocksByItselfByWhicheverClockIsFirst() {
        Vault vault = stand.vault;
        assertTrue(vault.locksAt().isEmpty(), "never, where nobody said");
        stand.unlock(VaultStand.PASSPHRASE, Optional.of(Duration.ofHours(1)));
        stand.pass(Duration.ofMinutes(59));
        stand.ring();
        assertFalse(vault.isLocked());
        stand.turnClock(Duration.ofDays(-400));
        stand.pass(Duration.ofSeconds(61));
        assertTrue(vault.isLocked(), "a clock that is moved back gives nothing");
        refused(Problem.Code.LOCKED, () -> vault.of(vault.main()));

        stand.unlock(VaultStand.PASSPHRASE, Optional.of(Duration.ofHours(1)));
        stand.turnClock(Duration.ofHours(2));
        refused(Problem.Code.LOCKED, () -> vault.of(vault.main()));
        assertTrue(vault.isLocked(), "the machine slept");

        stand.unlock(VaultStand.PASSPHRASE, Optional.of(Duration.ofHours(1)));
        stand.pass(Duration.ofMinutes(30));
        stand.unlock(VaultStand.PASSPHRASE, Optional.of(Duration.ofHours(1)));
        stand.pass(Duration.ofMinutes(45));
        stand.ring();
        assertFalse(vault.isLocked(), "the first hour's alarm is not the second's");
        boolean[] told = new boolean[1];
        vault.onChange(() -> told[0] = true);
        stand.pass(Duration.ofMinutes(16));
        stand.ring();
        assertTrue(told[0]);
        refused(Problem.Code.BAD_REQUEST, () -> stand.unlock(VaultStand.PASSPHRASE, Optional.of(Duration.ofDays(366))));
    }

    @Test
    void theNodesSecretsOutliveTheLock() {
        byte[] before = stand.vault.secrets().derive("sale", new byte[] {1});
        stand.vault.lock();
        assertEquals(
                new String(before, StandardCharsets.ISO_8859_1),
                new String(stand.vault.secrets().derive("sale", new byte[] {1}), StandardCharsets.ISO_8859_1));
        assertEquals(
                stand.vault.operations(),
                stand.vault.of(stand.vault.operations()).address());
        refused(Problem.Code.LOCKED, () -> stand.vault.of(stand.vault.main()));
        refused(Problem.Code.NOT_FOUND, () -> stand.vault.of(SOMEBODY));
    }

    @Test
    void whatIsLeftToStandByOpensWithoutThePassphraseAndHoldsNoOwnersKey() throws Exception {
        Address main = stand.vault.main();
        Address operations = stand.vault.operations();
        assertFalse(stand.vault.standBy(), "nothing was left");
        refused(Problem.Code.WRONG_PASSPHRASE, () -> leave("a guess", true));
        leave(VaultStand.PASSPHRASE, true);
        Path left = stand.directory.standbyFile();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(left)));
        stand.close();
        stand = new VaultStand(folder.resolve("one"));
        refused(Problem.Code.LOCKED, stand.vault::secrets);
        assertTrue(stand.vault.standBy());
        assertTrue(stand.vault.isLocked());
        assertEquals(main, stand.vault.main());
        assertEquals(operations, stand.vault.of(operations).address());
        refused(Problem.Code.LOCKED, () -> stand.vault.of(main));
        stand.unlock(VaultStand.PASSPHRASE, Optional.empty());
        assertEquals(main, stand.vault.of(main).address());
        leave(VaultStand.PASSPHRASE, false);
        assertFalse(Files.exists(left));
        Files.write(left, new byte[80]);
        refused(Problem.Code.KEYSTORE_CORRUPT, stand.vault::standBy);
    }

    private void leave(String said, boolean leave) {
        try (Passphrase passphrase = VaultStand.passphrase(said)) {
            stand.vault.leaveStandby(passphrase, leave);
        }
    }

    @Test
    void accountsComeFromWordsFromOutsideOrAreWatched() {
        Accounts accounts = new Accounts(stand.vault);
        Account second = accounts.add("Savings");
        Account third = accounts.add("Shop");
        assertEquals("m/44'/60'/0'/0/1", second.path());
        assertEquals("m/44'/60'/0'/0/2", third.path());
        Account brought = accounts.importKey("Old wallet", KEY.toCharArray());
        assertEquals(OF_KEY, brought.address());
        refused(Problem.Code.CONFLICT, () -> accounts.importKey("Again", KEY.toCharArray()));
        refused(Problem.Code.INVALID_KEY, () -> accounts.importKey("Bad", "0xzz".toCharArray()));
        refused(Problem.Code.BAD_REQUEST, () -> accounts.add(" "));
        refused(Problem.Code.BAD_REQUEST, () -> accounts.add("line\nend"));
        accounts.watch("A friend", SOMEBODY);
        refused(Problem.Code.NOT_FOUND, () -> stand.vault.of(SOMEBODY));
        assertFalse(stand.vault.own().contains(SOMEBODY));
        accounts.rename(third.address(), "Stall");
        accounts.remove(second.address());
        refused(Problem.Code.CONFLICT, () -> accounts.remove(stand.vault.main()));
        assertEquals("m/44'/60'/0'/0/3", accounts.add("Next").path(), "no path is used twice");
        assertEquals(OF_KEY, stand.vault.of(OF_KEY).address());
        List<Account> all = accounts.all();

        stand.close();
        stand = new VaultStand(folder.resolve("one"));
        assertEquals(all, new Accounts(stand.vault).all(), "all of it is remembered");
        stand.unlock(VaultStand.PASSPHRASE, Optional.empty());
        assertEquals(OF_KEY, stand.vault.of(OF_KEY).address());
        stand.vault.lock();
        refused(Problem.Code.LOCKED, () -> stand.vault.of(OF_KEY));
        refused(Problem.Code.LOCKED, () -> new Accounts(stand.vault).importKey("Locked", KEY.toCharArray()));
    }

    @Test
    void keysLeaveWithThePassphraseAndComeInAgain() {
        Accounts accounts = new Accounts(stand.vault);
        accounts.importKey("Old wallet", KEY.toCharArray());
        stand.vault.lock();
        for (Address account : List.of(stand.vault.main(), OF_KEY)) {
            refused(Problem.Code.WRONG_PASSPHRASE, () -> export(account, "a guess", null));
            String file = String.valueOf(
                    export(account, VaultStand.PASSPHRASE, "another one").keystore());
            try (Passphrase chosen = VaultStand.passphrase("another one");
                    LocalSigner signer =
                            LocalSigner.open(KeystoreJson.read(file.getBytes(StandardCharsets.UTF_8)), chosen)) {
                assertEquals(account, signer.address());
            }
            stand.unlock(VaultStand.PASSPHRASE, Optional.empty());
        }
        assertEquals(KEY, export(OF_KEY, VaultStand.PASSPHRASE, null).key());
        refused(Problem.Code.NOT_FOUND, () -> export(SOMEBODY, VaultStand.PASSPHRASE, null));
    }

    private Accounts.Exported export(Address account, String said, @Nullable String chosen) {
        try (Passphrase passphrase = VaultStand.passphrase(said)) {
            return new Accounts(stand.vault)
                    .export(account, passphrase, Optional.ofNullable(chosen).map(VaultStand::passphrase));
        }
    }

    @Test
    void aDataDirectoryBelongsToOneWallet() throws Exception {
        Path folderOne = folder.resolve("one");
        stand.close();
        Files.delete(folderOne.resolve("wallet.json"));
        stand = new VaultStand(folderOne);
        refused(Problem.Code.CONFLICT, stand::create);
        List<String> others =
                List.of("legal winner thank year wave sausage worth useful legal winner thank yellow".split(" "));
        refused(Problem.Code.CONFLICT, () -> stand.restore(others));
        assertFalse(stand.vault.exists());
        stand.restore(words);
        assertFalse(stand.vault.isLocked());
    }

    @Test
    void nothingShowsASecret() {
        for (Object shown : List.of(stand.vault, new Accounts(stand.vault), stand.vault.of(stand.vault.main()))) {
            words.forEach(word -> assertFalse(shown.toString().contains(" " + word + " "), shown.toString()));
            assertFalse(shown.toString().matches("(?i).*[0-9a-f]{64}.*"), shown.toString());
        }
    }

    private static void refused(Problem.Code code, Executable use) {
        ProblemException refused = assertThrows(ProblemException.class, use);
        assertEquals(code, refused.problem().code(), refused.getMessage());
    }
}
