package org.pluspeer.node.loop;

import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pluspeer.market.loop.Income;
import org.pluspeer.market.loop.LoopFacts;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.node.account.AccountDesk;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.account.Payees;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.BlockRef;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChainFollower;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.deal.KeepDesk;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.listing.OwnListings;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Wording;

/** Joins the loop to the rooms that it looks at and acts through. */
public final class LoopRoom {
    private LoopRoom() {}

    /** The chain as the loop sees it. */
    public record World(ChainClient client, ChainFollower follower, Tokens tokens, Exchange exchange, TokenBook book) {}

    /**
     * The desks that it acts through.
     *
     * @param claims what channels brought, each with the block that says so
     */
    public record Desks(
            SigningDesk signing,
            Inbox inbox,
            TransactionDesks transactions,
            AccountDesk account,
            Deals deals,
            Payees payees,
            KeepDesk keeping,
            Supplier<List<Books.Line>> claims) {}

    /** What is listed. */
    public record Shelf(Showcase showcase, OwnListings own) {}

    /**
     * Recalls all from the journal; nothing is done yet.
     *
     * @param operations the account that acts while the owner is away
     * @param bell told after each change
     */
    public static LoopDesk open(
            Journal journal,
            InstantSource clock,
            World world,
            Desks desks,
            Shelf listings,
            Address operations,
            Runnable bell) {
        Wording wording = (token, units) -> world.book()
                .find(token)
                .map(known -> units.decimal(known.decimals()) + " " + known.symbol())
                .orElseGet(() -> Wording.BASE_UNITS.amount(token, units));
        Purse purse = new Purse(
                desks.signing().account(),
                desks.account(),
                new Purse.Places(world.tokens(), world.exchange()),
                desks.deals(),
                desks.transactions());
        OwnShelf shelf = new OwnShelf(listings.showcase(), listings.own(), desks.keeping(), () -> world.client()
                .head()
                .time());
        LoopHands hands = new LoopHands(purse, desks.signing(), desks.inbox(), desks.keeping(), wording);
        FinalIncome income = new FinalIncome(
                () -> Stream.concat(desks.account().lines().stream(), desks.claims().get().stream())
                        .toList(),
                () -> finalBlock(world.follower()),
                world.client(),
                shelf::ids);
        LoopDesk desk = new LoopDesk(
                new LoopBook(journal, clock),
                new Sight(income, shelf, purse),
                hands,
                operations,
                new LoopTelling(world.book(), desks.payees(), shelf),
                wording,
                bell);
        world.follower().follow(desk);
        return desk;
    }

    private record Sight(FinalIncome income, OwnShelf shelf, Purse purse) implements LoopDesk.Eyes {
        @Override
        public List<Income> incomes(Predicate<Income> wanted) {
            return income.of(wanted);
        }

        @Override
        public List<LoopFacts.Need> needs(LoopState state, long now) {
            return shelf.needs(state, now);
        }

        @Override
        public Amount spendable(Address token) {
            return purse.spendable(token);
        }

        @Override
        public Amount held(Address token, Address account) {
            return purse.held(token, account);
        }
    }

    private static OptionalLong finalBlock(ChainFollower follower) {
        BlockRef block = follower.status().finalized();
        return block == null ? OptionalLong.empty() : OptionalLong.of(block.number());
    }
}
