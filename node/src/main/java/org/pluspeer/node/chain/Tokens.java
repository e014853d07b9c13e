package org.pluspeer.node.chain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** Tokens of one chain: ERC-20 reads, and what a payment by signature needs (EIP-3009, EIP-2612, EIP-712). */
public final class Tokens {
    private static final int MAX_SYMBOL = 16;
    private static final int MAX_NAME = 64;
    private static final int MAX_DECIMALS = 36;
    private static final int MAX_TEXT_BYTES = 256;
    private static final int ALL_BUT_SALT = 0x0f;
    private static final Hash32 PERMIT_TYPE =
            Keccak.hash("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    private final ChainClient chain;
    private final Map<Address, Token> known = new ConcurrentHashMap<>();

    public Tokens(ChainClient chain) {
        this.chain = chain;
        known.put(Address.ZERO, Token.COIN);
    }

    /** Empty where there is no token at the address. What is found is remembered: a token does not change its name. */
    public Optional<Token> find(Address address) {
        Token there = known.get(address);
        if (there != null) {
            return Optional.of(there);
        }
        Optional<Token> found = read(address);
        found.ifPresent(token -> known.put(address, token));
        return found;
    }

    /** One that was found before. */
    public Optional<Token> known(Address address) {
        return Optional.ofNullable(known.get(address));
    }

    private Optional<Token> read(Address address) {
        Optional<Integer> decimals = ask(address, Calldata.of("decimals()"))
                .flatMap(answer -> answer.number(0, MAX_DECIMALS))
                .map(Long::intValue);
        boolean supplied = ask(address, Calldata.of("totalSupply()"))
                .flatMap(answer -> answer.amount(0))
                .isPresent();
        if (decimals.isEmpty() || !supplied) {
            return Optional.empty();
        }
        String name = rawText(address, "name()");
        String symbol = PlainText.of(rawText(address, "symbol()"), MAX_SYMBOL);
        Eip712.Domain domain = domain(address, name).orElse(null);
        return Optional.of(new Token(
                address,
                symbol.isEmpty() ? "?" : symbol,
                PlainText.of(name, MAX_NAME),
                decimals.get(),
                domain != null && takesAuthorizations(address),
                domain != null && takesPermits(address),
                domain));
    }

    private String rawText(Address token, String function) {
        return ask(token, Calldata.of(function))
                .flatMap(answer -> answer.text(0, MAX_TEXT_BYTES).or(answer::shortText))
                .orElse("");
    }

    /** @return base units */
    public Amount balance(Address token, Address account, At at) {
        if (token.isZero()) {
            return chain.balance(account, at);
        }
        return amount(token, Calldata.of("balanceOf(address)", account.padded()), at);
    }

    /** @return base units */
    public Amount allowance(Address token, Address owner, Address spender) {
        return amount(token, Calldata.of("allowance(address,address)", owner.padded(), spender.padded()), At.LATEST);
    }

    /** The owner's next permit (EIP-2612). */
    public Amount permitNonce(Address token, Address owner) {
        return amount(token, Calldata.of("nonces(address)", owner.padded()), At.LATEST);
    }

    /** Whether an authorisation with this nonce was used or cancelled (EIP-3009). */
    public boolean isAuthorizationUsed(Address token, Address owner, Hash32 nonce) {
        return !amount(token, Calldata.of("authorizationState(address,bytes32)", owner.padded(), nonce), At.LATEST)
                .isZero();
    }

    /** Data of a transaction to the token: the amount goes to an account. */
    public static byte[] transfer(Address to, Amount amount) {
        return Calldata.of("transfer(address,uint256)", to.padded(), Calldata.word(amount));
    }

    /** Data of a transaction to the token: the spender may take exactly this much. */
    public static byte[] approve(Address spender, Amount amount) {
        return Calldata.of("approve(address,uint256)", spender.padded(), Calldata.word(amount));
    }

    /** Whether a token answered no to a transfer. Old ones answer nothing, and mean yes by not reverting. */
    public static boolean refuses(byte[] answer) {
        return new Returned(answer).amount(0).filter(Amount::isZero).isPresent();
    }

    private boolean takesAuthorizations(Address token) {
        return ask(token, Calldata.of("authorizationState(address,bytes32)", Address.ZERO.padded(), Hash32.ZERO))
                .flatMap(answer -> answer.number(0, 1))
                .isPresent();
    }

    /** Dai has a permit of another shape, and says so by its type hash. */
    private boolean takesPermits(Address token) {
        boolean counts = ask(token, Calldata.of("nonces(address)", Address.ZERO.padded()))
                .flatMap(answer -> answer.amount(0))
                .isPresent();
        Optional<Hash32> type = ask(token, Calldata.of("PERMIT_TYPEHASH()")).flatMap(answer -> answer.word(0));
        return counts && type.map(PERMIT_TYPE::equals).orElse(true);
    }

    /**
     * The domain as the token states it (EIP-5267), or as it can be guessed; either way only if it gives the separator
     * that the token itself uses. A name in a domain is hashed as it is, not as it is shown.
     */
    private Optional<Eip712.Domain> domain(Address token, String name) {
        Optional<Hash32> separator =
                ask(token, Calldata.of("DOMAIN_SEPARATOR()")).flatMap(answer -> answer.word(0));
        Optional<Eip712.Domain> stated =
                ask(token, Calldata.of("eip712Domain()")).flatMap(answer -> stated(token, answer));
        if (separator.isEmpty()) {
            return stated;
        }
        Set<Eip712.Domain> candidates = new LinkedHashSet<>(stated.stream().toList());
        for (String version : versions(token)) {
            candidates.add(new Eip712.Domain(name, version, chain.chainId(), token));
        }
        return candidates.stream()
                .filter(candidate -> candidate.separator().equals(separator.get()))
                .findFirst();
    }

    private Optional<Eip712.Domain> stated(Address token, Returned answer) {
        @Nullable String name = answer.text(1, MAX_TEXT_BYTES).orElse(null);
        @Nullable String version = answer.text(2, MAX_TEXT_BYTES).orElse(null);
        boolean whole = answer.word(0)
                .filter(fields -> fields.bytes()[0] == ALL_BUT_SALT)
                .isPresent();
        boolean here = answer.number(3, Long.MAX_VALUE)
                        .filter(id -> id == chain.chainId())
                        .isPresent()
                && answer.address(4).filter(token::equals).isPresent();
        return whole && here && name != null && version != null
                ? Optional.of(new Eip712.Domain(name, version, chain.chainId(), token))
                : Optional.empty();
    }

    private Set<String> versions(Address token) {
        Set<String> versions = new LinkedHashSet<>();
        ask(token, Calldata.of("version()"))
                .flatMap(answer -> answer.text(0, 32))
                .ifPresent(versions::add);
        versions.addAll(List.of("1", "2"));
        return versions;
    }

    private Optional<Returned> ask(Address token, byte[] data) {
        try {
            return Optional.of(new Returned(chain.call(Call.read(token, data), At.LATEST)));
        } catch (RevertedException e) {
            return Optional.empty();
        }
    }

    private Amount amount(Address token, byte[] data, At at) {
        try {
            return new Returned(chain.call(Call.read(token, data), at))
                    .amount(0)
                    .orElseThrow(() -> notAToken(token));
        } catch (RevertedException e) {
            throw notAToken(token);
        }
    }

    private static ProblemException notAToken(Address token) {
        return new ProblemException(Code.NOT_FOUND, "There is no such token at " + token + ".");
    }
}
