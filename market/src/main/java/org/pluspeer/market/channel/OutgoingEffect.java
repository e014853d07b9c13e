package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Signature;

/** What the payer's side wants done. Each may be done twice; each answers with a command. */
public sealed interface OutgoingEffect {
    /** Answered by {@code Report}, like every transaction. */
    record SubmitOpen(OutgoingPlan plan, int attempt) implements OutgoingEffect {}

    /** @param amount what is missing to the deposit that is wanted */
    record SubmitTopUp(OutgoingPlan plan, Amount amount, int attempt) implements OutgoingEffect {}

    /** Sign the sum and hand it to the payee until it says that it has it. Answered by {@code ConfirmVoucher}. */
    record SendVoucher(OutgoingPlan plan, Amount cumulative) implements OutgoingEffect {}

    /** Ask the payee for the newest voucher it has. Answered by {@code Recall} or {@code RecallNothing}. */
    record AskNewest(OutgoingPlan plan) implements OutgoingEffect {}

    /** Ask the payee to agree to this sum as the last. Answered by {@code GrantClosing} or {@code DeclineClosing}. */
    record RequestClosing(OutgoingPlan plan, Amount cumulative) implements OutgoingEffect {}

    record SubmitCoopClose(OutgoingPlan plan, Closing closing, Signature signature, int attempt)
            implements OutgoingEffect {}

    record SubmitStartExit(OutgoingPlan plan, int attempt) implements OutgoingEffect {}

    record SubmitExit(OutgoingPlan plan, int attempt) implements OutgoingEffect {}
}
