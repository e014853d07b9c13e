package org.pluspeer.node.chain;

import java.util.Set;

/** Text from outside made harmless: one line, nothing that hides or turns what is beside it. */
public final class PlainText {
    private static final Set<Byte> DROPPED = Set.of(
            Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR);
    private static final int REPLACEMENT = 0xfffd;

    private PlainText() {}

    /** @param most code points that are kept */
    public static String of(String text, int most) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> c != REPLACEMENT && !DROPPED.contains((byte) Character.getType(c)))
                .limit(most)
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }
}
