// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Who is credited the price: one word for an account, a split or a union
/// @dev By the top two bits:
///      00  account   12 zero bytes | address, not zero
///      10  split     the other 254 bits are those of keccak256(abi.encode(bytes32[] members, uint16[] bps))
///      11  union     the other 254 bits are those that the contract Unions gives a meaning to (IUnions)
/// Anything else is nobody.
library Payee {
    uint256 private constant TAG = 254;
    uint256 private constant SPLIT = 2;
    uint256 private constant UNION = 3;

    function isWellFormed(bytes32 payee) internal pure returns (bool) {
        return uint256(payee) >> 160 == 0 ? payee != 0 : uint256(payee) >> TAG >= SPLIT;
    }

    function isUnion(bytes32 payee) internal pure returns (bool) {
        return uint256(payee) >> TAG == UNION;
    }

    /// @param members payees themselves
    /// @param bps share of each in ten thousandths
    function ofSplit(bytes32[] calldata members, uint16[] calldata bps) internal pure returns (bytes32) {
        uint256 hash = uint256(keccak256(abi.encode(members, bps)));
        return bytes32(SPLIT << TAG | (hash << 2) >> 2);
    }
}
