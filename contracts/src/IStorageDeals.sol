// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "./ILedger.sol";

/// @title Storage for money, proven epoch by epoch
/// @notice A provider takes a replica that was encrypted for it alone, checks it, and signs a Deal with one client. The
/// client opens it: the price of all epochs goes into escrow, the collateral follows out of the provider's ledger. At the
/// end of each epoch the hash of a block that was fixed beforehand draws leaves of the replica's content tree, and the
/// provider shows them. A proven epoch is paid; a missed one is not, and costs a penalty, and needs no transaction. One
/// miss more than agreed on is a default: nothing is paid from there on and the whole collateral is forfeited.
/// Nobody owns, pauses, upgrades or taxes this contract. All proceeds go to a ledger and are withdrawn from there.
/// @dev Units: money in base units of the token (wei where token is the zero address); sizes in bytes; epochs and windows
/// in blocks of block.number; acceptBy and validUntil in unix seconds, inclusive. What a chain's block.number and
/// blockhash are worth is the parties' to judge: whoever makes the blocks of a chain must not be a provider on it.
/// Formats: docs/protocol/09-storage-deals.md, vectors in docs/vectors/deal.json.
interface IStorageDeals is ILedger {
    /// @notice The whole of the terms; its EIP-712 digest is the dealId and names the deal.
    /// @param client pays; gets back what wasn't earned, and its share of what is forfeited
    /// @param provider signs after it holds and has checked the replica; posts the collateral out of its ledger
    /// @param token ERC-20, or the zero address for the chain's coin
    /// @param root content root of the replica, over leaves of 256 bytes
    /// @param size of the replica, 1 to 2^48 - 1
    /// @param epochs 1 to 104
    /// @param epochBlocks length of an epoch, a multiple of 256 up to 65,535 * 256
    /// @param windowBlocks how long an epoch can be proven: 128 to 65,535, at most epochBlocks
    /// @param samples leaves to show each epoch, 1 to 8
    /// @param maxMissed epochs that may be missed without default; below epochs
    /// @param pricePerEpoch at least 1
    /// @param collateral at least maxMissed * penalty
    /// @param penalty forfeited for each missed epoch up to maxMissed
    /// @param repairCost what replacing the replica is agreed to cost the client beside the price
    /// @param acceptBy the last second in which the client may open the deal
    /// @param predecessor the deal that this one renews, which must have ended without default; zero if none
    /// @param nonce makes two otherwise equal deals differ
    struct Deal {
        address client;
        address provider;
        address token;
        bytes32 root;
        uint64 size;
        uint32 epochs;
        uint32 epochBlocks;
        uint32 windowBlocks;
        uint32 samples;
        uint32 maxMissed;
        uint96 pricePerEpoch;
        uint96 collateral;
        uint96 penalty;
        uint96 repairCost;
        uint64 acceptBy;
        bytes32 predecessor;
        bytes32 nonce;
    }

    /// @notice One call of prove, for a batch.
    struct Proof {
        bytes32 dealId;
        uint256 epoch;
        bytes samples;
    }

    /// @param start epoch e ends with block start + (e + 1) * epochBlocks, whose hash draws its leaves
    event Opened(bytes32 indexed dealId, address indexed client, address indexed provider, uint256 start);
    event Proven(bytes32 indexed dealId, uint256 epoch);
    /// @param epochs that are accounted for by now, counted from the deal's beginning
    /// @param toProvider credited by this call
    /// @param toClient credited by this call
    event Settled(bytes32 indexed dealId, uint256 epochs, uint256 toProvider, uint256 toClient);
    /// @param how 2 completed, 3 defaulted, 4 ended early by both
    /// @param burnt of the collateral: what is forfeited beyond the client's share
    event Ended(bytes32 indexed dealId, uint8 how, uint256 burnt);
    event Pinned(uint256 indexed blockNumber, bytes32 blockHash);
    /// @notice A member of a batch could not be done. It is the word of whoever sent the batch, anybody: it says nothing
    /// about client or provider.
    /// @param reason the error that the call alone would have given; empty if its gas ran out
    event Skipped(bytes32 indexed dealId, bytes reason);

