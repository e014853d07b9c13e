// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPayees} from "./IPayees.sol";

/// @title Content for money, so that neither side can end up with both or with nothing
/// @notice Off chain, the seller encrypts the content block by block under a key K and signs an Offer that fixes, by one
/// root, every pair of encrypted block and hash of the block inside. The buyer takes all encrypted blocks, checks every
/// pair, and only then accepts. After that exactly one of four things ends the sale:
/// settle (K was revealed and nobody complained), release (the buyer's key said yes), refund (K was never revealed),
/// complain (one block doesn't open to what was promised; it is shown to the contract).
/// Nobody owns, pauses, upgrades or taxes this contract. All proceeds go to a ledger and are withdrawn from there.
/// @dev Units: price, bond and noShow in base units of the token (wei where token is the zero address); windows in
/// seconds; instants in unix seconds of block.timestamp; sizes in bytes. "Inclusive" and "strictly after" are meant to
/// the second. Formats: docs/protocol/04-fair-exchange.md, vectors in docs/vectors/exchange.json.
interface IFairExchange is IPayees {
    /// @notice The whole of the terms; its EIP-712 digest is the offerId and names the sale.
    /// @param seller signs the offer, posts the bond out of its ledger, reveals; or has somebody do all three (Delegation)
    /// @param buyer pays, and is paid when the seller fails
    /// @param buyerKey the key whose plain ECDSA signature over Release ends the sale in the seller's favour; fixed here
    /// so that a buyer that is a contract can't change its answer after it has the content. Zero: the buyer's own address,
    /// which spares 20 bytes of calldata in every later call
    /// @param token ERC-20, or the zero address for the chain's coin
    /// @param payee who is credited the price: an address in the low 20 bytes, a split or a union (IPayees). A referrer is
    /// a member of a split: the offer fixes what it gets, and the buyer sees it
    /// @param price at least 1
    /// @param bond what the seller loses to the buyer for one wrong block
    /// @param noShow what the seller loses to the buyer for never revealing; at most bond
    /// @param acceptBy the last second in which the buyer may accept
    /// @param revealWindow 10 minutes to 30 days
    /// @param disputeWindow 10 minutes to 30 days
    /// @param listing digest of the listing that is sold; signed evidence, not read by the contract
    /// @param contentRoot root of the content tree; signed evidence, not read by the contract
    /// @param size of the content, at least 1
    /// @param blockSize a power of two, 256 to 4096
    /// @param exchangeRoot root over the pairs of encrypted block and content block
    /// @param keyHash keccak256(K)
    /// @param maskHash zero: K itself is revealed. Else keccak256(s), and K xor keccak256(s | offerId) is revealed
    /// @param nonce makes two otherwise equal offers differ
    struct Offer {
        address seller;
        address buyer;
        address buyerKey;
        address token;
        bytes32 payee;
        uint96 price;
        uint96 bond;
        uint96 noShow;
        uint64 acceptBy;
        uint32 revealWindow;
        uint32 disputeWindow;
        bytes32 listing;
        bytes32 contentRoot;
        uint64 size;
        uint32 blockSize;
        bytes32 exchangeRoot;
        bytes32 keyHash;
        bytes32 maskHash;
        bytes32 nonce;
    }

    /// @notice What a seller signs so that somebody who is always there sells for it: makes offers in its name, posts the
    /// bond out of its own ledger and gives the keys. It needs K for that, which no revocation can make it forget.
    /// @param delegate signs the offers
    /// @param listing what may be sold: the offer's listing
    /// @param token for which it may be sold
    /// @param minPrice the least price, in base units
    /// @param payee who is credited the price, always
    /// @param until the last second in which an offer of the delegate can be accepted
    /// @param epoch must be the seller's epoch when an offer is accepted
    struct Delegation {
        address seller;
        address delegate;
        bytes32 listing;
        address token;
        uint96 minPrice;
        bytes32 payee;
        uint64 until;
        uint64 epoch;
    }

    /// @notice What takes the place of the seller's signature under an offer that a delegate made.
    /// @param sellerSig by the seller over the Delegation: ECDSA (65 bytes), else ERC-1271
    /// @param delegateSig by the delegate over the offerId: ECDSA, else ERC-1271
    struct Warrant {
        Delegation delegation;
        bytes sellerSig;
        bytes delegateSig;
    }

