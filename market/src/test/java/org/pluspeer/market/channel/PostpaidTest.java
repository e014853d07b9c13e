package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.market.channel.ChannelSamples.IN;
import static org.pluspeer.market.channel.ChannelSamples.KEY;
import static org.pluspeer.market.channel.ChannelSamples.OUT;
import static org.pluspeer.market.channel.ChannelSamples.STRANGER;
import static org.pluspeer.market.channel.ChannelSamples.at;
import static org.pluspeer.market.channel.ChannelSamples.hash;
import static org.pluspeer.market.channel.ChannelSamples.opened;
import static org.pluspeer.market.channel.ChannelSamples.voucher;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.channel.IncomingCommand.Part;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What is paid for after it has come: both sides' rules, and both at once over a line that loses and overtakes. */
class PostpaidTest {
    private static final Hash32 TIDES = hash(21);
    private static final Hash32 CHARTS = hash(22);
    private static final Amount WINDOW = Amount.of(16);

    private static Incoming serving() {
        return Incoming.begin(IN)
                .state()
                .on(new IncomingCommand.Move(ChannelMove.to(at(100), opened(100))))
                .state();
    }

    private static Outgoing open() {
        return Outgoing.begin(OUT)
                .state()
                .on(new OutgoingCommand.Move(ChannelMove.to(at(100), opened(100))))
                .state();
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> cover(
            Incoming state, long sum, Address signer, Part... ahead) {
        return state.on(new IncomingCommand.Cover(voucher(sum), signer, List.of(ahead), TIDES));
    }

    private static IncomingEvent reserved(long amount, Hash32 listing) {
        return new IncomingEvent.Reserved(Amount.of(amount), null, listing);
    }

    private static Part part(Hash32 listing, long amount) {
        return new Part(listing, Amount.of(amount));
    }

    @Test
    void aVoucherAndWhatItCoversAreKeptTogetherTheOldestFirst() {
        var step = cover(serving(), 7, KEY, part(TIDES, 5), part(CHARTS, 5));
        assertEquals(
                List.of(new IncomingEvent.VoucherTaken(voucher(7)), reserved(5, TIDES), reserved(2, CHARTS)),
                step.events());
        assertEquals(Amount.of(7), step.state().facts().till().delivered());
    }

    @Test
    void aVoucherForMoreThanAnybodyRemembersIsBelieved() {
        var step = cover(serving(), 9, KEY, part(CHARTS, 4));
        assertEquals(
                List.of(new IncomingEvent.VoucherTaken(voucher(9)), reserved(4, CHARTS), reserved(5, TIDES)),
                step.events());
    }

    @Test
    void whatIsNoVoucherForMoreChangesNothing() {
        Incoming state = cover(serving(), 10, KEY, part(TIDES, 10)).state();
        assertEquals(ChannelDenial.NOT_HIGHER, cover(state, 9, KEY).denial());
        assertEquals(List.of(), cover(state, 10, KEY, part(TIDES, 3)).events());
        assertEquals(ChannelDenial.WRONG_KEY, cover(state, 12, STRANGER).denial());
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, cover(state, 1001, KEY).denial());
        assertEquals(
                ChannelDenial.NOT_OPEN_YET,
                cover(Incoming.begin(IN).state(), 5, KEY).denial());
    }

