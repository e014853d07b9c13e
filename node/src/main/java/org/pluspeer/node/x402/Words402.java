package org.pluspeer.node.x402;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.PaymentFault;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What is said in the heads and bodies of answers: version 2 in headers, version 1 in the body and headers of its own. */
final class Words402 {
    static final String REQUIRED = "PAYMENT-REQUIRED";
    static final String SIGNATURE = "PAYMENT-SIGNATURE";
    static final String RESPONSE = "PAYMENT-RESPONSE";
    static final String FIRST_SIGNATURE = "X-PAYMENT";
    static final String FIRST_RESPONSE = "X-PAYMENT-RESPONSE";

    private final long chainId;

    Words402(long chainId) {
        this.chainId = chainId;
    }

    /** An answer that asks for a payment, in both versions. */
    record Demand(List<Header> headers, byte[] body) {}

    /** @param error why a payment that came is not taken; null where none came */
    Demand demand(PaymentTerms terms, Requirement.Resource resource, @Nullable PaymentFault error) {
        Requirement wanted = Requirement.of(terms, chainId);
        Map<String, Object> second = new LinkedHashMap<>();
        second.put("x402Version", 2);
        second.put("error", error == null ? "PAYMENT-SIGNATURE header is required" : error.code());
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("url", resource.url());
        about.put("description", resource.description());
        about.put("mimeType", resource.mimeType());
        second.put("resource", about);
        second.put("accepts", List.of(wanted.second()));
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("x402Version", 1);
        first.put("error", error == null ? "X-PAYMENT header is required" : error.code());
        first.put("accepts", List.of(wanted.first(chainId, resource)));
        return new Demand(
                List.of(
                        new Header(REQUIRED, base64(second)),
                        new Header("Content-Type", "application/json"),
                        new Header("Cache-Control", "no-store")),
                Json.write(first));
    }

    /** What came of a payment, for the header of its version. */
    Header settled(int version, Address payer, Amount amount, Hash32 transaction) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("success", true);
        said.put("transaction", transaction.hex());
        said.put("network", network(version));
        said.put("payer", payer.checksummed());
        said.put("amount", amount.toString());
        return new Header(version == 1 ? FIRST_RESPONSE : RESPONSE, base64(said));
    }

    Header unsettled(int version, Address payer, PaymentFault fault) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("success", false);
        said.put("errorReason", fault.code());
        said.put("transaction", "");
        said.put("network", network(version));
        said.put("payer", payer.checksummed());
        return new Header(version == 1 ? FIRST_RESPONSE : RESPONSE, base64(said));
    }

    String network(int version) {
        return version == 1 ? Networks.first(chainId) : Networks.caip2(chainId);
    }

    /** What a caller may pass on to the service, and the service to the caller: all but what is said of payments. */
    static List<Header> withoutPayments(List<Header> headers) {
        List<Header> rest = new ArrayList<>();
        for (Header header : headers) {
            boolean ofPayment = List.of(REQUIRED, SIGNATURE, RESPONSE, FIRST_SIGNATURE, FIRST_RESPONSE).stream()
                    .anyMatch(header.name()::equalsIgnoreCase);
            if (!ofPayment) {
                rest.add(header);
            }
        }
        return rest;
    }

    private static String base64(Map<String, Object> json) {
        return Base64.getEncoder().encodeToString(Json.write(json));
    }
}
