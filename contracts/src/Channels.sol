// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conditional} from "./Conditional.sol";
import {Signed} from "./Signed.sol";

/// @title One-way payment channels. What each function does for whom stands in IChannels and IConditional.
/// @dev What holds at the end of every call, beside (2) and (3) of Ledger, for c a channel with id(c) = its digest,
/// D(c) what was deposited into it, P(c) what its payee was credited:
///
///   (1)  balance(this, T) >= sum over open c with token(c) = T of D(c) - P(c) + sum over pending v in T of bond(v)
///                            + sum over a of ledger(a, T)
///   (4)  0 <= P(c) <= D(c) < 2^96, and while c is open neither falls
///   (5)  a channel goes None -> Open -> (Exiting ->) Closed, each step once; a Closed id never opens again
///   (6)  P(c) rises to min(v, D(c)) only if voucherKey(c) signed v for c, or to base(v) + amount(v) only if it signed the
///        conditional v, K is public and the dispute window passed, or, in coopClose, to what both agreed on
///   (7)  what P(c) rises by is credited to payee(c); D(c) - P(c) is credited to payer(c) when c is closed; nothing of c
///        is ever credited to anybody else
///   (8)  at every time t an open channel can be ended by each of its owners alone:
///          the payee: close                   the payer: startExit, then exit once t > min(exitAt, expiry)
///        after settle, which is anybody's once t > disputeBy, if a conditional voucher is pending;
///        and a voucher that reaches a block with t <= min(exitAt, expiry) can't come too late
///
/// One slot holds a channel; its terms come again with every call and are known by their digest.
contract Channels is Conditional {
    uint256 private constant MIN_CHALLENGE = 1 hours;
    uint256 private constant MAX_CHALLENGE = 30 days;

    bytes32 private constant COOP_CLOSE_TYPE =
        keccak256("CoopClose(bytes32 channelId,uint96 cumulative,uint64 validUntil)");

    function open(Channel calldata channel, uint96 amount) external payable {
        _begin(channel, amount);
        _fromPayer(channel, amount);
    }

    function openFromLedger(Channel calldata channel, uint96 amount) external {
        _begin(channel, amount);
        _fromLedger(channel, amount);
    }

    function openWithPermit(Channel calldata channel, uint96 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        // First, so that no foreign code runs between the channel's beginning and its payment.
        _permit(channel.token, amount, Permit(deadline, v, r, s));
        _begin(channel, amount);
        _fromPayer(channel, amount);
    }

    function openWithAuthorization(
        Channel calldata channel,
        uint96 amount,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 id = _begin(channel, amount);
        _receiveAuthorized(channel.token, channel.payer, amount, validAfter, validBefore, id, Permit(0, v, r, s));
    }

    function topUp(Channel calldata channel, uint96 amount) external payable {
        _raise(channel, amount);
        _fromPayer(channel, amount);
    }

    function topUpFromLedger(Channel calldata channel, uint96 amount) external {
        _raise(channel, amount);
        _fromLedger(channel, amount);
    }

    function topUpWithAuthorization(
        Channel calldata channel,
        uint96 amount,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 nonce = _raise(channel, amount);
        _receiveAuthorized(channel.token, channel.payer, amount, validAfter, validBefore, nonce, Permit(0, v, r, s));
    }

    function claim(Channel calldata channel, uint96 cumulative, bytes calldata signature) external {
        bytes32 domain = domainSeparator();
        bytes32 id = _id(domain, channel);
        State memory state = _running(id);
        uint96 due = _due(state, cumulative);
        if (due == 0) revert NothingDue(id, cumulative, state.claimed);
        bytes32 digest = _voucher(domain, id, cumulative);
        if (!Signed.byKey(channel.voucherKey, digest, signature)) revert BadSignature(channel.voucherKey, digest);
        _pay(channel, id, state, due);
        _store(id, state);
    }

    function claimMany(SignedVoucher[] calldata vouchers) external {
        bytes32 domain = domainSeparator();
        for (uint256 i = 0; i < vouchers.length; ++i) {
            SignedVoucher calldata voucher = vouchers[i];
            bytes32 id = _id(domain, voucher.channel);
            bytes4 refusal = _claimOrNot(domain, id, voucher);
            if (refusal != 0) emit Skipped(id, refusal);
        }
    }

    function close(Channel calldata channel, uint96 cumulative, bytes calldata signature) external {
        if (msg.sender != channel.payee) revert OnlyPayee(msg.sender, channel.payee);
        bytes32 domain = domainSeparator();
        bytes32 id = _id(domain, channel);
        State memory state = _running(id);
        uint96 due = _due(state, cumulative);
        if (due != 0) {
            bytes32 digest = _voucher(domain, id, cumulative);
            if (!Signed.byKey(channel.voucherKey, digest, signature)) revert BadSignature(channel.voucherKey, digest);
            _pay(channel, id, state, due);
        }
        _end(channel, id, state);
    }

    function coopClose(Channel calldata channel, uint96 cumulative, uint64 validUntil, bytes calldata payeeSig)
        external
    {
        _onlyPayer(channel);
        bytes32 domain = domainSeparator();
        bytes32 id = _id(domain, channel);
        State memory state = _running(id);
        _notAfter(validUntil);
        if (cumulative < state.claimed || cumulative > state.deposited) {
            revert NotBetween(cumulative, state.claimed, state.deposited);
        }
        bytes32 digest = _digest(domain, keccak256(abi.encode(COOP_CLOSE_TYPE, id, cumulative, validUntil)));
        if (!Signed.byAccount(channel.payee, digest, payeeSig)) revert BadSignature(channel.payee, digest);
        uint96 due = _due(state, cumulative);
        if (due != 0) _pay(channel, id, state, due);
        _end(channel, id, state);
    }

    function startExit(Channel calldata channel) external {
        _onlyPayer(channel);
        bytes32 id = channelId(channel);
        State memory state = _inState(id, OPEN);
        state.status = EXITING;
        uint256 exitAt = block.timestamp + channel.challenge;
        if (channel.expiry != 0 && channel.expiry < exitAt) exitAt = channel.expiry;
        state.exitAt = uint40(exitAt);
        _store(id, state);
        emit ExitStarted(id, state.exitAt);
    }

    function exit(Channel calldata channel) external {
        bytes32 id = channelId(channel);
        State memory state = _running(id);
        uint256 deadline = state.status == EXITING ? state.exitAt : channel.expiry;
        if (deadline == 0) revert WrongState(id, state.status);
        if (block.timestamp <= deadline) revert TooEarly(block.timestamp, deadline);
        _end(channel, id, state);
    }

    /// @dev Everything about opening but the money itself, which every caller of this fetches next. Until it has come,
    /// the token is Busy, so nothing of this one can be withdrawn on the strength of it.
    function _begin(Channel calldata channel, uint96 amount) private returns (bytes32 id) {
        if (channel.payee == address(0) || channel.payee == address(this)) revert BadPayee(channel.payee);
        if (channel.voucherKey == address(0)) revert BadVoucherKey(channel.voucherKey);
        if (channel.challenge < MIN_CHALLENGE || channel.challenge > MAX_CHALLENGE) {
            revert BadChallenge(channel.challenge);
        }
        if (amount == 0) revert ZeroAmount();
        _notExpired(channel);
        id = channelId(channel);
        _inState(id, NONE);
        _store(id, State(OPEN, 0, 0, 0, amount));
        emit Opened(
            id,
            channel.payer,
            channel.payee,
            channel.token,
            channel.voucherKey,
            channel.challenge,
            channel.expiry,
            channel.salt,
            amount
        );
    }

    /// @dev Everything about topping up but the money itself. Gives the nonce of a signature that pays for this once.
    function _raise(Channel calldata channel, uint96 amount) private returns (bytes32 nonce) {
        if (amount == 0) revert ZeroAmount();
        _notExpired(channel);
        bytes32 id = channelId(channel);
        State memory state = _inState(id, OPEN);
        nonce = keccak256(abi.encode(id, state.deposited));
        uint256 deposited = uint256(state.deposited) + amount;
        if (deposited > type(uint96).max) revert Overfull(id, deposited);
        state.deposited = uint96(deposited);
        _store(id, state);
        emit ToppedUp(id, state.deposited);
    }

    function _fromPayer(Channel calldata channel, uint96 amount) private {
        _onlyPayer(channel);
        _receive(channel.token, amount);
    }

    function _fromLedger(Channel calldata channel, uint96 amount) private {
        _onlyPayer(channel);
        _debit(channel.payer, channel.token, amount);
    }

    /// @return refusal selector of the error with which claim would refuse, or zero
    function _claimOrNot(bytes32 domain, bytes32 id, SignedVoucher calldata voucher) private returns (bytes4 refusal) {
        State memory state = _load(id);
        if (state.status != OPEN && state.status != EXITING) return WrongState.selector;
        uint96 due = _due(state, voucher.cumulative);
        if (due == 0) return NothingDue.selector;
        bytes32 digest = _voucher(domain, id, voucher.cumulative);
        if (!Signed.byKey(voucher.channel.voucherKey, digest, voucher.signature)) return BadSignature.selector;
        _pay(voucher.channel, id, state, due);
        _store(id, state);
    }

    function _end(Channel calldata channel, bytes32 id, State memory state) private {
        if (state.pending != 0) revert CondPending(id);
        uint96 rest = state.deposited - state.claimed;
        _store(id, State(CLOSED, 0, 0, 0, 0));
        _credit(channel.payer, channel.token, rest);
        emit Closed(id, state.claimed, rest);
    }

    function _onlyPayer(Channel calldata channel) private view {
        if (msg.sender != channel.payer) revert OnlyPayer(msg.sender, channel.payer);
    }

    function _notExpired(Channel calldata channel) private view {
        if (channel.expiry != 0) _notAfter(channel.expiry);
    }


}
