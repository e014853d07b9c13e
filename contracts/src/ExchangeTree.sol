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
    function root(bytes32 node, uint64 index, bytes32[] calldata path) internal pure returns (bytes32) {
        for (uint256 height = 0; height < path.length; ++height) {
            node = (index >> height) & 1 == 0
                ? sha256(abi.encodePacked(uint8(3), node, path[height]))
                : sha256(abi.encodePacked(uint8(3), path[height], node));
        }
        return node;
    }

    /// @param blocks at least 1
    function depthOf(uint256 blocks) internal pure returns (uint256 depth) {
        depth = MIN_DEPTH;
        while ((uint256(1) << depth) < blocks) ++depth;
    }
}
