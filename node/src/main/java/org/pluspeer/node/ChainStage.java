package org.pluspeer.node;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.chain.AnvilBinary;
import org.pluspeer.node.chain.BlockRef;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChainFollower;
import org.pluspeer.node.chain.CursorFile;
import org.pluspeer.node.chain.DeployContracts;
import org.pluspeer.node.chain.ErrorNames;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.FailoverChain;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.Playground;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.http.Views;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** The third stage: the chain that everything settles on, checked to be the right one with our contract on it. */
record ChainStage(
        @Nullable LocalChain local,
        FailoverChain client,
        List<DeployContracts.Place> contracts,
        Exchange exchange,
        Tokens tokens,
        TokenBook book,
        ChainFollower follower,
        boolean playMoney)
        implements AutoCloseable {
    private static final Amount WELCOME_COIN = Amount.parseDecimal("10", 18);
    private static final Amount OPERATIONS_COIN = Amount.parseDecimal("0.1", 18);
    private static final Amount WELCOME_DOLLARS = Amount.parseDecimal("100", 6);

    private static final Address DOLLAR = Address.parse(Deployments.TEST_DOLLAR.address());

    static ChainStage connect(Settings settings, InstantSource clock, SecureRandom random) {
        Closer undo = new Closer();
        try {
            LocalChain local = null;
            List<URI> urls = settings.rpc();
            if (urls.isEmpty()) {
                var wanted = new LocalChain.Settings(
                        settings.directory().chain(), settings.chainId(), AnvilBinary.find(System::getenv));
                local = undo.add(LocalChain.start(wanted, new LocalChain.World(clock, System::nanoTime, random)));
                urls = List.of(local.url());
            }
            FailoverChain client = undo.add(FailoverChain.over(urls, settings.chainId(), ErrorNames.ours(), clock));
            long id = client.chainId();
            boolean play =
                    local != null || (urls.stream().allMatch(url -> Playground.is(url, id)) && hasPlayDollar(client));
            Playground.require(play, id, settings.unaudited());
            List<DeployContracts.Place> contracts = contracts(client);
            Exchange exchange = Exchange.on(client);
            Tokens tokens = new Tokens(client);
            TokenBook book = new TokenBook(tokens, play ? List.of(DOLLAR) : List.of(), play);
            ChainFollower follower = new ChainFollower(
                    client,
                    exchange,
                    new CursorFile(settings.directory().root().resolve("chain.cursor")),
                    ChainFollower.Settings.local());
            return new ChainStage(local, client, contracts, exchange, tokens, book, follower, play);
        } catch (RuntimeException e) {
            undo.close();
            throw e;
        }
    }

    /**
     * What stands where our contracts are looked for. Only the exchange has to be there; the others may come later.
     *
     * @throws ProblemException CONTRACT_MISMATCH where somebody else's code is at one of the addresses
     */
    private static List<DeployContracts.Place> contracts(ChainClient client) {
        List<DeployContracts.Place> contracts = DeployContracts.survey(client, Deployments.SUITE).stream()
                .filter(place -> !place.name().equals(DeployContracts.PROXY_NAME))
                .toList();
        contracts.stream()
                .filter(place -> place.standing() == DeployContracts.Standing.FOREIGN)
                .forEach(place -> DeployContracts.require(client, place));
        return contracts;
    }

    /** A new wallet on our own chain gets something to play with; elsewhere nobody gives money away. */
    void welcome(Address account, Address operations) {
        if (local != null) {
            local.play().give(account, WELCOME_COIN, WELCOME_DOLLARS);
            local.play().give(operations, OPERATIONS_COIN, Amount.ZERO);
        }
    }

    Venue venue() {
        return new Venue(client.chainId(), Exchange.ADDRESS);
    }

    /** Whether everything is known up to the head, and no endpoint denies it. */
    boolean isCaughtUp() {
        return follower.status().caughtUp() && client.dispute().isEmpty();
    }

    Optional<LocalChain> bundled() {
        return Optional.ofNullable(local);
    }

    String name() {
        return playMoney ? "local chain" : "chain " + client.chainId();
    }

    Views.Chain view() {
        ChainFollower.Status status = follower.status();
        BlockRef head = status.head();
        return new Views.Chain(
                client.chainId(),
                name(),
                playMoney,
                head == null ? 0 : head.number(),
                head == null ? 0 : head.time(),
                status.connected(),
                client.dispute().orElse(status.trouble()),
                book.require(Address.ZERO),
                client.endpoints().stream().map(Views.RpcEndpoint::of).toList(),
                contracts.stream().map(Views.Contract::of).toList());
    }

    /** The dollar alone does not make a playground: anybody may put it on any chain. */
    private static boolean hasPlayDollar(ChainClient client) {
        try {
            DeployContracts.check(client, Deployments.TEST_DOLLAR);
            return true;
        } catch (ProblemException e) {
            if (e.problem().code() == Problem.Code.CONTRACT_MISMATCH) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        Closer closer = new Closer();
        if (local != null) {
            closer.add(local);
        }
        closer.add(client);
        closer.add(follower);
        closer.close();
    }
}
