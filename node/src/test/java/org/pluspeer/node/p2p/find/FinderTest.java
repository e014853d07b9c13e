package org.pluspeer.node.p2p.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.Find;
import org.pluspeer.market.wire.Found;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.NodePut;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.market.wire.ProviderPut;
import org.pluspeer.market.wire.ProviderRecord;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.p2p.find.FinderTown.Citizen;
import org.pluspeer.node.p2p.sim.SimNetwork.Weather;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

class FinderTest {
    private static final long NOW = FinderTown.DAY_ONE;

    @Test
    void anAccountIsFoundByAnybodyAndAContentByItsRoot() {
        FinderTown town = new FinderTown(1, Weather.FAIR);
        town.populate(40);
        Citizen seller = town.citizens.get(7);
        NodeKey account = FinderTown.key(1007);
        seller.finder.speakFor(FinderTown.binding(account, seller.node(), 1));
        seller.serve(root(7));
        town.time.pass(30_000);
        assertTrue(seller.finder.keepersOf(root(7)) >= 8, seller.finder.keepersOf(root(7)) + " keep it");
        Citizen asker = town.citizens.get(33);
        long where = asker.find(Find.Kind.ACCOUNT, Position.ofAccount(account.address()), 1);
        long who = asker.find(Find.Kind.CONTENT, Position.ofContent(root(7)), 1);
        town.time.pass(30_000);
        NodeRecord speaker = asker.found(where).speakers().getFirst();
        assertEquals(seller.node(), speaker.node());
        assertTrue(speaker.addresses().getFirst().isAt(seller.ip));
        ProviderRecord provider = asker.found(who).providers().getFirst();
        assertEquals(seller.node(), provider.provider().node());
        assertEquals(root(7), provider.contentRoot());
    }

    @Test
    void afterHalfOfAThousandDiedNinetyNineOfAHundredLookupsStillFind() {
        HalfGone after = HalfGone.of(1_000);
        assertTrue(after.found() * 100 >= after.asked() * 99, after.toString());
        assertTrue(after.questions() < after.asked() * 2 * FindLimits.DEFAULT.questions(), "questions are bounded");
    }

    @Test
    void whoDiedIsForgottenAndTheLivingKeepTheTableFull() {
        FinderTown town = new FinderTown(4, Weather.FAIR);
        town.populate(60);
        Citizen asker = town.citizens.getFirst();
        for (int i = 30; i < 60; i++) {
            town.network.kill(town.citizens.get(i).number);
        }
        town.time.pass(4 * 3_600_000L);
        List<NodeRecord> known = asker.finder.known();
        long dead = known.stream()
                .filter(record -> town.citizens.subList(30, 60).stream()
                        .anyMatch(gone -> gone.node().equals(record.node())))
                .count();
        assertTrue(dead <= 3, dead + " of the dead are still known");
        assertTrue(known.size() >= 20, known.size() + " are known");
    }

    @Test
    void recordsThatRunOutAreForgottenAndThoseOfTheLivingAreSaidAgain() {
        FinderTown town = new FinderTown(5, Weather.FAIR);
        town.populate(25);
        Citizen gone = town.citizens.get(3);
        Citizen stays = town.citizens.get(4);
        gone.serve(root(3));
        stays.serve(root(4));
        town.time.pass(60_000);
        town.network.kill(gone.number);
        town.time.pass(36 * 3_600_000L);
        Citizen asker = town.citizens.get(9);
        long lost = asker.find(Find.Kind.CONTENT, Position.ofContent(root(3)), 1);
        long kept = asker.find(Find.Kind.CONTENT, Position.ofContent(root(4)), 1);
        town.time.pass(60_000);
        assertTrue(asker.found(lost).providers().isEmpty());
        assertEquals(1, asker.found(kept).providers().size());
    }

