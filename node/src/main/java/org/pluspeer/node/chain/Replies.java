package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthFeeHistory;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** What web3j read, once more with a strict eye. Each throws {@link MalformedException} for what cannot be. */
final class Replies {
    private static final int MAX_TOPICS = 4;
    private static final int MAX_LOGS = 20_000;

    private Replies() {}

    static BlockRef block(EthBlock.Block block) {
        String baseFee = block.getBaseFeePerGasRaw();
        List<?> transactions = block.getTransactions();
        return new BlockRef(
                number(block.getNumberRaw()),
                hash(block.getHash()),
                hash(block.getParentHash()),
                number(block.getTimestampRaw()),
                baseFee == null ? Amount.ZERO : amount(baseFee),
                transactions == null ? 0 : transactions.size());
    }

    static LogEntry log(Log log) {
        List<String> topics = present(log.getTopics());
        byte[] data = bytes(log.getData());
        if (topics.size() > MAX_TOPICS || data.length > LogEntry.MAX_DATA) {
            throw new MalformedException("an event is too large");
        }
        return new LogEntry(
                Address.of(bytes(log.getAddress())),
                topics.stream().map(Replies::hash).toList(),
                data,
                number(log.getBlockNumberRaw()),
                hash(log.getBlockHash()),
                hash(log.getTransactionHash()),
                Math.toIntExact(number(log.getLogIndexRaw())));
    }

    /** Those that are wanted and no others, whatever the node adds. */
    static List<LogEntry> logs(EthLog answer, LogFilter wanted) {
        @SuppressWarnings({"rawtypes", "unchecked"})
        List<EthLog.LogResult<?>> results = (List) answer.getLogs();
        List<LogEntry> logs = new ArrayList<>();
        for (EthLog.LogResult<?> result : results == null ? List.<EthLog.LogResult<?>>of() : results) {
            if (!(result.get() instanceof Log log) || logs.size() >= MAX_LOGS) {
                throw new MalformedException("it answered with too many events, or with what is none");
            }
            LogEntry entry = log(log);
            if (wanted.takes(entry)) {
                logs.add(entry);
            }
        }
        return logs;
    }

    static Receipt receipt(TransactionReceipt receipt) {
        return new Receipt(
                hash(receipt.getTransactionHash()),
                quantity(receipt.getStatus()).signum() > 0,
                number(receipt.getBlockNumberRaw()),
                hash(receipt.getBlockHash()),
                number(receipt.getGasUsedRaw()),
                amount(receipt.getEffectiveGasPrice()));
    }

    /**
     * @param rewards how many of a block were asked for
     * @param most blocks
     */
    static FeeHistory feeHistory(EthFeeHistory.FeeHistory told, int rewards, int most) {
        List<String> baseFees = present(told.getBaseFeePerGasRaw());
        List<Double> used = present(told.getGasUsedRatio());
        List<List<String>> all = told.getRewardRaw() == null ? List.of() : told.getRewardRaw();
        if (used.size() > most || baseFees.size() != used.size() + 1 || all.size() > used.size()) {
            throw new MalformedException("a history of fees does not fit together");
        }
        List<FeeHistory.Block> blocks = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<Amount> tips = all.get(i).stream().map(Replies::amount).toList();
            if (tips.size() != rewards) {
                throw new MalformedException("a history of fees has another number of rewards than was asked for");
            }
            blocks.add(new FeeHistory.Block(amount(baseFees.get(i)), used.get(i) > 0, tips));
        }
        return new FeeHistory(amount(baseFees.getLast()), blocks);
    }

    /** Why it was not taken; by words, since the codes do not tell: geth, Anvil, Ganache, Besu, Nethermind have their own. */
    static Sent notSent(RpcErrorException e) {
        if (e.says("already known", "already imported", "known transaction", "already exists", "alreadyknown")) {
            return new Sent.AlreadyKnown();
        }
        if (e.says("nonce too low", "oldnonce", "correct nonce")) {
            return new Sent.NonceTooLow();
        }
        if (e.says("underpriced", "base fee", "basefee", "fee too low", "feetoolow")) {
            return new Sent.Underpriced(e.text());
        }
        if (e.says("insufficient funds", "enough funds")) {
            return new Sent.InsufficientFunds(e.text());
        }
        return new Sent.Refused(e.text());
    }

    static Amount amount(@Nullable String hex) {
        return new Amount(quantity(hex));
    }

    /** From 0 to 2^63 - 1. */
    static long number(@Nullable String hex) {
        BigInteger quantity = quantity(hex);
        if (quantity.bitLength() > 63) {
            throw new MalformedException("a number is too large");
        }
        return quantity.longValue();
    }

    /** A JSON-RPC quantity: {@code 0x} and up to 64 digits. */
    private static BigInteger quantity(@Nullable String hex) {
        String text = present(hex);
        if (!text.matches("0x[0-9a-fA-F]{1,64}")) {
            throw new MalformedException("a number is none");
        }
        return new BigInteger(text.substring(2), 16);
    }

    static Hash32 hash(@Nullable String hex) {
        return Hash32.of(bytes(hex));
    }

    static byte[] bytes(@Nullable String hex) {
        String text = present(hex);
        if (!text.startsWith("0x")) {
            throw new MalformedException("a value is not hexadecimal");
        }
        return Bytes.parseHex(text);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new MalformedException("a field is missing");
        }
        return value;
    }
}
