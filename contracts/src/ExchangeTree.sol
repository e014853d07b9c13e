// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The tree of pairs that an offer commits to
/// @dev Leaf i: SHA-256(0x02 | uint64be(i) | SHA-256(cipher_i) | plainRoot_i); nodes SHA-256(0x03 | left | right), a node's
/// side given by its index; a missing leaf is 32 zero bytes. The depth is max(4, ceil(log2 blocks)).
library ExchangeTree {
    uint256 private constant MIN_DEPTH = 4;

    function leaf(uint64 index, bytes calldata cipher, bytes32 plainRoot) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(uint8(2), index, sha256(cipher), plainRoot));
    }

    /// @notice The root that the leaf and its siblings, from below upward, fold to.
    /// @param path 32 bytes for each sibling
    function root(bytes32 node, uint64 index, bytes calldata path) internal view returns (bytes32 result) {
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore8(input, 3)
            let pair := add(input, 1)
            let sibling := path.offset
            for { let end := add(sibling, path.length) } lt(sibling, end) { sibling := add(sibling, 0x20) } {
                let side := shl(5, and(index, 1))
                mstore(add(pair, side), node)
                mstore(add(pair, xor(side, 0x20)), calldataload(sibling))
                // The precompile fails only for want of gas.
                if iszero(staticcall(gas(), 2, input, 65, 0, 0x20)) { revert(0, 0) }
                node := mload(0)
                index := shr(1, index)
            }
            result := node
        }
    }

    /// @param blocks at least 1
    function depthOf(uint256 blocks) internal pure returns (uint256 depth) {
        depth = MIN_DEPTH;
        while ((uint256(1) << depth) < blocks) ++depth;
    }
}
