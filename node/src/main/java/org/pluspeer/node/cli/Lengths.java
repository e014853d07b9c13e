package org.pluspeer.node.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** Lengths of time as people write them: a number with {@code m}, {@code h} or {@code d}. */
final class Lengths {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})([mhd])");

    private Lengths() {}

    /** @throws ProblemException BAD_REQUEST unless it lies between a minute and 365 days */
    static Duration parse(String option, String text) {
        Matcher matcher = LENGTH.matcher(text.strip());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration length =
                    switch (matcher.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            if (number > 0 && length.compareTo(Duration.ofDays(365)) <= 0) {
                return length;
            }
        }
        throw new ProblemException(
                Problem.Code.BAD_REQUEST, option + " takes a length from 1m to 365d, such as 30m or 12h");
    }
}
