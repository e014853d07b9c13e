package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.Checkout;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.demo.Story;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;

/** One chain and two peers, on which one sale after the other is walked. */
final class WalkedTown implements AutoCloseable {
    /** Three blocks of 2 KiB, the last one short and of an odd length. */
    static final int FILE_BYTES = 5001;

    private static final Amount COINS = Amount.parseDecimal("10", 18);
    private static final Amount DOLLARS = Amount.parseDecimal("100", 6);
    private static final Address ELSEWHERE = Address.parse("0x00000000000000000000000000000000000e15e0");

    private final Path home;
    private final LocalChain chain;
    private final AnvilRpc anvil;
    private final Semaphore bell = new Semaphore(0);
    private final WalkedPeer buyer;
    private final WalkedPeer seller;
    private final Map<WalkedPeer, Address> accounts = new LinkedHashMap<>();
    private @Nullable Address permitToken;

    private WalkedTown(Path home, LocalChain chain) {
        this.home = home;
        this.chain = chain;
        this.anvil = new AnvilRpc(chain.url());
        this.buyer = new WalkedPeer("buyer", home, chain.url(), bell);
        this.seller = new WalkedPeer("seller", home, chain.url(), bell);
        buyer.knows(seller);
        seller.knows(buyer);
    }

    static WalkedTown build(Path home) {
        WalkedTown town = new WalkedTown(home, Anvils.start(home.resolve("chain")));
        try {
            town.settle();
            return town;
        } catch (RuntimeException | Error e) {
            town.close();
            throw e;
        }
    }

    private void settle() {
        wake();
        for (WalkedPeer peer : List.of(seller, buyer)) {
            Address account =
                    Address.parse(answer(peer, "/status").path("account").asText());
            accounts.put(peer, account);
            chain.play().give(account, COINS, DOLLARS);
        }
    }

    /** Both are ordinary nodes and there, however the walk before this one ended. */
    void wake() {
        for (WalkedPeer peer : List.of(seller, buyer)) {
            if (!peer.isReady() || !peer.wanted().isEmpty()) {
                peer.kill();
                peer.start(Story.HONEST, Set.of());
            }
        }
        for (WalkedPeer peer : List.of(seller, buyer)) {
            if (!Await.until(() -> peer.isReady() || peer.isGone()) || peer.isGone()) {
                throw new AssertionError(peer + " did not start:\n" + peer.lastWords());
            }
        }
    }

    private static JsonNode answer(WalkedPeer peer, String path) {
        JsonNode answer = peer.get(path);
        if (answer == null) {
            throw new AssertionError(peer + " does not answer:\n" + peer.lastWords());
        }
        return answer;
    }

    LocalChain chain() {
        return chain;
    }

    WalkedPeer buyer() {
        return buyer;
    }

    WalkedPeer seller() {
        return seller;
    }

    /**
     * A listing of its own for one walk, which the buyer has heard of.
     *
     * @param cents of a dollar
     */
    Ware list(String title, int cents) {
        return list(title, cents, PlayChain.DOLLAR);
    }

    /** @param token of six decimals */
    Ware list(String title, int cents, Address token) {
        return list(title, cents, token, false);
    }

    /** As {@code sell --shared} does: one ciphertext for all buyers, whose keys are masked. */
    Ware listShared(String title, int cents) {
        return list(title, cents, PlayChain.DOLLAR, true);
    }

    private Ware list(String title, int cents, Address token, boolean shared) {
        wake();
        Path file = home.resolve(title.replace(' ', '-') + ".bin");
        byte[] bytes = new byte[FILE_BYTES];
        new Random(title.hashCode()).nextBytes(bytes);
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Amount price = Amount.of(cents * 10_000L);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", file.toString());
        wanted.put("title", title);
        wanted.put("licence", "CC0-1.0");
        wanted.put("price", price.toString());
        wanted.put("token", token.checksummed());
        wanted.put("idempotencyKey", title);
        wanted.put("shared", shared);
        String[] id = new String[1];
        boolean heard = Await.until(() -> {
            // Again and again, as every owner's order here: one that came too early is refused.
            seller.post("/listings", wanted);
            JsonNode found = buyer.get("/listings?limit=50");
            if (found != null) {
                for (JsonNode listing : found.path("listings")) {
                    id[0] = listing.path("title").asText().equals(title)
                            ? listing.path("id").asText()
                            : id[0];
                }
            }
            return id[0] != null;
        });
        if (!heard) {
            throw new AssertionError("the buyer did not hear of " + title + ":\n" + seller.lastWords());
        }
        return new Ware(id[0], token, price, bytes);
    }

