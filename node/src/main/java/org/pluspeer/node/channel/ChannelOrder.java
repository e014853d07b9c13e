package org.pluspeer.node.channel;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Closing;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** A transaction that a channel orders. */
sealed interface ChannelOrder {
    record Open(Hash32 id, ChannelTerms terms, Amount deposit) implements ChannelOrder {}

    /** @param deposited all that was paid in before */
    record TopUp(Hash32 id, ChannelTerms terms, Amount deposited, Amount amount) implements ChannelOrder {}

    record Claim(ChannelTerms terms, Voucher voucher) implements ChannelOrder {}

    /** @param voucher the newest; null if none ever came */
    record Close(ChannelTerms terms, @Nullable Voucher voucher) implements ChannelOrder {}

    record CoopClose(ChannelTerms terms, Closing closing, Signature payee) implements ChannelOrder {}

    record StartExit(ChannelTerms terms) implements ChannelOrder {}

    record Exit(ChannelTerms terms) implements ChannelOrder {}

    /** Out of the account's own ledger, to the account. */
    record Withdraw(Address token, Amount amount) implements ChannelOrder {}
}
