package org.pluspeer.node;

import java.math.BigInteger;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidBlocksRequest;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.ChannelCalls;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.NodeKey;

/** Somebody who pays for content by hand: a channel on a real chain, and whatever voucher a test wants. */
final class BarePayer implements AutoCloseable {
    private static final int RUNS = 40;

    private final HostPort at;
    private final BarePeer peer;
    private final LocalChain chain;
    private final NodeKey key = NodeKey.generate(Keccak.hash(new byte[] {1}).bytes());
    private final NodeKey other = NodeKey.generate(Keccak.hash(new byte[] {2}).bytes());

    private BarePayer(HostPort at, LocalChain chain) {
        this.at = at;
        this.chain = chain;
        this.peer = BarePeer.dial(at, Exchange.ADDRESS, chain.play().chainId());
    }

    static BarePayer dial(TestNode seeder, LocalChain chain) {
        return new BarePayer(
                HostPort.parse(seeder.get("/status").path("p2pAddress").asText()), chain);
    }

    HostPort at() {
        return at;
    }

    Address account() {
        return peer.account();
    }

    Message ask(Message message) {
        return peer.ask(message);
    }

    /** Its account's own transactions, sent by the chain in its name. */
    Hash32 open(Address payee, Amount deposit) {
        chain.play().give(account(), Amount.parseDecimal("1", 18), deposit);
        ChannelTerms terms = new ChannelTerms(
                account(), payee, PlayChain.DOLLAR, key.address(), 2 * 24 * 3600, 0, Keccak.hash(new byte[] {3}));
        AnvilRpc rpc = new AnvilRpc(chain.url());
        rpc.ask("anvil_impersonateAccount", "[\"" + account().hex() + "\"]");
        String approve = "095ea7b3" + word(new BigInteger(1, ChannelContract.ADDRESS.bytes())) + word(deposit.units());
        send(rpc, PlayChain.DOLLAR, approve);
        send(rpc, ChannelContract.ADDRESS, HexFormat.of().formatHex(ChannelCalls.open(terms, deposit)));
        chain.play().mine(3);
        return venue().idOf(terms);
    }

    private static String word(BigInteger number) {
        String digits = number.toString(16);
        return "0".repeat(64 - digits.length()) + digits;
    }

    private void send(AnvilRpc rpc, Address to, String data) {
        String hash = rpc.ask(
                "eth_sendTransaction",
                "[{\"from\":\"" + account().hex() + "\",\"to\":\"" + to.hex() + "\",\"data\":\"0x" + data + "\"}]");
        if (!Await.until(() -> rpc.result("eth_getTransactionReceipt", "[\"" + hash + "\"]")
                .path("status")
                .asText()
                .equals("0x1"))) {
            throw new AssertionError("not taken: " + hash);
        }
    }

    private ChannelVenue venue() {
        return new ChannelVenue(chain.play().chainId(), ChannelContract.ADDRESS);
    }

    /** By the key that every channel of its names. */
    Voucher voucher(Hash32 channel, long sum) {
        return signed(key, channel, sum);
    }

    Voucher forged(Hash32 channel, long sum) {
        return signed(other, channel, sum);
    }

    private Voucher signed(NodeKey by, Hash32 channel, long sum) {
        Amount amount = Amount.of(sum);
        return new Voucher(amount, by.sign(venue().voucherDigest(channel, amount)));
    }

    BlocksRequest blocks(Hash32 root, int run) {
        ContentShape shape = new ContentShape((long) RUNS << 18, ContentShape.DEFAULT_BLOCK);
        return BlocksRequest.of(root, shape, run);
    }

    PaidBlocksRequest paid(Hash32 root, int run, String perGib, Hash32 channel, @Nullable Voucher voucher) {
        return new PaidBlocksRequest(blocks(root, run), Amount.parseUnits(perGib), channel, voucher);
    }

    @Override
    public void close() {
        peer.close();
        key.close();
        other.close();
    }
}