    /** Something on sale. */
    record Ware(String listing, Address token, Amount price, byte[] bytes) {
        Amount bond() {
            return Amount.of(price.units().longValueExact() / 5);
        }

        Amount noShow() {
            return Amount.of(price.units().longValueExact() / 20);
        }
    }

    Walk walk(Ware ware) {
        return new Walk(buyer, seller, bell, ware.listing());
    }

    /** What the chain says: the token of each in wallet and ledger, in escrow, and transactions sent by each. */
    record Books(Amount buyer, Amount seller, Amount elsewhere, Amount escrow, long bought, long sold) {
        Amount total() {
            return buyer.plus(seller).plus(elsewhere).plus(escrow);
        }
    }

    Books books(Address token) {
        ChainClient client = chain.play().client();
        return new Books(
                worth(account(buyer), token),
                worth(account(seller), token),
                worth(ELSEWHERE, token),
                Exchange.on(client).escrowed(token, At.LATEST),
                client.nonce(account(buyer), false),
                client.nonce(account(seller), false));
    }

    /** What the seller has in the ledger covers the bond, so that nothing is to be put up. */
    boolean hasBond(Ware ware) {
        Amount there = Exchange.on(chain.play().client()).ledger(account(seller), ware.token(), At.LATEST);
        return !there.isLessThan(ware.bond());
    }

    private Address account(WalkedPeer peer) {
        return Objects.requireNonNull(accounts.get(peer));
    }

    private Amount worth(Address account, Address token) {
        return inWallet(account, token).plus(Exchange.on(chain.play().client()).ledger(account, token, At.LATEST));
    }

    private Amount inWallet(Address account, Address token) {
        return new Tokens(chain.play().client()).balance(token, account, At.LATEST);
    }

    /** The chain's clock goes past this moment, if it is not there yet, and that is final. */
    void passTime(long unixSeconds) {
        long now = chain.play().client().head().time();
        if (unixSeconds > 0 && now <= unixSeconds) {
            chain.play().increaseTime(unixSeconds - now + 1);
            chain.play().mine(3);
        }
    }

    long headTime() {
        return chain.play().client().head().time();
    }

    /** From here on nothing becomes final, until the chain is reorganised. */
    String snapshot() {
        chain.play().standStill(true);
        return anvil.ask("evm_snapshot", "[]");
    }

    /** The chain goes another way from there: what came after it never was. */
    void reorganise(String snapshot) {
        anvil.ask("evm_revert", "[\"" + snapshot + "\"]");
        chain.play().standStill(false);
    }

    /** Another wallet with the same words sends all dollars of the account elsewhere. */
    void spendElsewhere(WalkedPeer peer) {
        move(account(peer), ELSEWHERE);
    }

    void bringBack(WalkedPeer peer) {
        rich(ELSEWHERE);
        move(ELSEWHERE, account(peer));
    }

    private void move(Address from, Address to) {
        call(from, PlayChain.DOLLAR, Tokens.transfer(to, inWallet(from, PlayChain.DOLLAR)));
    }

    /** A token without payments by signature, of which both have some. */
    Address permitToken() {
        Address known = permitToken;
        if (known != null) {
            return known;
        }
        rich(ELSEWHERE);
        JsonNode receipt = transact(ELSEWHERE, null, Checkout.bytecode("test/PermitToken.sol", "PermitToken"));
        Address token = Address.parse(receipt.path("contractAddress").asText());
        for (WalkedPeer peer : List.of(seller, buyer)) {
            call(ELSEWHERE, token, Tokens.transfer(account(peer), DOLLARS));
        }
        permitToken = token;
        return token;
    }

