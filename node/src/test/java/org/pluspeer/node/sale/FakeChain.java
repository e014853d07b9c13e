package org.pluspeer.node.sale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.BlockHasher;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeTree;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;

/** The contract's rules in plain Java, on a chain of one block a call of {@link #mine}. */
final class FakeChain {
    static final Venue VENUE = new Venue(31337, Address.of(bytes(20, 5)));
    static final Address TOKEN = Address.of(bytes(20, 6));
    private static final int FINALITY = 2;

    private enum Phase {
        ACCEPTED,
        REVEALED,
        ENDED
    }

    private record Standing(Phase phase, long deadline) {}

    /** An account's tokens. */
    record Holding(Address account, Address token) {}

    /** A transaction that waits or was mined. */
    private static final class Entry {
        final Address sender;
        final Order order;
        final OrderId id;

        @Nullable
        TransactionReport outcome;

        Entry(Address sender, OrderId id, Order order) {
            this.sender = sender;
            this.id = id;
            this.order = order;
        }
    }

    /** A fact, and the block that it is in. */
    record Said(long block, Hash32 offerId, ChainFact fact) {}

    /** What became of a transaction. */
    record Outcome(Address sender, OrderId id, TransactionReport report) {}

    final Map<Holding, Amount> wallets = new HashMap<>();
    final Map<Holding, Amount> ledger = new HashMap<>();
    private final Map<Holding, Amount> allowances = new HashMap<>();
    /** What it says of its final block is not what it says of its newest: another chain answers there. */
    volatile boolean contradicts;

    private final Map<Hash32, Standing> standings = new HashMap<>();
    private final Map<String, Entry> orders = new LinkedHashMap<>();
    private final List<Long> times = new ArrayList<>(List.of(1_000_000L));
    private final List<Said> said = new ArrayList<>();

