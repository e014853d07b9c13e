package org.pluspeer.node.x402;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;

/**
 * What a server wants to be paid ({@code PaymentRequirements} of x402), the same for both versions.
 *
 * @param amount base units
 * @param maxTimeoutSeconds for how long the payment has to hold, at most
 * @param name of the token's signing domain; null if it was not said
 * @param version likewise
 */
record Requirement(
        String network,
        Amount amount,
        Address asset,
        Address payTo,
        long maxTimeoutSeconds,
        @Nullable String name,
        @Nullable String version) {
    static final String SCHEME = "exact";
    /** A client gets so long between signing and our taking it. */
    static final long SECONDS = 120;

    static Requirement of(PaymentTerms terms, long chainId) {
        return new Requirement(
                Networks.caip2(chainId),
                terms.price(),
                terms.token(),
                terms.payee(),
                SECONDS,
                terms.domain().name(),
                terms.domain().version());
    }

    Map<String, Object> second() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scheme", SCHEME);
        json.put("network", network);
        json.put("amount", amount.toString());
        json.put("asset", asset.checksummed());
        json.put("payTo", payTo.checksummed());
        json.put("maxTimeoutSeconds", maxTimeoutSeconds);
        json.put("extra", extra());
        return json;
    }

    /** As version 1 has it. */
    Map<String, Object> first(long chainId, Resource resource) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scheme", SCHEME);
        json.put("network", Networks.first(chainId));
        json.put("maxAmountRequired", amount.toString());
        json.put("resource", resource.url());
        json.put("description", resource.description());
        json.put("mimeType", resource.mimeType());
        json.put("payTo", payTo.checksummed());
        json.put("maxTimeoutSeconds", maxTimeoutSeconds);
        json.put("asset", asset.checksummed());
        json.put("extra", extra());
        return json;
    }

    /** What is paid for, in words. */
    record Resource(String url, String description, String mimeType) {}

    private Map<String, Object> extra() {
        Map<String, Object> extra = new LinkedHashMap<>();
        if (name != null) {
            extra.put("name", name);
        }
        if (version != null) {
            extra.put("version", version);
        }
        return extra;
    }

    /** Empty where it is of another scheme, or cannot be read. */
    static Optional<Requirement> read(JsonNode json) {
        JsonNode amount = json.has("amount") ? json.path("amount") : json.path("maxAmountRequired");
        JsonNode extra = json.path("extra");
        boolean byTransfer = extra.path("assetTransferMethod").asText("eip3009").equals("eip3009");
        if (!json.path("scheme").asText().equals(SCHEME) || !byTransfer || !amount.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Requirement(
                    json.path("network").asText(),
                    Amount.parseUnits(amount.asText()),
                    Address.parse(json.path("asset").asText()),
                    Address.parse(json.path("payTo").asText()),
                    json.path("maxTimeoutSeconds").asLong(0),
                    extra.path("name").asText(null),
                    extra.path("version").asText(null)));
        } catch (MalformedException | MoneyException e) {
            return Optional.empty();
        }
    }

    /** Whether it asks for these terms on this chain. */
    boolean asks(PaymentTerms terms, long chainId) {
        return Networks.isHere(network, chainId)
                && asset.equals(terms.token())
                && payTo.equals(terms.payee())
                && amount.equals(terms.price());
    }
}
