package org.pluspeer.node.demo;

import java.util.List;

/**
 * What came of the story of the loop, as {@code --json} prints it. Amounts are base units of the play dollar.
 *
 * @param steps what the owner's rule paid for
 * @param money of each peer, by the chain
 * @param savings of the owner, by the chain
 * @param inDeals what the storage contract holds: the price and the collateral of the deal that the sale paid for
 * @param fromReplica bytes of ciphertext that the second buyer got out of the keeper's sealed replica, while no process
 *     of the owner was there
 * @param unchanged whether both buyers have the file, and the owner can bring it back from the keeper
 * @param conserved whether nothing was made or lost
 * @param asAgreed whether each has what prices and shares come to
 */
record LoopReport(
        String story,
        List<StepPart> steps,
        List<MoneyPart> money,
        String savings,
        String inDeals,
        long fromReplica,
        boolean unchanged,
        boolean conserved,
        boolean asAgreed,
        long elapsedMs) {

    record StepPart(String outlet, String state, String spent, String why) {}

    /** @param after in its account and in the contracts' ledgers */
    record MoneyPart(String peer, String before, String after) {}
}
