// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "./ILedger.sol";

/// @title Many small payments from one account to another, of which the chain sees only the sum
/// @notice The payer locks a deposit for one payee and then signs vouchers off chain, each for the whole sum owed so far.
/// The payee needs only the newest one; anybody may bring it here, and what it adds goes to the payee's ledger. A channel
/// ends when the payee closes it, when both agree, or when the payer leaves: after a challenge time in which the payee's
/// newest voucher still counts, or past the expiry, if there is one. The rest of the deposit goes to the payer's ledger.
/// Nobody owns, pauses, upgrades or taxes this contract.
/// @dev Units: amounts in base units of the token (wei where token is the zero address); challenge in seconds; instants
/// in unix seconds of block.timestamp. "Inclusive" and "strictly after" are meant to the second. Formats:
/// docs/protocol/06-channels.md, vectors in docs/vectors/channel.json.
interface IChannels is ILedger {
    /// @notice The terms, fixed at open; their EIP-712 digest is the channelId, and it is never used twice.
    /// @param payer pays in and gets the rest back
    /// @param payee gets what vouchers say; not the zero address nor this contract
    /// @param token ERC-20, or the zero address for the chain's coin
    /// @param voucherKey whose plain ECDSA signatures are vouchers, whatever code its address or the payer's ever has:
    /// a contract's answer (ERC-1271) could change after the payee has delivered; not the zero address
    /// @param challenge how long the payee has to answer when the payer wants out: 1 hour to 30 days
    /// @param expiry the last second for sure; strictly after it the payer leaves without asking. 0: none
    /// @param salt makes two otherwise equal channels differ
    struct Channel {
        address payer;
        address payee;
        address token;
        address voucherKey;
        uint32 challenge;
        uint64 expiry;
        bytes32 salt;
    }

    /// @notice A voucher with the channel it is for.
    /// @param cumulative all that the payer owes the payee since the channel was opened
    /// @param signature 65 bytes of ECDSA by voucherKey over Voucher(channelId, cumulative)
    struct SignedVoucher {
        Channel channel;
        uint96 cumulative;
        bytes signature;
    }

    /// @notice The whole of the terms, so that either side finds its channels again on the chain alone.
    event Opened(
        bytes32 indexed channelId,
        address indexed payer,
        address indexed payee,
        address token,
        address voucherKey,
        uint32 challenge,
        uint64 expiry,
        bytes32 salt,
        uint96 deposited
    );
    /// @param deposited all that was paid in so far
    event ToppedUp(bytes32 indexed channelId, uint96 deposited);
    /// @param claimed all that the payee was credited so far
    event Claimed(bytes32 indexed channelId, uint96 claimed);
    /// @notice In claimMany: nothing was done about this voucher. It is the word of whoever sent the batch, anybody: it
    /// says nothing about payer or payee.
    /// @param reason selector of the error with which claim would have refused it
    event Skipped(bytes32 indexed channelId, bytes4 reason);
    /// @param exitAt the last second in which a voucher surely counts
    event ExitStarted(bytes32 indexed channelId, uint64 exitAt);
    /// @param claimed all that the payee was credited over the channel's life
    /// @param returned what the payer was credited at the end
    event Closed(bytes32 indexed channelId, uint96 claimed, uint96 returned);

    error OnlyPayer(address caller, address payer);
    error OnlyPayee(address caller, address payee);
    error BadPayee(address payee);
    error BadVoucherKey(address voucherKey);
    error BadChallenge(uint32 challenge);
    /// @notice The channel isn't in a state for this call (0 None, 1 Open, 2 Exiting, 3 Closed).
    error WrongState(bytes32 channelId, uint8 state);
    error TooLate(uint256 time, uint256 deadline);
    /// @notice Allowed strictly after the deadline only.
    error TooEarly(uint256 time, uint256 deadline);
    /// @notice A channel holds at most 2^96 - 1.
    error Overfull(bytes32 channelId, uint256 deposited);
    /// @notice The voucher adds nothing to what was claimed, or the deposit has nothing left.
    error NothingDue(bytes32 channelId, uint96 cumulative, uint96 claimed);
    /// @notice What was agreed on isn't between what was claimed and what was deposited.
    error NotBetween(uint256 cumulative, uint96 claimed, uint96 deposited);
    error BadSignature(address signer, bytes32 digest);

    /// @notice Opens a channel with the caller's coin, sent along, or its approved tokens.
    /// @dev Only the payer, until expiry inclusive, once. Emits Opened. Reverts: OnlyPayer, BadPayee, BadVoucherKey,
    /// BadChallenge, ZeroAmount, TooLate, WrongState, WrongValue, NotAToken, NotExact, Busy, whatever the token reverts
    /// with.
    function open(Channel calldata channel, uint96 amount) external payable;

