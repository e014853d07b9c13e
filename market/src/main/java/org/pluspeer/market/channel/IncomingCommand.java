package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What the payee's side can be told. Any of them may come late, twice or out of order. */
public sealed interface IncomingCommand {
    /** Something worth this much is about to be delivered. If the step has no denial, it may be. */
    record Reserve(Amount amount) implements IncomingCommand {}

    /** So much of what was reserved was not delivered. */
    record GiveBack(Amount amount) implements IncomingCommand {}

    /** @param signer recovered from the signature over the voucher */
    record TakeVoucher(Voucher voucher, Address signer) implements IncomingCommand {}

    /**
     * The price of one claim at present. Worth sending with the vouchers, now and then.
     *
     * @param claimCost in base units of the channel's token; of a claim in a batch, its part
     */
    record Quote(Amount claimCost) implements IncomingCommand {}

    /**
     * The payer asks for this end.
     *
     * @param headTime unix seconds of the chain's head
     */
    record AgreeClosing(Closing closing, long headTime) implements IncomingCommand {}

    /** The owner wants to end it and have its money. */
    record Retire() implements IncomingCommand {}

    record Report(ChannelReport report) implements IncomingCommand {}

    record Move(ChannelMove chain) implements IncomingCommand {}
}
