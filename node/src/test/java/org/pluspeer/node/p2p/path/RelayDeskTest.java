package org.pluspeer.node.p2p.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.p2p.path.RelayDesk.Client;
import org.pluspeer.wallet.eth.Address;

class RelayDeskTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RelayLimits LIMITS = new RelayLimits(6, 3, 10_000, 15_000);

    private final RelayDesk<String> desk = new RelayDesk<>(LIMITS, new Random(1), 0);

    private static Address node(int i) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[19] = (byte) i;
        return Address.of(bytes);
    }

    private Client<String> client(int i) {
        return desk.admit(node(i), "group " + i, 0).orElseThrow();
    }

    private Client<String> proven(int i, String at) {
        Client<String> client = client(i);
        desk.checked(client, at, desk.checked(client, at, 0));
        assertEquals(at, client.proven());
        return client;
    }

    @Test
    void anAddressCountsOnceANumberThatWasSentThereHasComeBackFromThere() {
        Client<String> client = client(1);
        long asked = desk.checked(client, "here", 0);
        assertNotEquals(0, asked);
        assertNull(client.proven());
        desk.checked(client, "elsewhere", asked);
        assertNull(client.proven(), "sent to another address than it was asked at");
        desk.checked(client, "here", asked);
        assertNull(client.proven(), "a later question replaced it");
        desk.checked(client, "here", 12345);
        assertNull(client.proven(), "guessed");
        assertEquals(0, desk.checked(client, "here", desk.checked(client, "here", 0)));
        assertEquals("here", client.proven());
    }

    @Test
    void aDatagramGoesToWhomItIsFor() {
        Client<String> a = proven(1, "a");
        Client<String> b = proven(2, "b");
        assertSame(b, desk.pass(a, "a", b.slot(), 100, 0).to());
        assertSame(a, desk.pass(b, null, a.slot(), 100, 0).to(), "over the link no address is needed");
        assertEquals(Drop.UNKNOWN_SLOT, desk.pass(a, "a", b.slot() + 1, 100, 0).drop());
        assertEquals(Drop.UNKNOWN_SLOT, desk.pass(a, "a", a.slot(), 100, 0).drop(), "not back to itself");
        assertEquals(Drop.WRONG_ADDRESS, desk.pass(a, "b", b.slot(), 100, 0).drop());
        assertEquals(
                Drop.WRONG_ADDRESS, desk.pass(client(3), "c", b.slot(), 100, 0).drop());
        desk.leave(b.node());
        assertEquals(Drop.UNKNOWN_SLOT, desk.pass(a, "a", b.slot(), 100, 0).drop());
    }

    @Test
    void oneCanSendAsMuchAsItsRateAndNoMore() {
        Client<String> a = proven(1, "a");
        Client<String> b = proven(2, "b");
        long passed = 0;
        for (long now = 0; now < 10 * SECOND; now += SECOND / 1000) {
            passed += desk.pass(a, "a", b.slot(), 1000, now).to() == null ? 0 : 1000;
        }
        assertTrue(passed <= 11L * LIMITS.rate() && passed >= 10L * LIMITS.rate(), passed + " bytes in ten seconds");
    }

    @Test
    void allTogetherCanSendAsMuchAsTheTotal() {
        Client<String> a = proven(1, "a");
        Client<String> b = proven(2, "b");
        Client<String> c = proven(3, "c");
        long passed = 0;
        for (long now = 0; now < 10 * SECOND; now += SECOND / 1000) {
            for (Client<String> from : java.util.List.of(a, b, c)) {
                int to = from == a ? b.slot() : a.slot();
                passed += desk.pass(from, from.proven(), to, 1000, now).to() == null ? 0 : 1000;
            }
        }
        assertTrue(passed <= 11L * LIMITS.total() && passed >= 10L * LIMITS.total(), passed + " bytes in ten seconds");
    }

    @Test
    void onlySoManyAreServedAndFewerOfOneRange() {
        for (int i = 0; i < 3; i++) {
            assertTrue(desk.admit(node(i), "same", 0).isPresent());
        }
        assertTrue(desk.admit(node(9), "same", 0).isEmpty());
        assertTrue(desk.admit(node(1), "same", 0).isPresent(), "who is served already begins anew");
        assertEquals(3, desk.size());
        for (int i = 3; i < 6; i++) {
            assertTrue(desk.admit(node(i), "other " + i, 0).isPresent());
        }
        assertTrue(desk.admit(node(7), "yet another", 0).isEmpty());
        desk.leave(node(0));
        assertTrue(desk.admit(node(7), "yet another", 0).isPresent());
    }

    @Test
    void whoBeginsAnewKeepsItsSlotAndHasToProveItsAddress() {
        Client<String> before = proven(1, "a");
        Client<String> after = client(1);
        assertEquals(before.slot(), after.slot());
        assertNull(after.proven());
    }
}
