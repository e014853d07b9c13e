package org.pluspeer.node.chain;

import java.lang.reflect.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pluspeer.contracts.generated.Channels;
import org.pluspeer.contracts.generated.FairExchange;
import org.pluspeer.contracts.generated.StorageDeals;
import org.pluspeer.contracts.generated.TestDollar;
import org.pluspeer.contracts.generated.Unions;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Keccak;
import org.web3j.abi.CustomErrorEncoder;
import org.web3j.abi.datatypes.CustomError;

/** Names for the errors that contracts revert with (Solidity ABI: the first four bytes of the signature's hash). */
public final class ErrorNames {
    private static final String ERROR = "0x08c379a0";
    private static final String PANIC = "0x4e487b71";
    private static final int MAX_TEXT = 200;

    /** Of the tokens that most contracts are built from (ERC-6093, EIP-2612 as OpenZeppelin writes it). */
    private static final List<String> TOKENS = List.of(
            "ERC20InsufficientBalance(address,uint256,uint256)",
            "ERC20InvalidSender(address)",
            "ERC20InvalidReceiver(address)",
            "ERC20InsufficientAllowance(address,uint256,uint256)",
            "ERC20InvalidApprover(address)",
            "ERC20InvalidSpender(address)",
            "ERC2612ExpiredSignature(uint256)",
            "ERC2612InvalidSigner(address,address)",
            "SafeERC20FailedOperation(address)",
            "ReentrancyGuardReentrantCall()",
            "ECDSAInvalidSignature()",
            "ECDSAInvalidSignatureLength(uint256)",
            "ECDSAInvalidSignatureS(bytes32)");

    private final Map<String, String> names = new HashMap<>();

    /** @param signatures such as {@code WrongState(uint8)}, beside those of common tokens */
    public ErrorNames(Collection<String> signatures) {
        TOKENS.forEach(this::add);
        signatures.forEach(this::add);
    }

    /** Of our contracts, and of common tokens. */
    public static ErrorNames ours() {
        ErrorNames ours = new ErrorNames(List.of());
        Stream.of(FairExchange.class, Unions.class, Channels.class, StorageDeals.class, TestDollar.class)
                .flatMap(wrapper -> Arrays.stream(wrapper.getFields()))
                .filter(field -> field.getType() == CustomError.class)
                .map(ErrorNames::constant)
                .forEach(error -> ours.names.put(selector(error), error.getName()));
        return ours;
    }

    private static CustomError constant(Field field) {
        try {
            return (CustomError) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant cannot be read", e);
        }
    }

    private static String selector(CustomError error) {
        return CustomErrorEncoder.encode(error).substring(0, ERROR.length());
    }

    private void add(String signature) {
        byte[] hash = Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)).bytes();
        names.put(Bytes.hex(Arrays.copyOf(hash, 4)), signature.substring(0, signature.indexOf('(')));
    }

    /** @param data whatever the contract returned; longer than {@link Revert#MAX_DATA} is cut */
    public Revert name(byte[] data) {
        byte[] kept = data.length <= Revert.MAX_DATA ? data : Arrays.copyOf(data, Revert.MAX_DATA);
        if (kept.length < 4) {
            return new Revert("Unknown", "the contract refused without a reason", kept);
        }
        String selector = Bytes.hex(Arrays.copyOf(kept, 4));
        return switch (selector) {
            case ERROR -> new Revert("Error", sentence(kept), kept);
            case PANIC -> new Revert("Panic", "the contract failed: panic " + panicCode(kept), kept);
            default -> {
                String name = names.get(selector);
                yield name == null
                        ? new Revert("Unknown", "the contract refused: error " + selector, kept)
                        : new Revert(name, "the contract refused: " + name, kept);
            }
        };
    }

    /** {@code Error(string)}: offset, length, text. A lying length is cut to what is there. */
    private static String sentence(byte[] data) {
        if (data.length < 68) {
            return "the contract refused";
        }
        BigInteger told = new BigInteger(1, Arrays.copyOfRange(data, 36, 68));
        int length = told.min(BigInteger.valueOf(data.length - 68L)).intValue();
        String text = new String(data, 68, length, StandardCharsets.UTF_8);
        return "the contract refused: " + PlainText.of(text, MAX_TEXT);
    }

    private static String panicCode(byte[] data) {
        return data.length < 36 ? "?" : "0x" + new BigInteger(1, Arrays.copyOfRange(data, 4, 36)).toString(16);
    }
}
