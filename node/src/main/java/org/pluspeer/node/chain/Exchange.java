package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.contracts.Deployment;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The contract FairExchange on one chain: what it holds and what it wrote. What is sent to it is in
 * {@link ExchangeCalls}.
 */
public final class Exchange {
    /** Where it stands, on every chain. */
    public static final Address ADDRESS = Address.parse(Deployments.FAIR_EXCHANGE.address());

    private final ChainClient chain;

    private Exchange(ChainClient chain) {
        this.chain = chain;
    }

    /** How far a sale is on the chain. */
    public enum State {
        NONE,
        ACCEPTED,
        REVEALED,
        ENDED
    }

    /** @param deadline unix seconds: of the reveal while accepted, of a complaint once revealed; else 0 */
    public record Standing(State state, long deadline) {}

    /**
     * Looks whether the contract is there and is ours.
     *
     * @throws ProblemException {@code CONTRACT_MISMATCH} where it is not
     */
    public static Exchange on(ChainClient chain) {
        DeployContracts.check(chain, Deployments.FAIR_EXCHANGE);
        return new Exchange(chain);
    }

    /** Which contract this is. */
    public static Deployment deployment() {
        return Deployments.FAIR_EXCHANGE;
    }

    /** What the contract owes the account in a token, beside what is in escrow; base units. */
    public Amount ledger(Address account, Address token, At at) {
        return amount(Calldata.of("ledger(address,address)", account.padded(), token.padded()), at);
    }

    /**
     * What is in escrow in all open sales of a token; base units. The contract keeps no such sum: it is reckoned from all
     * that it ever wrote, so this is for audits and not for a node at work.
     */
    public Amount escrowed(Address token, At at) {
        return OpenSales.read(chain, this, at).escrowed(token);
    }

    public Standing saleOf(Hash32 offerId) {
        return saleOf(offerId, At.LATEST);
    }

    /**
     * Whether a sale had begun when a block was made, and the block is part of the chain. The state after the block is
     * asked; where the chain's node keeps no such state, what was written in the block in which it was seen to begin.
     * Where there are several endpoints, more than one has to say so.
     *
     * @param begun number of the block in which it was seen to begin
     */
    public boolean hadBegun(Hash32 offerId, BlockRef by, long begun) {
        try {
            return saleOf(chain.agreed(), offerId, new At.Hash(by.hash())).state() != State.NONE;
        } catch (ProblemException e) {
            if (e.problem().code() != Code.CHAIN_UNAVAILABLE) {
                throw e;
            }
            return begun <= by.number() && isWritten(offerId, begun) && isPart(by);
        }
    }

    private boolean isWritten(Hash32 offerId, long block) {
        return events(chain.agreed(), block, block).stream()
                .flatMap(List::stream)
                .anyMatch(event -> event instanceof ExchangeEvent.Accepted accepted
                        && accepted.offerId().equals(offerId));
    }

    private boolean isPart(BlockRef block) {
        return chain.agreed().block(block.number()).filter(block::equals).isPresent();
    }

    Standing saleOf(Hash32 offerId, At at) {
        return saleOf(chain, offerId, at);
    }

    private static Standing saleOf(FinalReads asked, Hash32 offerId, At at) {
        Returned answer = new Returned(asked.call(Call.read(ADDRESS, Calldata.of("saleOf(bytes32)", offerId)), at));
        int state = answer.number(0, State.values().length - 1L)
                .orElseThrow(Exchange::nonsense)
                .intValue();
        return new Standing(
                State.values()[state], answer.number(1, Long.MAX_VALUE).orElseThrow(Exchange::nonsense));
    }

    /** The offer's name as the contract reckons it. */
    public Hash32 offerId(Offer offer) {
        return new Returned(call(ExchangeCalls.offerId(offer), At.LATEST))
                .word(0)
                .orElseThrow(Exchange::nonsense);
    }

    /**
     * What it wrote in the blocks {@code from} to {@code to}, both included, in order. Empty where the chain changed
     * while it was asked.
     */
    public Optional<List<ExchangeEvent>> events(long from, long to) {
        return events(chain, from, to);
    }

    private static Optional<List<ExchangeEvent>> events(FinalReads asked, long from, long to) {
        Map<Hash32, Long> times = new HashMap<>();
        List<ExchangeEvent> events = new ArrayList<>();
        for (LogEntry log : asked.logs(ADDRESS, ExchangeLogs.KINDS, from, to)) {
            if (!times.containsKey(log.blockHash())) {
                Optional<BlockRef> block = asked.block(log.blockNumber());
                if (block.isEmpty() || !block.get().hash().equals(log.blockHash())) {
                    return Optional.empty();
                }
                times.put(log.blockHash(), block.get().time());
            }
            events.add(read(log, times.getOrDefault(log.blockHash(), 0L)));
        }
        return Optional.of(events);
    }

    private static ExchangeEvent read(LogEntry log, long time) {
        try {
            return ExchangeLogs.read(log, time);
        } catch (MalformedException e) {
            throw nonsense();
        }
    }

    private Amount amount(byte[] data, At at) {
        return new Returned(call(data, at)).amount(0).orElseThrow(Exchange::nonsense);
    }

    private byte[] call(byte[] data, At at) {
        return chain.call(Call.read(ADDRESS, data), at);
    }

    private static ProblemException nonsense() {
        return new ProblemException(
                Code.CHAIN_UNAVAILABLE, "The chain's node answers for the exchange what that cannot have said.");
    }
}