    event Accepted(bytes32 indexed offerId, address indexed seller, address indexed buyer, uint64 revealBy);
    /// @notice Follows Accepted where a delegate made the offer: the bond is the delegate's.
    event Delegated(bytes32 indexed offerId, address indexed delegate);
    event EpochRaised(address indexed seller, uint64 epoch);
    event Revealed(bytes32 indexed offerId, bytes32 z, uint64 disputeBy);
    /// @param how 1 settled, 2 released, 3 refunded, 4 complained
    event Ended(bytes32 indexed offerId, uint8 how);
    /// @notice A batch passed over this sale. It is the word of whoever sent the batch, anybody: it says nothing about
    /// seller or buyer.
    /// @param reason selector of the error that the call for this sale alone would have had: WrongState, TooEarly or
    /// BadSignature
    event Skipped(bytes32 indexed offerId, bytes4 reason);

    /// @notice The chain's SHA-256 precompile doesn't answer as it should; the contract can't be deployed there.
    error Sha256Unavailable();
    error OnlyBuyer(address caller, address buyer);
    /// @notice Neither the seller nor, where there is one, the delegate. A masked key of a delegate's sale is the
    /// delegate's alone to reveal, because a wrong one costs its bond.
    error OnlySeller(address caller, address seller);
    error BadPrice(uint96 price);
    error BadBond(uint96 bond, uint96 noShow);
    error BadWindow(uint32 window);
    error BadSize(uint64 size, uint32 blockSize);
    /// @notice Neither an ECDSA signature by that account nor, for a seller, accepted by it as a contract (ERC-1271).
    error BadSignature(address signer, bytes32 digest);
    /// @notice The offer isn't for what, or to whom, the delegation says.
    error NotDelegated(bytes32 offerId);
    error BelowMinPrice(uint96 price, uint96 minPrice);
    /// @notice The delegation was signed for another epoch: it is revoked.
    error WrongEpoch(uint64 signed, uint64 present);
    /// @notice One signature for each offer.
    error BadBatch(uint256 offers, uint256 signatures);
    /// @notice The sale isn't in a state for this call (0 None, 1 Accepted, 2 Revealed, 3 Ended).
    error WrongState(bytes32 offerId, uint8 state);
    error TooLate(uint256 time, uint256 deadline);
    /// @notice Allowed strictly after the deadline only.
    error TooEarly(uint256 time, uint256 deadline);
    error WrongKey(bytes32 hash, bytes32 keyHash);
    error WrongMask(bytes32 hash, bytes32 maskHash);
    /// @notice z isn't what was revealed.
    error NotRevealed(bytes32 z);
    error NotMasked(bytes32 offerId);
    error NoSuchBlock(uint64 index, uint256 blocks);
    /// @notice The proof is shorter than its siblings alone.
    error ShortProof(uint256 length, uint256 least);
    /// @notice The block isn't one that the offer committed to.
    error NotInTree(bytes32 root, bytes32 exchangeRoot);
    /// @notice The block, or the key, is as promised.
    error NotFaulty(bytes32 offerId);

    /// @notice The buyer takes the offer and pays the price into escrow; the seller's bond follows from its ledger.
    /// @param sellerSig by the seller over the offerId: ECDSA (65 bytes), else ERC-1271, asked here and never again
    /// @dev Only the buyer, until acceptBy inclusive, once. Emits Accepted; the seller may reveal until
    /// now + revealWindow inclusive. Reverts: OnlyBuyer, BadPrice, BadBond, BadWindow, BadPayee, BadSize, TooLate,
    /// WrongState, BadSignature, Insufficient (bond), WrongValue, NotExact, Busy.
    function accept(Offer calldata offer, bytes calldata sellerSig) external payable;

