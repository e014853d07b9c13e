package org.pluspeer.node.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.BlockRef;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.ExchangeEvent;
import org.pluspeer.node.chain.Receipt;
import org.pluspeer.node.chain.SentTransaction;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.chain.TransferLogs;
import org.pluspeer.node.ledger.LedgerRecord.Held;
import org.pluspeer.node.ledger.LedgerRecord.Mined;
import org.pluspeer.node.ledger.LedgerRecord.Moved;
import org.pluspeer.node.ledger.LedgerRecord.Seen;
import org.pluspeer.node.ledger.LedgerRecord.Standing;
import org.pluspeer.node.store.Movement;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** One look at the accounts over some blocks: what they held before and hold now, and what explains the difference. */
public final class LedgerLook {
    /** Blocks that are asked for at once. */
    private static final long RANGE = 2000;

    private final ChainClient chain;
    private final TokenBook book;
    private final Tokens tokens;
    private final Exchange exchange;
    private final TransactionDesks desks;
    private final Deals deals;
    private final TransferLogs transfers;

    public LedgerLook(
            ChainClient chain, TokenBook book, Tokens tokens, Exchange exchange, TransactionDesks desks, Deals deals) {
        this.chain = chain;
        this.book = book;
        this.tokens = tokens;
        this.exchange = exchange;
        this.desks = desks;
        this.deals = deals;
        this.transfers = new TransferLogs(chain);
    }

    /** How many blocks the chain's newest is past this one. */
    long distance(BlockRef block) {
        return chain.head().number() - block.number();
    }

    /**
     * @param before the look that this one follows; empty for the first
     * @return empty where the chain changed meanwhile
     */
    Optional<Seen> over(Optional<Seen> before, long from, BlockRef head, List<Address> accounts) {
        // What was there before the first look is in what the accounts hold then.
        Optional<List<ExchangeEvent>> events = before.isEmpty() ? Optional.of(List.of()) : events(from, head.number());
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Round round = new Round(from, head.number(), events.get());
        for (Address account : accounts) {
            round.look(account, before.flatMap(seen -> seen.of(account)).orElse(null));
        }
        round.transfers();
        boolean steady = chain.block(head.number())
                .filter(block -> block.hash().equals(head.hash()))
                .isPresent();
        return steady
                ? Optional.of(new Seen(from, head.number(), head.time(), round.standings, round.mined, round.moved))
                : Optional.empty();
    }

