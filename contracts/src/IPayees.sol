// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "./ILedger.sol";

/// @title Proceeds that belong to several
/// @notice A payee is one word (formats: Payee.sol). A sale whose payee is a split or a union credits that word like any
/// other, at no extra cost; who shares in it is looked at when somebody distributes or forwards, which anybody may, and
/// which moves money to nobody but those that the word stands for.
/// @dev The contract sees only the hash when a sale begins. Whoever relies on a split or a union recomputes it from its
/// members: a word that is the hash of nothing, or of shares that don't sum to 10,000, can never be distributed.
interface IPayees is ILedger {
    event Distributed(bytes32 indexed split, address indexed token, uint256 amount);
    event Forwarded(bytes32 indexed union, address indexed token, uint256 amount);

    /// @notice Not an address, a split or a union.
    error BadPayee(bytes32 payee);
    /// @notice A share for each member, and all of them together 10,000.
    error BadShares(uint256 members, uint256 shares, uint256 sum);
    /// @notice Nothing but what is always left in place.
    error NothingThere(bytes32 payee, address token);
    error NotAUnion(bytes32 payee);
    /// @notice The contract Unions isn't deployed on this chain yet. Anybody can deploy it; the money waits.
    error NoUnions(address unions);

    /// @notice Moves what a split holds to its members' ledgers: each gets floor(amount * bps / 10,000), where amount is
    /// all but one base unit.
    /// @param members payees: addresses, unions, other splits; a referrer or a seeder is one of them
    /// @param bps their shares in ten thousandths, in the same order
    /// @dev Anybody, any time. The one unit, and fewer units than there are members, that don't divide, stay for the next
    /// time: a slot that never is zero makes the next sale 17,100 gas cheaper. Emits Distributed with what was moved.
    /// It rounds each time: of an amount below 10,000 / bps units a member gets nothing. In a token of few decimals a
    /// small share is better held in a union, which rounds the sum of all that ever came.
    /// Reverts: BadShares, NothingThere.
    function distribute(bytes32[] calldata members, uint16[] calldata bps, address token) external;

    /// @notice Moves what a union holds, all but one base unit, to the contract Unions, the one place it can go to.
    /// @dev Anybody, any time. Emits Forwarded. Reverts: NotAUnion, NothingThere, NoUnions, Busy, whatever the token or
    /// Unions reverts with (then the money stays where it is).
    function forward(bytes32 union, address token) external;

    /// @notice What an account, a split or a union holds here.
    function ledgerOf(bytes32 payee, address token) external view returns (uint256);

    /// @notice The word for a split, checked: what whoever relies on a split calls before.
    /// @dev Reverts: BadShares; BadPayee where a member is nobody, or this contract, from which nothing could be withdrawn.
    function splitOf(bytes32[] calldata members, uint16[] calldata bps) external view returns (bytes32);
}
