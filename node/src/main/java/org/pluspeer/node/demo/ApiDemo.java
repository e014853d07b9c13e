package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

/**
 * Two thousand calls of a service, some of them by a client of others and each in a transaction of its own, the others
 * through a channel. The seller is killed in their midst; what the chain paid it is what its service has in its log.
 */
public final class ApiDemo {
    public static final String NAME = "api";

    private static final int BY_OTHERS = 400;
    private static final int BY_CHANNEL = 1_600;
    private static final int AT_ONCE = 8;
    private static final long PRICE = 2_000;
    private static final String X402 = "/x402";
    private static final String CHANNEL = "/channel";
    private static final Address DOLLAR = Address.parse(Deployments.TEST_DOLLAR.address());

    private final Path directory;
    private final Output output;
    private final Narrator narrator;
    private final Patience patience = new Patience(Duration.ofMillis(100), 6000);

    /** @param directory for its chain and peers; emptied first */
    public ApiDemo(Path directory, Output output) {
        this.directory = directory;
        this.output = output;
        this.narrator = new Narrator(output);
    }

    /** Whether it ended as it must. */
    public boolean run() throws InterruptedException {
        long start = System.nanoTime();
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        random.nextBytes(key);
        try (OtherBuyer other = new OtherBuyer();
                LoggedBackend service = new LoggedBackend();
                ApiStage stage = ApiStage.set(directory, random, narrator);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Address payer = account(key);
            stage.chain().play().give(payer, Amount.ZERO, Amount.parseDecimal("10", 6));
            List<Address> all = List.of(stage.seller().account(), stage.buyer().account(), payer);
            ChainClient chain = stage.chain().play().client();
            Wallets before = new Wallets(chain, all);
            JsonNode sold = sell(stage, service);
            String channel = open(stage, sold.path("listing").asText());
            narrator.step(BY_OTHERS + " calls by @x402/fetch and " + BY_CHANNEL + " through a channel, " + AT_ONCE
                    + " at once each …");
            Future<JsonNode> byOthers = threads.submit(() -> other.buy(order(stage, key, sold)));
            AtomicInteger next = new AtomicInteger();
            List<Future<Integer>> callers = java.util.stream.IntStream.range(0, AT_ONCE)
                    .mapToObj(_ -> threads.submit(
                            () -> call(stage, sold.path("listing").asText(), next)))
                    .toList();
            await(
                    () -> byOthers.isDone()
                            || (service.logged(CHANNEL) > BY_CHANNEL / 4 && service.logged(X402) > BY_OTHERS / 8),
                    "the first calls");
            narrator.step("The seller is killed in the midst of it, and started again.");
            stage.killSeller();
            int answered = 0;
            for (Future<Integer> caller : callers) {
                answered += get(caller);
            }
            int received = get(byOthers).path("receipts").size();
            end(stage, channel);
            Wallets after = awaitHome(stage, chain, all);
            ApiReport report =
                    report(new Ended(received, answered, service, Hash32.parse(channel), before, after), chain, start);
            output.document(report);
            boolean right = report.conserved() && report.asAgreed();
            narrator.step(
                    right
                            ? "The seller has the price of each call that its service answered, and of no other."
                            : "It did NOT end as it must.");
            return right;
        }
    }

    private static Address account(byte[] key) {
        try (NodeKey payer = NodeKey.generate(key.clone())) {
            return payer.address();
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException known
                    ? known
                    : new ProblemException(Problem.Code.INTERNAL, "the calls broke off", e);
        }
    }

