package org.pluspeer.node.p2p.reach;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a router that maps ports, as its description names it (UPnP Device Architecture 1.1, section 2.3).
 *
 * @param type such as {@code urn:schemas-upnp-org:service:WANIPConnection:1}
 * @param control where it takes orders, on the router itself
 */
record IgdControl(String type, URI control) {
    private static final List<String> TYPES = List.of(
            "urn:schemas-upnp-org:service:WANIPConnection:2",
            "urn:schemas-upnp-org:service:WANIPConnection:1",
            "urn:schemas-upnp-org:service:WANPPPConnection:1");

    /** Whether it gives another port itself where the wanted one is taken. */
    boolean givesAnyPort() {
        return type.equals(TYPES.getFirst());
    }

    /**
     * The services of a description that can map ports, the best first.
     *
     * @param from where the description was; another host than there is not believed
     */
    static List<IgdControl> of(byte[] description, URI from) throws MappingException {
        URI base = Xml.children(description, "root").stream()
                .flatMap(root -> Optional.ofNullable(root.get("URLBase")).stream())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .flatMap(text -> at(from, text, from))
                .orElse(from);
        List<IgdControl> found = new ArrayList<>();
        for (Map<String, String> service : Xml.children(description, "service")) {
            String type = service.getOrDefault("serviceType", "");
            if (TYPES.contains(type)) {
                at(base, service.getOrDefault("controlURL", ""), from)
                        .ifPresent(control -> found.add(new IgdControl(type, control)));
            }
        }
        found.sort(Comparator.comparingInt(service -> TYPES.indexOf(service.type)));
        return found;
    }

    private static Optional<URI> at(URI base, String path, URI from) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI whole = base.resolve(path);
            boolean same = "http".equals(whole.getScheme()) && from.getHost().equals(whole.getHost());
            return same ? Optional.of(whole) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
