package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "loop",
        mixinStandardHelpOptions = true,
        description =
                "Your rule for what earnings are spent on: savings, keeping your listings available, seeders, gas.",
        subcommands = {
            LoopCommand.Show.class,
            LoopCommand.Set.class,
            LoopCommand.Plan.class,
            LoopCommand.On.class,
            LoopCommand.Off.class
        })
final class LoopCommand {
    private static final List<String> OUTLETS = List.of("savings", "availability", "seeders", "gas");

    private LoopCommand() {}

    private static void say(Output output, JsonNode rule) {
        List<String> shares = new ArrayList<>();
        OUTLETS.stream()
                .filter(outlet -> rule.path(outlet).asInt() > 0)
                .forEach(outlet -> shares.add(percent(rule.path(outlet).asInt()) + " to " + outlet));
        output.say((rule.path("on").asBoolean() ? "On: " : "Off: ")
                + (shares.isEmpty() ? "nothing is spent by itself" : String.join(", ", shares)));
    }

    private static String percent(int perMille) {
        return BigDecimal.valueOf(perMille, 1).stripTrailingZeros().toPlainString() + " %";
    }

    private static void pots(Output output, JsonNode pots) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode pot : pots) {
            JsonNode token = pot.path("token");
            rows.add(List.of(
                    pot.path("outlet").asText(),
                    Output.money(pot.path("came"), token),
                    Output.money(pot.path("spent"), token),
                    Output.money(pot.path("left"), token)));
        }
        output.table(List.of("SHARE", "CAME", "SPENT", "LEFT"), rows);
    }

    private static void steps(Output output, JsonNode steps, JsonNode waiting) {
        for (JsonNode step : steps) {
            output.say(step.path("id").asText() + " [" + step.path("state").asText() + "] "
                    + step.path("why").asText()
                    + (step.hasNonNull("trouble") ? " " + step.path("trouble").asText() : ""));
        }
        for (JsonNode one : waiting) {
            output.say("waits: " + one.path("outlet").asText() + ", "
                    + Output.money(one.path("amount"), one.path("token")) + ". "
                    + one.path("why").asText());
        }
    }

    private static void show(Output output, JsonNode loop) {
        say(output, loop.path("rule"));
        if (loop.hasNonNull("restored")) {
            output.say(
                    "! This node came out of a backup, which does not know what was paid after it was made, so nothing"
                            + " goes on by itself. Look at `peer wallet history`, then say `peer loop on` or `off`.");
        }
        pots(output, loop.path("pots"));
        steps(output, loop.path("steps"), loop.path("waiting"));
        for (JsonNode payer : loop.path("from")) {
            String name = payer.hasNonNull("name")
                    ? payer.path("name").asText()
                    : payer.path("account").asText();
            output.say("from " + name + ": " + Output.money(payer.path("amount"), payer.path("token")) + " for "
                    + payer.path("source").asText());
        }
        for (JsonNode listing : loop.path("listings")) {
            JsonNode token = listing.path("token");
            output.say("“" + listing.path("title").asText() + "” earned "
                    + Output.money(listing.path("earned"), token) + ", keeping it cost "
                    + Output.money(listing.path("spent"), token) + ", and since then it brought "
                    + Output.money(listing.path("brought"), token));
        }
        output.document(loop);
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "The rule, what it paid for, what waits.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                LoopCommand.show(session.output(), node.get("/loop"));
            }
            return 0;
        }
    }

    /** What is named is changed, the rest stays. */
    static final class Wanted {
        @Option(names = "--savings", paramLabel = "PERCENT", description = "of what is earned, put by")
        private @Nullable String savings;

        @Option(names = "--to", paramLabel = "ADDRESS", description = "the account that savings go to")
        private @Nullable String to;

        @Option(
                names = "--availability",
                paramLabel = "PERCENT",
                description = "to have your listings kept on others' disks")
        private @Nullable String availability;

        @Option(
                names = "--seeders",
                paramLabel = "PERCENT",
                description = "to hire one peer more that gives on what you sell --shared")
        private @Nullable String seeders;

        @Option(names = "--gas", paramLabel = "PERCENT", description = "of coin, for the account that acts without you")
        private @Nullable String gas;

        @Option(
                names = "--token",
                paramLabel = "SYMBOL",
                description = "whose ceilings are set (default: the first token)")
        private @Nullable String token;

        @Option(names = "--per-day", paramLabel = "AMOUNT", description = "at most on a day; lets the token count")
        private @Nullable String perDay;

        @Option(names = "--in-all", paramLabel = "AMOUNT", description = "at most in all (default: 30 days' ceilings)")
        private @Nullable String inAll;

        @Option(
                names = "--least",
                paramLabel = "AMOUNT",
                description = "smaller payments wait (default: 1/100 of a day's)")
        private @Nullable String least;

        @Option(names = "--copies", paramLabel = "N", description = "of each listing, each with another keeper")
        private @Nullable Integer copies;

        @Option(names = "--days", paramLabel = "N", description = "for which a listing is kept")
        private @Nullable Integer days;

        @Option(
                names = "--collateral",
                paramLabel = "PERCENT",
                description = "of its price that a keeper has to put up")
        private @Nullable String collateral;

        @Option(
                names = "--gas-target",
                paramLabel = "AMOUNT",
                description = "coin that the operations account is filled to")
        private @Nullable String gasTarget;

        ObjectNode over(JsonNode rule, NodeApi node) {
            ObjectNode wanted = rule.deepCopy();
            share(wanted, "savings", savings);
            share(wanted, "availability", availability);
            share(wanted, "seeders", seeders);
            share(wanted, "gas", gas);
            share(wanted, "collateral", collateral);
            if (to != null) {
                wanted.put("savingsTo", to);
            }
            if (copies != null) {
                wanted.put("copies", copies);
            }
            if (days != null) {
                wanted.put("days", days);
            }
            String target = gasTarget;
            if (target != null) {
                wanted.put("gasTarget", Amount.parseDecimal(target, 18).toString());
            }
            String day = perDay;
            if (day != null) {
                ceilings(wanted, day, Tokens.choose(node, Optional.ofNullable(token)));
            }
            return wanted;
        }

        private static void share(ObjectNode wanted, String name, @Nullable String percent) {
            if (percent != null) {
                wanted.put(name, perMille(percent));
            }
        }

        private static int perMille(String percent) {
            try {
                return new BigDecimal(percent.replace("%", "").strip())
                        .movePointRight(1)
                        .intValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new ProblemException(
                        Problem.Code.BAD_REQUEST, "a share is a percentage such as 30 or 2.5, not " + percent, e);
            }
        }

        private void ceilings(ObjectNode wanted, String day, JsonNode money) {
            int decimals = money.path("decimals").asInt();
            Amount most = Amount.parseDecimal(day, decimals);
            Amount all = inAll == null ? most.times(30) : Amount.parseDecimal(inAll, decimals);
            Amount small = least == null
                    ? new Amount(most.units()
                            .divide(java.math.BigInteger.valueOf(100))
                            .max(java.math.BigInteger.ONE))
                    : Amount.parseDecimal(least, decimals);
            ArrayNode tokens = JsonNodeFactory.instance.arrayNode();
            for (JsonNode other : wanted.path("tokens")) {
                if (!other.path("token")
                        .asText()
                        .equalsIgnoreCase(money.path("address").asText())) {
                    tokens.add(other);
                }
            }
            tokens.addObject()
                    .put("token", money.path("address").asText())
                    .put("least", small.toString())
                    .put("perDay", most.toString())
                    .put("inAll", all.toString());
            wanted.set("tokens", tokens);
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Change the rule; what is not named stays. It takes effect when the loop is on.")
    static final class Set implements Callable<Integer> {
        @Mixin
        private Session session;

        @Mixin
        private Wanted wanted;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                ObjectNode rule = wanted.over(node.get("/loop").path("rule"), node);
                LoopCommand.show(session.output(), node.put("/loop", rule));
            }
            return 0;
        }
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "A dry run: what the rule, or one with these changes, would do with what came in 30 days.")
    static final class Plan implements Callable<Integer> {
        @Mixin
        private Session session;

        @Mixin
        private Wanted wanted;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                ObjectNode rule = wanted.over(node.get("/loop").path("rule"), node);
                JsonNode plan = node.post("/loop/plan", rule);
                Output output = session.output();
                say(output, rule);
                pots(output, plan.path("pots"));
                steps(output, plan.path("steps"), plan.path("waiting"));
                output.say("Nothing was done.");
                output.document(plan);
            }
            return 0;
        }
    }

    private static int turn(Session session, boolean on) {
        try (NodeApi node = session.node()) {
            ObjectNode rule = node.get("/loop").path("rule").deepCopy();
            rule.put("on", on);
            LoopCommand.show(session.output(), node.put("/loop", rule));
        }
        return 0;
    }

    @Command(name = "on", mixinStandardHelpOptions = true, description = "From now on, what comes in goes by the rule.")
    static final class On implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            return turn(session, true);
        }
    }

    @Command(name = "off", mixinStandardHelpOptions = true, description = "Begin nothing more; what is begun goes on.")
    static final class Off implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            return turn(session, false);
        }
    }
}
