package org.pluspeer.node.p2p.reach;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Orders to a UPnP device and its replies (UPnP Device Architecture 1.1, section 3.2). */
final class Soap {
    private Soap() {}

    /** @param arguments in the order that the device's service states; numbers and names only, nothing to be escaped */
    static byte[] order(String service, String action, Map<String, String> arguments) {
        StringBuilder body = new StringBuilder()
                .append("<?xml version=\"1.0\"?>\r\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"")
                .append(" s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body><u:")
                .append(action)
                .append(" xmlns:u=\"")
                .append(service)
                .append("\">");
        arguments.forEach((name, value) -> {
            if (!value.matches("[A-Za-z0-9.: ]*")) {
                throw new IllegalArgumentException("an argument that would have to be escaped");
            }
            body.append('<')
                    .append(name)
                    .append('>')
                    .append(value)
                    .append("</")
                    .append(name)
                    .append('>');
        });
        return body.append("</u:")
                .append(action)
                .append("></s:Body></s:Envelope>\r\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The values of a reply by their names; empty if it is no reply to that. */
    static Map<String, String> reply(byte[] document, String action) throws MappingException {
        List<Map<String, String>> found = Xml.children(document, action + "Response");
        return found.isEmpty() ? Map.of() : found.getFirst();
    }

    /** The number of an error; 0 if it names none. */
    static int error(byte[] document) {
        try {
            List<Map<String, String>> found = Xml.children(document, "UPnPError");
            String code = found.isEmpty() ? "" : found.getFirst().getOrDefault("errorCode", "");
            return code.matches("[0-9]{1,5}") ? Integer.parseInt(code) : 0;
        } catch (MappingException e) {
            return 0;
        }
    }
}
