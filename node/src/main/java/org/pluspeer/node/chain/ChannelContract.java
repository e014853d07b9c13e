package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.contracts.generated.Channels;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.web3j.abi.EventEncoder;

/** The contract Channels on one chain: what it holds and what it wrote. What is sent to it is in {@link ChannelCalls}. */
public final class ChannelContract {
    /** Where it stands, on every chain. */
    public static final Address ADDRESS = Address.parse(Deployments.CHANNELS.address());

    private static final Hash32 OPENED = Hash32.parse(EventEncoder.encode(Channels.OPENED_EVENT));
    private static final Hash32 TOPPED_UP = Hash32.parse(EventEncoder.encode(Channels.TOPPEDUP_EVENT));
    private static final Hash32 CLAIMED = Hash32.parse(EventEncoder.encode(Channels.CLAIMED_EVENT));
    private static final Hash32 EXIT_STARTED = Hash32.parse(EventEncoder.encode(Channels.EXITSTARTED_EVENT));
    private static final Hash32 CLOSED = Hash32.parse(EventEncoder.encode(Channels.CLOSED_EVENT));
    private static final List<Hash32> KINDS = List.of(OPENED, TOPPED_UP, CLAIMED, EXIT_STARTED, CLOSED);

    private final ChainClient chain;

    public ChannelContract(ChainClient chain) {
        this.chain = chain;
    }

    /**
     * What was written in some blocks.
     *
     * @param facts by the channel's id, each list in order
     * @param opened the terms of those that were opened in them
     */
    public record Facts(Map<Hash32, List<ChannelFact>> facts, Map<Hash32, ChannelTerms> opened) {}

    /** What the contract owes the account and has not locked in a channel; base units. */
    public Amount ledger(Address account, Address token, At at) {
        byte[] data = Calldata.of("ledger(address,address)", account.padded(), token.padded());
        return there(new Returned(chain.call(Call.read(ADDRESS, data), at)).amount(0));
    }

    /** What was paid into a channel and neither claimed nor given back; base units. */
    public Amount locked(Hash32 channelId) {
        byte[] data = Calldata.of("channelOf(bytes32)", channelId);
        Returned answer = new Returned(chain.call(Call.read(ADDRESS, data), At.LATEST));
        return there(answer.amount(1)).minusOrZero(there(answer.amount(2)));
    }

    /** What it wrote in the blocks {@code from} to {@code to}, both included. */
    public Facts facts(long from, long to) {
        Map<Hash32, List<ChannelFact>> facts = new HashMap<>();
        Map<Hash32, ChannelTerms> opened = new HashMap<>();
        for (LogEntry log : chain.logs(ADDRESS, KINDS, from, to)) {
            Hash32 id = topic(log, 1);
            facts.computeIfAbsent(id, _ -> new ArrayList<>()).add(fact(log));
            if (topic(log, 0).equals(OPENED)) {
                opened.put(id, terms(log));
            }
        }
        return new Facts(facts, opened);
    }

    private static ChannelFact fact(LogEntry log) {
        Hash32 kind = topic(log, 0);
        Returned data = new Returned(log.data());
        long block = log.blockNumber();
        Hash32 transaction = log.transaction();
        if (kind.equals(OPENED)) {
            return new ChannelFact.Opened(block, transaction, there(data.amount(5)));
        }
        if (kind.equals(TOPPED_UP)) {
            return new ChannelFact.ToppedUp(block, transaction, there(data.amount(0)));
        }
        if (kind.equals(CLAIMED)) {
            return new ChannelFact.Claimed(block, transaction, there(data.amount(0)));
        }
        if (kind.equals(EXIT_STARTED)) {
            return new ChannelFact.ExitStarted(block, transaction, there(data.number(0, Long.MAX_VALUE)));
        }
        return new ChannelFact.Closed(block, transaction, there(data.amount(0)), there(data.amount(1)));
    }

    private static ChannelTerms terms(LogEntry log) {
        Returned data = new Returned(log.data());
        return new ChannelTerms(
                there(Returned.address(topic(log, 2))),
                there(Returned.address(topic(log, 3))),
                there(data.address(0)),
                there(data.address(1)),
                there(data.number(2, Integer.MAX_VALUE)).intValue(),
                there(data.number(3, Long.MAX_VALUE)),
                there(data.word(4)));
    }

    private static Hash32 topic(LogEntry log, int index) {
        if (log.topics().size() <= index) {
            throw nonsense();
        }
        return log.topics().get(index);
    }

    private static <T> T there(Optional<T> field) {
        return field.orElseThrow(ChannelContract::nonsense);
    }

    private static ProblemException nonsense() {
        return new ProblemException(
                Code.CHAIN_UNAVAILABLE, "The chain's node answers for channels what that cannot have said.");
    }
}