    /** Nodes that lie at one content's place, send to each other, and deny that there is anything. */
    private int foundAmidLiars(int liars, int ranges) {
        FinderTown town = new FinderTown(6, Weather.FAIR);
        town.populate(120);
        Position goal = Position.ofContent(root(1));
        List<NodeKey> ground = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            ground.add(FinderTown.key(50_000 + i));
        }
        ground.sort((a, b) -> Position.ofNode(a.address())
                .distance(goal)
                .compareTo(Position.ofNode(b.address()).distance(goal)));
        List<Citizen> gang = new ArrayList<>();
        for (int i = 0; i < liars; i++) {
            byte[] ip = {(byte) 200, 7, (byte) (i % ranges), (byte) (i / ranges + 1)};
            gang.add(town.settle(ground.get(i), ip));
        }
        List<NodeRecord> theirs = gang.stream()
                .map(each -> NodeRecord.sign(
                        each.node(),
                        NOW,
                        NOW + 80_000,
                        List.of(new NodeAddress(NodeAddress.DIRECT, each.ip, 4040)),
                        null,
                        each.key::sign))
                .toList();
        for (Citizen liar : gang) {
            liar.meets(town.citizens.getFirst());
            town.time.pass(3_000);
            liar.lie = (caller, question) -> question instanceof Find
                    ? Optional.of(new Found(null, theirs.subList(0, Math.min(16, liars)), List.of(), List.of()))
                    : Optional.of(new Acknowledged());
        }
        town.citizens.get(5).serve(root(1));
        town.time.pass(60_000);
        int found = 0;
        for (int i = 0; i < 100; i++) {
            Citizen asker = town.citizens.get(10 + i);
            long ticket = asker.find(Find.Kind.CONTENT, goal, 1);
            town.time.pass(20_000);
            found += asker.found(ticket).providers().isEmpty() ? 0 : 1;
        }
        return found;
    }

    @Test
    void aGangAroundOnePlaceWithFewAddressRangesHidesNothing() {
        int found = foundAmidLiars(64, 4);
        assertTrue(found >= 95, found + " of 100");
    }

    @Test
    void onlyWhatANodeBringsOfItselfFromWhereItIsIsKept() {
        FinderTown town = new FinderTown(8, Weather.FAIR);
        Citizen keeper = town.settle();
        Citizen node = town.settle();
        Citizen other = town.settle();
        NodeRecord good = record(node, node.ip, NOW + 3600);
        NodeKey account = FinderTown.key(1001);
        NodeRecord spoken = spoken(node, node.ip, account);
        assertInstanceOf(Acknowledged.class, answer(keeper, node, provided(node, good)));
        assertInstanceOf(Acknowledged.class, answer(keeper, node, new NodePut(spoken)));
        assertEquals(2, keeper.finder.kept());
        refused(Refusal.Code.NOT_YOURS, answer(keeper, other, provided(node, good)));
        refused(Refusal.Code.NOT_YOURS, answer(keeper, other, new NodePut(spoken)));
        NodeRecord elsewhere = record(node, other.ip, NOW + 3600);
        refused(Refusal.Code.NOT_PROVEN, answer(keeper, node, provided(node, elsewhere)));
        refused(Refusal.Code.NOT_PROVEN, answer(keeper, node, new NodePut(spoken(node, other.ip, account))));
        NodeRecord forged = new NodeRecord(
                good.node(), good.sequence() + 1, good.validUntil(), good.addresses(), good.signature(), null);
        refused(Refusal.Code.NOT_PROVEN, answer(keeper, node, provided(node, forged)));
        refused(Refusal.Code.TOO_LATE, answer(keeper, node, provided(node, record(node, node.ip, NOW - 1))));
        refused(Refusal.Code.NOT_PROVEN, answer(keeper, node, provided(node, record(node, node.ip, NOW + 200_000))));
        refused(Refusal.Code.BAD_REQUEST, answer(keeper, node, new NodePut(good)));
        assertEquals(2, keeper.finder.kept());
        assertTrue(keeper.finder.known().stream()
                .allMatch(record -> record.addresses().getFirst().isAt(node.ip)));
    }

    @Test
    void addressesOfAHomeAreNeitherKeptInTheTableNorDialled() {
        FinderTown town = new FinderTown(9, Weather.FAIR);
        Citizen keeper = town.settle();
        Citizen node = town.settle(FinderTown.key(2), new byte[] {(byte) 192, (byte) 168, 1, 1});
        answer(keeper, node, new Find(Find.Kind.NODES, root(1), record(node, node.ip, NOW + 3600)));
        assertEquals(List.of(), keeper.finder.known());
        Citizen liar = town.settle();
        NodeRecord router = record(node, node.ip, NOW + 3600);
        liar.lie = (caller, question) -> Optional.of(new Found(
                null, List.of(router), List.of(), List.of(provided(node, router).record())));
        keeper.meets(liar);
        town.time.pass(60_000);
        keeper.finder.find(99, Find.Kind.CONTENT, Position.ofContent(root(9)), 1, town.now());
        assertTrue(keeper.finder.drain().stream()
                .noneMatch(act -> act instanceof Act.Ask ask && ask.node().equals(node.node())));
    }

    @Test
    void oneNodeOrOneRangeCantFillTheShelf() {
        FinderTown town = new FinderTown(10, Weather.FAIR);
        Citizen keeper = town.settle();
        Citizen greedy = town.settle();
        NodeRecord where = record(greedy, greedy.ip, NOW + 3600);
        int kept = 0;
        for (int i = 0; i < 1100; i++) {
            ProviderRecord record = ProviderRecord.sign(root(i), NOW + 3600, where, greedy.key::sign);
            kept += answer(keeper, greedy, new ProviderPut(record)) instanceof Acknowledged ? 1 : 0;
        }
        assertEquals(FindLimits.DEFAULT.providersOfNode(), kept);
        int crowd = 0;
        for (int i = 0; i < 20; i++) {
            Citizen each = town.settle(FinderTown.key(3000 + i), new byte[] {(byte) 203, 0, 113, (byte) i});
            ProviderRecord record =
                    ProviderRecord.sign(root(5000), NOW + 3600, record(each, each.ip, NOW + 3600), each.key::sign);
            crowd += answer(keeper, each, new ProviderPut(record)) instanceof Acknowledged ? 1 : 0;
        }
        assertEquals(FindLimits.DEFAULT.groupInBucket(), crowd);
    }

    private static Message answer(Citizen keeper, Citizen from, Message question) {
        return keeper.finder.answer(from.caller(), question, NOW);
    }

    private static void refused(Refusal.Code code, Message reply) {
        assertEquals(code, assertInstanceOf(Refusal.class, reply).code());
    }

    private static NodeRecord record(Citizen node, byte[] ip, long until) {
        return NodeRecord.sign(node.node(), NOW, until, List.of(new NodeAddress(1, ip, 4040)), null, node.key::sign);
    }

    private static NodeRecord spoken(Citizen node, byte[] ip, NodeKey account) {
        return NodeRecord.sign(
                node.node(),
                NOW,
                NOW + 3600,
                List.of(new NodeAddress(1, ip, 4040)),
                FinderTown.binding(account, node.node(), 1),
                node.key::sign);
    }

    private static ProviderPut provided(Citizen node, NodeRecord where) {
        return new ProviderPut(ProviderRecord.sign(root(77), NOW + 3600, where, node.key::sign));
    }

    static Hash32 root(int number) {
        return Sha256.hash(new byte[] {(byte) number, (byte) (number >> 8), 1});
    }
}
