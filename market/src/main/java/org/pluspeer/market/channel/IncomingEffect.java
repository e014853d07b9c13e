package org.pluspeer.market.channel;

import org.jspecify.annotations.Nullable;

/** What the payee's side wants done. Each may be done twice; each answers with a command. */
public sealed interface IncomingEffect {
    /** Find out what a claim costs now, before it is too late for one. Answered by {@code Quote}. */
    record QuoteClaim(IncomingPlan plan) implements IncomingEffect {}

    /** Anybody's key will do, also one that no owner has to unlock. Answered by {@code Report}. */
    record SubmitClaim(IncomingPlan plan, Voucher voucher, int attempt) implements IncomingEffect {}

    /** @param voucher the newest; null if none ever came */
    record SubmitClose(IncomingPlan plan, @Nullable Voucher voucher, int attempt) implements IncomingEffect {}

    /** Sign it and hand it to the payer. */
    record SendClosing(IncomingPlan plan, Closing closing) implements IncomingEffect {}
}
