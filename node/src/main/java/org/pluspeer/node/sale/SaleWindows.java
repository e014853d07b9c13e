package org.pluspeer.node.sale;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/**
 * How long things may take on chain, in seconds. All lie within what the contract allows, 10 minutes to 30 days.
 *
 * @param reveal in our offers: from the payment to the key on chain
 * @param dispute in our offers: from the key on chain to the last complaint
 * @param takesReveal what we take of other people's offers
 * @param takesDispute likewise
 */
public record SaleWindows(int reveal, int dispute, Range takesReveal, Range takesDispute) {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,9})\\s*([smhd]?)");
    private static final int TIMES = 6;

    /** @throws ProblemException BAD_REQUEST for a window that the contract does not allow */
    public SaleWindows {
        require("--reveal-window", reveal);
        require("--dispute-window", dispute);
    }

    /** An hour to reveal, a day to complain. */
    public static SaleWindows standard() {
        return of(null, null, null, null);
    }

    /**
     * Out of what the owner wrote: a length is a number with {@code s}, {@code m}, {@code h} or {@code d}, seconds
     * without; a range is two of them with {@code ..} between. What is null is as usual: an hour, a day, and of other
     * people's offers what is no shorter than a sixth and no longer than six times of our own.
     *
     * @throws ProblemException BAD_REQUEST
     */
    public static SaleWindows of(
            @Nullable String reveal,
            @Nullable String dispute,
            @Nullable String takesReveal,
            @Nullable String takesDispute) {
        int ownReveal = reveal == null ? 3600 : length("--reveal-window", reveal);
        int ownDispute = dispute == null ? 24 * 3600 : length("--dispute-window", dispute);
        return new SaleWindows(
                ownReveal,
                ownDispute,
                takesReveal == null ? Range.around(ownReveal) : Range.parse("--take-reveal-window", takesReveal),
                takesDispute == null ? Range.around(ownDispute) : Range.parse("--take-dispute-window", takesDispute));
    }

    /** Seconds, both included. */
    public record Range(int least, int most) {
        private static Range around(int window) {
            long most = Math.min(Offer.MAX_WINDOW, (long) window * TIMES);
            return new Range(Math.max(Offer.MIN_WINDOW, window / TIMES), (int) most);
        }

        private static Range parse(String option, String text) {
            String[] ends = text.split("\\.\\.", -1);
            if (ends.length != 2) {
                throw bad(option + " takes two lengths with .. between, such as 10m..6h");
            }
            Range range = new Range(length(option, ends[0]), length(option, ends[1]));
            require(option, range.least);
            require(option, range.most);
            if (range.least > range.most) {
                throw bad(option + " begins with the shorter of the two");
            }
            return range;
        }
    }

    private static int length(String option, String text) {
        Matcher matcher = LENGTH.matcher(text.strip());
        if (!matcher.matches()) {
            throw bad(option + " takes a length such as 90m, 12h or 7d");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "m" -> 60;
                    case "h" -> 3600;
                    case "d" -> 24 * 3600;
                    default -> 1;
                };
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(matcher.group(1)) * unit);
    }

    private static void require(String option, int seconds) {
        if (seconds < Offer.MIN_WINDOW || seconds > Offer.MAX_WINDOW) {
            throw bad(option + " lies between 10 minutes and 30 days, as the contract has it");
        }
    }

    private static ProblemException bad(String sentence) {
        return new ProblemException(Problem.Code.BAD_REQUEST, sentence);
    }
}
