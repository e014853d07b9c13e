package org.pluspeer.node.x402;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.market.service.PaymentFault;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;
import org.pluspeer.wallet.eth.Signature;

/**
 * A payment as a client sends it ({@code PaymentPayload} of x402).
 *
 * @param x402Version 1 or 2
 * @param accepted what the client says that it was asked for; null in version 1
 * @param network as the client names it
 */
record SignedPayment(
        int x402Version,
        @Nullable Requirement accepted,
        String network,
        Authorization authorization,
        Signature signature) {
    /** Characters of a header that are looked at. */
    private static final int LONGEST = 8 << 10;
    /** Later than any clock; the contract would take more, but our seconds would not. */
    private static final Amount LATEST = Amount.of(Long.MAX_VALUE / 4);

    /** @throws PaymentException where it is none that is taken here */
    static SignedPayment ofHeader(String header) throws PaymentException {
        if (header.length() > LONGEST) {
            throw new PaymentException(PaymentFault.PAYLOAD);
        }
        try {
            return read(Json.tree(Base64.getDecoder().decode(header.strip())));
        } catch (IllegalArgumentException | ProblemException e) {
            throw new PaymentException(PaymentFault.PAYLOAD);
        }
    }

    static SignedPayment read(JsonNode json) throws PaymentException {
        int version = json.path("x402Version").asInt();
        if (version != 1 && version != 2) {
            throw new PaymentException(PaymentFault.VERSION);
        }
        JsonNode accepted = json.path("accepted");
        String scheme = (version == 2 ? accepted : json).path("scheme").asText();
        JsonNode payload = json.path("payload");
        if (!scheme.equals(Requirement.SCHEME) || !payload.path("authorization").isObject()) {
            throw new PaymentException(PaymentFault.SCHEME);
        }
        Requirement terms = version == 1
                ? null
                : Requirement.read(accepted).orElseThrow(() -> new PaymentException(PaymentFault.REQUIREMENTS));
        try {
            return new SignedPayment(
                    version,
                    terms,
                    (version == 2 ? accepted : json).path("network").asText(),
                    authorization(payload.path("authorization")),
                    Signature.ofForeign(Bytes.parseHex(payload.path("signature").asText())));
        } catch (MalformedException | MoneyException e) {
            throw new PaymentException(PaymentFault.PAYLOAD);
        }
    }

    private static Authorization authorization(JsonNode json) {
        return new Authorization(
                Address.parse(json.path("from").asText()),
                Address.parse(json.path("to").asText()),
                Amount.parseUnits(json.path("value").asText()),
                seconds(json.path("validAfter")),
                seconds(json.path("validBefore")),
                Hash32.parse(json.path("nonce").asText()));
    }

    private static long seconds(JsonNode json) {
        Amount seconds = Amount.parseUnits(json.asText());
        if (seconds.isMoreThan(LATEST)) {
            throw new MalformedException("a time is too far away");
        }
        return seconds.units().longValueExact();
    }

    /**
     * The header's value.
     *
     * @param accepted the server's own words, given back as they came
     */
    String header(JsonNode accepted, @Nullable JsonNode resource) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("x402Version", x402Version);
        if (x402Version == 2) {
            if (resource != null && resource.isObject()) {
                json.put("resource", resource);
            }
            json.put("accepted", accepted);
        } else {
            json.put("scheme", Requirement.SCHEME);
            json.put("network", network);
        }
        json.put("payload", payload());
        return Base64.getEncoder().encodeToString(Json.write(json));
    }

    private Map<String, Object> payload() {
        Map<String, Object> signed = new LinkedHashMap<>();
        signed.put("from", authorization.payer().checksummed());
        signed.put("to", authorization.payee().checksummed());
        signed.put("value", authorization.value().toString());
        signed.put("validAfter", String.valueOf(authorization.validAfter()));
        signed.put("validBefore", String.valueOf(authorization.validBefore()));
        signed.put("nonce", authorization.nonce().hex());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("signature", Bytes.hex(signature.bytes()));
        payload.put("authorization", signed);
        return payload;
    }
}
