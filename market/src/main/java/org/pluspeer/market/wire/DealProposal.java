package org.pluspeer.market.wire;

import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Offers terms of a storage deal to a provider. Answered by {@link DealReply}; the same again changes nothing.
 *
 * @param chainId of the chain on which it is to be opened
 * @param contract StorageDeals on that chain
 * @param listing the provider's price table, as its listing's id
 */
public record DealProposal(long chainId, Address contract, Hash32 listing, DealTerms terms) implements Message {
    /** @throws MalformedException if the chain id is out of bounds */
    public DealProposal {
        if (chainId < 1) {
            throw new MalformedException("deal proposal: chainId is out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.DEAL_PROPOSAL;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u64(chainId)
                .address(contract)
                .hash(listing)
                .address(terms.client())
                .address(terms.provider())
                .address(terms.token())
                .hash(terms.root())
                .u64(terms.size())
                .u32(terms.epochs())
                .u32(terms.epochBlocks())
                .u32(terms.windowBlocks())
                .u32(terms.samples())
                .u32(terms.maxMissed())
                .amount96(terms.pricePerEpoch())
                .amount96(terms.collateral())
                .amount96(terms.penalty())
                .amount96(terms.repairCost())
                .u64(terms.acceptBy())
                .hash(terms.predecessor())
                .hash(terms.nonce());
    }

    static DealProposal read(WireReader in) {
        return new DealProposal(in.u64(), in.address(), in.hash(), readTerms(in));
    }

    private static DealTerms readTerms(WireReader in) {
        return new DealTerms(
                in.address(),
                in.address(),
                in.address(),
                in.hash(),
                in.u64(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.amount96(),
                in.amount96(),
                in.amount96(),
                in.amount96(),
                in.u64(),
                in.hash(),
                in.hash());
    }
}
