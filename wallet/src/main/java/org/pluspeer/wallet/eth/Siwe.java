package org.pluspeer.wallet.eth;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message by which an account signs in somewhere (EIP-4361), signed as {@link Eip191} says. A value that exists keeps
 * to the grammar of the standard to the letter, so a text has one reading.
 *
 * @param scheme of the page, such as {@code https}; most messages name none
 * @param domain an RFC 3986 authority, such as {@code example.com:8080}
 * @param statement for the person who signs; letters, digits, spaces and the reserved marks of RFC 3986, on one line
 * @param uri what is signed in to
 * @param chainId from 1
 * @param nonce 8 or more letters and digits, chosen by the other side
 * @param issuedAt RFC 3339, as are {@code expirationTime} and {@code notBefore}; the text is kept, it is what is signed
 * @param requestId path characters of RFC 3986
 */
public record Siwe(
        Optional<String> scheme,
        String domain,
        Address address,
        Optional<String> statement,
        String uri,
        long chainId,
        String nonce,
        String issuedAt,
        Optional<String> expirationTime,
        Optional<String> notBefore,
        Optional<String> requestId,
        List<String> resources) {
    static final String ASKS = " wants you to sign in with your Ethereum account:";

    private static final int MAX_RESOURCES = 100;
    private static final String UNRESERVED = "A-Za-z0-9\\-._~";
    private static final String SUB_DELIMITERS = "!$&'()*+,;=";
    private static final String ENCODED = "%[0-9A-Fa-f]{2}";
    private static final String PATH_CHAR = "(?:[" + UNRESERVED + SUB_DELIMITERS + ":@]|" + ENCODED + ")";
    private static final String HOST =
            "(?:\\[[0-9A-Fa-f:.]{2,45}]|(?:[" + UNRESERVED + SUB_DELIMITERS + "]|" + ENCODED + ")+)";
    private static final String AUTHORITY = HOST + "(?::[0-9]{0,5})?";
    private static final String SCHEME_NAME = "[A-Za-z][A-Za-z0-9+.\\-]*";
    private static final String USER = "(?:(?:[" + UNRESERVED + SUB_DELIMITERS + ":]|" + ENCODED + ")*@)?";

    private static final Pattern SCHEME = Pattern.compile(SCHEME_NAME);
    private static final Pattern DOMAIN = Pattern.compile(USER + AUTHORITY);
    private static final Pattern STATEMENT = Pattern.compile("[" + UNRESERVED + SUB_DELIMITERS + ":/?#\\[\\]@ ]+");
    private static final Pattern URI = Pattern.compile(SCHEME_NAME + ":(?://" + USER + "(?:" + AUTHORITY + ")?(?:/"
            + PATH_CHAR + "*+)*+|(?!//)(?:" + PATH_CHAR + "|/)*+)(?:\\?(?:" + PATH_CHAR + "|[/?])*+)?(?:#(?:"
            + PATH_CHAR
            + "|[/?])*+)?");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9]{8,256}");
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+\\-][0-9]{2}:[0-9]{2})");
    private static final Pattern REQUEST = Pattern.compile(PATH_CHAR + "*+");

    /** @throws MalformedException for a field that the grammar does not allow */
    public Siwe {
        require(scheme.isEmpty() || SCHEME.matcher(scheme.get()).matches(), "scheme");
        require(domain.length() <= 255 && DOMAIN.matcher(domain).matches(), "domain");
        require(statement.isEmpty() || matches(STATEMENT, statement.get()), "statement");
        require(matches(URI, uri), "URI");
        require(chainId > 0, "chain id");
        require(NONCE.matcher(nonce).matches(), "nonce");
        seconds(issuedAt);
        expirationTime.ifPresent(Siwe::seconds);
        notBefore.ifPresent(Siwe::seconds);
        require(requestId.isEmpty() || matches(REQUEST, requestId.get()), "request id");
        resources = List.copyOf(resources);
        require(resources.size() <= MAX_RESOURCES, "list of resources");
        resources.forEach(resource -> require(matches(URI, resource), "resource"));
    }

    private static boolean matches(Pattern pattern, String text) {
        return text.length() <= 2048 && pattern.matcher(text).matches();
    }

    /** The least that such a message says. */
    public static Siwe of(String domain, Address address, String uri, long chainId, String nonce, String issuedAt) {
        Optional<String> none = Optional.empty();
        return new Siwe(none, domain, address, none, uri, chainId, nonce, issuedAt, none, none, none, List.of());
    }

    public Siwe withStatement(String text) {
        return new Siwe(
                scheme,
                domain,
                address,
                Optional.of(text),
                uri,
                chainId,
                nonce,
                issuedAt,
                expirationTime,
                notBefore,
                requestId,
                resources);
    }

    /** @param from and {@code until} in RFC 3339 */
    public Siwe withValidity(Optional<String> from, Optional<String> until) {
        return new Siwe(
                scheme, domain, address, statement, uri, chainId, nonce, issuedAt, until, from, requestId, resources);
    }

    /** @throws MalformedException if the text is not such a message, to the letter; its addresses carry EIP-55 checksums */
    public static Siwe parse(String text) {
        return SiweText.parse(text);
    }

    /** Whether a text means to be such a message, well-formed or not. */
    public static boolean isMeantBy(String text) {
        return text.contains(ASKS);
    }

    /** What is signed. */
    public String text() {
        return SiweText.write(this);
    }

    public Hash32 digest() {
        return Eip191.digest(text());
    }

    /** Why a sign-in is not one. A closed list. */
    public enum Refusal {
        /** It was made for another page. */
        DOMAIN,
        /** It answers another question, or was used before. */
        NONCE,
        /** It is for another chain. */
        CHAIN,
        /** It does not hold yet. */
        NOT_YET,
        /** It does not hold any more. */
        EXPIRED,
        /** Another account signed it, or nobody. */
        SIGNATURE
    }

    /**
     * Whether the account that it names signed it, here and now.
     *
     * @param domain that asks
     * @param nonce that was given out for this one sign-in
     * @param chainId that is expected
     * @param now unix seconds
     * @return empty where it holds
     */
    public Optional<Refusal> refusal(Signature signature, String domain, String nonce, long chainId, long now) {
        if (!this.domain.equals(domain)) {
            return Optional.of(Refusal.DOMAIN);
        }
        if (!this.nonce.equals(nonce)) {
            return Optional.of(Refusal.NONCE);
        }
        if (this.chainId != chainId) {
            return Optional.of(Refusal.CHAIN);
        }
        if (notBefore.filter(time -> seconds(time) > now).isPresent()) {
            return Optional.of(Refusal.NOT_YET);
        }
        if (expirationTime.filter(time -> seconds(time) <= now).isPresent()) {
            return Optional.of(Refusal.EXPIRED);
        }
        return Secp256k1.verify(digest(), signature, address) ? Optional.empty() : Optional.of(Refusal.SIGNATURE);
    }

    private static long seconds(String time) {
        try {
            require(TIME.matcher(time).matches(), "time");
            return OffsetDateTime.parse(time).toEpochSecond();
        } catch (DateTimeException e) {
            throw new MalformedException("not a sign-in message: its time is none");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new MalformedException("not a sign-in message: its " + what + " is none");
        }
    }
}
