package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** What the payer's side can be told. Any of them may come late, twice or out of order. */
public sealed interface OutgoingCommand {
    /** Owe this many base units more, for something that was received or is about to be. */
    record Pay(Amount amount) implements OutgoingCommand {}

    /** Something worth this much was received and verified. */
    record Receive(Amount amount) implements OutgoingCommand {}

    /**
     * Both at once: something was received, and the payee has the voucher that paid for it.
     *
     * @param name of what came, by which it is known again
     */
    record Settle(Amount amount, Amount confirmed, Hash32 name) implements OutgoingCommand {}

    /**
     * Both at once, the other way round: something was received and verified, and is paid for now.
     *
     * @param name of what came, in whose sum it is counted
     */
    record PayFor(Amount amount, Hash32 name) implements OutgoingCommand {}

    /** The payee says that it has the voucher for this sum. */
    record ConfirmVoucher(Amount cumulative) implements OutgoingCommand {}

    /** Raise the deposit to this, by whatever is missing. */
    record TopUp(Amount deposit) implements OutgoingCommand {}

    /** This node was restored from something old: there may be higher vouchers than it knows of. */
    record Doubt() implements OutgoingCommand {}

    /**
     * The payee shows the newest voucher that it has.
     *
     * @param signer recovered from the signature over the voucher
     */
    record Recall(Voucher newest, Address signer) implements OutgoingCommand {}

    /** The payee says that it has no voucher. If that is not so, the loss is the payee's. */
    record RecallNothing() implements OutgoingCommand {}

    /**
     * The owner wants its money back.
     *
     * @param headTime unix seconds of the chain's head
     */
    record Leave(long headTime) implements OutgoingCommand {}

    /** @param signer recovered from the signature over the closing */
    record GrantClosing(Closing closing, Signature signature, Address signer) implements OutgoingCommand {}

    record DeclineClosing() implements OutgoingCommand {}

    record Report(ChannelReport report) implements OutgoingCommand {}

    record Move(ChannelMove chain) implements OutgoingCommand {}
}
