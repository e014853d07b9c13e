package org.pluspeer.node.x402;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

/**
 * What verifying a payment of scheme {@code exact} adds to a call, of a real node on a real chain: in turns, a payment that
 * was never seen is verified, and something is asked of the same port for which nothing has to be. The difference of the
 * medians is signature, nonce and balance, with all that the chain is asked for them.
 */
public final class ExactBench {
    private static final int WARM = 200;

    private ExactBench() {}

    /**
     * @param site of the node's public side
     * @param payee the node's account
     * @param payer who holds enough; not closed
     */
    public static Map<String, Object> run(URI site, ChainClient chain, Address payee, NodeKey payer, int times)
            throws IOException, InterruptedException {
        PaymentTerms terms = new PaymentTerms(
                PlayChain.DOLLAR,
                new Tokens(chain)
                        .find(PlayChain.DOLLAR)
                        .orElseThrow()
                        .signingDomain()
                        .orElseThrow(),
                Amount.of(2_000),
                payee);
        List<byte[]> payments = new ArrayList<>();
        for (int i = 0; i < WARM + times; i++) {
            payments.add(payment(terms, chain, payer));
        }
        double[] verified = new double[times];
        double[] bare = new double[times];
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = -WARM; i < times; i++) {
                HttpRequest verify = HttpRequest.newBuilder(site.resolve("/verify"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(payments.get(WARM + i)))
                        .build();
                double took = millis(client, verify, "\"isValid\":true");
                HttpRequest supported =
                        HttpRequest.newBuilder(site.resolve("/supported")).build();
                double nothing = millis(client, supported, "kinds");
                if (i >= 0) {
                    verified[i] = took;
                    bare[i] = nothing;
                }
            }
        }
        Arrays.sort(verified);
        Arrays.sort(bare);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("exactVerifyMillisMedian", round(verified[times / 2]));
        result.put("sameCallWithoutMillisMedian", round(bare[times / 2]));
        result.put("exactVerificationAddsMillis", round(verified[times / 2] - bare[times / 2]));
        return result;
    }

    private static double round(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }

    private static double millis(HttpClient client, HttpRequest request, String expected)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        double took = (System.nanoTime() - start) / 1e6;
        if (!response.body().contains(expected)) {
            throw new IllegalStateException(response.body());
        }
        return took;
    }

    private static byte[] payment(PaymentTerms terms, ChainClient chain, NodeKey payer) {
        byte[] nonce = new byte[Hash32.LENGTH];
        new SecureRandom().nextBytes(nonce);
        long now = chain.head().time();
        Authorization authorization = new Authorization(
                payer.address(), terms.payee(), terms.price(), now - 600, now + 3600, Hash32.of(nonce));
        SignedPayment signed = new SignedPayment(
                2,
                null,
                Networks.caip2(chain.chainId()),
                authorization,
                payer.sign(authorization.digest(terms.domain())));
        JsonNode accepted =
                Json.tree(Json.write(Requirement.of(terms, chain.chainId()).second()));
        JsonNode payment = Json.tree(Base64.getDecoder().decode(signed.header(accepted, null)));
        return Json.write(Map.of("x402Version", 2, "paymentPayload", payment, "paymentRequirements", accepted));
    }
}
