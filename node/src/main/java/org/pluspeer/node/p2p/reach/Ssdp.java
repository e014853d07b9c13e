package org.pluspeer.node.p2p.reach;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The formats of UPnP's search for a device (UPnP Device Architecture 1.1, sections 1.3.2 and 1.3.3). */
final class Ssdp {
    static final int PORT = 1900;

    private static final int LONGEST = 4096;

    private Ssdp() {}

    /** @param device such as {@code urn:schemas-upnp-org:device:InternetGatewayDevice:1} */
    static byte[] search(String device) {
        return ("M-SEARCH * HTTP/1.1\r\n"
                        + "HOST: 239.255.255.250:1900\r\n"
                        + "MAN: \"ssdp:discover\"\r\n"
                        + "MX: 1\r\n"
                        + "ST: " + device + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Where a device says that its description is.
     *
     * @return empty for anything but an answer to a search that names one address by {@code http}
     */
    static Optional<URI> location(byte[] packet) {
        if (packet.length > LONGEST) {
            return Optional.empty();
        }
        String[] lines = new String(packet, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
        if (!lines[0].startsWith("HTTP/1.1 200")) {
            return Optional.empty();
        }
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("location")) {
                return uri(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static Optional<URI> uri(String text) {
        try {
            URI uri = new URI(text);
            return "http".equals(uri.getScheme()) && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
