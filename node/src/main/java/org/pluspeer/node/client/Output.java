package org.pluspeer.node.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Amount;

/** What a command prints: one JSON document on standard output, or words and tables for people; progress on standard error. */
public final class Output {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;

    public Output(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    public boolean isJson() {
        return json;
    }

    /** The one document, if JSON was asked for. */
    public void document(Object value) {
        if (json) {
            out.print(Json.pretty(value));
            out.flush();
        }
    }

    /** A line for people. */
    public void say(String line) {
        if (!json) {
            out.println(clean(line));
            out.flush();
        }
    }

    /** Progress and warnings: to standard error, so that they never mix with the document. */
    public void note(String line) {
        err.println(clean(line));
        err.flush();
    }

    /** Columns as wide as their widest cell; the last is not padded. */
    public void table(List<String> heads, List<List<String>> rows) {
        if (json) {
            return;
        }
        int[] widths = new int[heads.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(heads);
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], clean(row.get(i)).length());
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = clean(row.get(i));
                line.append(cell);
                if (i < widths.length - 1) {
                    line.append(" ".repeat(widths[i] - cell.length() + 2));
                }
            }
            out.println(line);
        }
        out.flush();
    }

    /** Such as {@code 4.00 PLAY}. */
    public static String money(JsonNode amount, JsonNode token) {
        return Amount.parseUnits(amount.asText()).decimal(token.path("decimals").asInt()) + " "
                + token.path("symbol").asText();
    }

    /** Such as {@code 0.000214 ETH}, from wei. */
    public static String ether(JsonNode wei) {
        BigDecimal ether = new BigDecimal(new BigInteger(wei.asText("0")), 18).stripTrailingZeros();
        return (ether.scale() < 2 ? ether.setScale(2) : ether).toPlainString() + " ETH";
    }

    /** Such as {@code 1.2 MB}. */
    public static String bytes(long count) {
        if (count < 1000) {
            return count + " B";
        }
        double value = count;
        for (String unit : List.of("kB", "MB", "GB")) {
            value /= 1000;
            if (value < 999.95) {
                return String.format(java.util.Locale.ROOT, "%.1f %s", value, unit);
            }
        }
        return String.format(java.util.Locale.ROOT, "%.1f TB", value / 1000);
    }

    /** Whatever peers wrote must not drive the terminal. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c ->
                        (Character.isISOControl(c) && c != '\n') || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
