package org.pluspeer.node.x402;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

class DestinationsTest {
    private static final Destinations REAL = new Destinations(false);
    private static final Destinations PLAY = new Destinations(true);

    private static void refused(Destinations destinations, String address, boolean inside) {
        ProblemException refusal =
                assertThrows(ProblemException.class, () -> destinations.require(URI.create(address), inside));
        assertEquals(Problem.Code.FORBIDDEN, refusal.problem().code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.8.7.6/",
                "http://[::1]/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://[fd00::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://2130706433/"
            })
    void whatIsInsideIsForTheOwnerAlone(String address) {
        refused(REAL, address, false);
        assertDoesNotThrow(() -> REAL.require(URI.create(address), true));
        assertTrue(REAL.isInside(URI.create(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://224.0.0.1/",
                "http://[fe80::1]/"
            })
    void whatIsNobodysIsNotAsked(String address) {
        refused(REAL, address, true);
        refused(PLAY, address, true);
    }

    @Test
    void withPlayMoneyServicesAreOnThisMachine() {
        assertDoesNotThrow(() -> PLAY.require(URI.create("http://127.0.0.1/"), false));
        refused(PLAY, "http://192.168.1.1/", false);
        assertDoesNotThrow(() -> REAL.require(URI.create("http://192.0.2.1/"), false));
        assertFalse(REAL.isInside(URI.create("http://192.0.2.1/")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.example/",
                "http:///x",
                "file:///etc/passwd",
                "http://me@a.example/",
                "a.example",
                "",
                "http://a b/"
            })
    void onlyPlainWebAddressesAreRead(String text) {
        assertThrows(ProblemException.class, () -> Destinations.read(text));
    }

    @Test
    void redirectsLeadToTheWebOnly() {
        URI from = URI.create("https://a.example/x/y");
        assertEquals(Optional.of(URI.create("https://a.example/z")), Destinations.next(from, Optional.of("/z")));
        for (String to : List.of("http://a.example/z", "file:///etc/passwd", "javascript:alert(1)", "http://[", "")) {
            Optional<URI> next = Destinations.next(from, Optional.of(to));
            assertTrue(next.isEmpty() || next.get().getScheme().equals("https"), to);
        }
        assertTrue(Destinations.isSameOrigin(from, URI.create("https://A.example:443/")));
        assertFalse(Destinations.isSameOrigin(from, URI.create("https://a.example:444/")));
    }
}
