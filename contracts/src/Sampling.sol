// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Which leaves a block's hash draws, and what shows that a leaf is there
/// @dev The tree is that of ContentTree: leaves SHA-256(0x00 | up to 256 bytes), nodes SHA-256(0x01 | left | right), a
/// missing leaf 32 zero bytes, depth max(4, ceil(log2 leaves)).
library Sampling {
    uint256 internal constant LEAF = 256;

    /// @notice What the leaves of one epoch of one deal are drawn from.
    function seed(bytes32 blockHash, bytes32 dealId) internal pure returns (bytes32) {
        return keccak256(abi.encode(blockHash, dealId));
    }

    /// @notice The place of one drawn leaf.
    /// @param leaves how many there are, at least 1 and below 2^41, so that no leaf is favoured by more than 2^-215
    function leafAt(bytes32 seed_, uint256 sample, uint256 leaves) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed_, sample))) % leaves;
    }

    /// @notice The root that the leaf and its siblings, from below upward, fold to.
    /// @param leaf at most 256 bytes
    /// @param path a multiple of 32 bytes
    function root(uint256 index, bytes calldata leaf, bytes calldata path) internal view returns (bytes32 node) {
        assembly ("memory-safe") {
            let input := mload(0x40)
            let pair := add(input, 1)
            mstore8(input, 0)
            calldatacopy(pair, leaf.offset, leaf.length)
            // The precompile fails only for want of gas.
            if iszero(staticcall(gas(), 2, input, add(leaf.length, 1), 0, 0x20)) { revert(0, 0) }
            node := mload(0)
            mstore8(input, 1)
            let sibling := path.offset
            for { let end := add(sibling, path.length) } lt(sibling, end) { sibling := add(sibling, 0x20) } {
                let side := shl(5, and(index, 1))
                mstore(add(pair, side), node)
                mstore(add(pair, xor(side, 0x20)), calldataload(sibling))
                if iszero(staticcall(gas(), 2, input, 65, 0, 0x20)) { revert(0, 0) }
                node := mload(0)
                index := shr(1, index)
            }
        }
    }
}