    /**
     * A stranger ends the newest sale, as anybody may.
     *
     * @param function that takes the offer alone
     */
    void anybodyCalls(String function) {
        rich(ELSEWHERE);
        call(ELSEWHERE, Exchange.ADDRESS, NewestTerms.accepted(anvil).call(function));
    }

    /** A stranger settles the newest storage deal, as anybody may. */
    void anybodySettlesTheDeal() {
        rich(ELSEWHERE);
        call(ELSEWHERE, DealContract.ADDRESS, NewestTerms.opened(anvil).call("settle"));
    }

    /** Three pieces of a replica, and a bit. */
    DealWalk keep(String name, int bytes) {
        Path file = home.resolve(name + ".bin");
        byte[] content = new byte[bytes];
        new Random(name.hashCode()).nextBytes(content);
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DealWalk(this, bell, file);
    }

    ChainClient client() {
        return chain.play().client();
    }

    /** Empty blocks, an hour of an epoch's 256 each. */
    void mineTo(long block) {
        long missing = block - client().head().number();
        if (missing > 0) {
            chain.play().mine((int) missing, DealWalk.BLOCK_SECONDS);
        }
    }

    /** Dollars of a peer in its wallet, and in the ledger of storage deals. */
    Amount inDeals(WalkedPeer peer) {
        DealContract deals = new DealContract(client());
        return inWallet(account(peer), PlayChain.DOLLAR).plus(deals.ledger(account(peer), PlayChain.DOLLAR, At.LATEST));
    }

    /** Dollars of nobody, and those that the contract holds beyond all that it owes. */
    List<Amount> burntAndHeld() {
        DealContract deals = new DealContract(client());
        Amount burnt = deals.ledger(Address.ZERO, PlayChain.DOLLAR, At.LATEST);
        Amount owed = deals.ledger(account(buyer), PlayChain.DOLLAR, At.LATEST)
                .plus(deals.ledger(account(seller), PlayChain.DOLLAR, At.LATEST))
                .plus(burnt);
        return List.of(burnt, inWallet(DealContract.ADDRESS, PlayChain.DOLLAR).minus(owed));
    }

    /** @return what it had */
    String takeCoins(WalkedPeer peer) {
        String coins = anvil.ask("eth_getBalance", "[\"" + account(peer).hex() + "\",\"latest\"]");
        giveCoins(peer, "0x0");
        return coins;
    }

    void giveCoins(WalkedPeer peer, String wei) {
        anvil.ask("anvil_setBalance", "[\"" + account(peer).hex() + "\",\"" + wei + "\"]");
    }

    private void rich(Address account) {
        anvil.ask("anvil_setBalance", "[\"" + account.hex() + "\",\"0xde0b6b3a7640000\"]");
    }

    private void call(Address from, Address to, byte[] data) {
        JsonNode receipt = transact(from, to, Bytes.hex(data));
        if (!receipt.path("status").asText().equals("0x1")) {
            throw new AssertionError("refused by the contract: " + receipt);
        }
    }

    private JsonNode transact(Address from, @Nullable Address to, String data) {
        anvil.ask("anvil_impersonateAccount", "[\"" + from.hex() + "\"]");
        String hash = anvil.ask(
                "eth_sendTransaction",
                "[{\"from\":\"" + from.hex() + "\"," + (to == null ? "" : "\"to\":\"" + to.hex() + "\",")
                        + "\"gas\":\"0x4c4b40\",\"data\":\"" + data + "\"}]");
        anvil.ask("anvil_stopImpersonatingAccount", "[\"" + from.hex() + "\"]");
        JsonNode[] receipt = new JsonNode[1];
        boolean mined = Await.until(() -> {
            receipt[0] = anvil.result("eth_getTransactionReceipt", "[\"" + hash + "\"]");
            return receipt[0].isObject();
        });
        if (!mined) {
            throw new AssertionError("the transaction is in no block");
        }
        return receipt[0];
    }

    @Override
    public void close() {
        buyer.close();
        seller.close();
        chain.close();
    }
}
