// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC3009} from "./IERC3009.sol";
import {ILedger} from "./ILedger.sol";

/// @title Who is owed what, and the only doors through which money comes in and goes out
/// @dev For every token T, with E(T) = escrowed(T) and L(a,T) = ledger(a,T):
///
///   (1)  balance(this, T) >= E(T) + sum over a of L(a,T)        equal, but for what was forced or given in
///   (2)  L(a,T) falls only by withdraw of a, or by the bond of an offer that a signed
///   (3)  what comes in is credited only if the balance rose by exactly as much
///
/// They hold for any token whose transfers move what they say. A token that lies about balances hurts its own holders:
/// no sum above mixes two tokens.
abstract contract Ledger is ILedger {
    using SafeERC20 for IERC20;

    address internal constant COIN = address(0);
    uint256 private constant IDLE = 1;
    uint256 private constant BUSY = 2;
    uint256 private constant DOOR = 0xff;

    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    mapping(address account => mapping(address token => uint256)) public ledger;
    /// @dev escrowed << 8 | door. Once touched it is never zero again, which is cheaper for the next sale.
    mapping(address token => uint256) private _vaults;

    /// @dev Asks that the balance rise by exactly the amount, and that the token doesn't come back in meanwhile.
    modifier rising(address token, uint256 amount) {
        if (token.code.length == 0) revert NotAToken(token);
        uint256 vault = _calm(token);
        _vaults[token] = (vault & ~DOOR) | BUSY;
        uint256 before = IERC20(token).balanceOf(address(this));
        _;
        uint256 present = IERC20(token).balanceOf(address(this));
        if (present < before || present - before != amount) {
            revert NotExact(token, present < before ? 0 : present - before, amount);
        }
        // The sum may have fallen meanwhile: a sale can end while the token is on its way.
        _vaults[token] = (_vaults[token] & ~DOOR) | IDLE;
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
        _calm(token);
        _debit(msg.sender, token, amount);
        emit Withdrawn(msg.sender, token, amount, to);
        if (token == COIN) {
            _send(to, amount);
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    function escrowed(address token) external view returns (uint256) {
        return _vaults[token] >> 8;
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
        if (amount != 0) ledger[account][token] += amount;
    }

    function _debit(address account, address token, uint256 amount) internal {
        uint256 available = ledger[account][token];
        if (available < amount) revert Insufficient(account, token, available, amount);
        unchecked {
            ledger[account][token] = available - amount;
        }
    }

    function _lock(address token, uint256 amount) internal {
        uint256 vault = _calm(token);
        _vaults[token] = ((vault >> 8) + amount) << 8 | IDLE;
    }

    /// @dev The amount has been locked before.
    function _unlock(address token, uint256 amount) internal {
        unchecked {
            _vaults[token] -= amount << 8;
        }
    }

    function _calm(address token) private view returns (uint256 vault) {
        vault = _vaults[token];
        if (vault & DOOR == BUSY) revert Busy(token);
    }

    function _deposit(address token, uint256 amount) private {
        if (amount == 0) revert ZeroAmount();
        _receive(token, amount);
        _credit(msg.sender, token, amount);
        emit Deposited(msg.sender, token, amount);
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
