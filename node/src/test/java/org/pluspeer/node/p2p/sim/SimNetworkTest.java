package org.pluspeer.node.p2p.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.p2p.sim.SimNetwork.Weather;

class SimNetworkTest {
    private final VirtualTime time = new VirtualTime();

    @Test
    void whatIsDueAtOneMomentIsDoneInTheOrderAsked() {
        List<String> done = new ArrayList<>();
        time.after(10, () -> done.add("third"));
        time.after(5, () -> {
            done.add("first");
            time.after(0, () -> done.add("second"));
        });
        time.after(10, () -> done.add("fourth"));
        time.pass(9);
        assertEquals(List.of("first", "second"), done);
        time.pass(1);
        assertEquals(List.of("first", "second", "third", "fourth"), done);
        assertEquals(10, time.now());
    }

    @Test
    void aReplyTakesThereAndBack() {
        SimNetwork<String> network = new SimNetwork<>(time, 1, new Weather(50, 0, 0));
        int a = network.join((from, question) -> null);
        int b = network.join((from, question) -> question + " yes");
        List<String> heard = new ArrayList<>();
        network.ask(a, b, "there?", 1000, reply -> heard.add(time.now() + reply.orElse("nothing")));
        network.ask(b, a, "there?", 1000, reply -> heard.add(time.now() + reply.orElse(" nothing")));
        time.pass(5000);
        assertEquals(List.of("100there? yes", "1000 nothing"), heard);
    }

    @Test
    void theDeadAndTheOtherSideHearNothing() {
        SimNetwork<String> network = new SimNetwork<>(time, 1, Weather.FAIR);
        List<String> heard = new ArrayList<>();
        int a = network.join((from, message) -> null);
        int b = network.join((from, message) -> {
            heard.add(message);
            return null;
        });
        network.move(b, 1);
        network.tell(a, b, "across");
        time.pass(1000);
        network.move(b, 0);
        network.kill(b);
        network.tell(a, b, "to the dead");
        time.pass(1000);
        network.revive(b);
        network.tell(a, b, "back again");
        time.pass(1000);
        assertEquals(List.of("back again"), heard);
    }

    @Test
    void oneSeedIsOneStoryAndAnotherIsAnother() {
        List<String> once = story(7);
        assertEquals(once, story(7));
        assertNotEquals(once, story(8));
        assertTrue(once.size() > 800 && once.size() < 950, once.size() + " of 1000 at a tenth lost");
        assertNotEquals(once.stream().sorted().toList(), once, "some overtook others");
    }

    private static List<String> story(long seed) {
        VirtualTime time = new VirtualTime();
        SimNetwork<Integer> network = new SimNetwork<>(time, seed, new Weather(20, 30, 0.1));
        List<String> heard = new ArrayList<>();
        int a = network.join((from, message) -> null);
        int b = network.join((from, message) -> {
            heard.add("%04d".formatted(message));
            return null;
        });
        for (int i = 0; i < 1000; i++) {
            network.tell(a, b, i);
            time.pass(1);
        }
        time.pass(1000);
        network.ask(a, b, 0, 10, reply -> assertEquals(Optional.empty(), reply));
        time.pass(100);
        return heard;
    }
}
