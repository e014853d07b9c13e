package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.contracts.generated.Channels;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Closing;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Signature;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.abi.datatypes.generated.Uint96;

/**
 * The data of transactions to Channels. What each does: IChannels.sol. Its ledger is called like that of the exchange:
 * {@link ExchangeCalls}.
 */
public final class ChannelCalls {
    private ChannelCalls() {}

    /** A voucher of a channel, for {@link #claimMany}. */
    public record Claim(ChannelTerms terms, Voucher voucher) {}

    /** Of the chain's coin the amount is sent along. */
    public static byte[] open(ChannelTerms terms, Amount amount) {
        return encode(Channels.FUNC_OPEN, tuple(terms), units(amount));
    }

    /**
     * @param deadline unix seconds, as signed
     * @param permit the payer's, EIP-2612
     */
    public static byte[] openWithPermit(ChannelTerms terms, Amount amount, long deadline, Signature permit) {
        return encode(
                Channels.FUNC_OPENWITHPERMIT,
                tuple(terms),
                units(amount),
                new Uint256(deadline),
                new Uint8(permit.v()),
                new Bytes32(permit.r().bytes()),
                new Bytes32(permit.s().bytes()));
    }

    /**
     * @param validBefore unix seconds, exclusive
     * @param authorization the payer's, EIP-3009 {@code ReceiveWithAuthorization}, its nonce the channel's id
     */
    public static byte[] openWithAuthorization(
            ChannelTerms terms, Amount amount, long validBefore, Signature authorization) {
        return authorized(Channels.FUNC_OPENWITHAUTHORIZATION, terms, amount, validBefore, authorization);
    }

    /** Of the chain's coin the amount is sent along. */
    public static byte[] topUp(ChannelTerms terms, Amount amount) {
        return encode(Channels.FUNC_TOPUP, tuple(terms), units(amount));
    }

    /** As {@link #openWithAuthorization}, its nonce {@code ChannelVenue.topUpNonce}. */
    public static byte[] topUpWithAuthorization(
            ChannelTerms terms, Amount amount, long validBefore, Signature authorization) {
        return authorized(Channels.FUNC_TOPUPWITHAUTHORIZATION, terms, amount, validBefore, authorization);
    }

    public static byte[] claim(ChannelTerms terms, Voucher voucher) {
        return encode(
                Channels.FUNC_CLAIM,
                tuple(terms),
                units(voucher.cumulative()),
                new DynamicBytes(voucher.signature().bytes()));
    }

    /** What can't be claimed is passed over. */
    public static byte[] claimMany(List<Claim> claims) {
        List<Channels.SignedVoucher> vouchers = claims.stream()
                .map(claim -> new Channels.SignedVoucher(
                        tuple(claim.terms()),
                        claim.voucher().cumulative().units(),
                        claim.voucher().signature().bytes()))
                .toList();
        return encode(Channels.FUNC_CLAIMMANY, new DynamicArray<>(Channels.SignedVoucher.class, vouchers));
    }

    /** @param voucher the newest; null if none ever came */
    public static byte[] close(ChannelTerms terms, @Nullable Voucher voucher) {
        return encode(
                Channels.FUNC_CLOSE,
                tuple(terms),
                units(voucher == null ? Amount.ZERO : voucher.cumulative()),
                new DynamicBytes(
                        voucher == null ? new byte[0] : voucher.signature().bytes()));
    }

    /** @param payee its signature over the closing */
    public static byte[] coopClose(ChannelTerms terms, Closing closing, Signature payee) {
        return encode(
                Channels.FUNC_COOPCLOSE,
                tuple(terms),
                units(closing.cumulative()),
                new Uint64(closing.validUntil()),
                new DynamicBytes(payee.bytes()));
    }

    public static byte[] startExit(ChannelTerms terms) {
        return encode(Channels.FUNC_STARTEXIT, tuple(terms));
    }

    public static byte[] exit(ChannelTerms terms) {
        return encode(Channels.FUNC_EXIT, tuple(terms));
    }

    private static byte[] authorized(
            String function, ChannelTerms terms, Amount amount, long validBefore, Signature authorization) {
        return encode(
                function,
                tuple(terms),
                units(amount),
                new Uint256(0),
                new Uint256(validBefore),
                new Uint8(authorization.v()),
                new Bytes32(authorization.r().bytes()),
                new Bytes32(authorization.s().bytes()));
    }

    private static Channels.Channel tuple(ChannelTerms terms) {
        return new Channels.Channel(
                terms.payer().hex(),
                terms.payee().hex(),
                terms.token().hex(),
                terms.voucherKey().hex(),
                BigInteger.valueOf(terms.challenge()),
                BigInteger.valueOf(terms.expiry()),
                terms.salt().bytes());
    }

    private static Uint96 units(Amount amount) {
        return new Uint96(amount.units());
    }

    @SuppressWarnings("rawtypes") // as the encoder wants them
    private static byte[] encode(String function, Type<?>... arguments) {
        List<Type> types = new ArrayList<>(Arrays.asList(arguments));
        return Bytes.parseHex(FunctionEncoder.encode(new Function(function, types, List.of())));
    }
}
