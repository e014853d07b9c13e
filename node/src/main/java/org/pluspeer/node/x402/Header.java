package org.pluspeer.node.x402;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One line of an HTTP message's head. */
public record Header(String name, String value) {

    String lower() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Names are the same in capitals and small. */
    static Optional<String> first(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
