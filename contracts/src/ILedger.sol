// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What a contract owes to whom, and how that is paid in and out
/// @dev Each contract that has one has its own: a fault in one can't drain another. Amounts are in base units of the
/// token; the zero address is the chain's coin, in wei.
interface ILedger {
    event Deposited(address indexed account, address indexed token, uint256 amount);
    event Withdrawn(address indexed account, address indexed token, uint256 amount, address to);

    /// @notice Coin sent with the call isn't what is due with it.
    error WrongValue(uint256 sent, uint256 due);
    /// @notice The token moved something else than it was asked to (a fee, a rebase, or nothing at all).
    error NotExact(address token, uint256 received, uint256 due);
    /// @notice The ledger of the account holds less than the call needs.
    error Insufficient(address account, address token, uint256 available, uint256 needed);
    /// @notice What is at the address has no balances, or there is nothing.
    error NotAToken(address token);
    /// @notice A token called back in while it was being paid with.
    error Busy(address token);
    error ZeroAmount();
    error TooMuch(uint256 amount, uint256 most);
    /// @notice The zero address and this contract can't be paid out to.
    error BadReceiver(address to);
    error SendFailed(address to, uint256 amount);

    /// @notice Adds to the caller's ledger. The caller has approved an ERC-20 before; coin is sent along.
    /// @param amount 1 to 2^128 - 1
    /// @dev Emits Deposited. Reverts: ZeroAmount, TooMuch, WrongValue, NotAToken, NotExact, Busy, whatever the token
    /// reverts with.
    function deposit(address token, uint256 amount) external payable;

    /// @notice As deposit, with the caller's EIP-2612 permit for exactly the amount.
    /// @dev A permit that fails is passed over: somebody may have submitted it first, and the allowance decides.
    function depositWithPermit(address token, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Pays out of the caller's ledger to any address.
    /// @dev Emits Withdrawn. Reverts: ZeroAmount, BadReceiver, Insufficient, SendFailed, Busy.
    function withdraw(address token, uint256 amount, address to) external;

    /// @notice What the account may withdraw.
    function ledger(address account, address token) external view returns (uint256);
}
