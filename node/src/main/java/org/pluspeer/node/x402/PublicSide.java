package org.pluspeer.node.x402;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;

/** What anybody may ask this node by HTTP: its services, what they cost, and to verify and take payments for its owner. */
public final class PublicSide {
    private static final int PAGE = 100;
    private static final int LARGEST_DOCUMENT = 4 << 20;
    /** A folder's own name or its parent's, however it is written: a service may lie below a folder of others. */
    private static final Pattern CLIMBS = Pattern.compile(
            "(?:^|[/\\\\]|%2f|%5c)(?:\\.|%2e){1,2}(?:$|[/\\\\;]|%2f|%5c|%3b)", Pattern.CASE_INSENSITIVE);

    private final ServiceDesk services;
    private final CallDesk calls;
    private final Facilitator facilitator;
    private final Contents contents;
    private final long chainId;

    public PublicSide(ServiceDesk services, CallDesk calls, Facilitator facilitator, Contents contents, long chainId) {
        this.services = services;
        this.calls = calls;
        this.facilitator = facilitator;
        this.contents = contents;
        this.chainId = chainId;
    }

    /**
     * Answers a call; its path is the whole one. Blocks until the answer is out.
     *
     * @throws IOException where the caller hung up
     */
    public void answer(Call call, Call.Reply reply) throws IOException {
        int query = call.path().indexOf('?');
        String path = query < 0 ? call.path() : call.path().substring(0, query);
        if (climbs(path)) {
            Delivery.refuse(reply, 400, "bad_request", "a path has no dots for folders");
            return;
        }
        switch (path) {
            case "/health" -> said(reply, Map.of("ok", true));
            case "/supported" -> said(reply, facilitator.supported());
            case "/verify" -> posted(call, reply, () -> facilitator.verify(Json.tree(call.body())));
            case "/settle" -> posted(call, reply, () -> facilitator.settle(Json.tree(call.body())));
            case "/discovery/resources" -> said(reply, resources());
            default -> service(call, path, reply);
        }
    }

    /** Whether a path, with or without a query, leaves its folder. */
    static boolean climbs(String path) {
        int query = path.indexOf('?');
        return CLIMBS.matcher(query < 0 ? path : path.substring(0, query)).find();
    }

    private void service(Call call, String path, Call.Reply reply) throws IOException {
        int end = path.indexOf('/', 1);
        String name = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        if (name.equals("discovery") && path.startsWith("/discovery/openapi/")) {
            document(path.substring("/discovery/openapi/".length()), reply);
            return;
        }
        Optional<Offering> found = services.find(name);
        if (found.isEmpty()) {
            Delivery.refuse(reply, 404, "not_found", "there is no such service; see /discovery/resources");
            return;
        }
        PaymentTerms terms;
        try {
            terms = services.terms(found.get());
        } catch (ProblemException e) {
            Delivery.refuse(reply, 503, "chain_unavailable", "payments cannot be taken at present");
            return;
        }
        String rest = call.path().substring(1 + name.length());
        Call within = new Call(call.method(), rest, call.headers(), call.body(), call.remote());
        calls.answer(found.get(), terms, services.resource(found.get(), rest), within, reply);
    }

    private void document(String name, Call.Reply reply) throws IOException {
        var blob = services.find(name).flatMap(offering -> Optional.ofNullable(offering.document()));
        if (blob.isEmpty()) {
            Delivery.refuse(reply, 404, "not_found", "there is no such description");
            return;
        }
        byte[] bytes;
        try (InputStream in = contents.stream(blob.get())) {
            bytes = in.readNBytes(LARGEST_DOCUMENT);
        }
        reply.head(200, List.of(new Header("Content-Type", "text/plain; charset=utf-8")));
        reply.write(bytes);
        reply.end();
    }

    /** As the Bazaar lists them: one entry for each service. */
    private Map<String, Object> resources() {
        List<Object> items = new ArrayList<>();
        List<Offering> all = services.all();
        for (Offering offering : all.subList(0, Math.min(PAGE, all.size()))) {
            try {
                items.add(resource(offering));
            } catch (ProblemException e) {
                // What cannot be paid for at present is not offered at present.
            }
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("x402Version", 2);
        said.put("items", items);
        said.put("pagination", Map.of("limit", PAGE, "offset", 0, "total", items.size()));
        return said;
    }

    private Map<String, Object> resource(Offering offering) {
        Requirement.Resource about = services.resource(offering, "");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("title", offering.title());
        metadata.put("description", about.description());
        metadata.put("listing", offering.listing().hex());
        Offering.File file = offering.file();
        if (file != null) {
            metadata.put("fileName", file.name());
            metadata.put("mimeType", file.mediaType());
            metadata.put("size", file.size());
        }
        if (offering.document() != null) {
            metadata.put(
                    "openapi",
                    about.url()
                                    .substring(
                                            0,
                                            about.url().length()
                                                    - offering.name().length()) + "discovery/openapi/"
                            + offering.name());
        }
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("resource", about.url());
        item.put("type", "http");
        item.put("x402Version", 2);
        item.put(
                "accepts",
                List.of(Requirement.of(services.terms(offering), chainId).second()));
        item.put("lastUpdated", offering.since());
        item.put("metadata", metadata);
        return item;
    }

    @FunctionalInterface
    private interface Work {
        Map<String, Object> answer();
    }

    private static void posted(Call call, Call.Reply reply, Work work) throws IOException {
        if (!call.method().equals("POST")) {
            Delivery.refuse(reply, 405, "method_not_allowed", "it takes POST");
            return;
        }
        try {
            said(reply, work.answer());
        } catch (ProblemException e) {
            Delivery.refuse(
                    reply,
                    e.problem().code().status(),
                    e.problem().code().text(),
                    e.problem().detail());
        }
    }

    private static void said(Call.Reply reply, Map<String, Object> words) throws IOException {
        reply.head(
                200, List.of(new Header("Content-Type", "application/json"), new Header("Cache-Control", "no-store")));
        reply.write(Json.write(words));
        reply.end();
    }
}
