package org.pluspeer.node.p2p.reach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Byte for byte by the figures of RFC 6887 (3, 4, 9 and 10) and RFC 6886 (3.2, 3.3). */
class PcpTest {
    private static final String NONCE = "000102030405060708090a0b";
    private static final String OWN = "00000000000000000000ffffc0a80102";
    private static final String NO_WISH = "00000000000000000000ffff00000000";
    private static final String OUTSIDE = "00000000000000000000ffff05050501";

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static Pcp.Request request() throws Exception {
        return new Pcp.Request(
                InetAddress.getByName("192.168.1.2"),
                hex(NONCE),
                Transport.UDP,
                7338,
                7338,
                InetAddress.getByName("0.0.0.0"),
                1200);
    }

    @Test
    void aPcpRequestIsLaidOutAsTheRfcDrawsIt() throws Exception {
        assertArrayEquals(
                hex("02 01 0000 000004b0" + OWN + NONCE + "11 000000 1caa 1caa" + NO_WISH),
                request().bytes());
    }

    @Test
    void aPcpRequestOfIpv6CarriesItsAddressesWhole() throws Exception {
        byte[] bytes = new Pcp.Request(
                        InetAddress.getByName("2001:db8::2"),
                        hex(NONCE),
                        Transport.TCP,
                        1,
                        0,
                        InetAddress.getByName("::"),
                        0)
                .bytes();
        assertArrayEquals(
                hex("02 01 0000 00000000 20010db8000000000000000000000002" + NONCE + "06 000000 0001 0000"
                        + "00".repeat(16)),
                bytes);
    }

    @Test
    void aPcpGrantIsRead() throws Exception {
        Pcp.Reply reply = Pcp.reply(hex(
                "02 81 00 00 00000258 00000e10 000000000000000000000000" + NONCE + "11 000000 1caa 9c40" + OUTSIDE));
        assertTrue(reply.answers(request()));
        assertEquals(600, reply.seconds());
        assertEquals(3600, reply.epoch());
        assertEquals(40_000, reply.externalPort());
        assertEquals(InetAddress.getByName("5.5.5.1"), reply.external());
        Pcp.Reply other = Pcp.reply(hex("02 81 00 00 00000258 00000e10 000000000000000000000000"
                + NONCE.replace('b', 'c') + "11 000000 1caa 9c40" + OUTSIDE));
        assertFalse(other.answers(request()), "another's nonce");
    }

    @Test
    void whatIsNoPcpGrantSaysWhatItIs() {
        assertEquals(
                MappingException.Kind.ABSENT, failure("00 80 0001 00000000").kind(), "NAT-PMP only");
        MappingException refused = failure("02 81 00 02 00000708 00000000" + "00".repeat(12) + "00".repeat(36));
        assertEquals(MappingException.Kind.REFUSED, refused.kind());
        assertEquals("the router refused by PCP: it is set not to allow it", refused.getMessage());
        assertEquals(
                MappingException.Kind.GARBLED, failure("02 81 00 00 00000258").kind(), "a header cut short");
        assertEquals(
                MappingException.Kind.GARBLED,
                failure("02 81 00 00 00000258 00000e10" + "00".repeat(12)).kind(),
                "no body");
        assertEquals(MappingException.Kind.GARBLED, failure("").kind());
        byte[] huge = new byte[1104];
        huge[0] = 2;
        huge[1] = (byte) 0x81;
        assertEquals(
                MappingException.Kind.GARBLED,
                assertThrows(MappingException.class, () -> Pcp.reply(huge)).kind());
    }

    private static MappingException failure(String digits) {
        return assertThrows(MappingException.class, () -> Pcp.reply(hex(digits)));
    }

    @Test
    void natPmpIsLaidOutAsTheRfcDrawsIt() throws Exception {
        assertArrayEquals(hex("00 00"), NatPmp.askAddress());
        assertArrayEquals(hex("00 01 0000 1caa 1caa 000004b0"), NatPmp.askMapping(Transport.UDP, 7338, 7338, 1200));
        assertArrayEquals(hex("00 02 0000 1caa 0000 00000000"), NatPmp.askMapping(Transport.TCP, 7338, 0, 0));
        assertEquals(
                new NatPmp.External(3600, InetAddress.getByName("5.5.5.1")),
                NatPmp.external(hex("00 80 0000 00000e10 05050501")));
        assertEquals(
                new NatPmp.Mapped(3600, 7338, 40_000, 600),
                NatPmp.mapped(hex("00 81 0000 00000e10 1caa 9c40 00000258"), Transport.UDP));
    }

    @Test
    void whatIsNoNatPmpGrantSaysWhatItIs() {
        byte[] forTcp = hex("00 82 0000 00000e10 1caa 9c40 00000258");
        assertThrows(MappingException.class, () -> NatPmp.mapped(forTcp, Transport.UDP), "for the other transport");
        byte[] cut = Arrays.copyOf(hex("00 81 0000 00000e10 1caa 9c40 00000258"), 15);
        assertThrows(MappingException.class, () -> NatPmp.mapped(cut, Transport.UDP));
        MappingException refused = assertThrows(
                MappingException.class,
                () -> NatPmp.mapped(hex("00 81 0004 00000e10 1caa 0000 00000000"), Transport.UDP));
        assertEquals("the router refused by NAT-PMP: it has no room left", refused.getMessage());
        assertThrows(MappingException.class, () -> NatPmp.external(new byte[0]));
    }

    @Test
    void aRouterThatWasStartedAnewIsFoundOutAndASlowClockIsNot() {
        EpochWatch epochs = new EpochWatch();
        epochs.heard(5000, 100);
        epochs.heard(5600, 700);
        assertFalse(epochs.takeForgotten());
        epochs.heard(5600 + 940, 1700);
        assertFalse(epochs.takeForgotten(), "a sixteenth is a bad clock");
        epochs.heard(30, 1800);
        assertTrue(epochs.takeForgotten());
        assertFalse(epochs.takeForgotten(), "told once");
        epochs.heard(130, 1900);
        assertFalse(epochs.takeForgotten());
        epochs.heard(131, 2900);
        assertTrue(epochs.takeForgotten(), "a thousand seconds passed and one was counted");
    }
}
