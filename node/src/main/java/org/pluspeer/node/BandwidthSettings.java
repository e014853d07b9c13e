package org.pluspeer.node;

/**
 * What bandwidth may cost, and bring.
 *
 * @param freeHourly bytes that each range of addresses gets for nothing in an hour, of all together that is seeded for pay
 * @param transferPercent of a listing's price that fetching it may cost where the owner says nothing
 */
public record BandwidthSettings(long freeHourly, int transferPercent) {
    public static final BandwidthSettings USUAL = new BandwidthSettings(64_000_000, 5);

    private static final int MOST_PERCENT = 100;

    /** @throws ProblemException BAD_REQUEST with what each may be */
    public BandwidthSettings {
        if (freeHourly < 0) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "--free-hourly takes bytes, from 0");
        }
        if (transferPercent < 0 || transferPercent > MOST_PERCENT) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "--transfer-percent takes a number from 0 to 100");
        }
    }
}
