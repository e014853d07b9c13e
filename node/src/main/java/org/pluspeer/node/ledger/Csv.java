package org.pluspeer.node.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.HistoryView;
import org.pluspeer.wallet.eth.Amount;

/**
 * The history as a table (RFC 4180). Text that a spreadsheet would take for a formula is set off by an apostrophe, since
 * others may have chosen it: a token's name, a listing's title.
 */
final class Csv {
    private static final List<String> HEAD = List.of(
            "time",
            "account",
            "place",
            "kind",
            "what",
            "direction",
            "amount",
            "token",
            "token_address",
            "balance",
            "gas_fee",
            "other",
            "other_name",
            "transaction",
            "block",
            "state",
            "final",
            "deal",
            "reason");
    private static final int COIN_DECIMALS = 18;

    private final StringBuilder table = new StringBuilder();

    Csv() {
        line(HEAD);
    }

    void add(HistoryView.Entry entry, @Nullable Long block) {
        int decimals = entry.token().decimals();
        Amount balance = entry.balance();
        Amount fee = entry.gasFee();
        line(List.of(
                Instant.ofEpochSecond(entry.at()).toString(),
                entry.account().checksummed(),
                entry.place(),
                entry.kind(),
                plain(entry.title()),
                entry.direction(),
                entry.amount().decimal(decimals),
                plain(entry.token().symbol()),
                entry.token().address().checksummed(),
                balance == null ? "" : balance.decimal(decimals),
                fee == null ? "" : fee.decimal(COIN_DECIMALS),
                text(entry.other()),
                plain(text(entry.otherName())),
                text(entry.transaction()),
                text(block),
                entry.state(),
                entry.isFinal() ? "yes" : "no",
                text(entry.saleId()),
                plain(text(entry.reason()))));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    static String plain(String text) {
        return !text.isEmpty() && "=+-@\t\r\n|".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    static String cell(String text) {
        boolean quoted = text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private void line(List<String> cells) {
        table.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    byte[] bytes() {
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }
}
