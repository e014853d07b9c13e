package org.pluspeer.node.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** What the demo plays. */
public enum Story {
    /** Both keep the protocol. */
    HONEST("honest"),
    /** The seller encrypts one block wrongly; the buyer proves it and gets price and bond back. */
    CHEATING_SELLER("cheating-seller"),
    /** The seller never gives the key; the buyer gets the price and the no-show amount back after the window. */
    SILENT_SELLER("silent-seller");

    private final String text;

    Story(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** @throws ProblemException BAD_REQUEST with the stories there are */
    public static Story parse(String text) {
        return Arrays.stream(values())
                .filter(story -> story.text.equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.Code.BAD_REQUEST,
                        "there is no story " + text + "; there are "
                                + Arrays.stream(values()).map(Story::text).collect(Collectors.joining(", "))));
    }
}
