package org.pluspeer.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.app.Scope;

/** What a program's token opens, row by row of the whole table, over a real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
    /** Approving, pairing, rules, keys, words, locks, back-ups, stopping: the owner's, whatever the scope. */
    private static final Pattern OWNERS = Pattern.compile(
            "(GET|POST|DELETE) /(setup|accounts|apps)(/.*)?|POST /approvals/.*|PUT /policy|GET /decisions|POST /stop"
                    + "|(GET|POST) /wallet/(lock|unlock|words|backup|drill)(/.*)?|POST /wallet/withdraw");

    /** Which accounts there are, what they hold, and whether they are locked, may be looked at. */
    private static final Set<String> LOOKS =
            Set.of("GET /accounts", "GET /accounts/{address}/balance", "GET /wallet/lock");

    private EdgeStand stand;

    @BeforeAll
    void open(@TempDir Path directory) {
        stand = new EdgeStand(directory);
    }

    @AfterAll
    void close() throws IOException {
        stand.close();
    }

    private static String name(Endpoint<?, ?> row) {
        return row.method() + " " + row.path();
    }

    @Test
    void whatIsTheOwnersIsNoPrograms() {
        int found = 0;
        for (Endpoint<?, ?> row : stand.table) {
            if (OWNERS.matcher(name(row)).matches()) {
                boolean looks = LOOKS.contains(name(row)) && row.access() == Endpoint.Access.READ;
                assertTrue(looks || row.access() == Endpoint.Access.OWNER, name(row));
                found++;
            }
        }
        assertTrue(found >= 12, "the names of the table have changed: " + found);
    }

    /** Each row, asked with each scope: refused as forbidden, or let through to where its body is looked at. */
    @Test
    void eachScopeOpensItsRowsAndNoOther() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Endpoint<?, ?> row : stand.table) {
            for (Scope scope : Scope.values()) {
                boolean may = row.access() == Endpoint.Access.APP
                        || row.access().name().equals(scope.name());
                int expected = may ? 415 : 403;
                RawHttp.Answer answer = ask(row, scope.text());
                if (answer.status() != expected) {
                    wrong.add(name(row) + " with " + scope + " is " + answer.status());
                }
            }
            assertEquals(415, ask(row, EdgeStand.TOKEN).status(), () -> name(row) + " for the owner");
        }
        assertEquals(List.of(), wrong);
    }

    /** A body that no row takes, so that nothing is done. */
    private RawHttp.Answer ask(Endpoint<?, ?> row, String token) throws IOException {
        String path = Api.BASE + row.path().replaceAll("\\{[a-zA-Z]+}", "0x" + "00".repeat(32));
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + token, "Content-Encoding", "gzip", "Content-Length", "0");
        return RawHttp.ask(stand.port(), stand.head(row.method().name(), path, headers));
    }

    @Test
    void aFileIsHandedOverByThoseWhoMaySell() throws IOException {
        for (Scope scope : Scope.values()) {
            String head = stand.head(
                    "POST",
                    Api.BASE + "/files",
                    Map.of("Authorization", "Bearer " + scope.text(), "Content-Length", "0", "X-File-Name", "a.csv"));
            int status = RawHttp.ask(stand.port(), head).status();
            assertEquals(scope != Scope.SELL, status == 403, scope + " is " + status);
        }
    }

    @Test
    void aTokenThatIsNobodysIsNotLetIn() throws IOException {
        Endpoint<?, ?> first = stand.table.getFirst();
        assertEquals(401, ask(first, "peer_" + "0".repeat(64)).status());
    }
}
