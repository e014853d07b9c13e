package org.pluspeer.node.loop;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.pluspeer.market.loop.Income;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Receipt;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Of what the rooms say was earned, that which nobody can take back: the chain says so in a final block. */
final class FinalIncome {
    private static final String STORAGE = "storage/";
    private static final String CHANNEL = "channel/";
    /** At one look; more is counted at the next. */
    private static final int MOST = 500;

    private final Supplier<List<Books.Line>> lines;
    private final Supplier<OptionalLong> finalBlock;
    private final ChainClient chain;
    private final DealContract deals;
    private final Supplier<Set<Hash32>> shelf;

    /**
     * @param finalBlock the number of the newest final block; empty before the chain was read
     * @param shelf the owner's listings that others can keep. What a channel brought belongs to one of them if it was for
     *     nothing else; what a service brought, or content of others that was given on, belongs to all
     */
    FinalIncome(
            Supplier<List<Books.Line>> lines,
            Supplier<OptionalLong> finalBlock,
            ChainClient chain,
            Supplier<Set<Hash32>> shelf) {
        this.lines = lines;
        this.shelf = shelf;
        this.finalBlock = finalBlock;
        this.chain = chain;
        this.deals = new DealContract(chain);
    }

    /** @param wanted what is still of interest, asked before the chain is */
    List<Income> of(Predicate<Income> wanted) {
        OptionalLong block = finalBlock.get();
        if (block.isEmpty()) {
            return List.of();
        }
        List<Books.Line> earned = lines.get().stream()
                .filter(line -> line.state() == Books.State.EARNED)
                .toList();
        boolean channels = earned.stream().anyMatch(FinalIncome::isNamedByAChannel);
        Set<Hash32> own = channels ? shelf.get() : Set.of();
        return earned.stream()
                .flatMap(
                        line -> income(line, own).stream().filter(wanted).filter(_ -> isFinal(line, block.getAsLong())))
                .limit(MOST)
                .toList();
    }

    private static boolean isNamedByAChannel(Books.Line line) {
        return line.id().startsWith(CHANNEL) && line.listing() != null;
    }

    private static Optional<Income> income(Books.Line line, Set<Hash32> own) {
        Address other = line.other();
        return other == null
                ? Optional.empty()
                : Optional.of(new Income(
                        line.id(),
                        line.source().text(),
                        line.token(),
                        line.amount(),
                        other,
                        Optional.ofNullable(line.listing())
                                .filter(listing -> !isNamedByAChannel(line) || own.contains(listing)),
                        line.at()));
    }

    private boolean isFinal(Books.Line line, long newest) {
        Long block = line.block();
        if (block != null) {
            return block <= newest;
        }
        Hash32 transaction = line.transaction();
        if (transaction != null) {
            return chain.receipt(transaction)
                    .filter(Receipt::succeeded)
                    .filter(receipt -> receipt.blockNumber() <= newest)
                    .isPresent();
        }
        // What a deal earns grows until it is over, and is counted once, when it is.
        return line.id().startsWith(STORAGE)
                && deals.standing(Hash32.parse(line.id().split("/", 3)[1]), new At.Block(newest))
                        .state()
                        .isOver();
    }
}
