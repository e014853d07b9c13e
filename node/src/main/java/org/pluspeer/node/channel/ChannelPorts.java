package org.pluspeer.node.channel;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.channel.Closing;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * The other rooms, as far as the desks need them.
 *
 * @param locked whether the owner's keys are
 * @param caughtUp whether the chain was followed up to its head
 */
public record ChannelPorts(
        ChainClient chain,
        TokenBook tokens,
        ChannelOrders orders,
        SigningDesk signing,
        NodeSecrets secrets,
        SalePeers peers,
        BooleanSupplier locked,
        BooleanSupplier caughtUp) {

    Address account() {
        return signing.account();
    }

    ChannelVenue venue() {
        return new ChannelVenue(chain.chainId(), ChannelContract.ADDRESS);
    }

    /** What the contract owes the account and has not locked in a channel. */
    Amount ledger(Address token) {
        return new ChannelContract(chain).ledger(account(), token, At.LATEST);
    }

    TokenView token(Address address) {
        return tokens.find(address).orElse(new TokenView(address, "?", address.checksummed(), 0, false));
    }

    /** The most that a unit of gas costs in the next blocks, in wei. */
    Amount gasPrice() {
        var fees = chain.fees();
        return fees.baseFee().times(2).plus(fees.priorityFee());
    }

    /** The payee's word for an end. */
    Signature sign(Hash32 channelId, Closing closing) {
        return signing.sign(
                new Intent.SignTyped(Purpose.CHANNEL_END, venue().domain(), closing.struct(channelId), List.of()),
                Consent.none());
    }
}
