package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.pluspeer.contracts.generated.StorageDeals;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.web3j.abi.EventEncoder;

/**
 * What an account's own transactions put into a contract's ledger and took out of it, as the chain tells of them. What the
 * contract itself moves there, such as a claim, is not in it.
 */
public final class LedgerFlows {
    // The same of all contracts with a ledger (ILedger.sol).
    private static final Hash32 DEPOSITED = Hash32.parse(EventEncoder.encode(StorageDeals.DEPOSITED_EVENT));
    private static final Hash32 WITHDRAWN = Hash32.parse(EventEncoder.encode(StorageDeals.WITHDRAWN_EVENT));

    private final ChainClient chain;
    private final Address contract;
    private final Address account;
    /** Of blocks that are final. */
    private final Map<Long, List<Flow>> known = new ConcurrentHashMap<>();

    public LedgerFlows(ChainClient chain, Address contract, Address account) {
        this.chain = chain;
        this.contract = contract;
        this.account = account;
    }

    /** @param amount into the account's ledger; below nothing what was taken out */
    private record Flow(Address token, BigInteger amount, Hash32 transaction) {}

    /**
     * Base units that came into the ledger; below nothing where more was taken out.
     *
     * @param transactions what became of those that may have moved something there; those that failed moved nothing
     * @throws org.pluspeer.node.ProblemException CHAIN_UNAVAILABLE
     */
    public BigInteger sum(Address token, Collection<Outcome> transactions) {
        return transactions.stream()
                .filter(outcome -> outcome.status() == Outcome.Status.SUCCEEDED)
                .distinct()
                .flatMap(this::of)
                .filter(flow -> flow.token().equals(token))
                .map(Flow::amount)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private Stream<Flow> of(Outcome outcome) {
        List<Flow> all = known.get(outcome.block());
        if (all == null) {
            all = read(outcome.block());
            if (outcome.isFinal()) {
                known.put(outcome.block(), all);
            }
        }
        return all.stream().filter(flow -> flow.transaction().equals(outcome.hash()));
    }

    private List<Flow> read(long block) {
        List<List<Hash32>> wanted = List.of(List.of(DEPOSITED, WITHDRAWN), List.of(account.padded()));
        return chain.logs(new LogFilter(List.of(contract), wanted, block, block)).stream()
                .filter(log -> log.topics().size() > 2)
                .flatMap(log -> new Returned(log.data()).amount(0).map(amount -> flow(log, amount.units())).stream())
                .toList();
    }

    private static Flow flow(LogEntry log, BigInteger amount) {
        boolean out = log.topics().getFirst().equals(WITHDRAWN);
        byte[] padded = log.topics().get(2).bytes();
        Address token = Address.of(Arrays.copyOfRange(padded, Hash32.LENGTH - Address.LENGTH, Hash32.LENGTH));
        return new Flow(token, out ? amount.negate() : amount, log.transaction());
    }
}
