package org.pluspeer.node.deal;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.listing.Contact;

/** In which networks a node says that it is: copies in two of them don't go down together, and cost two people more to fake. */
final class Networks {
    private static final int V4_PARTS = 3;
    private static final int V6_PARTS = 3;

    private Networks() {}

    static Set<String> of(@Nullable Contact contact) {
        return contact == null
                ? Set.of()
                : contact.addresses().stream()
                        .map(Networks::of)
                        .filter(network -> !network.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The first 24 bits of an IPv4 address, 48 of an IPv6 address, else the name; empty for this machine. */
    static String of(String address) {
        int port = address.lastIndexOf(':');
        String host = port < 0 ? address : address.substring(0, port);
        if (host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]")) {
            return "";
        }
        if (host.startsWith("[")) {
            return first(host.replace("[", "").replace("]", ""), ":", V6_PARTS);
        }
        return host.matches("[0-9.]+") ? first(host, ".", V4_PARTS) : host;
    }

    private static String first(String host, String separator, int parts) {
        return Arrays.stream(host.split(java.util.regex.Pattern.quote(separator), -1))
                .limit(parts)
                .collect(Collectors.joining(separator));
    }
}