    private JsonNode sell(ApiStage stage, LoggedBackend service) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("target", service.address());
        wanted.put("name", "trams");
        wanted.put("price", String.valueOf(PRICE));
        wanted.put("token", DOLLAR.checksummed());
        wanted.put("title", "Tram times");
        wanted.put("idempotencyKey", "sell trams");
        return stage.seller().api().post("/services", wanted);
    }

    private String open(ApiStage stage, String listing) {
        await(
                () -> stage.buyer()
                        .get("/listings?limit=20")
                        .path("listings")
                        .valueStream()
                        .anyMatch(one -> one.path("id").asText().equals(listing)),
                "the service's listing");
        String deposit = Amount.of(PRICE).times(BY_CHANNEL).toString();
        String id = stage.buyer()
                .api()
                .post("/channels", Map.of("listing", listing, "deposit", deposit, "idempotencyKey", "calls"))
                .path("id")
                .asText();
        for (DemoPeer peer : List.of(stage.buyer(), stage.seller())) {
            await(() -> state(peer, id).equals("open"), "the channel");
        }
        return id;
    }

    private static String state(DemoPeer peer, String id) {
        return peer.get("/channels")
                .path("channels")
                .valueStream()
                .filter(one -> one.path("id").asText().equals(id))
                .map(one -> one.path("state").asText())
                .findFirst()
                .orElse("");
    }

    private static Map<String, Object> order(ApiStage stage, byte[] key, JsonNode sold) {
        Map<String, Object> order = new HashMap<>();
        order.put("call", "buyMany");
        order.put("key", Bytes.hex(key));
        order.put("network", "eip155:" + stage.chain().play().chainId());
        order.put("asset", DOLLAR.checksummed());
        order.put("url", sold.path("url").asText() + X402);
        order.put("count", BY_OTHERS);
        order.put("atOnce", AT_ONCE);
        return order;
    }

    /** Each call is asked again under its own key until it is answered. */
    private int call(ApiStage stage, String listing, AtomicInteger next) {
        int answered = 0;
        for (int number = next.getAndIncrement(); number < BY_CHANNEL; number = next.getAndIncrement()) {
            Map<String, Object> order = Map.of(
                    "url", "peer://" + listing + CHANNEL + "/" + number, "idempotencyKey", "channel call " + number);
            await(() -> isAnswered(stage, order), "the answer to call " + number);
            answered++;
        }
        return answered;
    }

    private static boolean isAnswered(ApiStage stage, Map<String, Object> order) {
        try {
            return stage.buyer().api().post("/fetch", order).path("status").asInt() == 200;
        } catch (ProblemException e) {
            return false;
        }
    }

    private void end(ApiStage stage, String channel) {
        narrator.step("The seller ends the channel with the newest voucher: one claim for all of it.");
        await(() -> stage.seller().get("/services/trams").path("owed").asText().equals("0"), "what is owed by x402");
        stage.seller().api().post("/channels/" + channel + "/close", Map.of());
        await(() -> state(stage.buyer(), channel).equals("closed"), "the end of the channel");
    }

    /** What a channel brought lies in the contract until its end is final. */
    private Wallets awaitHome(ApiStage stage, ChainClient chain, List<Address> all) {
        ChannelContract contract = new ChannelContract(chain);
        Address seller = stage.seller().account();
        await(() -> contract.ledger(seller, DOLLAR, At.LATEST).isZero(), "the money at home");
        return new Wallets(chain, all);
    }

    /** Who has how many dollars. */
    private record Wallets(Map<Address, Amount> wallets) {
        Wallets(ChainClient chain, List<Address> accounts) {
            this(accounts.stream()
                    .collect(java.util.stream.Collectors.toMap(
                            account -> account, account -> new Tokens(chain).balance(DOLLAR, account, At.LATEST))));
        }

        Amount of(Address account) {
            return wallets.getOrDefault(account, Amount.ZERO);
        }

        Amount sum() {
            return wallets.values().stream().reduce(Amount.ZERO, Amount::plus);
        }
    }

    /** @param received receipts of the other buyer */
    private record Ended(
            int received, int answered, LoggedBackend service, Hash32 channel, Wallets before, Wallets after) {}

    private ApiReport report(Ended ended, ChainClient chain, long start) {
        List<ChannelFact> facts = new ChannelContract(chain)
                .facts(0, chain.head().number())
                .facts()
                .getOrDefault(ended.channel(), List.of());
        int deposits = 0;
        int claims = 0;
        Amount claimed = Amount.ZERO;
        for (ChannelFact fact : facts) {
            switch (fact) {
                case ChannelFact.Opened _, ChannelFact.ToppedUp _ -> deposits++;
                case ChannelFact.Claimed _ -> claims++;
                case ChannelFact.Closed it -> claimed = it.claimed();
                case ChannelFact.ExitStarted _ -> {}
            }
        }
        Amount charged = ended.before().wallets().keySet().stream()
                .map(account ->
                        ended.after().of(account).minusOrZero(ended.before().of(account)))
                .reduce(Amount.ZERO, Amount::plus);
        LoggedBackend service = ended.service();
        Amount byOthers = charged.minusOrZero(claimed);
        long logged = service.logged("/");
        boolean each = Amount.of(PRICE).times(service.logged(CHANNEL)).equals(claimed)
                && Amount.of(PRICE).times(service.logged(X402)).equals(byOthers);
        boolean all =
                ended.received() == BY_OTHERS && ended.answered() == BY_CHANNEL && logged == BY_OTHERS + BY_CHANNEL;
        return new ApiReport(
                NAME,
                List.of(
                        new ApiReport.WayPart("x402", ended.received(), service.logged(X402), byOthers.toString()),
                        new ApiReport.WayPart(
                                "channel", ended.answered(), service.logged(CHANNEL), claimed.toString())),
                logged,
                charged.toString(),
                deposits,
                claims,
                ended.before().sum().equals(ended.after().sum()),
                each && all && deposits == 1 && claims == 1,
                (System.nanoTime() - start) / 1_000_000);
    }

    private void await(BooleanSupplier so, String what) {
        patience.until(so, what);
    }
}
