package org.pluspeer.node.vault;

import org.jspecify.annotations.Nullable;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;

/**
 * A record of kind WALLET in the journal. One of the parts is there.
 *
 * @param at unix seconds
 * @param added an account is there from now on, or has another name
 * @param removed an account is not shown any more
 * @param backedUp the owner proved to have the words on paper
 * @param bound the account's word for the network key, so that a node whose accounts are locked can show it
 * @param restored this journal came out of a backup
 */
record WalletRecord(
        long at,
        @Nullable Added added,
        @Nullable Address removed,
        @Nullable Boolean backedUp,
        @Nullable NodeWord bound,
        @Nullable Restored restored) {

    /**
     * @param path under the words; null for the others
     * @param sealed the private key in a box that only the unlocked wallet opens, in hexadecimal; null where the key
     *     follows from the words or is not here
     */
    record Added(
            Address account,
            String name,
            Account.Kind kind,
            @Nullable String path,
            @Nullable String sealed) {}

    /**
     * @param madeAt when the backup was made, in unix seconds
     * @param records how many came out of it
     */
    record Restored(long madeAt, long records) {}

    static WalletRecord added(long at, Added added) {
        return new WalletRecord(at, added, null, null, null, null);
    }

    static WalletRecord removed(long at, Address account) {
        return new WalletRecord(at, null, account, null, null, null);
    }

    static WalletRecord backedUp(long at) {
        return new WalletRecord(at, null, null, true, null, null);
    }

    static WalletRecord bound(long at, NodeWord bound) {
        return new WalletRecord(at, null, null, null, bound, null);
    }

    static WalletRecord restored(long at, Restored restored) {
        return new WalletRecord(at, null, null, null, null, restored);
    }

    static WalletRecord read(byte[] payload) {
        return Json.read(payload, WalletRecord.class);
    }

    byte[] write() {
        return Json.write(this);
    }
}
