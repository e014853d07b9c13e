package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pluspeer.node.chain.Party.digest;
import static org.pluspeer.node.chain.Party.read;
import static org.pluspeer.node.chain.Party.sent;
import static org.pluspeer.node.chain.Party.word;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.contracts.generated.Channels;
import org.pluspeer.contracts.generated.FairExchange;
import org.pluspeer.contracts.generated.StorageDeals;
import org.pluspeer.contracts.generated.Unions;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;

/** What the contracts are for, from beginning to end, through the Java wrappers; the same on every chain. */
@Timeout(600)
abstract class SuiteScenario {
    private static final String DOLLAR = Deployments.TEST_DOLLAR.address();
    private static final BigInteger HOUR = BigInteger.valueOf(3600);

    private static final String NOBODY = "0x" + "00".repeat(20);
    private static final int EPOCH_BLOCKS = 256;

    private Web3j web3j;

    abstract PlayChain chain();

    @BeforeEach
    void connect() {
        web3j = Web3j.build(new HttpService(chain().url().toString()));
    }

    @AfterEach
    void disconnect() {
        web3j.shutdown();
    }

    private Party rich() {
        return Party.rich(chain(), web3j);
    }

    // ---- sales

    @Test
    void salesEndInEachOfTheirFourWays() {
        Party seller = rich();
        Party buyer = rich();
        Party anybody = rich();
        sent(seller.exchange.deposit(DOLLAR, units(4 * 600_000), BigInteger.ZERO));
        Goods garbled = Goods.garbled();
        FairExchange.Offer released = accepted(Goods.honest(), seller, buyer);
        Goods shown = Goods.honest();
        FairExchange.Offer settled = accepted(shown, seller, buyer);
        FairExchange.Offer wrong = accepted(garbled, seller, buyer);
        FairExchange.Offer silent = accepted(Goods.honest(), seller, buyer);

        TransactionReceipt first = sent(anybody.exchange.release(released, release(buyer, released)));
        sent(seller.exchange.reveal(settled, shown.key));
        sent(seller.exchange.reveal(wrong, garbled.key));
        TransactionReceipt third = sent(anybody.exchange.complain(
                wrong, garbled.key, garbled.wrongIndex(), garbled.wrongRoot(), garbled.proof()));
        chain().increaseTime(Goods.WINDOW + 1);
        TransactionReceipt fourth = sent(anybody.exchange.refund(silent));
        TransactionReceipt second = sent(anybody.exchange.settle(settled));

        assertEquals(
                List.of(BigInteger.TWO, BigInteger.ONE, BigInteger.valueOf(4), BigInteger.valueOf(3)),
                Stream.of(first, second, third, fourth)
                        .map(receipt -> FairExchange.getEndedEvents(receipt).getFirst().how)
                        .toList());
        BigInteger back = Goods.PRICE.add(Goods.BOND).add(Goods.PRICE).add(Goods.NO_SHOW);
        assertEquals(back, owed(buyer), "of the wrong block all, of the silent sale the price and the no-show");
        BigInteger earned = Goods.PRICE.multiply(BigInteger.TWO).add(Goods.BOND.multiply(BigInteger.valueOf(3)));
        assertEquals(earned.subtract(Goods.NO_SHOW), owed(seller));
        BigInteger before = read(buyer.dollar.balanceOf(buyer.address()));
        sent(buyer.exchange.withdraw(DOLLAR, back, buyer.address()));
        assertEquals(before.add(back), read(buyer.dollar.balanceOf(buyer.address())));
    }

