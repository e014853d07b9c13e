package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.deal.StorageTable;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.DealProposal;
import org.pluspeer.market.wire.DealQuery;
import org.pluspeer.market.wire.DealReply;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;

/** A keeper in front of clients that mean no good: what each is told, and that none of it costs the keeper money. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StorageWireIT {
    private static final int PIECE = PieceTree.PIECE;
    private static final int SIZE = 2 * PIECE + 777;
    private static final long AN_HOUR = 3600;

    @TempDir
    static Path home;

    private static LocalChain chain;
    private static TestNode keeper;
    private static JsonNode offer;

    @BeforeAll
    static void open() {
        chain = Anvils.start(home.resolve("chain"));
        keeper = TestNode.start(TestNode.Setting.honest(home.resolve("keeper"), chain.url()));
        chain.play().give(keeper.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
        offer = keeper.api().post("/storage/offered", DealWalk.table()).path("offer");
    }

    @AfterAll
    static void close() {
        keeper.close();
        chain.close();
    }

    private static BarePeer client() {
        return BarePeer.dial(
                HostPort.parse(keeper.get("/status").path("p2pAddress").asText()),
                Exchange.ADDRESS,
                chain.play().chainId());
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Replica replica(byte[] bytes) {
        ContentTree tree = new ContentTree(ContentShape.DEFAULT_BLOCK);
        tree.add(bytes, 0, bytes.length);
        return new Replica(tree.finish().contentRoot(), bytes.length);
    }

    /** As the keeper's own table has it. */
    private static DealTerms terms(Address client, Replica replica, int nonce) {
        StorageTable table = new StorageTable(
                PlayChain.DOLLAR,
                Amount.parseUnits(offer.path("perTib30Days").asText()),
                Amount.parseUnits(offer.path("perEpoch").asText()),
                Amount.parseUnits(offer.path("collateralPerTib").asText()),
                DealWalk.EPOCH_BLOCKS,
                DealWalk.WINDOW,
                offer.path("epochSeconds").asLong(),
                1,
                1,
                2,
                offer.path("largest").asLong(),
                DealTerms.MAX_EPOCHS,
                null);
        return table.terms(
                new StorageTable.Parties(client, keeper.account(), replica),
                DealWalk.EPOCHS,
                chain.play().client().head().time() + AN_HOUR,
                Hash32.ZERO,
                hash(nonce));
    }

    private static Hash32 hash(int number) {
        byte[] bytes = new byte[Hash32.LENGTH];
        bytes[31] = (byte) number;
        return Hash32.of(bytes);
    }

    private static DealProposal proposal(DealTerms terms) {
        return new DealProposal(
                chain.play().chainId(),
                DealContract.ADDRESS,
                Hash32.parse(offer.path("listing").asText()),
                terms);
    }

    private static Hash32 begun(BarePeer client, DealTerms terms) {
        return assertInstanceOf(DealReply.class, client.ask(proposal(terms))).dealId();
    }

    private static void isRefused(Refusal.Code code, Message answer) {
        assertEquals(code, assertInstanceOf(Refusal.class, answer).code());
    }

    private static void upload(BarePeer client, Hash32 deal, byte[] bytes) {
        for (int piece = 0; piece * PIECE < bytes.length; piece++) {
            byte[] part = Arrays.copyOfRange(bytes, piece * PIECE, Math.min(bytes.length, (piece + 1) * PIECE));
            assertInstanceOf(Acknowledged.class, client.ask(new ReplicaPiece(deal, piece, part)));
        }
    }

    private static JsonNode hosted(Hash32 deal) {
        for (JsonNode each : keeper.get("/storage/offered").path("deals")) {
            if (each.path("id").asText().equals(deal.hex())) {
                return each;
            }
        }
        throw new AssertionError("it is not shown: " + deal);
    }

    private static void becomes(Hash32 deal, String state) {
        boolean so = false;
        for (int i = 0; i < 6 && !so; i++) {
            so = Await.until(() -> hosted(deal).path("state").asText().equals(state));
        }
        assertTrue(so, () -> hosted(deal).toString());
    }

    private static Amount ledger() {
        return new DealContract(chain.play().client()).ledger(keeper.account(), PlayChain.DOLLAR, At.LATEST);
    }

    private static Amount wallet() {
        return new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, keeper.account(), At.LATEST);
    }

    private static long files() {
        try (Stream<Path> all = Files.walk(home.resolve("keeper").resolve("replicas"))) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException | UncheckedIOException e) {
            // One was deleted while they were counted.
            return -1;
        }
    }

    @Test
    void whatIsNotInItsTableIsNotBegun() {
        try (BarePeer client = client();
                BarePeer other = client()) {
            int before = keeper.get("/storage/offered").path("deals").size();
            DealTerms good = terms(client.account(), replica(bytes(1)), 1);
            isRefused(Refusal.Code.NOT_YOURS, other.ask(proposal(good)));
            DealProposal told = proposal(good);
            isRefused(
                    Refusal.Code.WRONG_CHAIN,
                    client.ask(new DealProposal(told.chainId() + 1, told.contract(), told.listing(), good)));
            isRefused(
                    Refusal.Code.NOT_FOR_SALE,
                    client.ask(new DealProposal(told.chainId(), told.contract(), hash(7), good)));
            isRefused(Refusal.Code.NOT_PROVEN, client.ask(proposal(with(good, Amount.of(1)))));
            DealTerms huge = terms(client.account(), new Replica(hash(5), 65L << 20), 2);
            isRefused(Refusal.Code.NOT_PROVEN, client.ask(proposal(huge)));
            isRefused(Refusal.Code.NOT_FOUND, client.ask(new DealQuery(hash(9))));
            assertEquals(before, keeper.get("/storage/offered").path("deals").size());
        }
    }

    private static DealTerms with(DealTerms it, Amount price) {
        return new DealTerms(
                it.client(),
                it.provider(),
                it.token(),
                it.root(),
                it.size(),
                it.epochs(),
                it.epochBlocks(),
                it.windowBlocks(),
                it.samples(),
                it.maxMissed(),
                price,
                it.collateral(),
                it.penalty(),
                it.repairCost(),
                it.acceptBy(),
                it.predecessor(),
                it.nonce());
    }

    /** It says that there are more leaves than the root has: one that isn't there could be drawn. */
    @Test
    void aReplicaThatIsShorterThanItsTermsIsNotSigned() {
        try (BarePeer client = client()) {
            long files = files();
            Amount before = ledger();
            byte[] bytes = bytes(2);
            byte[] padded = Arrays.copyOf(bytes, SIZE + 256 * 1000);
            Replica said = new Replica(replica(bytes).root(), padded.length);
            Hash32 deal = begun(client, terms(client.account(), said, 3));
            upload(client, deal, padded);
            becomes(deal, "declined");
            isRefused(Refusal.Code.NOT_FOR_SALE, client.ask(new DealQuery(deal)));
            assertTrue(Await.until(() -> files() == files));
            assertEquals(before, ledger());
        }
    }

    @Test
    void onlyPiecesOfItsOwnReplicaAreTakenAndNoneIsReplaced() {
        try (BarePeer client = client();
                BarePeer other = client()) {
            byte[] bytes = bytes(4);
            Hash32 deal = begun(client, terms(client.account(), replica(bytes), 4));
            byte[] first = Arrays.copyOf(bytes, PIECE);
            isRefused(Refusal.Code.NOT_FOUND, other.ask(new ReplicaPiece(deal, 0, first)));
            isRefused(Refusal.Code.BAD_REQUEST, client.ask(new ReplicaPiece(deal, 3, first)));
            isRefused(Refusal.Code.BAD_REQUEST, client.ask(new ReplicaPiece(deal, 2, first)));
            assertInstanceOf(Acknowledged.class, client.ask(new ReplicaPiece(deal, 0, first)));
            assertInstanceOf(Acknowledged.class, client.ask(new ReplicaPiece(deal, 0, new byte[PIECE])));
            isRefused(Refusal.Code.NOT_FOUND, client.ask(new ReplicaRequest(deal, 0)));
            upload(client, deal, bytes);
            becomes(deal, "offered");
            isRefused(Refusal.Code.TOO_LATE, client.ask(new ReplicaPiece(deal, 0, first)));
            // Not opened, so nobody is given it back for nothing; and nobody else ever.
            isRefused(Refusal.Code.NOT_FOUND, client.ask(new ReplicaRequest(deal, 0)));
            isRefused(Refusal.Code.NOT_FOUND, other.ask(new DealQuery(deal)));
        }
    }

    @Test
    void nobodyTiesUpMoreRoomThanItsShare() {
        try (BarePeer client = client()) {
            for (int i = 0; i < 4; i++) {
                begun(client, terms(client.account(), replica(bytes(10 + i)), 10 + i));
            }
            isRefused(Refusal.Code.BUSY, client.ask(proposal(terms(client.account(), replica(bytes(15)), 15))));
        }
    }

    /** Last of all: it lets the time of every proposal go by. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aClientThatVanishesGetsNothingAndTheCollateralCanBeTakenOut() {
        Hash32 deal;
        try (BarePeer client = client()) {
            byte[] bytes = bytes(20);
            DealTerms terms = terms(client.account(), replica(bytes), 20);
            deal = begun(client, terms);
            upload(client, deal, bytes);
            becomes(deal, "offered");
            DealReply signed = assertInstanceOf(DealReply.class, client.ask(new DealQuery(deal)));
            assertEquals(keeper.account(), Secp256k1.recover(deal, Objects.requireNonNull(signed.signature())));
            assertTrue(!ledger().isLessThan(terms.collateral()));
        }
        Amount all = ledger().plus(wallet());
        chain.play().increaseTime(AN_HOUR + 1);
        chain.play().mine(3);
        becomes(deal, "expired");
        for (JsonNode each : keeper.get("/storage/offered").path("deals")) {
            String state = each.path("state").asText();
            if (!state.equals("declined")) {
                becomes(Hash32.parse(each.path("id").asText()), "expired");
            }
        }
        assertTrue(Await.until(() -> files() == 0));
        long lapsed = 0;
        for (JsonNode upload : keeper.get("/storage/offered").path("uploads")) {
            assertEquals(upload.path("bytes"), upload.path("lapsed"), upload::toString);
            lapsed += upload.path("lapsed").asLong();
        }
        assertTrue(lapsed >= SIZE, "what came to nothing is told");
        keeper.api()
                .post(
                        "/storage/withdraw",
                        Map.of("token", PlayChain.DOLLAR.checksummed(), "idempotencyKey", "all of it"));
        assertTrue(Await.until(() -> wallet().equals(all)), () -> wallet() + " of " + all);
        assertEquals(Amount.ZERO, ledger());
    }
}