    /// @notice The chain's SHA-256 precompile doesn't answer as it should; the contract can't be deployed there.
    error Sha256Unavailable();
    error OnlyClient(address caller, address client);
    error BadSize(uint64 size);
    error BadEpochs(uint32 epochs, uint32 epochBlocks);
    error BadWindow(uint32 windowBlocks, uint32 epochBlocks);
    error BadSamples(uint32 samples);
    error BadMaxMissed(uint32 maxMissed, uint32 epochs);
    error BadPrice(uint96 pricePerEpoch);
    /// @notice The collateral doesn't cover the penalties that may fall due before default.
    error BadCollateral(uint96 collateral, uint256 needed);
    /// @notice Neither an ECDSA signature by that account nor accepted by it as a contract (ERC-1271).
    error BadSignature(address signer, bytes32 digest);
    /// @notice The deal isn't in a state for this call (0 None, 1 Running, 2 Completed, 3 Defaulted, 4 Ended early).
    error WrongState(bytes32 dealId, uint8 state);
    /// @notice The deal to be renewed is running, or unknown, or was defaulted on.
    error NotRenewable(bytes32 predecessor, uint8 state);
    /// @notice The new deal names another predecessor than the one to be ended.
    error NotItsRenewal(bytes32 predecessor, bytes32 dealId);
    error TooLate(uint256 time, uint256 deadline);
    error NoSuchEpoch(uint256 epoch, uint256 epochs);
    error AlreadyProven(bytes32 dealId, uint256 epoch);
    /// @notice The block that draws the leaves isn't made yet.
    error WindowNotOpen(uint256 blockNumber, uint256 challengeBlock);
    error WindowOver(uint256 blockNumber, uint256 lastBlock);
    /// @notice The epoch's leaves are known and it is neither proven nor missed yet.
    error LeavesDrawn(uint256 epoch, uint256 challengeBlock);
    /// @notice The chain doesn't tell that block's hash (any more), and nobody has pinned it.
    error HashUnavailable(uint256 blockNumber);
    /// @notice Leaves and paths are not as long as the drawn leaves ask for.
    error WrongLength(uint256 length, uint256 needed);
    /// @notice The leaf isn't in the replica at the drawn place.
    error NotInTree(uint256 sample, uint256 leaf, bytes32 root);
    /// @notice No epoch was decided since the last time.
    error NothingToSettle(bytes32 dealId, uint256 settled);
    /// @notice Another number of epochs is decided by now than the two agreed to end after.
    error WrongEpoch(uint256 decided, uint256 agreed);
    /// @notice Only blocks whose number is a multiple of 256 are drawn from.
    error NotOnGrid(uint256 blockNumber);

    /// @notice The client opens the deal and pays the price of all epochs; the collateral follows from the provider's ledger.
    /// @param providerSig by the provider over the dealId: ECDSA (65 bytes), else ERC-1271, asked here and never again
    /// @dev Only the client, until acceptBy, once. Emits Opened. Reverts: OnlyClient, TooLate, BadSize, BadEpochs,
    /// BadWindow, BadSamples, BadMaxMissed, BadPrice, BadCollateral, WrongState, NotRenewable, BadSignature, Insufficient
    /// (collateral), WrongValue, NotExact, Busy.
    function open(Deal calldata deal, bytes calldata providerSig) external payable;

