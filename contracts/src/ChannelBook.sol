// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IChannels} from "./IChannels.sol";
import {Ledger} from "./Ledger.sol";

/// @title What is known of each channel, and how it is named and paid from
abstract contract ChannelBook is IChannels, Ledger {
    uint8 internal constant NONE = 0;
    uint8 internal constant OPEN = 1;
    uint8 internal constant EXITING = 2;
    uint8 internal constant CLOSED = 3;

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant NAME = keccak256("Peer Channels");
    bytes32 private constant VERSION = keccak256("1");
    bytes32 private constant CHANNEL_TYPE = keccak256(
        "Channel(address payer,address payee,address token,address voucherKey,uint32 challenge,uint64 expiry,bytes32 salt)"
    );
    uint256 private constant CHANNEL_BYTES = 7 * 32;
    bytes32 private constant VOUCHER_TYPE = keccak256("Voucher(bytes32 channelId,uint96 cumulative)");

    /// @dev In storage one word, from the low end: status 8 bits, exitAt 40, pending 8 (1 or 0), nothing 8, claimed 96,
    /// deposited 96.
    struct State {
        uint8 status;
        uint40 exitAt;
        uint8 pending;
        uint96 claimed;
        uint96 deposited;
    }

    mapping(bytes32 channelId => uint256) private _channels;

    function channelOf(bytes32 id)
        external
        view
        returns (uint8 status, uint96 deposited, uint96 claimed, uint64 exitAt)
    {
        State memory state = _load(id);
        return (state.status, state.deposited, state.claimed, state.exitAt);
    }

    function channelId(Channel calldata channel) public view returns (bytes32) {
        return _id(domainSeparator(), channel);
    }

    /// @dev Computed anew each time: code without immutables is the same on every chain and known by one hash.
    function domainSeparator() public view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, NAME, VERSION, block.chainid, address(this)));
    }

    /// @dev What a voucher adds: nothing, if it is no higher than what was claimed.
    function _due(State memory state, uint96 cumulative) internal pure returns (uint96) {
        uint96 owed = cumulative < state.deposited ? cumulative : state.deposited;
        unchecked {
            return owed > state.claimed ? owed - state.claimed : 0;
        }
    }

    /// @param due as _due says, so never beyond the deposit
    function _pay(Channel calldata channel, bytes32 id, State memory state, uint96 due) internal {
        unchecked {
            state.claimed += due;
        }
        _credit(channel.payee, channel.token, due);
        emit Claimed(id, state.claimed);
    }

    function _notAfter(uint256 deadline) internal view {
        if (block.timestamp > deadline) revert TooLate(block.timestamp, deadline);
    }

    function _inState(bytes32 id, uint8 status) internal view returns (State memory state) {
        state = _load(id);
        if (state.status != status) revert WrongState(id, state.status);
    }

    function _running(bytes32 id) internal view returns (State memory state) {
        state = _load(id);
        if (state.status != OPEN && state.status != EXITING) revert WrongState(id, state.status);
    }

    function _load(bytes32 id) internal view returns (State memory) {
        uint256 word = _channels[id];
        return State(uint8(word), uint40(word >> 8), uint8(word >> 48), uint96(word >> 64), uint96(word >> 160));
    }

    function _store(bytes32 id, State memory state) internal {
        uint256 amounts = uint256(state.deposited) << 160 | uint256(state.claimed) << 64;
        _channels[id] = amounts | uint256(state.pending) << 48 | uint256(state.exitAt) << 8 | state.status;
    }

    /// @dev The words are hashed as they came: one with dirty high bits is not a digest that EIP-712 gives, and opening,
    /// which every channel begins with, reads and so refuses it.
    function _id(bytes32 domain, Channel calldata channel) internal pure returns (bytes32) {
        bytes32 structHash;
        bytes32 kind = CHANNEL_TYPE;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, kind)
            calldatacopy(add(words, 0x20), channel, CHANNEL_BYTES)
            structHash := keccak256(words, add(CHANNEL_BYTES, 0x20))
        }
        return _digest(domain, structHash);
    }

    function _voucher(bytes32 domain, bytes32 id, uint96 cumulative) internal pure returns (bytes32) {
        return _digest(domain, keccak256(abi.encode(VOUCHER_TYPE, id, cumulative)));
    }

    function _digest(bytes32 domain, bytes32 structHash) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }
}
