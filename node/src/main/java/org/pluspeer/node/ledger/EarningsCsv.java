package org.pluspeer.node.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pluspeer.node.account.BalanceSheet;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;

/** What was earned and spent by day, source and token as a table (RFC 4180), the oldest first. */
public final class EarningsCsv {
    private static final List<String> HEAD = List.of("day", "source", "earned", "spent", "token", "token_address");

    private EarningsCsv() {}

    public static byte[] of(BalanceSheet sheet) {
        Map<Address, TokenView> tokens = sheet.tokens().stream()
                .map(BalanceSheet.Sum::token)
                .collect(Collectors.toMap(TokenView::address, Function.identity()));
        StringBuilder table = new StringBuilder();
        line(HEAD, table);
        for (BalanceSheet.Day day : sheet.days().reversed()) {
            TokenView token = tokens.get(day.token());
            for (BalanceSheet.Share share : day.sources()) {
                if (token != null) {
                    line(row(day.day(), share, token), table);
                }
            }
        }
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> row(String day, BalanceSheet.Share share, TokenView token) {
        return List.of(
                day,
                share.source(),
                share.earned().decimal(token.decimals()),
                share.spent().decimal(token.decimals()),
                Csv.plain(token.symbol()),
                token.address().checksummed());
    }

    private static void line(List<String> cells, StringBuilder table) {
        table.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }
}
