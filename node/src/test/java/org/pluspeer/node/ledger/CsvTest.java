package org.pluspeer.node.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.account.HistoryView;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

class CsvTest {
    @Test
    void whatASpreadsheetWouldTakeForAFormulaIsSetOff() {
        for (String formula : new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|cmd"}) {
            assertEquals("'" + formula, Csv.plain(formula));
        }
        assertEquals("1=1", Csv.plain("1=1"));
        assertEquals("", Csv.plain(""));
    }

    @Test
    void aCellIsQuotedWhereItHasTo() {
        assertEquals("plain", Csv.cell("plain"));
        assertEquals("\"a,b\"", Csv.cell("a,b"));
        assertEquals("\"say \"\"yes\"\"\"", Csv.cell("say \"yes\""));
        assertEquals("\"two\r\nlines\"", Csv.cell("two\r\nlines"));
    }

    @Test
    void aRowHasACellForEveryHead() {
        TokenView token = new TokenView(Address.ZERO, "=ETH,\"x\"", "", 18, true);
        Csv csv = new Csv();
        csv.add(
                new HistoryView.Entry(
                        0,
                        Address.ZERO,
                        "wallet",
                        "transfer",
                        "=HYPERLINK(\"http://x\")",
                        token,
                        Amount.parseDecimal("1.5", 18),
                        "out",
                        Amount.ZERO,
                        null,
                        null,
                        null,
                        Amount.of(21_000),
                        null,
                        null,
                        "done",
                        true,
                        null,
                        null),
                7L);
        String[] lines = new String(csv.bytes(), StandardCharsets.UTF_8).split("\r\n");
        assertEquals(2, lines.length);
        assertEquals(
                "1970-01-01T00:00:00Z,0x0000000000000000000000000000000000000000,wallet,transfer,"
                        + "\"'=HYPERLINK(\"\"http://x\"\")\",out,1.50,\"'=ETH,\"\"x\"\"\","
                        + "0x0000000000000000000000000000000000000000,0.00,0.000000000000021,,,,7,done,yes,,",
                lines[1]);
    }
}
