package org.pluspeer.wallet.eth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a sign-in message, line by line (EIP-4361, ABNF). */
final class SiweText {
    private static final int MAX_LENGTH = 64 << 10;
    private static final String VERSION = "1";

    private final List<String> lines;
    private int at;

    private SiweText(List<String> lines) {
        this.lines = lines;
    }

    static String write(Siwe siwe) {
        StringBuilder text = new StringBuilder();
        siwe.scheme().ifPresent(scheme -> text.append(scheme).append("://"));
        text.append(siwe.domain()).append(Siwe.ASKS).append('\n');
        text.append(siwe.address().checksummed()).append("\n\n");
        siwe.statement().ifPresent(statement -> text.append(statement).append('\n'));
        text.append("\nURI: ").append(siwe.uri());
        text.append("\nVersion: ").append(VERSION);
        text.append("\nChain ID: ").append(siwe.chainId());
        text.append("\nNonce: ").append(siwe.nonce());
        text.append("\nIssued At: ").append(siwe.issuedAt());
        siwe.expirationTime()
                .ifPresent(time -> text.append("\nExpiration Time: ").append(time));
        siwe.notBefore().ifPresent(time -> text.append("\nNot Before: ").append(time));
        siwe.requestId().ifPresent(id -> text.append("\nRequest ID: ").append(id));
        if (!siwe.resources().isEmpty()) {
            text.append("\nResources:");
            siwe.resources().forEach(resource -> text.append("\n- ").append(resource));
        }
        return text.toString();
    }

    static Siwe parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw malformed("it is too long");
        }
        Siwe siwe = new SiweText(List.of(text.split("\n", -1))).siwe();
        if (!write(siwe).equals(text)) {
            throw malformed("it is written in another way than the standard's");
        }
        return siwe;
    }

    private Siwe siwe() {
        String first = next();
        if (!first.endsWith(Siwe.ASKS)) {
            throw malformed("its first line is another");
        }
        String origin = first.substring(0, first.length() - Siwe.ASKS.length());
        int slashes = origin.indexOf("://");
        Optional<String> scheme = slashes < 0 ? Optional.empty() : Optional.of(origin.substring(0, slashes));
        String domain = slashes < 0 ? origin : origin.substring(slashes + 3);
        Address address = Address.parse(next());
        if (!next().isEmpty()) {
            throw malformed("no empty line follows the address");
        }
        String statement = next();
        if (!statement.isEmpty() && !next().isEmpty()) {
            throw malformed("no empty line follows the statement");
        }
        String uri = field("URI: ");
        if (!field("Version: ").equals(VERSION)) {
            throw malformed("it is of another version");
        }
        return new Siwe(
                scheme,
                domain,
                address,
                statement.isEmpty() ? Optional.empty() : Optional.of(statement),
                uri,
                chainId(field("Chain ID: ")),
                field("Nonce: "),
                field("Issued At: "),
                optional("Expiration Time: "),
                optional("Not Before: "),
                optional("Request ID: "),
                resources());
    }

    private static long chainId(String digits) {
        if (!digits.matches("[1-9][0-9]{0,18}")
                || (digits.length() == 19 && digits.compareTo("9223372036854775807") > 0)) {
            throw malformed("its chain id is none");
        }
        return Long.parseLong(digits);
    }

    private List<String> resources() {
        List<String> resources = new ArrayList<>();
        if (optional("Resources:").isPresent()) {
            while (at < lines.size()) {
                resources.add(field("- "));
            }
        }
        if (at < lines.size()) {
            throw malformed("something follows its end");
        }
        return resources;
    }

    private String field(String name) {
        return optional(name).orElseThrow(() -> malformed("\"" + name.strip() + "\" is not where it belongs"));
    }

    private Optional<String> optional(String name) {
        if (at == lines.size() || !lines.get(at).startsWith(name)) {
            return Optional.empty();
        }
        return Optional.of(lines.get(at++).substring(name.length()));
    }

    private String next() {
        if (at == lines.size()) {
            throw malformed("it is cut short");
        }
        return lines.get(at++);
    }

    private static MalformedException malformed(String why) {
        return new MalformedException("not a sign-in message: " + why);
    }
}