    private Optional<List<ExchangeEvent>> events(long from, long to) {
        List<ExchangeEvent> all = new ArrayList<>();
        for (long at = from; at <= to; at += RANGE) {
            Optional<List<ExchangeEvent>> some = exchange.events(at, Math.min(to, at + RANGE - 1));
            if (some.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(some.get());
        }
        return Optional.of(all);
    }

    /** What one look gathers. */
    private final class Round {
        private final long from;
        private final long to;
        private final At at;
        private final List<ExchangeEvent> events;
        private final List<Standing> standings = new ArrayList<>();
        private final List<Mined> mined = new ArrayList<>();
        private final List<Moved> moved = new ArrayList<>();
        private final Set<Address> followed = new LinkedHashSet<>();
        private final Set<Address> known = new HashSet<>();

        Round(long from, long to, List<ExchangeEvent> events) {
            this.from = from;
            this.to = to;
            this.at = new At.Block(to);
            this.events = events;
        }

        void look(Address account, @Nullable Standing before) {
            Amount coin = chain.balance(account, at);
            long nonce = chain.nonceAt(account, to).orElseGet(() -> chain.nonce(account, false));
            if (before == null) {
                opening(account, Movement.WALLET, Address.ZERO, coin);
            } else {
                known.add(account);
                coin(account, before, coin, nonce);
            }
            List<Address> shown = book.addresses();
            List<Address> all = new ArrayList<>();
            for (Address token : shown) {
                if (before != null && before.tokens().contains(token)) {
                    followed.add(token);
                    all.add(token);
                } else if (begins(account, token)) {
                    all.add(token);
                }
            }
            if (before != null) {
                before.tokens().stream().filter(token -> !shown.contains(token)).forEach(token -> {
                    followed.add(token);
                    all.add(token);
                });
            }
            standings.add(new Standing(account, coin, nonce, all, ledger(account, before, all)));
        }

        /** Whether the token answers; one that does not is not followed. */
        private boolean begins(Address account, Address token) {
            try {
                opening(account, Movement.WALLET, token, tokens.balance(token, account, at));
                return true;
            } catch (ProblemException e) {
                if (e.problem().code() != Problem.Code.NOT_FOUND) {
                    throw e;
                }
                return false;
            }
        }

        private void opening(Address account, String place, Address token, Amount amount) {
            if (!amount.isZero()) {
                String id = "opening/" + account.hex() + "/" + place + "/" + token.hex() + "/" + to;
                moved.add(new Moved(id, account, place, "opening", token, amount, true, null, null, null, to));
            }
        }

        /** No event tells of coin: what our own transactions and the exchange do not explain came, or went, otherwise. */
        private void coin(Address account, Standing before, Amount now, long nonce) {
            BigInteger expected = before.coin().units();
            for (SentTransaction sent : sent(account, before.nonce(), nonce)) {
                Optional<Mined> taken = taken(sent);
                if (taken.isPresent()) {
                    mined.add(taken.get());
                    expected = expected.subtract(taken.get().moved().units())
                            .subtract(taken.get().fee().units());
                }
            }
            for (ExchangeEvent event : events) {
                if (event instanceof ExchangeEvent.Withdrawn out
                        && out.token().isZero()
                        && out.to().equals(account)) {
                    expected = expected.add(out.amount().units());
                    moved.add(of(event, "in", account, Movement.WALLET, "withdrawal", out.token(), out.amount(), true));
                }
            }
            BigInteger rest = now.units().subtract(expected);
            if (rest.signum() != 0) {
                moved.add(new Moved(
                        "coin/" + account.hex() + "/" + to,
                        account,
                        Movement.WALLET,
                        rest.signum() > 0 ? "received" : "sent_elsewhere",
                        Address.ZERO,
                        new Amount(rest.abs()),
                        rest.signum() > 0,
                        null,
                        null,
                        null,
                        to));
            }
        }

        private List<SentTransaction> sent(Address account, long fromNonce, long below) {
            if (fromNonce >= below) {
                return List.of();
            }
            for (TransactionDesk desk : desks.all()) {
                if (desk.account().equals(account)) {
                    return desk.withNonces(fromNonce, below);
                }
            }
            return List.of();
        }

        private Optional<Mined> taken(SentTransaction sent) {
            for (Hash32 hash : sent.hashes()) {
                Optional<Receipt> receipt =
                        chain.receipt(hash).filter(found -> found.blockNumber() >= from && found.blockNumber() <= to);
                if (receipt.isPresent()) {
                    Receipt found = receipt.get();
                    boolean replaced = sent.cancels().contains(hash);
                    String state = replaced ? "REPLACED" : found.succeeded() ? "DONE" : "FAILED";
                    Amount leaves = state.equals("DONE") ? sent.value() : Amount.ZERO;
                    return Optional.of(new Mined(sent.key(), hash, found.blockNumber(), state, leaves, found.fee()));
                }
            }
            return Optional.empty();
        }

        private List<Held> ledger(Address account, @Nullable Standing before, List<Address> shown) {
            if (before != null && events.isEmpty()) {
                return before.ledger();
            }
            Set<Address> all = new LinkedHashSet<>(shown);
            all.add(Address.ZERO);
            List<Held> held = new ArrayList<>();
            for (Address token : all) {
                Amount now = exchange.ledger(account, token, at);
                if (before == null) {
                    opening(account, Movement.LEDGER, token, now);
                } else {
                    settle(account, token, before.held(token), now);
                }
                if (!now.isZero()) {
                    held.add(new Held(token, now));
                }
            }
            return held;
        }

        /** What deposits and withdrawals do not explain came or went by a deal. */
        private void settle(Address account, Address token, Amount before, Amount now) {
            BigInteger expected = before.units();
            for (ExchangeEvent event : events) {
                if (event instanceof ExchangeEvent.Deposited in
                        && in.account().equals(account)
                        && in.token().equals(token)) {
                    expected = expected.add(in.amount().units());
                    moved.add(of(event, "to", account, Movement.LEDGER, "deposit", token, in.amount(), true));
                } else if (event instanceof ExchangeEvent.Withdrawn out
                        && out.account().equals(account)
                        && out.token().equals(token)) {
                    expected = expected.subtract(out.amount().units());
                    moved.add(of(event, "out", account, Movement.LEDGER, "withdrawal", token, out.amount(), false));
                }
            }
            BigInteger rest = now.units().subtract(expected);
            if (rest.signum() != 0) {
                moved.add(new Moved(
                        "deal/" + account.hex() + "/" + token.hex() + "/" + to,
                        account,
                        Movement.LEDGER,
                        "deal",
                        token,
                        new Amount(rest.abs()),
                        rest.signum() > 0,
                        null,
                        null,
                        onlyDeal(),
                        to));
            }
        }

        private @Nullable Hash32 onlyDeal() {
            Set<Hash32> ours = new HashSet<>();
            deals.all().forEach(deal -> ours.add(deal.id()));
            Set<Hash32> seen = new HashSet<>();
            for (ExchangeEvent event : events) {
                if (event instanceof ExchangeEvent.Accepted accepted && ours.contains(accepted.offerId())) {
                    seen.add(accepted.offerId());
                } else if (event instanceof ExchangeEvent.Ended ended && ours.contains(ended.offerId())) {
                    seen.add(ended.offerId());
                }
            }
            return seen.size() == 1 ? seen.iterator().next() : null;
        }

        private Moved of(
                ExchangeEvent event,
                String side,
                Address account,
                String place,
                String kind,
                Address token,
                Amount amount,
                boolean incoming) {
            var origin = event.origin();
            String id = "event/" + origin.blockHash().hex() + "/" + origin.logIndex() + "/" + side;
            return new Moved(
                    id,
                    account,
                    place,
                    kind,
                    token,
                    amount,
                    incoming,
                    Exchange.ADDRESS,
                    origin.transaction(),
                    null,
                    origin.block());
        }

        /** Of all accounts that were known before, at once. */
        void transfers() {
            if (known.isEmpty() || followed.isEmpty()) {
                return;
            }
            for (TransferLogs.Transfer transfer : transfers.read(followed, known, from, to)) {
                if (known.contains(transfer.from())) {
                    add(transfer, transfer.from(), transfer.to(), false);
                }
                if (known.contains(transfer.to())) {
                    add(transfer, transfer.to(), transfer.from(), true);
                }
            }
        }

        private void add(TransferLogs.Transfer transfer, Address account, Address other, boolean incoming) {
            boolean opened = standings.stream()
                    .filter(standing -> standing.account().equals(account))
                    .anyMatch(standing -> standing.tokens().contains(transfer.token()));
            boolean begins = moved.stream()
                    .anyMatch(one -> one.kind().equals("opening")
                            && one.account().equals(account)
                            && one.token().equals(transfer.token()));
            if (opened && !begins) {
                String id =
                        "log/" + transfer.transaction().hex() + "/" + transfer.index() + (incoming ? "/in" : "/out");
                moved.add(new Moved(
                        id,
                        account,
                        Movement.WALLET,
                        incoming ? "received" : "sent",
                        transfer.token(),
                        transfer.amount(),
                        incoming,
                        other,
                        transfer.transaction(),
                        null,
                        transfer.block()));
            }
        }
    }
}
