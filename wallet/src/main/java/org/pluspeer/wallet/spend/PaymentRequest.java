package org.pluspeer.wallet.spend;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * A request to be paid (EIP-681): a payment of the chain's coin, or {@code transfer} of an ERC-20 token. Requests for any
 * other call are refused, since their words don't say what they do; so are names, which only a server could resolve.
 * What a request says of gas is read and not followed: the payer's own wallet knows the price.
 *
 * @param chainId from 1; empty where the request leaves it to the payer
 * @param to who is to be paid
 * @param token the zero address for the chain's own coin
 * @param amount in base units, above nothing; empty where the payer is to say it
 */
public record PaymentRequest(OptionalLong chainId, Address to, Address token, Optional<Amount> amount) {
    /** Characters of a request, far more than any has. */
    public static final int MAX_LENGTH = 1024;

    private static final Pattern REQUEST = Pattern.compile(
            "ethereum:(?:pay-)?(0x[0-9a-fA-F]{40})(?:@([0-9]{1,19}))?(?:/([A-Za-z0-9_]+))?(?:\\?(.*))?");
    /** {@code number} of the EIP, without a sign: nobody asks for less than nothing. */
    private static final Pattern NUMBER = Pattern.compile("\\+?([0-9]*(?:\\.[0-9]+)?)(?:[eE]([0-9]{0,3}))?");

    private static final int MOST_DIGITS = 160;
    private static final int MOST_PARAMETERS = 8;

    /** @throws MalformedException for the zero address as payee, a chain id below 1, or an amount of nothing */
    public PaymentRequest {
        if (to.isZero()) {
            throw new MalformedException("a request to pay the zero address is a request to destroy money");
        }
        if (chainId.isPresent() && chainId.getAsLong() < 1) {
            throw new MalformedException("a chain's number is 1 or more");
        }
        if (amount.filter(Amount::isZero).isPresent()) {
            throw new MalformedException("a request for nothing is none");
        }
    }

    /**
     * Reads a request strictly.
     *
     * @throws MalformedException for anything that is no request to be paid
     */
    public static PaymentRequest parse(String uri) {
        if (uri.length() > MAX_LENGTH) {
            throw new MalformedException("a payment request has at most " + MAX_LENGTH + " characters");
        }
        Matcher request = REQUEST.matcher(uri);
        if (!request.matches()) {
            throw new MalformedException(
                    "not a payment request (ethereum:0x… with 40 digits): " + Bytes.abbreviated(uri));
        }
        Address target = Address.parse(request.group(1));
        OptionalLong chain = request.group(2) == null ? OptionalLong.empty() : OptionalLong.of(chain(request.group(2)));
        Map<String, String> parameters = parameters(request.group(4));
        return request.group(3) == null
                ? ofCoin(chain, target, parameters)
                : ofToken(chain, target, request.group(3), parameters);
    }

    private static long chain(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new MalformedException("not a chain's number: " + digits);
        }
    }

    private static PaymentRequest ofCoin(OptionalLong chain, Address to, Map<String, String> parameters) {
        Optional<Amount> amount = taken(parameters, "value").map(PaymentRequest::number);
        requireNothingElse(parameters);
        return new PaymentRequest(chain, to, Address.ZERO, amount);
    }

    private static PaymentRequest ofToken(
            OptionalLong chain, Address token, String function, Map<String, String> parameters) {
        if (!function.equals("transfer")) {
            throw new MalformedException("it asks for the call " + function + ", not for a payment");
        }
        if (token.isZero()) {
            throw new MalformedException("there is no token at the zero address");
        }
        Address to = taken(parameters, "address")
                .map(Address::parse)
                .orElseThrow(() -> new MalformedException("it does not say who is to be paid"));
        Optional<Amount> amount = taken(parameters, "uint256").map(PaymentRequest::number);
        if (taken(parameters, "value")
                .map(PaymentRequest::number)
                .filter(value -> !value.isZero())
                .isPresent()) {
            throw new MalformedException("it asks for coin along with the token");
        }
        requireNothingElse(parameters);
        return new PaymentRequest(chain, to, token, amount);
    }

    private static Optional<String> taken(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.remove(name));
    }

    private static void requireNothingElse(Map<String, String> parameters) {
        for (String gas : new String[] {"gas", "gasLimit", "gasPrice"}) {
            taken(parameters, gas).ifPresent(PaymentRequest::number);
        }
        if (!parameters.isEmpty()) {
            throw new MalformedException("it says what this wallet does not follow: "
                    + Bytes.abbreviated(parameters.keySet().iterator().next()));
        }
    }

    private static Map<String, String> parameters(@Nullable String text) {
        Map<String, String> found = new LinkedHashMap<>();
        if (text == null || text.isEmpty()) {
            return found;
        }
        String[] parts = text.split("&", -1);
        if (parts.length > MOST_PARAMETERS) {
            throw new MalformedException("it has too many parameters");
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals < 1 || equals == part.length() - 1) {
                throw new MalformedException("a parameter is a name, = and a value: " + Bytes.abbreviated(part));
            }
            if (found.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw new MalformedException("it says something twice: " + Bytes.abbreviated(part));
            }
        }
        return found;
    }

    /** Such as {@code 2.014e18}; whole once the exponent is applied. An exponent without digits is none. */
    private static Amount number(String text) {
        Matcher number = NUMBER.matcher(text);
        if (text.length() > MOST_DIGITS || !number.matches() || number.group(1).isEmpty()) {
            throw new MalformedException("not a number: " + Bytes.abbreviated(text));
        }
        String exponent = number.group(2);
        int places = exponent == null || exponent.isEmpty() ? 0 : Integer.parseInt(exponent);
        if (places > 77) {
            throw new MalformedException("no amount is so large: " + Bytes.abbreviated(text));
        }
        String digits = number.group(1).startsWith(".") ? "0" + number.group(1) : number.group(1);
        try {
            return new Amount(new BigDecimal(digits).movePointRight(places).toBigIntegerExact());
        } catch (ArithmeticException e) {
            throw new MalformedException("not a whole number of base units: " + Bytes.abbreviated(text));
        }
    }

    /** As others read it: plain digits, which every wallet takes. */
    public String uri() {
        StringBuilder uri = new StringBuilder("ethereum:");
        boolean coin = token.isZero();
        uri.append((coin ? to : token).checksummed());
        chainId.ifPresent(id -> uri.append('@').append(id));
        if (!coin) {
            uri.append("/transfer?address=").append(to.checksummed());
        }
        amount.ifPresent(units -> uri.append(coin ? "?value=" : "&uint256=").append(units));
        return uri.toString();
    }
}
