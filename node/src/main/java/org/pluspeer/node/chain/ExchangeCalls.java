package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.contracts.generated.FairExchange;
import org.pluspeer.market.sale.Delegation;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Split;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

/** The data of transactions to FairExchange, one method for each of its functions. What each does: IFairExchange.sol. */
public final class ExchangeCalls {
    private ExchangeCalls() {}

    /**
     * A block that is not what was promised, as {@code complain} wants it proved.
     *
     * @param key that hashes to the offer's keyHash
     * @param index of the block
     * @param cipher the block as it was delivered
     * @param plainRoot that the exchange tree pairs it with
     * @param path siblings in the exchange tree, from the leaf up
     */
    public record Fault(Hash32 key, long index, byte[] cipher, Hash32 plainRoot, List<Hash32> path) {
        public Fault {
            cipher = cipher.clone();
            path = List.copyOf(path);
        }

        @Override
        public byte[] cipher() {
            return cipher.clone();
        }
    }

    /** Of the chain's coin the amount is sent along. */
    public static byte[] deposit(Address token, Amount amount) {
        return encode(FairExchange.FUNC_DEPOSIT, address(token), uint(amount));
    }

    /**
     * @param deadline unix seconds, as signed
     * @param permit the account's signature, EIP-2612
     */
    public static byte[] depositWithPermit(Address token, Amount amount, long deadline, Signature permit) {
        return encode(
                FairExchange.FUNC_DEPOSITWITHPERMIT, address(token), uint(amount), uint(deadline), signed(permit));
    }

    /** From the ledger to an account. */
    public static byte[] withdraw(Address token, Amount amount, Address to) {
        return encode(FairExchange.FUNC_WITHDRAW, address(token), uint(amount), address(to));
    }

    /** @param seller the seller's signature of the offer; longer than 65 bytes where a contract is the seller */
    public static byte[] accept(Offer offer, byte[] seller) {
        return encode(FairExchange.FUNC_ACCEPT, tuple(offer), new DynamicBytes(seller));
    }

    /** @param permit the buyer's, EIP-2612 */
    public static byte[] acceptWithPermit(Offer offer, byte[] seller, long deadline, Signature permit) {
        return encode(
                FairExchange.FUNC_ACCEPTWITHPERMIT,
                tuple(offer),
                new DynamicBytes(seller),
                uint(deadline),
                signed(permit));
    }

    /**
     * @param validAfter unix seconds, exclusive
     * @param validBefore unix seconds, exclusive
     * @param authorization the buyer's, EIP-3009 {@code ReceiveWithAuthorization}, its nonce the offer's id
     */
    public static byte[] acceptWithAuthorization(
            Offer offer, byte[] seller, long validAfter, long validBefore, Signature authorization) {
        return encode(
                FairExchange.FUNC_ACCEPTWITHAUTHORIZATION,
                tuple(offer),
                new DynamicBytes(seller),
                uint(validAfter),
                uint(validBefore),
                signed(authorization));
    }

    /** @param buyerKey the signature of {@code Release} by the key that the offer names */
    public static byte[] release(Offer offer, Signature buyerKey) {
        return encode(FairExchange.FUNC_RELEASE, tuple(offer), new DynamicBytes(buyerKey.bytes()));
    }

    /** @param z the key itself in direct mode */
    public static byte[] reveal(Offer offer, Hash32 z) {
        return encode(FairExchange.FUNC_REVEAL, tuple(offer), bytes32(z));
    }

    public static byte[] complain(Offer offer, Fault fault) {
        byte[] path = Bytes.concat(fault.path().stream().map(Hash32::bytes).toArray(byte[][]::new));
        return encode(
                FairExchange.FUNC_COMPLAIN,
                tuple(offer),
                bytes32(fault.key()),
                new Uint64(fault.index()),
                bytes32(fault.plainRoot()),
                new DynamicBytes(Bytes.concat(fault.cipher(), path)));
    }

    /**
     * @param z as revealed
     * @param s the secret that hashes to the offer's maskHash
     */
    public static byte[] complainMask(Offer offer, Hash32 z, Hash32 s) {
        return encode(FairExchange.FUNC_COMPLAINMASK, tuple(offer), bytes32(z), bytes32(s));
    }

    public static byte[] refund(Offer offer) {
        return encode(FairExchange.FUNC_REFUND, tuple(offer));
    }

    public static byte[] settle(Offer offer) {
        return encode(FairExchange.FUNC_SETTLE, tuple(offer));
    }

    /** What cannot be settled is passed over. */
    public static byte[] settleMany(List<Offer> offers) {
        return encode(FairExchange.FUNC_SETTLEMANY, tuples(offers));
    }

