package org.pluspeer.node.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.trade.Unattended;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * The lock, and what goes on behind it.
 *
 * @param state {@code unlocked} or {@code locked}
 * @param locksAt unix seconds; null where it stays open to the end of the run, or is locked
 * @param retryAt unix seconds, when the next passphrase can be tried; null if at once
 * @param backedUp whether the owner proved to have the words on paper
 * @param operations the account of protective calls; null while the chain does not answer
 * @param standby whether its key lies in clear, so that the node starts without its owner
 * @param needs what open deals may come to need the owner's key for, the nearest deadline first
 */
public record LockView(
        String state,
        @Nullable Long locksAt,
        @Nullable Long retryAt,
        boolean backedUp,
        @Nullable Operations operations,
        boolean standby,
        List<Unattended.Need> needs) {

    /** @param balance of the chain's coin, in its base units: it pays for gas */
    public record Operations(Address account, TokenView token, Amount balance) {}
}
