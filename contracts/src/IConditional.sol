// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IChannels} from "./IChannels.sol";

/// @title A purchase of content through an open channel, which leaves no trace on the chain when both behave
/// @notice The payee encrypts the content as for a sale (docs/protocol/04-fair-exchange.md) and the payer, who has checked
/// every encrypted block, signs a Cond: so much more is owed if the key opens them. The payee gives the key, the payer a
/// plain voucher for the whole, and nothing of this is ever used. Only if that voucher doesn't come does the payee bring
/// the Cond: it publishes the key and locks a bond, and the payer may show one wrong block until disputeBy.
/// @dev At most one is pending in a channel; exit, close and coopClose wait for it. Each can be brought once.
interface IConditional is IChannels {
    /// @param base what the payer owes without any condition, since the channel was opened
    /// @param amount what it owes beyond that if the key is right
    /// @param offerHash keccak256 of the four words of Goods
    /// @param claimBy the last second in which the payee may bring it
    /// @param disputeWindow 10 minutes to 30 days
    /// @param bond what the payee loses to the payer for one wrong block
    struct Cond {
        uint96 base;
        uint96 amount;
        bytes32 offerHash;
        uint64 claimBy;
        uint32 disputeWindow;
        uint96 bond;
    }

    /// @param exchangeRoot root over the pairs of encrypted block and content block
    /// @param keyHash keccak256(K)
    /// @param size of the content in bytes, at least 1
    /// @param blockSize a power of two, 256 to 4096
    struct Goods {
        bytes32 exchangeRoot;
        bytes32 keyHash;
        uint64 size;
        uint32 blockSize;
    }

    /// @param disputeBy the last second in which a wrong block can be shown
    event Revealed(bytes32 indexed channelId, bytes32 indexed condId, bytes32 key, uint64 disputeBy);
    /// @param complained whether a wrong block was shown
    event Resolved(bytes32 indexed channelId, bytes32 indexed condId, bool complained);

    /// @notice The chain's SHA-256 precompile doesn't answer as it should; the contract can't be deployed there.
    error Sha256Unavailable();
    /// @notice A conditional voucher has to be settled or complained of first.
    error CondPending(bytes32 channelId);
    /// @notice The conditional voucher isn't in a state for this call (0 None, 1 Pending, 2 Resolved).
    error WrongCond(bytes32 condId, uint8 state);
    error BadWindow(uint32 window);
    error BadSize(uint64 size, uint32 blockSize);
    error WrongGoods(bytes32 hash, bytes32 offerHash);
    error WrongKey(bytes32 hash, bytes32 keyHash);
    error NoSuchBlock(uint64 index, uint256 blocks);
    error ShortProof(uint256 length, uint256 path);
    /// @notice The block isn't one that the Cond committed to.
    error NotInTree(bytes32 root, bytes32 exchangeRoot);
    /// @notice The block is as promised.
    error NotFaulty(bytes32 condId);

    /// @notice The payee brings a conditional voucher: is credited what base adds, publishes the key, locks the bond.
    /// @param key K itself
    /// @param signature 65 bytes of ECDSA by voucherKey over Cond(channelId, base, amount, offerHash, claimBy,
    /// disputeWindow, bond)
    /// @dev Only the payee, until claimBy inclusive, as long as the channel isn't Closed. Emits Claimed, if something was
    /// added, and Revealed; complaints are open until now + disputeWindow inclusive. Reverts: OnlyPayee, WrongState,
    /// CondPending, WrongCond, TooLate, BadWindow, WrongGoods, BadSize, WrongKey, NotBetween (base + amount is not above
    /// what was claimed, or above the deposit), BadSignature, Insufficient (bond).
    function reveal(
        Channel calldata channel,
        Cond calldata cond,
        Goods calldata goods,
        bytes32 key,
        bytes calldata signature
    ) external;

    /// @notice Shows one block whose content isn't what its pair says, or whose length isn't what the goods say: the
    /// amount isn't owed, and the bond goes to the payer.
    /// @param index of the block, counted from 0
    /// @param plainRoot what the exchange tree says the block's content root is
    /// @param proof the encrypted block, whole, and after it 32 bytes for each sibling from the leaf up to below the root
    /// @dev Anybody, for the payer, until disputeBy inclusive. Emits Resolved. Reverts: WrongCond, TooLate, WrongGoods,
    /// WrongKey, NoSuchBlock, ShortProof, NotInTree, NotFaulty.
    function complain(
        Channel calldata channel,
        Cond calldata cond,
        Goods calldata goods,
        bytes32 key,
        uint64 index,
        bytes32 plainRoot,
        bytes calldata proof
    ) external;

    /// @notice Nobody complained: the payee is credited what base + amount adds, and gets its bond back.
    /// @dev Anybody, strictly after disputeBy. Emits Claimed, if something was added, and Resolved. Reverts: WrongCond,
    /// TooEarly.
    function settle(Channel calldata channel, Cond calldata cond) external;

    /// @return state 0 None, 1 Pending, 2 Resolved
    /// @return disputeBy when Pending, else 0
    function condOf(bytes32 condId) external view returns (uint8 state, uint64 disputeBy);

    /// @notice EIP-712 digest of the conditional voucher for this channel: what voucherKey signs.
    function condId(Channel calldata channel, Cond calldata cond) external view returns (bytes32);
}
