// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The part of EIP-3009 that a payee calls
interface IERC3009 {
    /// @notice Moves value from `from` to `to` on the signature of `from`; the caller must be `to`.
    /// @param validAfter the authorization holds strictly after this instant, unix seconds
    /// @param validBefore and strictly before this one
    /// @param nonce 32 bytes that `from` has not used before
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
}
