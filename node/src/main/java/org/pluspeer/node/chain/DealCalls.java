package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.contracts.generated.StorageDeals;
import org.pluspeer.market.deal.AgreedEnd;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * The data of transactions to StorageDeals. What each does: IStorageDeals.sol. Its ledger is called like that of the
 * exchange: {@link ExchangeCalls}.
 */
public final class DealCalls {
    private DealCalls() {}

    /** By the client; of the chain's coin the price is sent along. */
    public static byte[] open(DealTerms terms, Signature provider) {
        return encode(StorageDeals.FUNC_OPEN, tuple(terms), new DynamicBytes(provider.bytes()));
    }

    /**
     * @param validAfter unix seconds, exclusive
     * @param validBefore unix seconds, exclusive
     * @param authorization the client's, EIP-3009 {@code ReceiveWithAuthorization}, its nonce the deal's id
     */
    public static byte[] openWithAuthorization(
            DealTerms terms, Signature provider, long validAfter, long validBefore, Signature authorization) {
        return encode(
                StorageDeals.FUNC_OPENWITHAUTHORIZATION,
                tuple(terms),
                new DynamicBytes(provider.bytes()),
                new Uint256(validAfter),
                new Uint256(validBefore),
                new Uint8(authorization.v()),
                new Bytes32(authorization.r().bytes()),
                new Bytes32(authorization.s().bytes()));
    }

    /** @param samples as {@code ReplicaProof.bytes} gives them */
    public static byte[] prove(Hash32 dealId, int epoch, byte[] samples) {
        return encode(
                StorageDeals.FUNC_PROVE, new Bytes32(dealId.bytes()), new Uint256(epoch), new DynamicBytes(samples));
    }

    public static byte[] pin(long block) {
        return encode(StorageDeals.FUNC_PIN, new Uint256(block));
    }

    public static byte[] settle(DealTerms terms) {
        return encode(StorageDeals.FUNC_SETTLE, tuple(terms));
    }

    /**
     * By one of the two, with the other's signature.
     *
     * @param byClient whether the client calls
     */
    public static byte[] endEarly(DealTerms terms, AgreedEnd agreed, boolean byClient) {
        DynamicBytes none = new DynamicBytes(new byte[0]);
        DynamicBytes other = new DynamicBytes(agreed.signature().bytes());
        return encode(
                StorageDeals.FUNC_ENDEARLY,
                tuple(terms),
                new Uint32(agreed.end().epochs()),
                new Uint64(agreed.end().validUntil()),
                byClient ? none : other,
                byClient ? other : none);
    }

    private static StorageDeals.Deal tuple(DealTerms terms) {
        return new StorageDeals.Deal(
                terms.client().hex(),
                terms.provider().hex(),
                terms.token().hex(),
                terms.root().bytes(),
                number(terms.size()),
                number(terms.epochs()),
                number(terms.epochBlocks()),
                number(terms.windowBlocks()),
                number(terms.samples()),
                number(terms.maxMissed()),
                units(terms.pricePerEpoch()),
                units(terms.collateral()),
                units(terms.penalty()),
                units(terms.repairCost()),
                number(terms.acceptBy()),
                terms.predecessor().bytes(),
                terms.nonce().bytes());
    }

    private static BigInteger number(long value) {
        return BigInteger.valueOf(value);
    }

    private static BigInteger units(Amount amount) {
        return amount.units();
    }

    @SuppressWarnings("rawtypes") // as the encoder wants them
    private static byte[] encode(String function, Type<?>... arguments) {
        List<Type> types = new ArrayList<>(Arrays.asList(arguments));
        return Bytes.parseHex(FunctionEncoder.encode(new Function(function, types, List.of())));
    }
}
