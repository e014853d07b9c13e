package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/**
 * Where channels are: one {@code Channels} contract on one chain.
 *
 * @param chainId EIP-155
 * @param channels the contract
 */
public record ChannelVenue(long chainId, Address channels) {
    /** The domain in which everything about channels is signed. */
    public Eip712.Domain domain() {
        return new Eip712.Domain("Peer Channels", "1", chainId, channels);
    }

    /** Names the channel everywhere; also the nonce of an EIP-3009 authorization that opens it. */
    public Hash32 idOf(ChannelTerms terms) {
        return Eip712.digest(domain(), terms.struct());
    }

    /** What is signed to pay. */
    public Hash32 voucherDigest(Hash32 channelId, Amount cumulative) {
        return Eip712.digest(domain(), ChannelTerms.voucher(channelId, cumulative));
    }

    /** What the payee signs to end the channel at once. */
    public Hash32 closeDigest(Hash32 channelId, Closing closing) {
        return Eip712.digest(domain(), closing.struct(channelId));
    }

    /** What is signed to buy content through the channel. */
    public Hash32 conditionalDigest(Hash32 channelId, ConditionalVoucher voucher) {
        return Eip712.digest(domain(), voucher.struct(channelId));
    }

    /**
     * The nonce of an EIP-3009 authorization that tops the channel up.
     *
     * @param deposited what was paid in so far
     */
    public static Hash32 topUpNonce(Hash32 channelId, Amount deposited) {
        return Keccak.hash(channelId.bytes(), Words.of(deposited));
    }
}