    @Test
    void aBatchDoesWhatCanBeDone() {
        Party seller = rich();
        Party buyer = rich();
        sent(seller.exchange.deposit(DOLLAR, units(3 * 600_000), BigInteger.ZERO));
        List<FairExchange.Offer> offers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            offers.add(accepted(Goods.honest(), seller, buyer));
        }
        sent(buyer.exchange.release(offers.get(1), release(buyer, offers.get(1))));
        TransactionReceipt receipt = sent(seller.exchange.releaseMany(
                offers, offers.stream().map(offer -> release(buyer, offer)).toList()));
        assertEquals(2, FairExchange.getEndedEvents(receipt).size());
        assertEquals(1, FairExchange.getSkippedEvents(receipt).size(), "somebody else was quicker");
        assertEquals(Goods.PRICE.add(Goods.BOND).multiply(BigInteger.valueOf(3)), owed(seller));
    }

    @Test
    void aDelegateSellsAndTheProceedsGoToASplit() {
        Party seller = rich();
        Party delegate = rich();
        Party buyer = rich();
        Party other = rich();
        List<byte[]> members = List.of(Party.word(seller.address()), Party.word(other.address()));
        List<BigInteger> shares = List.of(BigInteger.valueOf(7_500), BigInteger.valueOf(2_500));
        byte[] split = read(seller.exchange.splitOf(members, shares));
        byte[] listing = Party.fresh();
        long now = now();
        var delegation = new FairExchange.Delegation(
                seller.address(),
                delegate.address(),
                listing,
                DOLLAR,
                Goods.PRICE,
                split,
                BigInteger.valueOf(now + 6000),
                BigInteger.ZERO);
        byte[] word = digest(
                read(seller.exchange.domainSeparator()),
                "Delegation(address seller,address delegate,bytes32 listing,address token,uint96 minPrice,bytes32 payee,uint64 until,uint64 epoch)",
                Party.word(seller.address()),
                Party.word(delegate.address()),
                listing,
                Party.word(DOLLAR),
                word(Goods.PRICE.longValue()),
                split,
                word(now + 6000),
                word(0));
        sent(delegate.exchange.deposit(DOLLAR, Goods.BOND, BigInteger.ZERO));
        Goods goods = Goods.honest();
        FairExchange.Offer offer = goods.offer(seller, buyer, split, listing, now);
        byte[] id = read(buyer.exchange.offerId(offer));
        sent(buyer.exchange.acceptDelegated(
                offer, new FairExchange.Warrant(delegation, seller.sign(word), delegate.sign(id)), BigInteger.ZERO));
        sent(delegate.exchange.reveal(offer, goods.key));
        chain().increaseTime(Goods.WINDOW + 1);
        sent(other.exchange.settleMany(List.of(offer)));
        assertEquals(Goods.BOND, owed(delegate), "the bond is its own");
        sent(other.exchange.distribute(members, shares, DOLLAR));
        BigInteger whole = Goods.PRICE.subtract(BigInteger.ONE);
        assertEquals(whole.multiply(units(7_500)).divide(units(10_000)), owed(seller));
        assertEquals(whole.multiply(units(2_500)).divide(units(10_000)), owed(other));
    }

    @Test
    void aSaleForAUnionReachesItsMembers() {
        Party seller = rich();
        Party buyer = rich();
        MemberTree tree = new MemberTree(List.of(seller, rich()), new long[] {1, 1});
        var rule = new Unions.Rule(BigInteger.ZERO, NOBODY, Party.fresh());
        Unions.Membership founding = tree.membership(new byte[32], read(seller.unions.ruleHash(rule)));
        byte[] union = read(seller.unions.idOf(founding));
        sent(seller.exchange.deposit(DOLLAR, Goods.BOND, BigInteger.ZERO));
        FairExchange.Offer offer = Goods.honest().offer(seller, buyer, union, Party.fresh(), now());
        sent(buyer.exchange.accept(offer, seller.sign(read(buyer.exchange.offerId(offer))), BigInteger.ZERO));
        sent(buyer.exchange.release(offer, release(buyer, offer)));
        sent(buyer.exchange.forward(union, DOLLAR));
        sent(buyer.unions.claim(founding, DOLLAR, tree.leaf(0), tree.path(0)));
        assertEquals(Goods.PRICE.subtract(BigInteger.ONE).divide(BigInteger.TWO), ledger(seller));
    }

    private FairExchange.Offer accepted(Goods goods, Party seller, Party buyer) {
        long now = now();
        FairExchange.Offer offer = goods.offer(seller, buyer, Party.word(seller.address()), Party.fresh(), now);
        byte[] id = read(buyer.exchange.offerId(offer));
        sent(buyer.exchange.accept(offer, seller.sign(id), BigInteger.ZERO));
        return offer;
    }

    private static byte[] release(Party buyer, FairExchange.Offer offer) {
        byte[] id = read(buyer.exchange.offerId(offer));
        return buyer.sign(digest(read(buyer.exchange.domainSeparator()), "Release(bytes32 offerId)", id));
    }

    private static BigInteger owed(Party party) {
        return read(party.exchange.ledger(party.address(), DOLLAR));
    }

    // ---- channels

    @Test
    void aChannelIsOpenedClaimedManyTimesAtOnceAndClosed() {
        Party payer = rich();
        Party payee = rich();
        Party anybody = rich();
        Channels.Channel first = channel(payer, payee, 0);
        Channels.Channel second = channel(payer, payee, 0);
        sent(payer.channels.open(first, units(1000), BigInteger.ZERO));
        sent(payer.channels.open(second, units(500), BigInteger.ZERO));
        assertEquals(Party.RICH.subtract(units(1500)), read(payer.dollar.balanceOf(payer.address())));

        TransactionReceipt claimed = sent(anybody.channels.claimMany(
                List.of(voucher(payer, first, 300), voucher(payer, second, 500), voucher(anybody, second, 400))));
        assertEquals(2, Channels.getClaimedEvents(claimed).size());
        assertEquals(1, Channels.getSkippedEvents(claimed).size(), "a voucher by another key is skipped, not fatal");
        assertEquals(units(800), read(payee.channels.ledger(payee.address(), DOLLAR)));

        Channels.SignedVoucher last = voucher(payer, first, 700);
        sent(payee.channels.close(first, last.cumulative, last.signature));
        assertEquals(units(700 + 500), payee.withdrawChannels(), "what the payee earned, withdrawn");
        assertEquals(units(300), read(payer.channels.ledger(payer.address(), DOLLAR)), "the rest is the payer's");
        assertEquals(
                BigInteger.valueOf(3),
                read(payer.channels.channelOf(read(payer.channels.channelId(first))))
                        .component1(),
                "closed");
    }

    @Test
    void aPayerLeavesAloneAndBothTogetherLeaveAtOnce() {
        Party payer = rich();
        Party payee = rich();
        Channels.Channel left = channel(payer, payee, 0);
        sent(payer.channels.open(left, units(100), BigInteger.ZERO));
        sent(payer.channels.startExit(left));
        Channels.SignedVoucher known = voucher(payer, left, 40);
        sent(payee.channels.claim(left, known.cumulative, known.signature));
        chain().increaseTime(HOUR.longValue() + 1);
        sent(payer.channels.exit(left));
        assertEquals(units(60), read(payer.channels.ledger(payer.address(), DOLLAR)));

        Channels.Channel agreed = channel(payer, payee, 0);
        sent(payer.channels.openFromLedger(agreed, units(60)));
        long until = now() + 600;
        byte[] word = digest(
                read(payee.channels.domainSeparator()),
                "CoopClose(bytes32 channelId,uint96 cumulative,uint64 validUntil)",
                read(payer.channels.channelId(agreed)),
                word(25),
                word(until));
        sent(payer.channels.coopClose(agreed, units(25), BigInteger.valueOf(until), payee.sign(word)));
        assertEquals(units(40 + 25), read(payee.channels.ledger(payee.address(), DOLLAR)));
        assertEquals(units(35), read(payer.channels.ledger(payer.address(), DOLLAR)));
    }

    private static Channels.Channel channel(Party payer, Party payee, long expiry) {
        return new Channels.Channel(
                payer.address(),
                payee.address(),
                DOLLAR,
                payer.address(),
                HOUR,
                BigInteger.valueOf(expiry),
                Party.fresh());
    }

    private static Channels.SignedVoucher voucher(Party signer, Channels.Channel channel, long cumulative) {
        byte[] digest = digest(
                read(signer.channels.domainSeparator()),
                "Voucher(bytes32 channelId,uint96 cumulative)",
                read(signer.channels.channelId(channel)),
                word(cumulative));
        return new Channels.SignedVoucher(channel, units(cumulative), signer.sign(digest));
    }

    // ---- deals

    @Test
    void aDealIsProvenMissesOneEpochAndEndsWhileAnotherDefaults() {
        Party client = rich();
        Party provider = rich();
        Party anybody = rich();
        Replica replica = new Replica();
        sent(provider.deals.deposit(DOLLAR, units(400), BigInteger.ZERO));
        StorageDeals.Deal kept = deal(client, provider, replica, 1);
        StorageDeals.Deal broken = deal(client, provider, replica, 0);
        for (StorageDeals.Deal deal : List.of(kept, broken)) {
            sent(client.deals.open(deal, provider.sign(read(client.deals.dealId(deal))), BigInteger.ZERO));
        }
        byte[] id = read(client.deals.dealId(kept));
        long start = read(client.deals.dealOf(id)).component2().longValueExact();

        for (int epoch = 0; epoch < 3; epoch++) {
            mineTo(start + (epoch + 1) * EPOCH_BLOCKS + 1);
            if (epoch != 1) {
                int leaf = ((BigInteger)
                                read(client.deals.leavesOf(id, units(epoch))).getFirst())
                        .intValueExact();
                sent(anybody.deals.prove(id, units(epoch), replica.sample(leaf)));
            }
        }
        sent(anybody.deals.settle(broken));
        assertEquals(
                BigInteger.valueOf(3),
                read(client.deals.dealOf(read(client.deals.dealId(broken)))).component1());
        assertEquals(BigInteger.ZERO, read(client.deals.ledger(provider.address(), DOLLAR)), "nothing after a default");

        TransactionReceipt ended = sent(anybody.deals.settle(kept));
        BigInteger burnt = StorageDeals.getEndedEvents(ended).getFirst().burnt;
        BigInteger toClient = StorageDeals.getSettledEvents(ended).getFirst().toClient;
        assertEquals(BigInteger.TWO, read(client.deals.dealOf(id)).component1(), "completed");
        assertEquals(units(2 * 100 + 150), read(client.deals.ledger(provider.address(), DOLLAR)));
        assertEquals(units(100 + 50), toClient.add(burnt), "the missed epoch's price and penalty");
        BigInteger before = read(provider.dollar.balanceOf(provider.address()));
        sent(provider.deals.withdraw(DOLLAR, units(350), provider.address()));
        assertEquals(before.add(units(350)), read(provider.dollar.balanceOf(provider.address())));
    }

    private StorageDeals.Deal deal(Party client, Party provider, Replica replica, int maxMissed) {
        return new StorageDeals.Deal(
                client.address(),
                provider.address(),
                DOLLAR,
                replica.root(),
                units(Replica.SIZE),
                units(3),
                units(EPOCH_BLOCKS),
                units(128),
                units(1),
                units(maxMissed),
                units(100),
                units(200),
                units(50),
                BigInteger.ZERO,
                units(now() + 6000),
                new byte[32],
                Party.fresh());
    }

    private void mineTo(long block) {
        long missing = block - chain().client().head().number();
        if (missing > 0) {
            chain().mine((int) missing);
        }
    }

    // ---- unions

    @Test
    void aUnionIsPaidClaimsAndChanges() {
        Party payer = rich();
        List<Party> members = List.of(rich(), rich(), rich());
        Unions.Rule rule = new Unions.Rule(units(60), NOBODY, Party.fresh());
        MemberTree tree = new MemberTree(members, new long[] {50, 30, 20});
        byte[] ruleHash = read(payer.unions.ruleHash(rule));
        Unions.Membership founding = tree.membership(new byte[32], ruleHash);
        byte[] union = read(payer.unions.idOf(founding));

        sent(payer.unions.pay(union, DOLLAR, units(1000), BigInteger.ZERO));
        TransactionReceipt claimed = sent(payer.unions.claimMany(List.of(
                new Unions.Claim(founding, DOLLAR, tree.leaf(0), tree.path(0)),
                new Unions.Claim(founding, DOLLAR, tree.leaf(0), tree.path(0)),
                new Unions.Claim(founding, DOLLAR, tree.leaf(1), tree.path(1)))));
        assertEquals(2, Unions.getClaimedEvents(claimed).size());
        assertEquals(1, Unions.getSkippedEvents(claimed).size(), "twice brings nothing");
        assertEquals(units(500), ledger(members.get(0)));
        assertEquals(units(300), ledger(members.get(1)));

        // Member 2 goes, member 0 and 1 agree to it; what came before stays its own.
        MemberTree smaller = new MemberTree(members.subList(0, 2), new long[] {1, 1});
        Unions.Rule fixed = new Unions.Rule(BigInteger.ZERO, rule.secretary, Party.fresh());
        Unions.Membership next = smaller.membership(union, read(payer.unions.ruleHash(fixed)));
        long until = now() + 600;
        byte[] digest = read(payer.unions.changeDigest(union, next, fixed, BigInteger.valueOf(until)));
        Unions.Change change = new Unions.Change(union, founding, rule, next, fixed, BigInteger.valueOf(until));
        sent(payer.unions.change(
                change,
                new byte[0],
                List.of(
                        new Unions.Consent(
                                tree.leaf(0), tree.path(0), members.get(0).sign(digest)),
                        new Unions.Consent(
                                tree.leaf(1), tree.path(1), members.get(1).sign(digest)))));
        sent(payer.unions.pay(union, DOLLAR, units(100), BigInteger.ZERO));
        sent(payer.unions.claim(founding, DOLLAR, tree.leaf(2), tree.path(2)));
        sent(payer.unions.claim(next, DOLLAR, smaller.leaf(1), smaller.path(1)));
        assertEquals(units(200), ledger(members.get(2)));
        assertEquals(units(350), ledger(members.get(1)));

        BigInteger before = read(payer.dollar.balanceOf(members.get(2).address()));
        sent(members.get(2).unions.withdraw(DOLLAR, units(200), members.get(2).address()));
        assertEquals(
                before.add(units(200)),
                read(payer.dollar.balanceOf(members.get(2).address())));
    }

    private static BigInteger ledger(Party member) {
        return read(member.unions.ledger(member.address(), DOLLAR));
    }

    private long now() {
        return chain().client().head().time();
    }

    private static BigInteger units(long units) {
        return BigInteger.valueOf(units);
    }
}