    /// @notice As accept, with the buyer's EIP-2612 permit for exactly the price.
    function acceptWithPermit(
        Offer calldata offer,
        bytes calldata sellerSig,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice As accept, with the buyer's EIP-3009 ReceiveWithAuthorization, its nonce being the offerId; so the
    /// signature can pay for this sale only, once, and anybody may submit it.
    function acceptWithAuthorization(
        Offer calldata offer,
        bytes calldata sellerSig,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice As accept, for an offer that the seller's delegate made; the bond comes from the delegate's ledger and goes
    /// back there.
    /// @dev Reverts besides: NotDelegated, BelowMinPrice, WrongEpoch, TooLate (until), BadSignature of either.
    function acceptDelegated(Offer calldata offer, Warrant calldata warrant) external payable;

    function acceptDelegatedWithPermit(
        Offer calldata offer,
        Warrant calldata warrant,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    function acceptDelegatedWithAuthorization(
        Offer calldata offer,
        Warrant calldata warrant,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Revokes every delegation that the caller has signed. Sales that were accepted before go on.
    /// @dev Emits EpochRaised with the caller's new epoch, one higher.
    function raiseEpoch() external;

    /// @notice What delegations of this seller must say; 0 at first.
    function epochOf(address seller) external view returns (uint64);

    /// @notice Ends the sale in the seller's favour, with the buyer's word for it: price to the payee, bond back.
    /// @param buyerKeySig 65 bytes of ECDSA by buyerKey over Release(offerId); never ERC-1271
    /// @dev Anybody, as long as the sale is open. Emits Ended(2). Reverts: WrongState, BadSignature.
    function release(Offer calldata offer, bytes calldata buyerKeySig) external;

    /// @notice release for each offer with the signature in its place; what can't be released is passed over.
    /// @dev Emits Ended(2) or Skipped for each. Reverts: BadBatch.
    function releaseMany(Offer[] calldata offers, bytes[] calldata buyerKeySigs) external;

    /// @notice The seller, or its delegate, publishes the key, or in masked mode the masked key.
    /// @dev Only the seller or the delegate of the sale, and in masked mode only whichever of them posted the bond; until
    /// revealBy inclusive. Emits Revealed; complaints are open until now + disputeWindow
    /// inclusive. In direct mode a wrong key is refused (WrongKey). Reverts: OnlySeller, WrongState, TooLate.
    function reveal(Offer calldata offer, bytes32 z) external;

    /// @notice As reveal, by anybody, with the signature of one who may reveal.
    /// @param sig 65 bytes of ECDSA over Reveal(offerId, z); never ERC-1271: a contract reveals by itself
    /// @dev Reverts: BadSignature, WrongState, TooLate, WrongKey.
    function revealSigned(Offer calldata offer, bytes32 z, bytes calldata sig) external;

    /// @notice Shows one block whose content isn't what its pair says, or whose length isn't what the offer says:
    /// price and bond to the buyer.
    /// @param key K itself, also in masked mode
    /// @param index of the block, counted from 0
    /// @param plainRoot what the exchange tree says the block's content root is
    /// @param proof the encrypted block, whole, and after it the siblings from the leaf up to below the root, 32 bytes each
    /// and as many as the tree is deep. In one piece: calldata is what a dispute costs, and each length apart is a word
    /// @dev Anybody, for the buyer: whoever knows K may complain, also before it is revealed. Until the open deadline
    /// (revealBy, then disputeBy) inclusive. Emits Ended(4). Reverts: WrongState, TooLate, WrongKey, NoSuchBlock,
    /// ShortProof, NotInTree, NotFaulty.
    function complain(Offer calldata offer, bytes32 key, uint64 index, bytes32 plainRoot, bytes calldata proof) external;

    /// @notice Masked mode: shows that what was revealed doesn't unmask to the key: price and bond to the buyer.
    /// @param z what was revealed
    /// @param s the secret behind maskHash, which the buyer holds since before it paid
    /// @dev Anybody who knows s, until disputeBy inclusive. Emits Ended(4). Reverts: WrongState, TooLate, NotMasked,
    /// NotRevealed, WrongMask, NotFaulty.
    function complainMask(Offer calldata offer, bytes32 z, bytes32 s) external;

    /// @notice No key in time: price and noShow to the buyer, the rest of the bond back to whose it is.
    /// @dev Anybody, strictly after revealBy. Emits Ended(3). Reverts: WrongState, TooEarly.
    function refund(Offer calldata offer) external;

    /// @notice The key is out and the time to complain is over: price to the payee, bond back.
    /// @dev Anybody, strictly after disputeBy. Emits Ended(1). Reverts: WrongState, TooEarly.
    function settle(Offer calldata offer) external;

    /// @notice settle for each offer; what can't be settled is passed over.
    /// @dev Emits Ended(1) or Skipped for each.
    function settleMany(Offer[] calldata offers) external;

    /// @return the delegate who made the offer of an open sale and whose the bond is; zero where that is the seller
    function delegateOf(bytes32 id) external view returns (address);

    /// @return state 0 None, 1 Accepted, 2 Revealed, 3 Ended
    /// @return deadline revealBy when Accepted, disputeBy when Revealed, else 0
    function saleOf(bytes32 id) external view returns (uint8 state, uint64 deadline);

    /// @notice EIP-712 digest of the offer in this contract's domain on this chain.
    function offerId(Offer calldata offer) external view returns (bytes32);

    /// @notice EIP-712 domain separator {name "Peer FairExchange", version "1", chainId, verifyingContract}.
    function domainSeparator() external view returns (bytes32);
}
