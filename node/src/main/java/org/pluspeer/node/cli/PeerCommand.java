package org.pluspeer.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.Version;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code peer}: the list of commands, and how failures become exit statuses. */
@Command(
        name = "peer",
        description = "Hold your keys, sell what you have to other peers, buy from them, and see what it earned.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            DemoPeerCommand.class,
            UpCommand.class,
            StopCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            SellCommand.class,
            SeedCommand.class,
            StorageCommand.class,
            KeepCommand.class,
            SearchCommand.class,
            ListingCommand.class,
            BuyCommand.class,
            GetCommand.class,
            FetchCommand.class,
            ServicesCommand.class,
            ChannelCommand.class,
            PurchaseCommand.class,
            SaleCommand.class,
            WalletCommand.class,
            ContactsCommand.class,
            BalanceCommand.class,
            EarningsCommand.class,
            LoopCommand.class,
            ApprovalsCommand.class,
            AppsCommand.class,
            PolicyCommand.class,
            PeersCommand.class,
            ContractsCommand.class,
            OpenApiCommand.class
        },
        footer = {
            "",
            "A group alone shows what is there: peer channel is peer channel list.",
            "Try the whole of it on this machine, with play money:  ./peer demo",
            "",
            "Exit status: 0 ok, 1 failed, 2 usage, 3 refused by your rules, 4 not found, 5 locked or not allowed,",
            "6 network or chain unavailable, 7 timed out or pending, 8 storage, 130 interrupted."
        })
public final class PeerCommand implements Runnable {
    private static final Set<String> LOOKS = Set.of("list", "show", "balance");
    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** Runs one command line and gives its exit status. */
    public static int execute(String[] arguments) {
        CommandLine line = new CommandLine(new PeerCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
        line.setParameterExceptionHandler((failure, args) -> usage(failure));
        try {
            line.setDefaultValueProvider(ConfigFile.of(System.getenv(), Path.of("peer.toml")));
        } catch (ProblemException e) {
            return report(e, line);
        }
        return line.execute(withListing(line, arguments));
    }

    /** A group that is named alone, or with options only, means its first command if that only looks: list, show, balance. */
    static String[] withListing(CommandLine line, String[] arguments) {
        CommandLine named = line;
        int words = 0;
        for (String word : arguments) {
            CommandLine next = named.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            named = next;
            words++;
        }
        boolean acts = named.getCommand() instanceof Runnable || named.getCommand() instanceof Callable;
        List<String> rest = Arrays.asList(arguments).subList(words, arguments.length);
        boolean optionsOnly = rest.isEmpty() || rest.getFirst().startsWith("-");
        String first = named.getSubcommands().keySet().stream().findFirst().orElse("");
        if (acts || !optionsOnly || rest.stream().anyMatch(HELP::contains) || !LOOKS.contains(first)) {
            return arguments;
        }
        List<String> whole = new ArrayList<>(Arrays.asList(arguments));
        whole.add(words, first);
        return whole.toArray(String[]::new);
    }

    private static int report(Exception failure, CommandLine command) {
        Problem problem =
                switch (failure) {
                    case ProblemException known -> known.problem();
                    case MalformedException malformed ->
                        new Problem(Problem.Code.BAD_REQUEST, String.valueOf(malformed.getMessage()));
                    case MoneyException money ->
                        new Problem(Problem.Code.BAD_REQUEST, String.valueOf(money.getMessage()));
                    default -> new Problem(Problem.Code.INTERNAL, String.valueOf(failure));
                };
        boolean json =
                command.getParseResult() != null && command.getParseResult().hasMatchedOption("--json");
        if (json) {
            System.out.print(Json.pretty(
                    new Failure(problem.code().text(), problem.code().title(), problem.detail())));
        }
        command.getErr()
                .println("peer: " + problem.detail() + " [" + problem.code().text() + "]");
        return problem.code().exit();
    }

    private static int usage(CommandLine.ParameterException failure) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println("peer: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("See: peer " + path(failure.getCommandLine()) + "--help");
        return 2;
    }

    private static String path(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(" ");
        return name.equals("peer") ? "" : name.substring("peer ".length()) + " ";
    }

    /** A failure as {@code --json} prints it. */
    record Failure(String code, String title, String detail) {}
}
