package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.market.wire.ProviderPut;
import org.pluspeer.market.wire.ProviderRecord;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/** Finders over real sockets. */
@Timeout(600)
class PeerFinderTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Hash32 ROOT = Sha256.hash(new byte[] {42});

    private final Neighbourhood here = new Neighbourhood(Carriers.BOTH);
    private final List<PeerFinder> finders = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        finders.forEach(PeerFinder::close);
        here.close();
    }

    private record Seeker(Member member, PeerFinder finder) {}

    private Seeker seeker(int seed) {
        Member member = here.member(seed);
        NodeBinding binding = Neighbourhood.binding(member.account(), member.node(), 1);
        PeerFinder finder = new PeerFinder(
                member.network(),
                new PeerFinder.Voice(member.key(), () -> binding),
                Neighbourhood.setting(LinkLimits.DEFAULT),
                new KnownPeers(folder.resolve("peers" + seed)),
                here.ground);
        finder.start();
        finder.begin();
        finders.add(finder);
        return new Seeker(member, finder);
    }

    @Test
    void whoKnowsOnePeerFindsAnAccountAndAContentAndDialsTheRightNode() {
        List<Seeker> all = new ArrayList<>();
        for (int seed = 1; seed <= 8; seed++) {
            Seeker fresh = seeker(seed);
            if (!all.isEmpty()) {
                fresh.member.network().connect(all.getFirst().member.at());
            }
            all.add(fresh);
        }
        Seeker seller = all.get(2);
        Seeker buyer = all.get(7);
        Eventually.holds("all know some", () -> all.stream().allMatch(each -> each.finder.known() >= 3));
        seller.finder.serve(Set.of(ROOT));
        Eventually.holds("its content is found", () -> buyer.finder.providersOf(ROOT, 1, LIMIT).stream()
                .anyMatch(record -> record.provider().node().equals(seller.member.node())));
        PeerInfo found = buyer.member.network().reach(seller.member.account().address(), List.of());
        assertEquals(seller.member.node(), found.node());
        assertEquals(
                List.of(seller.member.at()),
                buyer.finder.addresses(buyer.finder
                        .speakersFor(seller.member.account().address(), LIMIT)
                        .getFirst()));
    }

    @Test
    void thePeersOfTheLastRunAreDialledAtTheNextStart() throws Exception {
        Seeker friend = seeker(1);
        Seeker first = seeker(2);
        first.member.network().connect(friend.member.at());
        Eventually.holds("it is known", () -> first.finder.known() == 1);
        first.finder.close();
        first.member.network().close();
        Path file = folder.resolve("peers2");
        Files.writeString(file, "no record\n0x00\n" + Files.readString(file));
        Seeker again = seeker(2);
        Eventually.holds(
                "it is linked",
                () -> again.member.network().peer(friend.member.node()).isPresent());
    }

    @Test
    void aRecordForAnAddressThatIsNotItsOwnIsRefusedWithTheReason() {
        Seeker keeper = seeker(1);
        Member liar = here.member(2);
        liar.network().connect(keeper.member.at());
        long now = Neighbourhood.CLOCK.instant().getEpochSecond();
        NodeRecord elsewhere = NodeRecord.sign(
                liar.node(),
                1,
                now + 3600,
                List.of(new NodeAddress(NodeAddress.DIRECT, new byte[] {(byte) 192, (byte) 168, 1, 1}, 80)),
                null,
                liar.key()::sign);
        ProviderPut put = new ProviderPut(ProviderRecord.sign(ROOT, now + 3600, elsewhere, liar.key()::sign));
        ProblemException refused =
                assertThrows(ProblemException.class, () -> liar.network().request(keeper.member.node(), put, LIMIT));
        assertEquals(Problem.Code.PEER_REFUSED, refused.problem().code());
        assertTrue(
                refused.problem().detail().contains("NOT_PROVEN"),
                refused.problem().detail());
        assertEquals(List.of(), keeper.finder.providersOf(ROOT, 1, LIMIT));
    }
}
