package org.pluspeer.node.account;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Token;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;

/** The kinds of money that this node shows: the coin, the chain's usual dollar, and whatever it met in listings. */
public final class TokenBook {
    private static final int MOST = 100;

    private final Tokens tokens;
    private final boolean playMoney;
    private final Set<Address> shown = new LinkedHashSet<>();

    /**
     * @param usual shown always, after the coin
     * @param playMoney whether this chain's money is worth nothing
     */
    public TokenBook(Tokens tokens, List<Address> usual, boolean playMoney) {
        this.tokens = tokens;
        this.playMoney = playMoney;
        shown.add(Address.ZERO);
        shown.addAll(usual);
    }

    /** @throws ProblemException NOT_FOUND where there is no such token on this chain */
    public TokenView require(Address address) {
        return find(address)
                .orElseThrow(() -> new ProblemException(
                        Problem.Code.NOT_FOUND, "there is no token at " + address + " on this chain"));
    }

    public Optional<TokenView> find(Address address) {
        return tokens.find(address).map(this::view);
    }

    /** Without asking the chain: empty for one that was not met yet. */
    public Optional<TokenView> known(Address address) {
        return tokens.known(address).map(this::view);
    }

    /** Remembers one to show its balance from now on. */
    public void show(Address address) {
        synchronized (shown) {
            if (shown.size() < MOST) {
                shown.add(address);
            }
        }
    }

    boolean isShown(Address address) {
        synchronized (shown) {
            return shown.contains(address);
        }
    }

    /** @throws ProblemException TOO_LARGE where no more can be shown */
    void requireRoom() {
        synchronized (shown) {
            if (shown.size() >= MOST) {
                throw new ProblemException(Problem.Code.TOO_LARGE, "at most " + MOST + " tokens are shown");
            }
        }
    }

    /** Addresses of the tokens that are shown, without the coin. */
    public List<Address> addresses() {
        synchronized (shown) {
            return shown.stream().filter(address -> !address.isZero()).toList();
        }
    }

    public List<TokenView> shown() {
        List<Address> all;
        synchronized (shown) {
            all = new ArrayList<>(shown);
        }
        return all.stream().flatMap(address -> find(address).stream()).toList();
    }

    private TokenView view(Token token) {
        return new TokenView(token.address(), token.symbol(), token.name(), token.decimals(), playMoney);
    }
}