    /// @notice As open, with the client's EIP-2612 permit for exactly the price of all epochs.
    function openWithPermit(
        Deal calldata deal,
        bytes calldata providerSig,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice As open, with the client's EIP-3009 ReceiveWithAuthorization over the price of all epochs, its nonce being the
    /// dealId; so the signature can pay for this deal only, once, and anybody may submit it.
    function openWithAuthorization(
        Deal calldata deal,
        bytes calldata providerSig,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice As open, paid out of the client's ledger.
    function openFromLedger(Deal calldata deal, bytes calldata providerSig) external;

    /// @notice Settles the old deal, which must be over by that, and opens the one that names it as predecessor out of
    /// the two ledgers: the collateral that comes back can serve again.
    /// @dev Only the client. Reverts: NotItsRenewal, NotRenewable, and what settle and openFromLedger revert with.
    function renew(Deal calldata old, Deal calldata deal, bytes calldata providerSig) external;

    /// @notice Shows the leaves that were drawn for an epoch. It only marks the epoch: what a proof brings is the
    /// provider's, whoever sends it.
    /// @param samples for each drawn leaf in turn: its bytes (256, or what the last leaf has) and the siblings from it up
    /// to below the root, 32 bytes each, max(4, ceil(log2 leaves)) of them
    /// @dev Anybody, in the windowBlocks after the epoch's last block, also after the deal has defaulted and before
    /// somebody settles it: such a proof brings nothing. Emits Proven. Reverts: WrongState, NoSuchEpoch,
    /// WindowNotOpen, WindowOver, AlreadyProven, HashUnavailable, WrongLength, NotInTree.
    function prove(bytes32 dealId, uint256 epoch, bytes calldata samples) external;

    /// @notice As prove for each; what can't be done is skipped. Emits Skipped for those. The members are well-formed ABI,
    /// else all is refused: whoever gathers them from others decodes each before.
    function proveMany(Proof[] calldata proofs) external;

    /// @notice Credits what the epochs decided since the last time have brought: a proven epoch's price to the provider,
    /// a missed one's back to the client with its share of the penalty. After the last epoch, or at default, ends the
    /// deal. The sums are the same whenever and however often it is called.
    /// @dev Anybody. Emits Settled, and Ended. Reverts: WrongState, NothingToSettle.
    function settle(Deal calldata deal) external;

    /// @notice As settle for each; what can't be done is skipped. Emits Skipped for those.
    function settleMany(Deal[] calldata deals) external;

    /// @notice Ends a deal before its time, as both agreed to by EarlyEnd(dealId, epochs, validUntil): the epochs that
    /// are decided count as they are, the rest of the price goes back to the client and of the collateral to the provider.
    /// Not while an epoch's leaves are drawn and it is neither proven nor missed: until Ended, whoever signed keeps
    /// storing and proving.
    /// @param epochs how many are decided by now; the agreement is void once it is another number
    /// @param clientSig empty if the client calls; else ECDSA or ERC-1271; providerSig alike
    /// @dev Anybody with what is needed. Emits Settled, Ended(4). Reverts: TooLate, WrongState (also if the epochs decided
    /// by now end the deal of themselves), WrongEpoch, LeavesDrawn, BadSignature.
    function endEarly(
        Deal calldata deal,
        uint32 epochs,
        uint64 validUntil,
        bytes calldata clientSig,
        bytes calldata providerSig
    ) external;

    /// @notice Keeps the hash of a block that leaves are drawn from, for every deal, beyond the 256 blocks (8,191 where
    /// EIP-2935 is there) for which a chain tells it. Does nothing if it is kept already.
    /// @dev Anybody. Emits Pinned. Reverts: NotOnGrid, HashUnavailable.
    function pin(uint256 blockNumber) external;

    /// @notice The hash that was pinned; zero if none was.
    function pinned(uint256 blockNumber) external view returns (bytes32);

    /// @return state 0 None, 1 Running, 2 Completed, 3 Defaulted, 4 Ended early
    /// @return start as in Opened
    /// @return settled epochs accounted for
    /// @return proven bit e is set if epoch e was proven
    function dealOf(bytes32 id) external view returns (uint8 state, uint256 start, uint256 settled, uint256 proven);

    /// @notice The leaves to show for an epoch of a running deal.
    /// @dev Reverts: WrongState, NoSuchEpoch, WindowNotOpen, HashUnavailable.
    function leavesOf(bytes32 id, uint256 epoch) external view returns (uint256[] memory leaves);

    /// @notice EIP-712 digest of the deal in this contract's domain on this chain.
    function dealId(Deal calldata deal) external view returns (bytes32);

    /// @notice EIP-712 domain separator {name "Peer StorageDeals", version "1", chainId, verifyingContract}.
    function domainSeparator() external view returns (bytes32);
}
