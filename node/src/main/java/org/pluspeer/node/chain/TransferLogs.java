package org.pluspeer.node.chain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** What ERC-20 tokens wrote of transfers from and to some accounts. */
public final class TransferLogs {
    private static final Hash32 TRANSFER =
            Keccak.hash("Transfer(address,address,uint256)".getBytes(StandardCharsets.US_ASCII));
    private static final int RANGE = 2000;

    private final ChainClient chain;

    public TransferLogs(ChainClient chain) {
        this.chain = chain;
    }

    /** One transfer; the transaction and the index name it. */
    public record Transfer(
            Address token, Address from, Address to, Amount amount, Hash32 transaction, int index, long block) {}

    /** Of the blocks {@code from} to {@code to}, both included, in order; those of nothing are left out. */
    public List<Transfer> read(Collection<Address> tokens, Collection<Address> accounts, long from, long to) {
        Map<String, Transfer> found = new LinkedHashMap<>();
        if (tokens.isEmpty() || accounts.isEmpty()) {
            return List.of();
        }
        List<Hash32> padded = accounts.stream().map(Address::padded).toList();
        long at = from;
        long span = RANGE;
        while (at <= to) {
            long end = Math.min(to, at + span - 1);
            try {
                List<LogEntry> entries = new ArrayList<>();
                entries.addAll(
                        chain.logs(new LogFilter(List.copyOf(tokens), List.of(List.of(TRANSFER), padded), at, end)));
                entries.addAll(chain.logs(
                        new LogFilter(List.copyOf(tokens), List.of(List.of(TRANSFER), List.of(), padded), at, end)));
                for (LogEntry entry : entries) {
                    transfer(entry)
                            .filter(transfer -> !transfer.amount().isZero())
                            .ifPresent(transfer ->
                                    found.putIfAbsent(transfer.transaction() + "/" + transfer.index(), transfer));
                }
                at = end + 1;
            } catch (ProblemException e) {
                if (e.problem().code() != Code.CHAIN_UNAVAILABLE || end == at) {
                    throw e;
                }
                span = Math.max(1, (end - at + 1) / 2);
            }
        }
        return found.values().stream()
                .sorted(java.util.Comparator.comparingLong(Transfer::block).thenComparingInt(Transfer::index))
                .toList();
    }

    private static Optional<Transfer> transfer(LogEntry entry) {
        if (entry.topics().size() != 3) {
            return Optional.empty();
        }
        Optional<Address> from = Returned.address(entry.topics().get(1));
        Optional<Address> to = Returned.address(entry.topics().get(2));
        Optional<Amount> amount = new Returned(entry.data()).amount(0);
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : amount.map(units -> new Transfer(
                        entry.contract(),
                        from.get(),
                        to.get(),
                        units,
                        entry.transaction(),
                        entry.logIndex(),
                        entry.blockNumber()));
    }
}