    /// @notice As open, out of the payer's ledger here; so what came back from one channel opens the next.
    /// @dev Reverts also: Insufficient.
    function openFromLedger(Channel calldata channel, uint96 amount) external;

    /// @notice As open, with the payer's EIP-2612 permit for exactly the amount.
    /// @dev A permit that fails is passed over: somebody may have submitted it first, and the allowance decides.
    function openWithPermit(Channel calldata channel, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;

    /// @notice As open, with the payer's EIP-3009 ReceiveWithAuthorization, its nonce being the channelId; so the
    /// signature can open this channel only, once, and anybody may submit it.
    function openWithAuthorization(
        Channel calldata channel,
        uint96 amount,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Adds to the deposit, paid as in open.
    /// @dev Only the payer, while the channel is Open and until expiry inclusive. Emits ToppedUp. Reverts: OnlyPayer,
    /// ZeroAmount, WrongState, TooLate, Overfull, WrongValue, NotAToken, NotExact, Busy.
    function topUp(Channel calldata channel, uint96 amount) external payable;

    /// @notice As topUp, out of the payer's ledger.
    /// @dev Reverts also: Insufficient.
    function topUpFromLedger(Channel calldata channel, uint96 amount) external;

    /// @notice As topUp, with the payer's EIP-3009 ReceiveWithAuthorization, its nonce being
    /// keccak256(channelId | deposited), both as 32 bytes, deposited being what was paid in so far; so the signature
    /// tops up this channel only, once, and anybody may submit it.
    function topUpWithAuthorization(
        Channel calldata channel,
        uint96 amount,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Credits the payee with what the voucher adds to what was claimed: of a voucher above the deposit, as much
    /// as there is.
    /// @dev Anybody, for the payee, as long as the channel isn't Closed. Emits Claimed. Reverts: WrongState, NothingDue,
    /// BadSignature.
    function claim(Channel calldata channel, uint96 cumulative, bytes calldata signature) external;

    /// @notice As claim for each; one that claim would refuse is passed over, and the others are done all the same.
    /// @dev Anybody. Emits Claimed or Skipped for each. No call leaves this contract. An empty list does nothing. The members are well-formed ABI, else all is refused.
    function claimMany(SignedVoucher[] calldata vouchers) external;

    /// @notice The payee ends the channel: gets what the voucher adds, and the payer the rest.
    /// @param cumulative of the newest voucher; if it isn't above what was claimed, no signature is asked for
    /// @dev Only the payee, at any time. Emits Claimed, if something was added, and Closed. Reverts: OnlyPayee,
    /// WrongState, BadSignature.
    function close(Channel calldata channel, uint96 cumulative, bytes calldata signature) external;

    /// @notice Both end the channel at an agreed sum, at once: the payee by its signature, the payer by sending it.
    /// @param cumulative all that the payee is to have got; from what was claimed to what was deposited
    /// @param validUntil the last second in which the payee's word holds
    /// @param payeeSig by the payee over CoopClose(channelId, cumulative, validUntil): ECDSA (65 bytes), else ERC-1271
    /// @dev Only the payer. A payee that has signed serves no more before validUntil has passed. Emits Claimed, if
    /// something was added, and Closed. Reverts: OnlyPayer, WrongState, TooLate, NotBetween, BadSignature.
    function coopClose(Channel calldata channel, uint96 cumulative, uint64 validUntil, bytes calldata payeeSig) external;

    /// @notice The payer wants out. The payee has until exitAt inclusive to bring its newest voucher: now +
    /// challenge, or the expiry where that is sooner.
    /// @dev Only the payer, while the channel is Open. Emits ExitStarted. Reverts: OnlyPayer, WrongState.
    function startExit(Channel calldata channel) external;

    /// @notice Ends the channel: what wasn't claimed goes back to the payer.
    /// @dev Anybody, strictly after exitAt when Exiting, strictly after expiry when Open. Emits Closed. Reverts:
    /// WrongState, TooEarly.
    function exit(Channel calldata channel) external;

    /// @return state 0 None, 1 Open, 2 Exiting, 3 Closed
    /// @return deposited all that was paid in; 0 when Closed
    /// @return claimed all that the payee was credited; 0 when Closed
    /// @return exitAt when Exiting, else 0
    function channelOf(bytes32 id) external view returns (uint8 state, uint96 deposited, uint96 claimed, uint64 exitAt);

    /// @notice EIP-712 digest of the terms in this contract's domain on this chain.
    function channelId(Channel calldata channel) external view returns (bytes32);

    /// @notice EIP-712 domain separator {name "Peer Channels", version "1", chainId, verifyingContract}.
    function domainSeparator() external view returns (bytes32);
}