    static byte[] bytes(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    synchronized TransactionReport order(Address sender, OrderId id, Order order) {
        Entry known = orders.get(id.text());
        if (known == null) {
            known = new Entry(sender, id, order);
            if (!would(known)) {
                throw new ProblemException(Problem.Code.TRANSACTION_FAILED, "it would be refused");
            }
            orders.put(id.text(), known);
        }
        return known.outcome != null
                ? known.outcome
                : new TransactionReport.Sent(id.transaction(), id.attempt(), hash(id));
    }

    synchronized Optional<TransactionReport> find(OrderId id) {
        return Optional.ofNullable(orders.get(id.text()))
                .map(entry -> entry.outcome != null
                        ? entry.outcome
                        : new TransactionReport.Sent(id.transaction(), id.attempt(), hash(id)));
    }

    /** Makes a block with everything that waits; what was mined is told. */
    synchronized List<Outcome> mine(long seconds) {
        times.add(times.getLast() + seconds);
        List<Outcome> outcomes = new ArrayList<>();
        for (Entry entry : orders.values()) {
            if (entry.outcome == null) {
                entry.outcome = would(entry) ? carryOut(entry) : refused(entry);
                outcomes.add(new Outcome(entry.sender, entry.id, entry.outcome));
            }
        }
        return outcomes;
    }

    synchronized ChainTime time() {
        int finalized = Math.max(0, times.size() - 1 - FINALITY);
        return new ChainTime(times.getLast(), finalized, times.get(finalized));
    }

    /** Seen from a block that is final; {@link #contradicts} makes it another chain's. */
    synchronized boolean knewWhenFinal(Hash32 offerId) {
        return !contradicts
                && said.stream()
                        .anyMatch(one -> one.offerId().equals(offerId)
                                && one.fact() instanceof ChainFact.Accepted
                                && one.block() <= times.size() - 1 - FINALITY);
    }

    synchronized long head() {
        return times.size() - 1L;
    }

    /** How it looks to somebody who has read up to a block. */
    synchronized ChainNews since(long block) {
        Map<Hash32, List<ChainFact>> facts = new HashMap<>();
        for (Said one : said) {
            if (one.block() > block) {
                facts.computeIfAbsent(one.offerId(), _ -> new ArrayList<>()).add(one.fact());
            }
        }
        return new ChainNews(null, facts, time());
    }

    synchronized Amount wallet(Address account, Address token) {
        return wallets.getOrDefault(new Holding(account, token), Amount.ZERO);
    }

    synchronized Amount ledger(Address account, Address token) {
        return ledger.getOrDefault(new Holding(account, token), Amount.ZERO);
    }

    synchronized boolean wasAccepted() {
        return said.stream().anyMatch(one -> one.fact() instanceof ChainFact.Accepted);
    }

    synchronized boolean wasRevealed() {
        return said.stream().anyMatch(one -> one.fact() instanceof ChainFact.Revealed);
    }

    synchronized List<How> ends() {
        return said.stream()
                .map(Said::fact)
                .filter(ChainFact.Ended.class::isInstance)
                .map(fact -> ((ChainFact.Ended) fact).how())
                .toList();
    }

    private TransactionReport refused(Entry entry) {
        return new TransactionReport.Refused(entry.id.transaction(), entry.id.attempt(), "reverted");
    }

    private boolean would(Entry entry) {
        long now = times.getLast();
        Hash32 id = entry.id.offerId();
        @Nullable Standing standing = standings.get(id);
        @Nullable Phase phase = standing == null ? null : standing.phase();
        boolean inTime = standing != null && now <= standing.deadline();
        boolean open = phase == Phase.ACCEPTED || phase == Phase.REVEALED;
        return switch (entry.order) {
            case Order.ApproveToken _ -> true;
            case Order.Accept it -> {
                Offer offer = it.offer().offer();
                yield phase == null
                        && VENUE.idOf(offer).equals(id)
                        && Secp256k1.recover(id, it.offer().signature()).equals(offer.seller())
                        && now <= offer.acceptBy()
                        && !wallet(offer.buyer(), TOKEN).isLessThan(offer.price())
                        && !drawable(it).isLessThan(offer.price())
                        && !ledger(offer.seller(), TOKEN).isLessThan(offer.bond());
            }
            case Order.Complain it -> open && inTime && isFaulty(it);
            case Order.Refund _ -> phase == Phase.ACCEPTED && !inTime;
            case Order.Deposit it -> !wallet(entry.sender, TOKEN).isLessThan(it.amount());
            case Order.Reveal it ->
                phase == Phase.ACCEPTED
                        && inTime
                        && entry.sender.equals(it.offer().seller())
                        && (!it.offer().maskHash().isZero()
                                || ContentKey.of(it.z().bytes())
                                        .keyHash()
                                        .equals(it.offer().keyHash()));
            case Order.ComplainMask it -> phase == Phase.REVEALED && inTime && isUseless(id, it);
            case Order.Release it -> {
                Hash32 digest = Eip712.digest(Offer.domain(VENUE.chainId(), VENUE.exchange()), Offer.release(id));
                yield open
                        && Secp256k1.recover(digest, it.buyerKey())
                                .equals(it.offer().releaseKey());
            }
            case Order.Settle _ -> phase == Phase.REVEALED && !inTime;
        };
    }

    /** What the contract may take of the buyer's. */
    private Amount drawable(Order.Accept order) {
        Offer offer = order.offer().offer();
        return order.method() == PaymentMethod.ALLOWANCE
                ? allowances.getOrDefault(new Holding(offer.buyer(), TOKEN), Amount.ZERO)
                : offer.price();
    }

    private boolean isUseless(Hash32 id, Order.ComplainMask order) {
        boolean revealed = said.stream()
                .anyMatch(each -> each.offerId().equals(id)
                        && each.fact() instanceof ChainFact.Revealed it
                        && it.z().equals(order.z()));
        return revealed
                && order.mask().maskHash().equals(order.offer().maskHash())
                && !order.mask()
                        .uncover(order.z(), id)
                        .keyHash()
                        .equals(order.offer().keyHash());
    }

    private static boolean isFaulty(Order.Complain order) {
        Offer offer = order.offer();
        ContentShape shape = new ContentShape(offer.size(), offer.blockSize());
        WrongBlock block = order.block();
        Hash32 leaf = ExchangeTree.leaf(block.index(), block.cipher(), 0, block.cipher().length, block.plainRoot());
        boolean committed = ExchangeTree.holds(shape, block.index(), leaf, block.path(), offer.exchangeRoot());
        byte[] plain = block.cipher().clone();
        new Keystream(order.key()).apply(block.index(), plain, 0, plain.length);
        boolean wrong = !new BlockHasher(offer.blockSize())
                .plainRoot(plain, 0, plain.length)
                .equals(block.plainRoot());
        return committed && wrong && order.key().keyHash().equals(offer.keyHash());
    }

    private TransactionReport carryOut(Entry entry) {
        Hash32 id = entry.id.offerId();
        long now = times.getLast();
        long block = head();
        switch (entry.order) {
            case Order.ApproveToken it ->
                allowances.put(new Holding(entry.sender, TOKEN), it.offer().price());
            case Order.Accept it -> {
                Offer offer = it.offer().offer();
                if (it.method() == PaymentMethod.ALLOWANCE) {
                    take(allowances, offer.buyer(), offer.price());
                }
                take(wallets, offer.buyer(), offer.price());
                take(ledger, offer.seller(), offer.bond());
                long deadline = now + offer.revealWindow();
                standings.put(id, new Standing(Phase.ACCEPTED, deadline));
                said.add(new Said(block, id, new ChainFact.Accepted(block, hash(entry.id), deadline)));
            }
            case Order.Complain it -> {
                give(
                        ledger,
                        it.offer().buyer(),
                        it.offer().price().plus(it.offer().bond()));
                end(entry, How.COMPLAINED);
            }
            case Order.ComplainMask it -> {
                give(
                        ledger,
                        it.offer().buyer(),
                        it.offer().price().plus(it.offer().bond()));
                end(entry, How.COMPLAINED);
            }
            case Order.Refund it -> {
                Offer offer = it.offer();
                give(ledger, offer.buyer(), offer.price().plus(offer.noShow()));
                give(ledger, offer.seller(), offer.bond().minus(offer.noShow()));
                end(entry, How.REFUNDED);
            }
            case Order.Deposit it -> {
                take(wallets, entry.sender, it.amount());
                give(ledger, entry.sender, it.amount());
            }
            case Order.Reveal it -> {
                long deadline = now + it.offer().disputeWindow();
                standings.put(id, new Standing(Phase.REVEALED, deadline));
                Hash32 z = it.z();
                said.add(new Said(block, id, new ChainFact.Revealed(block, hash(entry.id), z, deadline)));
            }
            case Order.Release it -> pay(entry, it.offer(), How.RELEASED);
            case Order.Settle it -> pay(entry, it.offer(), How.SETTLED);
        }
        return new TransactionReport.Succeeded(
                entry.id.transaction(), entry.id.attempt(), hash(entry.id), 50_000, Amount.of(7));
    }

    private void pay(Entry entry, Offer offer, How how) {
        give(ledger, offer.seller(), offer.price().plus(offer.bond()));
        end(entry, how);
    }

    private void end(Entry entry, How how) {
        standings.put(entry.id.offerId(), new Standing(Phase.ENDED, 0));
        said.add(new Said(head(), entry.id.offerId(), new ChainFact.Ended(head(), hash(entry.id), how)));
    }

    private static void give(Map<Holding, Amount> where, Address account, Amount amount) {
        where.merge(new Holding(account, TOKEN), amount, Amount::plus);
    }

    private static void take(Map<Holding, Amount> where, Address account, Amount amount) {
        where.compute(new Holding(account, TOKEN), (_, had) -> (had == null ? Amount.ZERO : had).minus(amount));
    }

    static Hash32 hash(OrderId id) {
        return org.pluspeer.wallet.eth.Keccak.hash(id.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