    /** @param buyerKeys for each offer its release, signed; what cannot be released is passed over */
    public static byte[] releaseMany(List<Offer> offers, List<Signature> buyerKeys) {
        List<DynamicBytes> signatures =
                buyerKeys.stream().map(it -> new DynamicBytes(it.bytes())).toList();
        return encode(
                FairExchange.FUNC_RELEASEMANY, tuples(offers), new DynamicArray<>(DynamicBytes.class, signatures));
    }

    /** @param revealer the signature of {@code Reveal} by the seller or its delegate */
    public static byte[] revealSigned(Offer offer, Hash32 z, Signature revealer) {
        return encode(FairExchange.FUNC_REVEALSIGNED, tuple(offer), bytes32(z), new DynamicBytes(revealer.bytes()));
    }

    /**
     * @param seller the seller's signature of the delegation
     * @param delegate the delegate's of the offer
     */
    public static byte[] acceptDelegated(Offer offer, Delegation delegation, byte[] seller, byte[] delegate) {
        FairExchange.Delegation terms = new FairExchange.Delegation(
                delegation.seller().hex(),
                delegation.delegate().hex(),
                delegation.listing().bytes(),
                delegation.token().hex(),
                delegation.minPrice().units(),
                delegation.payee().bytes(),
                BigInteger.valueOf(delegation.until()),
                BigInteger.valueOf(delegation.epoch()));
        return encode(
                FairExchange.FUNC_ACCEPTDELEGATED, tuple(offer), new FairExchange.Warrant(terms, seller, delegate));
    }

    /** Revokes every delegation that the sender has signed. */
    public static byte[] raiseEpoch() {
        return encode(FairExchange.FUNC_RAISEEPOCH);
    }

    /** What a split holds of a token, to its members' ledgers. */
    public static byte[] distribute(Split split, Address token) {
        List<Bytes32> members =
                split.members().stream().map(it -> bytes32(it.payee())).toList();
        List<Uint16> bps =
                split.members().stream().map(it -> new Uint16(it.bps())).toList();
        return encode(
                FairExchange.FUNC_DISTRIBUTE,
                new DynamicArray<>(Bytes32.class, members),
                new DynamicArray<>(Uint16.class, bps),
                address(token));
    }

    /** What a union holds of a token, to the contract Unions. */
    public static byte[] forward(Hash32 union, Address token) {
        return encode(FairExchange.FUNC_FORWARD, bytes32(union), address(token));
    }

    static byte[] offerId(Offer offer) {
        return encode(FairExchange.FUNC_OFFERID, tuple(offer));
    }

    private static DynamicArray<FairExchange.Offer> tuples(List<Offer> offers) {
        return new DynamicArray<>(
                FairExchange.Offer.class,
                offers.stream().map(ExchangeCalls::tuple).toList());
    }

    private static FairExchange.Offer tuple(Offer offer) {
        return new FairExchange.Offer(
                offer.seller().hex(),
                offer.buyer().hex(),
                offer.buyerKey().hex(),
                offer.token().hex(),
                offer.payee().bytes(),
                offer.price().units(),
                offer.bond().units(),
                offer.noShow().units(),
                BigInteger.valueOf(offer.acceptBy()),
                BigInteger.valueOf(offer.revealWindow()),
                BigInteger.valueOf(offer.disputeWindow()),
                offer.listing().bytes(),
                offer.contentRoot().bytes(),
                BigInteger.valueOf(offer.size()),
                BigInteger.valueOf(offer.blockSize()),
                offer.exchangeRoot().bytes(),
                offer.keyHash().bytes(),
                offer.maskHash().bytes(),
                offer.nonce().bytes());
    }

    /** Each argument is a value, or a list of values in a row. */
    @SuppressWarnings("rawtypes") // as the encoder wants them
    private static byte[] encode(String function, Object... arguments) {
        List<Type> types = new ArrayList<>();
        for (Object argument : arguments) {
            switch (argument) {
                case Type<?> type -> types.add(type);
                case List<?> several -> several.forEach(type -> types.add((Type<?>) type));
                default -> throw new IllegalArgumentException("not a value of the ABI: " + argument.getClass());
            }
        }
        return Bytes.parseHex(FunctionEncoder.encode(new Function(function, types, List.of())));
    }

    private static List<Type<?>> signed(Signature signature) {
        return Arrays.asList(new Uint8(signature.v()), bytes32(signature.r()), bytes32(signature.s()));
    }

    private static Bytes32 bytes32(Hash32 value) {
        return new Bytes32(value.bytes());
    }

    private static Uint256 uint(Amount amount) {
        return new Uint256(amount.units());
    }

    private static Uint256 uint(long number) {
        return new Uint256(number);
    }

    private static org.web3j.abi.datatypes.Address address(Address address) {
        return new org.web3j.abi.datatypes.Address(address.hex());
    }
}
