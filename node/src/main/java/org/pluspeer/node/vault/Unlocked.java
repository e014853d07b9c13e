package org.pluspeer.node.vault;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.KeyProblems;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.key.HdPath;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.SecretBox;
import org.pluspeer.wallet.key.Signer;

/** The owner's keys from one unlocking to the next locking, which wipes them. Guarded by the vault's lock. */
final class Unlocked implements AutoCloseable {
    private final KeyRing ring;
    private final Mnemonic words;
    private final @Nullable Deadline deadline;
    private final Map<Address, LocalSigner> imported = new HashMap<>();

    /** @param words still the caller's to close */
    Unlocked(Mnemonic words, @Nullable Deadline deadline) {
        this.ring = KeyRing.of(words);
        this.words = words.duplicate();
        this.deadline = deadline;
    }

    KeyRing ring() {
        return ring;
    }

    /** For the owner alone. */
    List<String> words() {
        return words.words();
    }

    @Nullable
    Deadline deadline() {
        return deadline;
    }

    Signer derived(WalletRecord.Added account) {
        return ring.signer(HdPath.parse(String.valueOf(account.path())));
    }

    Signer imported(WalletRecord.Added account) {
        return imported.computeIfAbsent(account.account(), _ -> unseal(ring, account));
    }

    /** To be closed by whoever asked. */
    static LocalSigner unseal(KeyRing ring, WalletRecord.Added account) {
        try (SecretBox box = ring.importBox()) {
            return LocalSigner.open(box, Bytes.parseHex(String.valueOf(account.sealed())), account.account());
        } catch (KeyException e) {
            throw KeyProblems.of(e);
        }
    }

    @Override
    public void close() {
        ring.close();
        words.close();
        imported.values().forEach(LocalSigner::close);
    }
}
