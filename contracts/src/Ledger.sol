// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC3009} from "./IERC3009.sol";
import {ILedger} from "./ILedger.sol";

/// @title Who is owed what, and the only doors through which money comes in and goes out
/// @dev For every token T, with L(a,T) what the ledger holds for a, and E(T) what the contract that this is part of keeps
/// for T beside the ledger (its own page says what that is):
///
///   (1)  balance(this, T) >= E(T) + sum over a of L(a,T)        equal, but for what was forced or given in
///   (2)  L(a,T) falls only by what a asked for or signed
///   (3)  what comes in is credited only if the balance rose by exactly as much
///
/// They hold for any token whose transfers move what they say. A token that lies about balances hurts its own holders:
/// no sum above mixes two tokens.
///
/// Accounts are words: an address in the low 20 bytes, or what Payees says. So a sale costs the same whoever is paid.
abstract contract Ledger is ILedger {
    using SafeERC20 for IERC20;

    address internal constant COIN = address(0);
    uint256 private constant IDLE = 1;
    uint256 private constant BUSY = 2;
    /// @dev So that no sum of deposits can overflow, whatever a token says: nothing could be credited to that account then.
    uint256 private constant MAX_DEPOSIT = type(uint128).max;

    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    mapping(bytes32 account => mapping(address token => uint256)) private _ledger;
    /// @dev One for all tokens. Set from the beginning, so that the first payment costs what every other does.
    uint256 private _door = IDLE;

    /// @dev Asks that the balance rise by exactly the amount, and that the token doesn't come back in meanwhile.
    modifier rising(address token, uint256 amount) {
        _calm(token);
        _door = BUSY;
        uint256 before = _held(token);
        _;
        uint256 present = _held(token);
        if (present < before || present - before != amount) {
            revert NotExact(token, present < before ? 0 : present - before, amount);
        }
        _door = IDLE;
    }

    function deposit(address token, uint256 amount) external payable {
        _deposit(token, amount);
    }

    function depositWithPermit(address token, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        _permit(token, amount, Permit(deadline, v, r, s));
        _deposit(token, amount);
    }

    function withdraw(address token, uint256 amount, address to) external {
        if (amount == 0) revert ZeroAmount();
        if (to == address(0) || to == address(this)) revert BadReceiver(to);
        _debit(msg.sender, token, amount);
        emit Withdrawn(msg.sender, token, amount, to);
        if (token == COIN) {
            _send(to, amount);
        } else {
            _calm(token);
            IERC20(token).safeTransfer(to, amount);
        }
    }

    function ledger(address account, address token) external view returns (uint256) {
        return _ledger[_account(account)][token];
    }

    /// @dev From the caller only: an allowance of somebody else is never touched.
    function _receive(address token, uint256 amount) internal {
        uint256 due = token == COIN ? amount : 0;
        if (msg.value != due) revert WrongValue(msg.value, due);
        if (token != COIN) _pull(token, amount);
    }

    function _receiveAuthorized(
        address token,
        address from,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        Permit memory signature
    ) internal rising(token, amount) {
        IERC3009(token)
            .receiveWithAuthorization(
                from,
                address(this),
                amount,
                validAfter,
                validBefore,
                nonce,
                signature.v,
                signature.r,
                signature.s
            );
    }

    /// @dev A front-run permit has done its work already; a useless one leaves the allowance to decide.
    function _permit(address token, uint256 amount, Permit memory permit) internal {
        if (token.code.length == 0) revert NotAToken(token);
        try IERC20Permit(token)
            .permit(msg.sender, address(this), amount, permit.deadline, permit.v, permit.r, permit.s) {}
            catch {}
    }

    function _credit(address account, address token, uint256 amount) internal {
        _credit(_account(account), token, amount);
    }

    function _credit(bytes32 account, address token, uint256 amount) internal {
        if (amount != 0) _ledger[account][token] += amount;
    }

    function _debit(address account, address token, uint256 amount) internal {
        mapping(address => uint256) storage held = _ledger[_account(account)];
        uint256 available = held[token];
        if (available < amount) revert Insufficient(account, token, available, amount);
        unchecked {
            held[token] = available - amount;
        }
    }

    function _owed(bytes32 account, address token) internal view returns (uint256) {
        return _ledger[account][token];
    }

    /// @dev No more than is there.
    function _take(bytes32 account, address token, uint256 amount) internal {
        _ledger[account][token] -= amount;
    }

    function _account(address account) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    /// @dev Before a token moves. Coin needs no such care: nothing is measured by the balance of it.
    function _calm(address token) internal view {
        if (_door == BUSY) revert Busy(token);
    }

    function _deposit(address token, uint256 amount) private {
        if (amount == 0) revert ZeroAmount();
        if (amount > MAX_DEPOSIT) revert TooMuch(amount, MAX_DEPOSIT);
        _receive(token, amount);
        _credit(msg.sender, token, amount);
        emit Deposited(msg.sender, token, amount);
    }

    /// @dev What has no code doesn't answer.
    function _held(address token) private view returns (uint256 amount) {
        bytes4 question = IERC20.balanceOf.selector;
        bool answered;
        assembly ("memory-safe") {
            mstore(0, question)
            mstore(4, address())
            answered := staticcall(gas(), token, 0, 0x24, 0, 0x20)
            answered := and(answered, gt(returndatasize(), 0x1f))
            amount := mload(0)
        }
        if (!answered) revert NotAToken(token);
    }

    function _pull(address token, uint256 amount) private rising(token, amount) {
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @dev Nothing that the receiver returns is copied.
    function _send(address to, uint256 amount) private {
        bool sent;
        assembly ("memory-safe") {
            sent := call(gas(), to, amount, 0, 0, 0, 0)
        }
        if (!sent) revert SendFailed(to, amount);
    }
}
