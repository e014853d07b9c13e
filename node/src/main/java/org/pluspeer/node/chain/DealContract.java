package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.contracts.generated.StorageDeals;
import org.pluspeer.market.deal.DealFact;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.market.deal.ProvenEpochs;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.web3j.abi.EventEncoder;

/** The contract StorageDeals on one chain: what it holds and what it wrote. What is sent to it is in {@link DealCalls}. */
public final class DealContract {
    /** Where it stands, on every chain. */
    public static final Address ADDRESS = Address.parse(Deployments.STORAGE_DEALS.address());

    private static final Hash32 OPENED = Hash32.parse(EventEncoder.encode(StorageDeals.OPENED_EVENT));
    private static final Hash32 PROVEN = Hash32.parse(EventEncoder.encode(StorageDeals.PROVEN_EVENT));
    private static final Hash32 SETTLED = Hash32.parse(EventEncoder.encode(StorageDeals.SETTLED_EVENT));
    private static final Hash32 ENDED = Hash32.parse(EventEncoder.encode(StorageDeals.ENDED_EVENT));
    private static final Hash32 PINNED = Hash32.parse(EventEncoder.encode(StorageDeals.PINNED_EVENT));
    private static final List<Hash32> KINDS = List.of(OPENED, PROVEN, SETTLED, ENDED, PINNED);

    private final ChainClient chain;

    public DealContract(ChainClient chain) {
        this.chain = chain;
    }

    /** @param start the grid block that epochs are counted from; 0 before it opened */
    public record Standing(DealState state, long start, int settled, ProvenEpochs proven) {}

    /**
     * What was written in some blocks.
     *
     * @param facts by the deal's id, each list in order
     * @param pins that concern every deal
     */
    public record Facts(Map<Hash32, List<DealFact>> facts, List<DealFact> pins) {}

    /** What the contract owes the account and has not locked in a deal; base units. */
    public Amount ledger(Address account, Address token, At at) {
        byte[] data = Calldata.of("ledger(address,address)", account.padded(), token.padded());
        return new Returned(chain.call(Call.read(ADDRESS, data), at)).amount(0).orElseThrow(DealContract::nonsense);
    }

    public Standing standing(Hash32 dealId, At at) {
        Returned answer = new Returned(chain.call(Call.read(ADDRESS, Calldata.of("dealOf(bytes32)", dealId)), at));
        return new Standing(
                DealState.of(there(answer.number(0, 4)).intValue()),
                there(answer.number(1, Long.MAX_VALUE)),
                there(answer.number(2, 104)).intValue(),
                new ProvenEpochs(there(answer.amount(3)).units()));
    }

    /** What it wrote in the blocks {@code from} to {@code to}, both included. */
    public Facts facts(long from, long to) {
        Map<Hash32, List<DealFact>> facts = new HashMap<>();
        List<DealFact> pins = new ArrayList<>();
        for (LogEntry log : chain.logs(ADDRESS, KINDS, from, to)) {
            DealFact fact = fact(log);
            if (fact instanceof DealFact.Pinned) {
                pins.add(fact);
            } else {
                facts.computeIfAbsent(topic(log, 1), _ -> new ArrayList<>()).add(fact);
            }
        }
        return new Facts(facts, pins);
    }

    private static DealFact fact(LogEntry log) {
        Hash32 kind = topic(log, 0);
        Returned data = new Returned(log.data());
        long block = log.blockNumber();
        Hash32 transaction = log.transaction();
        if (kind.equals(OPENED)) {
            return new DealFact.Opened(block, transaction, there(data.number(0, Long.MAX_VALUE)));
        }
        if (kind.equals(PROVEN)) {
            return new DealFact.Proven(block, transaction, epochs(data));
        }
        if (kind.equals(SETTLED)) {
            return new DealFact.Settled(block, transaction, epochs(data));
        }
        if (kind.equals(ENDED)) {
            DealState how = DealState.of(there(data.number(0, 4)).intValue());
            return new DealFact.Ended(block, transaction, how);
        }
        long pinned =
                new Returned(topic(log, 1).bytes()).number(0, Long.MAX_VALUE).orElseThrow(DealContract::nonsense);
        return new DealFact.Pinned(block, transaction, pinned);
    }

    private static int epochs(Returned data) {
        return there(data.number(0, 104)).intValue();
    }

    private static Hash32 topic(LogEntry log, int index) {
        if (log.topics().size() <= index) {
            throw nonsense();
        }
        return log.topics().get(index);
    }

    private static <T> T there(Optional<T> field) {
        return field.orElseThrow(DealContract::nonsense);
    }

    private static ProblemException nonsense() {
        return new ProblemException(
                Code.CHAIN_UNAVAILABLE, "The chain's node answers for storage deals what that cannot have said.");
    }
}
