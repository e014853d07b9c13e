package org.pluspeer.node.p2p.find;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.pluspeer.market.wire.Find;
import org.pluspeer.node.p2p.find.FinderTown.Citizen;
import org.pluspeer.node.p2p.sim.SimNetwork.Weather;

/**
 * What those find who are left when half of all nodes die at once and nothing is said again: in memory, 50 to 80 ms one
 * way, one message of a hundred lost.
 *
 * @param questions that went over the network for all lookups together
 */
public record HalfGone(int nodes, int died, long asked, long found, long questions) {
    private static final int CONTENTS = 100;
    private static final int LOOKUPS = 400;

    /** @param nodes at least 200: a hundred of them serve a content each */
    public static HalfGone of(int nodes) {
        FinderTown town = new FinderTown(2, new Weather(50, 30, 0.01));
        town.populate(nodes);
        for (int i = 0; i < CONTENTS; i++) {
            town.citizens.get(i).serve(FinderTest.root(i));
            town.time.pass(1_000);
        }
        town.time.pass(60_000);
        SplittableRandom random = new SplittableRandom(3);
        List<Citizen> left = survivors(town, random);
        long before = town.network.carried();
        List<Long> tickets = new ArrayList<>();
        for (int i = 0; i < LOOKUPS; i++) {
            Position goal = Position.ofContent(FinderTest.root(random.nextInt(CONTENTS)));
            tickets.add(left.get(i % left.size()).find(Find.Kind.CONTENT, goal, 1));
            town.time.pass(500);
        }
        town.time.pass(120_000);
        long found = 0;
        for (int i = 0; i < LOOKUPS; i++) {
            Finding finding = left.get(i % left.size()).found(tickets.get(i));
            found += finding.providers().isEmpty() ? 0 : 1;
        }
        return new HalfGone(nodes, nodes - left.size(), LOOKUPS, found, town.network.carried() - before);
    }

    private static List<Citizen> survivors(FinderTown town, SplittableRandom random) {
        int half = town.citizens.size() / 2;
        List<Citizen> left = new ArrayList<>();
        for (Citizen citizen : town.citizens) {
            if (random.nextBoolean() && left.size() < half) {
                left.add(citizen);
            } else {
                town.network.kill(citizen.number);
            }
        }
        return left;
    }
}
