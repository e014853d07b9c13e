package org.pluspeer.node.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.ChannelReport;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelTransaction;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.channel.Closing;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.IncomingPlan;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.market.channel.OutgoingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.EventCodec;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Signature;

class ChannelCodecsTest {
    private static final Hash32 HASH = Keccak.hash(new byte[] {7});
    private static final Signature SIGNATURE = Signature.of(Bytes.parseHex("0x" + "42".repeat(64) + "1b"));
    private static final Amount MOST =
            new Amount(java.math.BigInteger.TWO.pow(96).subtract(java.math.BigInteger.ONE));
    private static final ChannelTerms TERMS = new ChannelTerms(
            Address.parse("0x00000000000000000000000000000000000000c1"),
            Address.parse("0x00000000000000000000000000000000000000d1"),
            Address.ZERO,
            Address.parse("0x00000000000000000000000000000000000000e1"),
            86_400,
            0,
            HASH);
    private static final ChannelVenue VENUE = new ChannelVenue(31337, Address.ZERO);

    private static <E> void comesBack(EventCodec<E> codec, List<E> events) {
        for (E event : events) {
            List<Dated<E>> dated = List.of(new Dated<>(5, event));
            EventCodec.Turn<E> turn = codec.read(codec.write(HASH.hex(), dated));
            assertEquals(dated, turn.events());
            assertEquals(HASH.hex(), turn.id());
        }
        List<Dated<E>> all =
                events.stream().map(event -> new Dated<>(6L, event)).toList();
        assertEquals(all, codec.read(codec.write(HASH.hex(), all)).events());
    }

    @Test
    void every_event_comes_back_from_the_journal() {
        comesBack(
                ChannelCodecs.incoming(),
                List.of(
                        new IncomingEvent.Announced(IncomingPlan.at(VENUE, TERMS, Amount.of(3))),
                        new IncomingEvent.VoucherTaken(new Voucher(MOST, SIGNATURE)),
                        new IncomingEvent.Reserved(Amount.of(9), HASH, HASH),
                        new IncomingEvent.Reserved(MOST, null, null),
                        new IncomingEvent.GivenBack(Amount.of(9), HASH, HASH),
                        new IncomingEvent.ClaimWanted(Amount.of(9)),
                        new IncomingEvent.ClosingAgreed(new Closing(Amount.of(2), 9)),
                        new IncomingEvent.RetireWanted(),
                        new IncomingEvent.Reported(new ChannelReport.Sent(ChannelTransaction.CLAIM, 1)),
                        new IncomingEvent.Reported(new ChannelReport.Refused(ChannelTransaction.CLOSE, 0, "no")),
                        new IncomingEvent.ChainSaid(new ChannelFact.Closed(5, HASH, Amount.of(1), Amount.of(2))),
                        new IncomingEvent.ChainUnsaid(4),
                        new IncomingEvent.TimePassed(new ChainTime(1, 2, 3))));
        comesBack(
                ChannelCodecs.outgoing(),
                List.of(
                        new OutgoingEvent.Planned(OutgoingPlan.at(VENUE, TERMS, Amount.of(9), Amount.of(3))),
                        new OutgoingEvent.Promised(MOST),
                        new OutgoingEvent.Received(Amount.of(9), HASH),
                        new OutgoingEvent.Received(Amount.ZERO, null),
                        new OutgoingEvent.Confirmed(Amount.of(9)),
                        new OutgoingEvent.TopUpWanted(Amount.of(9)),
                        new OutgoingEvent.Doubted(),
                        new OutgoingEvent.Recalled(Amount.ZERO),
                        new OutgoingEvent.LeaveWanted(8),
                        new OutgoingEvent.ClosingGranted(new Closing(Amount.of(2), 9), SIGNATURE),
                        new OutgoingEvent.ClosingDeclined(),
                        new OutgoingEvent.Reported(new ChannelReport.Sent(ChannelTransaction.OPEN, 1)),
                        new OutgoingEvent.ChainSaid(new ChannelFact.Opened(5, HASH, Amount.of(1))),
                        new OutgoingEvent.ChainUnsaid(4),
                        new OutgoingEvent.TimePassed(new ChainTime(1, 2, 3))));
    }

    @Test
    void what_comes_with_each_payment_is_short_and_its_bytes_never_change() {
        byte[] call = ChannelCodecs.incoming()
                .write(
                        HASH.hex(),
                        List.of(
                                new Dated<>(5, new IncomingEvent.VoucherTaken(new Voucher(Amount.of(258), SIGNATURE))),
                                new Dated<>(5, new IncomingEvent.Reserved(Amount.of(2), HASH, null))));
        String expected = "0x02" + HASH.hex().substring(2) + "0002"
                + "01" + "0000000000000005" + "000000000000000000000102" + "42".repeat(64) + "1b"
                + "02" + "0000000000000005" + "000000000000000000000002" + "01"
                + HASH.hex().substring(2) + "00";
        assertEquals(expected, Bytes.hex(call));
    }

    @Test
    void what_was_written_in_full_before_is_still_read() {
        String old = "{\"events\":[{\"at\":5,\"data\":{\"voucher\":{\"cumulative\":\"258\",\"signature\":{\"r\":\""
                + SIGNATURE.r().hex() + "\",\"s\":\"" + SIGNATURE.s().hex()
                + "\",\"yParity\":0}}},\"type\":\"voucher-taken\"}],\"id\":\"" + HASH.hex() + "\",\"v\":1}";
        assertEquals(
                List.of(new Dated<>(5, new IncomingEvent.VoucherTaken(new Voucher(Amount.of(258), SIGNATURE)))),
                ChannelCodecs.incoming().read(old.getBytes(UTF_8)).events());
    }

    @Test
    void what_this_program_cannot_have_written_is_damage() {
        EventCodec<IncomingEvent> codec = ChannelCodecs.incoming();
        byte[] good = codec.write(HASH.hex(), List.of(new Dated<>(5, new IncomingEvent.Reserved(MOST, HASH, HASH))));
        for (int length = 1; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            ProblemException thrown = assertThrows(ProblemException.class, () -> codec.read(cut));
            assertEquals(Problem.Code.STORAGE_CORRUPT, thrown.problem().code());
        }
        byte[] unknown = good.clone();
        unknown[35] = (byte) 200;
        assertEquals(
                Problem.Code.STORAGE_CORRUPT,
                assertThrows(ProblemException.class, () -> codec.read(unknown))
                        .problem()
                        .code());
        assertTrue(good.length < 140, "a third of what JSON takes");
    }
}
