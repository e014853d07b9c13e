package org.pluspeer.node.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.channel.ChannelDays.Part;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

class ChannelDaysTest {
    private static final long DAY = 86_400;
    private static final Hash32 ID = Keccak.hash(new byte[] {1});

    private boolean full;
    private final ChannelDays<OutgoingEvent> days = new ChannelDays<>(
            (_, _) -> {
                if (full) {
                    throw new ProblemException(Problem.Code.DISK_FULL, "no room");
                }
            },
            ChannelDays.SPENT);

    private void promise(long at, long sum) {
        days.append(ID.hex(), List.of(new Dated<>(at, new OutgoingEvent.Promised(Amount.of(sum)))));
    }

    private List<Part> between(long from, long to) {
        return days.between(ID, Amount.of(from), Amount.of(to), 7);
    }

    private static Part part(long at, long amount) {
        return new Part(at, Amount.of(amount));
    }

    @Test
    void a_sum_is_cut_at_any_mark_and_each_part_has_the_day_on_which_it_came() {
        promise(10, 100);
        promise(20, 150);
        promise(DAY + 5, 400);
        promise(3 * DAY, 401);
        assertEquals(List.of(part(20, 150), part(DAY + 5, 250), part(3 * DAY, 1)), between(0, 401));
        assertEquals(List.of(part(20, 30)), between(0, 30));
        assertEquals(List.of(part(20, 120), part(DAY + 5, 50)), between(30, 200));
        assertEquals(List.of(part(DAY + 5, 10), part(3 * DAY, 1), part(7, 99)), between(390, 500), "all of it is told");
        assertEquals(List.of(), between(5, 5));
    }

    @Test
    void what_a_channel_held_before_anything_is_known_of_it_has_the_date_that_is_given() {
        assertEquals(List.of(part(7, 9)), between(0, 9));
        assertNull(days.listing(ID));
    }

    @Test
    void a_lower_sum_adds_nothing_and_a_clock_set_back_opens_no_day() {
        promise(2 * DAY, 100);
        promise(2 * DAY + 1, 90);
        promise(DAY, 130);
        assertEquals(List.of(part(2 * DAY, 130)), between(0, 130));
    }

    @Test
    void what_could_not_be_recorded_is_in_no_day() {
        promise(10, 100);
        full = true;
        assertThrows(ProblemException.class, () -> promise(20, 200));
        assertEquals(List.of(part(10, 100)), between(0, 100));
    }
}
