package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;

/** What is asked about, in the words of JSON-RPC. */
final class Params {
    private Params() {}

    static EthFilter filter(LogFilter wanted) {
        EthFilter filter = new EthFilter(
                tag(wanted.from()),
                tag(wanted.to()),
                wanted.contracts().stream().map(Address::hex).toList());
        for (List<Hash32> place : wanted.topics()) {
            if (place.isEmpty()) {
                filter.addNullTopic();
            } else {
                filter.addOptionalTopics(place.stream().map(Hash32::hex).toArray(String[]::new));
            }
        }
        return filter;
    }

    static Transaction call(Call call) {
        return new Transaction(
                call.from() == null ? null : call.from().hex(),
                null,
                null,
                null,
                call.to() == null ? null : call.to().hex(),
                call.value().isZero() ? null : call.value().units(),
                Bytes.hex(call.data()));
    }

    /** As a parameter of a question about state. */
    static Object state(At at) {
        return switch (at) {
            case At.Latest _ -> DefaultBlockParameterName.LATEST.getValue();
            case At.Block block -> tag(block.number()).getValue();
            case At.Hash block -> Map.of("blockHash", block.hash().hex(), "requireCanonical", true);
        };
    }

    static DefaultBlockParameter tag(long number) {
        return DefaultBlockParameter.valueOf(BigInteger.valueOf(number));
    }
}
