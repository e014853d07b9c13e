package org.pluspeer.node.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** Amounts of bytes as people write them: a whole number with {@code KiB}, {@code MiB}, {@code GiB} or {@code TiB}. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*([kmgt]ib)?");
    private static final Map<String, Integer> SHIFTS = Map.of("kib", 10, "mib", 20, "gib", 30, "tib", 40);

    private Sizes() {}

    /** @throws ProblemException BAD_REQUEST unless it lies between a byte and 2^50 bytes */
    static long parse(String option, String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            int shift = matcher.group(2) == null ? 0 : SHIFTS.getOrDefault(matcher.group(2), 0);
            if (number >= 1 && number <= (1L << 50) >> shift) {
                return number << shift;
            }
        }
        throw new ProblemException(Problem.Code.BAD_REQUEST, option + " takes a size such as 5GiB");
    }
}
