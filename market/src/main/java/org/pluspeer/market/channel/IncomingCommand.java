package org.pluspeer.market.channel;

import java.util.List;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What the payee's side can be told. Any of them may come late, twice or out of order. */
public sealed interface IncomingCommand {
    /** Something worth this much is about to be delivered. If the step has no denial, it may be. */
    record Reserve(Amount amount) implements IncomingCommand {}

    /**
     * A voucher and what it is to pay for, in one: kept together or not at all. What is delivered has to be covered by
     * vouchers, without credit; an older voucher than the newest does no harm.
     *
     * @param signer recovered from the signature over the voucher
     * @param name of what is delivered, by which it is known again
     * @param listing that it is of
     */
    record Deliver(Voucher voucher, Address signer, Amount amount, Hash32 name, Hash32 listing)
            implements IncomingCommand {}

    /** What was reserved under a name was not delivered. */
    record TakeBack(Amount amount, Hash32 name, Hash32 listing) implements IncomingCommand {}

    /**
     * A voucher for what was delivered ahead of it. Nothing of that is in the facts yet; what the voucher covers of it is
     * kept together with the voucher, the oldest first.
     *
     * @param signer recovered from the signature over the voucher
     * @param ahead what was delivered since, in order
     * @param listing that more than that is taken to be for: after a crash nobody knows of the last deliveries
     */
    record Cover(Voucher voucher, Address signer, List<Part> ahead, Hash32 listing) implements IncomingCommand {
        public Cover {
            ahead = List.copyOf(ahead);
        }
    }

    /** Something delivered of a listing. */
    record Part(Hash32 listing, Amount amount) {}

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
