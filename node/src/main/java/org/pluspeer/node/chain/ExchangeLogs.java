package org.pluspeer.node.chain;

import java.util.List;
import java.util.Optional;
import org.pluspeer.contracts.generated.FairExchange;
import org.pluspeer.market.sale.How;
import org.pluspeer.node.chain.ExchangeEvent.Accepted;
import org.pluspeer.node.chain.ExchangeEvent.Deposited;
import org.pluspeer.node.chain.ExchangeEvent.Ended;
import org.pluspeer.node.chain.ExchangeEvent.Origin;
import org.pluspeer.node.chain.ExchangeEvent.Revealed;
import org.pluspeer.node.chain.ExchangeEvent.Withdrawn;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.web3j.abi.EventEncoder;

/** Reads FairExchange's events out of the log. */
final class ExchangeLogs {
    private static final Hash32 ACCEPTED = Hash32.parse(EventEncoder.encode(FairExchange.ACCEPTED_EVENT));
    private static final Hash32 REVEALED = Hash32.parse(EventEncoder.encode(FairExchange.REVEALED_EVENT));
    private static final Hash32 ENDED = Hash32.parse(EventEncoder.encode(FairExchange.ENDED_EVENT));
    private static final Hash32 DEPOSITED = Hash32.parse(EventEncoder.encode(FairExchange.DEPOSITED_EVENT));
    private static final Hash32 WITHDRAWN = Hash32.parse(EventEncoder.encode(FairExchange.WITHDRAWN_EVENT));

    /** The first topics of all of them. */
    static final List<Hash32> KINDS = List.of(ACCEPTED, REVEALED, ENDED, DEPOSITED, WITHDRAWN);

    private ExchangeLogs() {}

    /**
     * @param time of the block, unix seconds
     * @throws MalformedException for an event that the contract, whose code is known, cannot have written
     */
    static ExchangeEvent read(LogEntry log, long time) {
        Origin origin = new Origin(log.blockNumber(), log.blockHash(), time, log.transaction(), log.logIndex());
        Returned data = new Returned(log.data());
        Hash32 kind = topic(log, 0);
        if (kind.equals(ACCEPTED)) {
            return new Accepted(origin, topic(log, 1), account(log, 2), account(log, 3), seconds(data, 0));
        }
        if (kind.equals(REVEALED)) {
            return new Revealed(origin, topic(log, 1), there(data.word(0)), seconds(data, 1));
        }
        if (kind.equals(ENDED)) {
            return new Ended(
                    origin, topic(log, 1), How.of(there(data.number(0, 255)).intValue()));
        }
        Amount amount = there(data.amount(0));
        if (kind.equals(DEPOSITED)) {
            return new Deposited(origin, account(log, 1), account(log, 2), amount);
        }
        if (kind.equals(WITHDRAWN)) {
            return new Withdrawn(origin, account(log, 1), account(log, 2), amount, there(data.address(1)));
        }
        throw new MalformedException("the exchange wrote an event that it does not know");
    }

    private static Hash32 topic(LogEntry log, int index) {
        if (log.topics().size() <= index) {
            throw new MalformedException("an event of the exchange is cut short");
        }
        return log.topics().get(index);
    }

    private static Address account(LogEntry log, int index) {
        return there(Returned.address(topic(log, index)));
    }

    private static long seconds(Returned data, int index) {
        return there(data.number(index, Long.MAX_VALUE));
    }

    private static <T> T there(Optional<T> field) {
        return field.orElseThrow(() -> new MalformedException("an event of the exchange is not as it should be"));
    }
}
