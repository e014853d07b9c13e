package org.pluspeer.node.channel;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What one channel is worth to this node. All amounts in base units of the token.
 *
 * @param state such as {@code open}; never changes its name
 * @param deposit all that was paid in
 * @param moved the sum of all vouchers: to the payer what was spent, to the payee what was earned
 * @param claimed what the chain has credited the payee with
 * @param claimable of the payee, what was earned and not claimed; of the payer, what comes back at the end
 * @param atRisk of the payee, what was delivered and no voucher covers; of the payer, what was signed for and not received
 * @param since unix seconds at which this node knew of it first
 */
public record ChannelPosition(
        Hash32 id,
        Role role,
        Address counterparty,
        Address token,
        String state,
        Amount deposit,
        Amount moved,
        Amount claimed,
        Amount claimable,
        Amount atRisk,
        long since) {
    /** On which side this node is. */
    public enum Role {
        PAYER,
        PAYEE
    }
}
