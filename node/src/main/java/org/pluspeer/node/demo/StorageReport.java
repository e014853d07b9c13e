package org.pluspeer.node.demo;

import java.util.List;

/**
 * What came of the story of storage, as {@code --json} prints it. Amounts are base units of the play dollar.
 *
 * @param blocks that the month took
 * @param days that it took by the chain's clock
 * @param unchanged whether what came back is what was kept
 * @param conserved whether nothing was made or lost, burnt collateral included
 */
record StorageReport(
        String story,
        List<DealPart> deals,
        List<MoneyPart> money,
        String burnt,
        long blocks,
        long days,
        boolean unchanged,
        boolean conserved,
        boolean asAgreed,
        long elapsedMs) {

    /** @param state as the chain says: completed or defaulted */
    record DealPart(
            String id,
            String file,
            String keeper,
            String state,
            int epochs,
            int proven,
            String price,
            String collateral) {}

    record MoneyPart(String peer, String walletBefore, String walletAfter, String ledger, String expectedLedger) {}
}
