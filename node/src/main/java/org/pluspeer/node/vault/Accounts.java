package org.pluspeer.node.vault;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.KeyProblems;
import org.pluspeer.node.account.KeystoreJson;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.key.HdPath;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;
import org.pluspeer.wallet.key.SecretBox;

/** The owner's accounts: new ones under the words, keys brought in, addresses watched, and keys taken out. */
public final class Accounts {
    private final Vault vault;

    public Accounts(Vault vault) {
        this.vault = vault;
    }

    /** An account's key on its way out; one of the two is there. */
    public record Exported(
            Address account,
            @Nullable String keystore,
            @Nullable String key) {}

    public List<Account> all() {
        return vault.book().all();
    }

    /** @throws ProblemException NOT_FOUND */
    public Account get(Address account) {
        return all().stream()
                .filter(known -> known.address().equals(account))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(Problem.Code.NOT_FOUND, account + " is no account of this wallet"));
    }

    /**
     * The next account under the words.
     *
     * @throws ProblemException LOCKED, BAD_REQUEST, TOO_LARGE
     */
    public Account add(String name) {
        HdPath path = HdPath.account(vault.book().nextIndex());
        Address address = known(() -> vault.requireRing().signer(path)).address();
        return told(vault.book().add(new WalletRecord.Added(address, name, Account.Kind.WORDS, path.toString(), null)));
    }

    /**
     * Takes in a private key.
     *
     * @param digits 64 hexadecimal digits; wiped afterwards
     * @throws ProblemException LOCKED, INVALID_KEY, CONFLICT, BAD_REQUEST
     */
    public Account importKey(String name, char[] digits) {
        try (LocalSigner signer = known(() -> LocalSigner.ofHex(digits))) {
            return take(name, signer);
        } finally {
            java.util.Arrays.fill(digits, '\0');
        }
    }

    /**
     * Takes in a key file (Web3 Secret Storage, version 3).
     *
     * @throws ProblemException LOCKED, WRONG_PASSPHRASE, KEYSTORE_CORRUPT, KEYSTORE_TOO_COSTLY, CONFLICT, BAD_REQUEST
     */
    public Account importFile(String name, String keystore, Passphrase passphrase) {
        vault.requireRing();
        Keystore sealed = KeystoreJson.read(keystore.getBytes(StandardCharsets.UTF_8));
        // One at a time, as with the wallet's own file: each takes a quarter of a gigabyte.
        synchronized (this) {
            try (LocalSigner signer = known(() -> LocalSigner.open(sealed, passphrase))) {
                return take(name, signer);
            }
        }
    }

    private Account take(String name, LocalSigner signer) {
        try (SecretBox box = known(() -> vault.requireRing().importBox())) {
            String sealed = Bytes.hex(signer.seal(box, entropy(SecretBox.NONCE)));
            return told(vault.book()
                    .add(new WalletRecord.Added(signer.address(), name, Account.Kind.IMPORTED, null, sealed)));
        }
    }

    /** @throws ProblemException CONFLICT, BAD_REQUEST */
    public Account watch(String name, Address address) {
        if (address.isZero()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "nobody has the zero address");
        }
        return told(vault.book().add(new WalletRecord.Added(address, name, Account.Kind.WATCHED, null, null)));
    }

    /** @throws ProblemException NOT_FOUND, BAD_REQUEST */
    public Account rename(Address account, String name) {
        return told(vault.book().rename(account, name));
    }

    /**
     * Shows it no more. An imported key is then signed with no more; its sealed bytes stay in the journal.
     *
     * @throws ProblemException NOT_FOUND; CONFLICT for the account that trades
     */
    public void remove(Address account) {
        vault.book().remove(account);
        vault.changed();
    }

    /**
     * Gives an account's key to its owner, who says the wallet's passphrase for it, locked or not.
     *
     * @param newPassphrase of the key file that is made; empty for the bare key
     * @throws ProblemException WRONG_PASSPHRASE, TOO_MANY_ATTEMPTS, NOT_FOUND where there is no key here
     */
    public Exported export(Address account, Passphrase passphrase, Optional<Passphrase> newPassphrase) {
        WalletRecord.Added added = vault.book()
                .find(account)
                .filter(known -> known.kind() != Account.Kind.WATCHED)
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "there is no key of " + account));
        try (Mnemonic words = vault.ask(passphrase);
                KeyRing ring = KeyRing.of(words);
                LocalSigner signer = added.kind() == Account.Kind.IMPORTED
                        ? Unlocked.unseal(ring, added)
                        : ring.export(HdPath.parse(String.valueOf(added.path())))) {
            return newPassphrase
                    .map(chosen -> new Exported(account, file(signer, chosen), null))
                    .orElseGet(() -> new Exported(account, null, new String(signer.hex())));
        }
    }

    private String file(LocalSigner signer, Passphrase passphrase) {
        Keystore sealed = signer.seal(passphrase, vault.ground().cost(), entropy(Keystore.SEAL_ENTROPY));
        return new String(KeystoreJson.write(sealed), StandardCharsets.UTF_8);
    }

    private Account told(Account account) {
        vault.changed();
        return account;
    }

    private byte[] entropy(int length) {
        byte[] bytes = new byte[length];
        vault.ground().random().nextBytes(bytes);
        return bytes;
    }

    private static <T> T known(java.util.function.Supplier<T> action) {
        try {
            return action.get();
        } catch (KeyException e) {
            throw KeyProblems.of(e);
        }
    }
}