    @Test
    void aWindowIsDeliveredAheadAndNoMore() {
        Incoming state = serving();
        assertNull(state.onCredit(WINDOW, WINDOW));
        assertEquals(ChannelDenial.CREDIT_USED_UP, state.onCredit(WINDOW.plus(Amount.of(1)), WINDOW));
        state = cover(state, 990, KEY, part(TIDES, 990)).state();
        assertNull(state.onCredit(Amount.of(10), WINDOW));
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, state.onCredit(Amount.of(11), WINDOW));
        Incoming retired = state.on(new IncomingCommand.Retire()).state();
        assertEquals(ChannelDenial.ENDING, retired.onCredit(Amount.of(1), WINDOW));
    }

    @Test
    void whatCameIsWrittenDownWithTheSumThatPaysForIt() {
        var step = open().on(new OutgoingCommand.PayFor(Amount.of(4), TIDES));
        assertEquals(
                List.of(new OutgoingEvent.Received(Amount.of(4), TIDES), new OutgoingEvent.Promised(Amount.of(4))),
                step.events());
        var beyond = step.state().on(new OutgoingCommand.PayFor(Amount.of(997), TIDES));
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, beyond.denial());
        Outgoing inDoubt = step.state().on(new OutgoingCommand.Doubt()).state();
        assertEquals(
                ChannelDenial.NEWEST_UNKNOWN,
                inDoubt.on(new OutgoingCommand.PayFor(Amount.of(1), TIDES)).denial());
    }

    /**
     * A payer that holds to the protocol's page, in front of a payee that does: requests overtake each other, the payer
     * asks on while it signs, and the payee gives on while it writes vouchers down.
     */
    @Property(tries = 300)
    void whatIsAheadOfAVoucherNeverPassesTheWindow(@ForAll long seed) {
        Random random = new Random(seed);
        Line line = new Line();
        for (int i = 0; i < 600; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> line.ask();
                case 2 -> line.sign();
                case 3 -> line.takeVoucher();
                default -> line.answer(random);
            }
        }
        assertTrue(line.delivered > 50);
        assertTrue(line.highest > 0);
    }

    /** Each request is worth one unit. */
    private static final class Line {
        private Outgoing payer = open();
        private Incoming payee = serving();
        private final List<Long> underWay = new ArrayList<>();
        private final Deque<Integer> answers = new ArrayDeque<>();
        private final List<Part> ahead = new ArrayList<>();
        private long shown;
        private long highest;
        private int came;
        private int delivered;

        /** What came is ahead until it is signed for. */
        void ask() {
            if (underWay.size() + answers.size() + came < WINDOW.units().intValueExact()) {
                underWay.add(owed(payer));
            }
        }

        void sign() {
            if (came >= 4) {
                payer = payer.on(new OutgoingCommand.PayFor(Amount.of(came), TIDES))
                        .state();
                came = 0;
                assertTrue(owed(payer) > highest, "never a lower one");
                highest = owed(payer);
            }
        }

        private static long owed(Outgoing payer) {
            return payer.facts().owed().units().longValueExact();
        }

        void answer(Random random) {
            if (!underWay.isEmpty() && random.nextBoolean()) {
                deliver(underWay.remove(random.nextInt(underWay.size())));
            } else if (!answers.isEmpty()) {
                answers.remove();
                came++;
            }
        }

        /** The credit does first; then the highest voucher that came. */
        private void deliver(long sum) {
            shown = Math.max(shown, sum);
            @Nullable ChannelDenial denial = payee.onCredit(Amount.of(ahead.size() + 1L), WINDOW);
            if (denial == ChannelDenial.CREDIT_USED_UP) {
                takeVoucher();
                denial = payee.onCredit(Amount.of(ahead.size() + 1L), WINDOW);
            }
            assertNull(denial);
            ahead.add(part(TIDES, 1));
            delivered++;
            answers.add(delivered);
        }

        void takeVoucher() {
            if (shown > payee.facts().signed().units().longValueExact()) {
                long before = payee.facts().till().delivered().units().longValueExact();
                payee = cover(payee, shown, KEY, ahead.toArray(Part[]::new)).state();
                ahead.subList(0, (int) (shown - before)).clear();
            }
        }
    }

    @Test
    void timeAloneDoesNotMakeAnythingOfIt() {
        Incoming state = cover(serving(), 3, KEY, part(TIDES, 3)).state();
        ChainTime later = at(5000);
        assertEquals(
                Amount.of(3),
                state.on(new IncomingCommand.Move(ChannelMove.to(later)))
                        .state()
                        .facts()
                        .till()
                        .delivered());
    }
}
