package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import picocli.CommandLine.Parameters;

@Command(
        name = "wallet",
        mixinStandardHelpOptions = true,
        description = "Your account and its money.",
        subcommands = {
            WalletCommand.Balance.class,
            WalletSpending.Quote.class,
            WalletSpending.Send.class,
            WalletSpending.Pending.class,
            WalletSpending.SpeedUp.class,
            WalletSpending.Cancel.class,
            WalletCommand.Withdraw.class,
            WalletHistory.History.class,
            WalletHistory.Reconcile.class,
            WalletHistory.Request.class,
            MessageCommands.Sign.class,
            MessageCommands.Verify.class,
            WalletSetup.New.class,
            WalletSetup.Restore.class,
            WalletSetup.Unlock.class,
            WalletSetup.Lock.class,
            WalletSetup.Standby.class,
            WalletSetup.Words.class,
            WalletAccounts.Accounts.class,
            WalletAccounts.Import.class,
            WalletAccounts.Export.class,
            WalletAccounts.Watch.class,
            WalletBackup.Backup.class,
            WalletBackup.Drill.class
        })
final class WalletCommand {

    @Command(name = "balance", mixinStandardHelpOptions = true, description = "What the account holds.")
    static final class Balance implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode wallet = node.get("/wallet");
                session.output().say("Account  " + wallet.path("account").asText());
                List<List<String>> rows = new ArrayList<>();
                for (JsonNode balance : wallet.path("balances")) {
                    JsonNode token = balance.path("token");
                    rows.add(List.of(
                            token.path("symbol").asText(),
                            Output.money(balance.path("wallet"), token),
                            Output.money(balance.path("ledger"), token),
                            Output.money(balance.path("escrowed"), token)));
                }
                session.output().table(List.of("TOKEN", "WALLET", "TO WITHDRAW", "IN OPEN SALES"), rows);
                session.output().document(wallet);
            }
            return 0;
        }
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Bring what you earned, or got back, from the contract's ledger into the wallet.")
    static final class Withdraw implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "AMOUNT", arity = "0..1", description = "default: all that is free")
        private @Nullable String amount;

        @Option(names = "--token", paramLabel = "SYMBOL", description = "default: the first token, else the coin")
        private @Nullable String token;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode money = Tokens.choose(node, Optional.ofNullable(token));
                JsonNode balance = balance(node, money);
                String chosen = amount;
                Amount units = chosen == null
                        ? free(balance, money)
                        : Amount.parseDecimal(chosen, money.path("decimals").asInt());
                JsonNode sent = node.post(
                        "/wallet/withdraw",
                        Map.of(
                                "token", money.path("address").asText(),
                                "amount", units.toString(),
                                "idempotencyKey", UUID.randomUUID().toString()));
                session.output().say("On its way: " + sent.path("transaction").asText());
                if (chosen == null) {
                    session.output().say(taken(balance, money, units));
                }
                session.output().document(sent);
            }
            return 0;
        }

        private static JsonNode balance(NodeApi node, JsonNode money) {
            for (JsonNode balance : node.get("/wallet").path("balances")) {
                if (balance.path("token").path("address").equals(money.path("address"))) {
                    return balance;
                }
            }
            throw new ProblemException(
                    Problem.Code.NOT_FOUND,
                    "the ledger is not known for " + money.path("symbol").asText());
        }

        private static Amount free(JsonNode balance, JsonNode money) {
            Amount free = Amount.parseUnits(balance.path("free").asText());
            if (free.isZero()) {
                throw new ProblemException(
                        Problem.Code.INSUFFICIENT_FUNDS,
                        "nothing in the ledger is free; open offers hold " + Output.money(balance.path("ledger"), money)
                                + " of it as bonds");
            }
            return free;
        }

        private static String taken(JsonNode balance, JsonNode money, Amount free) {
            int decimals = money.path("decimals").asInt();
            String symbol = " " + money.path("symbol").asText();
            Amount kept = Amount.parseUnits(balance.path("ledger").asText()).minus(free);
            String all = "That is " + free.decimal(decimals) + symbol + ", all that is free";
            return kept.isZero()
                    ? all + "."
                    : all + "; " + kept.decimal(decimals) + symbol + " stay in the ledger as bonds of open offers.";
        }
    }
}
