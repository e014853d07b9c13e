package org.pluspeer.node.cli;

import java.io.Console;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.contracts.Deployment;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DeployContracts;
import org.pluspeer.node.chain.DeployContracts.Place;
import org.pluspeer.node.chain.DeployContracts.Standing;
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.chain.Playground;
import org.pluspeer.node.client.Output;
import org.pluspeer.node.deploy.Deploy;
import org.pluspeer.node.deploy.DeployDesk;
import org.pluspeer.node.deploy.DeployRecord;
import org.pluspeer.node.deploy.Plan;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.key.Passphrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "contracts",
        mixinStandardHelpOptions = true,
        description = "The contracts that everything settles on.",
        footer = {
            "",
            "From a checkout also: ./peer contracts test, ./peer contracts gas --json.",
        },
        subcommands = {ContractsCommand.DeployThem.class, ContractsCommand.Check.class})
final class ContractsCommand {

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Look whether a chain has the contracts, byte for byte. Needs no key.",
            footer = {"", "Exit status: 0 all are there, 4 some are missing, 6 a stranger's code or no chain."})
    static final class Check implements Callable<Integer> {
        @Mixin
        private Session session;

        @Mixin
        private ChainOptions options;

        @Override
        public Integer call() {
            try (ChainClient chain = options.connect()) {
                List<Place> places = DeployContracts.survey(chain, Deployments.SUITE);
                Output output = session.output();
                table(output, places);
                output.document(
                        new Survey(chain.chainId(), places.stream().map(Row::of).toList()));
                return status(places);
            }
        }

        private static int status(List<Place> places) {
            if (places.stream().anyMatch(place -> place.standing() == Standing.FOREIGN)) {
                return Problem.Code.CONTRACT_MISMATCH.exit();
            }
            boolean complete = places.stream().allMatch(place -> place.standing() == Standing.OURS);
            return complete ? 0 : Problem.Code.NOT_FOUND.exit();
        }

        private static void table(Output output, List<Place> places) {
            output.table(
                    List.of("CONTRACT", "ADDRESS", ""),
                    places.stream()
                            .map(place -> List.of(place.name(), place.address().toString(), word(place.standing())))
                            .toList());
        }
    }

    @Command(
            name = "deploy",
            mixinStandardHelpOptions = true,
            description = {
                "Put the contracts on a chain, each at the address that follows from its bytes. Shows what it costs at"
                        + " most, asks, and then sends. What is there is left; run it again to go on after a break.",
                "It pays from the wallet in the data directory (no node may run there), or from --keystore."
            },
            footer = {
                "",
                "Exit status: 0 all are there, 1 a transaction failed, 3 refused (no --yes, no --unaudited, too little"
                        + " money), 5 wrong passphrase, 6 no chain or a stranger's code, 7 not in a block in time."
            })
    static final class DeployThem implements Callable<Integer> {
        /** Ten minutes for each transaction. */
        private static final Patience PATIENCE = new Patience(Duration.ofMillis(500), 1200);

        @Mixin
        private Session session;

        @Mixin
        private ChainOptions options;

        @Option(names = "--keystore", paramLabel = "FILE", description = "pay from this key file (Web3 Secret Storage)")
        private @Nullable Path keystore;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "default: asks")
        private @Nullable Path passphraseFile;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "where the addresses are written (default: contracts/CHAIN.json in the data directory)")
        private @Nullable Path out;

        @Option(names = "--yes", description = "agree to the cost without being asked")
        private boolean yes;

        @Option(
                names = "--unaudited",
                description = "use a chain that is not local although nobody has audited this program yet")
        private boolean unaudited;

        @Override
        public Integer call() {
            Output output = session.output();
            try (ChainClient chain = options.connect()) {
                boolean play = Playground.is(options.url(), chain.chainId());
                Playground.require(play, chain.chainId(), unaudited);
                DataDirectory directory = session.directory().create();
                DeployRecord record = record(directory, chain.chainId());
                Deploy deploy = new Deploy(chain, wanted(play), record);
                boolean complete = deploy.survey().stream().allMatch(place -> place.standing() == Standing.OURS);
                if (!complete && !carriedOut(output, chain, directory, deploy)) {
                    output.say("Nothing was signed, nothing was sent.");
                    return 1;
                }
                output.say("All contracts are on chain " + chain.chainId() + "; their addresses are in " + record.file()
                        + ".");
                output.document(record.document());
                return 0;
            }
        }

        private DeployRecord record(DataDirectory directory, long chainId) {
            Path chosen = out;
            if (chosen == null) {
                new DataDirectory(directory.deployments()).create();
                chosen = directory.deployments().resolve(chainId + ".json");
            }
            return DeployRecord.open(chosen.toAbsolutePath().normalize(), chainId);
        }

        /** The play dollar is for chains to play on only. */
        private static List<Deployment> wanted(boolean play) {
            List<Deployment> wanted = new ArrayList<>(Deployments.SUITE);
            if (play) {
                wanted.add(Deployments.TEST_DOLLAR);
            }
            return wanted;
        }

        private boolean carriedOut(Output output, ChainClient chain, DataDirectory directory, Deploy deploy) {
            if (!yes) {
                requireSomebody(output);
            }
            Path file = keystore;
            try (Passphrase passphrase = Passphrases.read(passphraseFile, false);
                    DeployDesk desk = file == null
                            ? DeployDesk.ofWallet(directory, passphrase, chain.chainId())
                            : DeployDesk.ofKeyFile(file, directory, passphrase, chain.chainId())) {
                Plan plan = deploy.plan(desk.signing().account());
                show(output, plan);
                if (!agreed(output)) {
                    return false;
                }
                deploy.carryOut(plan, desk.signing(), PATIENCE);
                return true;
            }
        }

        private static void show(Output output, Plan plan) {
            List<List<String>> rows = new ArrayList<>();
            for (Plan.Step step : plan.steps()) {
                rows.add(List.of(
                        step.place().name(),
                        step.place().address().toString(),
                        step.isMissing() ? Long.toString(step.gas()) : "",
                        word(step.place().standing())));
            }
            output.table(List.of("CONTRACT", "ADDRESS", "GAS, AT MOST", ""), rows);
            if (!plan.coin().isZero()) {
                output.say("The proxy's author is sent " + coin(plan.coin()) + " for its one transaction.");
            }
            output.say("Account       " + plan.account() + ", holding " + coin(plan.held()));
            output.say("It costs      at most " + coin(plan.maxCost()) + " on chain " + plan.chainId());
        }

        private boolean agreed(Output output) {
            if (yes) {
                return true;
            }
            String answer = requireSomebody(output).readLine("Deploy? [y/N] ");
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        }

        private static Console requireSomebody(Output output) {
            Console console = System.console();
            if (console == null || !console.isTerminal() || output.isJson()) {
                throw new ProblemException(
                        Problem.Code.REFUSED_BY_POLICY, "nobody to ask; add --yes to agree to the cost");
            }
            return console;
        }
    }

    private static String word(Standing standing) {
        return switch (standing) {
            case OURS -> "is there";
            case MISSING -> "missing";
            case FOREIGN -> "a stranger's code";
        };
    }

    private static String coin(Amount wei) {
        return new BigDecimal(wei.units(), 18).stripTrailingZeros().toPlainString() + " of the chain's coin";
    }

    /** What {@code check --json} prints. */
    record Survey(long chainId, List<Row> contracts) {}

    /** A contract as {@code check --json} prints it. */
    record Row(String name, String address, String codeHash, String state) {
        static Row of(Place place) {
            return new Row(
                    place.name(),
                    place.address().toString(),
                    place.codeHash().toString(),
                    place.standing().text());
        }
    }
}
