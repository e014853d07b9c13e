package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What a source charges for an encrypted content. It holds for each request by itself: a later one may be told another.
 *
 * @param chainId EIP-155, of the chain where it is paid
 * @param channels the contract there
 * @param payee whose channels pay for it
 * @param token the zero address for the chain's own coin
 * @param perGib base units of the token for 2^30 bytes of ciphertext; zero: nothing is charged
 * @param free bytes that the asker may still have for nothing this hour
 * @param window requests of 2^18 bytes that are given ahead of the newest voucher, below 2^16; 0 where nothing is charged
 */
public record QuoteReply(
        Hash32 exchangeRoot,
        long chainId,
        Address channels,
        Address payee,
        Address token,
        Amount perGib,
        long free,
        int window)
        implements Message {
    static final int BYTES = 32 + 8 + 20 + 20 + 20 + 12 + 8 + 2;

    public boolean isFree() {
        return perGib.isZero();
    }

    @Override
    public MessageType type() {
        return MessageType.QUOTE_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.hash(exchangeRoot)
                .u64(chainId)
                .address(channels)
                .address(payee)
                .address(token)
                .amount96(perGib)
                .u64(free)
                .u16(window);
    }

    static QuoteReply read(WireReader in) {
        return new QuoteReply(
                in.hash(), in.u64(), in.address(), in.address(), in.address(), in.amount96(), in.u64(), in.u16());
    }
}
