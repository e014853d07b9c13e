// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The tree over what is sold, as far as one block of it
/// @dev Leaves of 256 bytes: SHA-256(0x00 | bytes), the last one with its real length; nodes SHA-256(0x01 | left | right);
/// a missing leaf is 32 zero bytes and combines upward like any other.
library ContentTree {
    uint256 private constant LEAF = 256;

    /// @notice The node over one block.
    /// @param plain 1 to blockSize bytes
    /// @param blockSize a power of two, at least 256
    function blockRoot(bytes memory plain, uint256 blockSize) internal view returns (bytes32) {
        uint256 width = blockSize / LEAF;
        bytes32[] memory nodes = new bytes32[](width);
        for (uint256 from = 0; from < plain.length; from += LEAF) {
            uint256 left = plain.length - from;
            nodes[from / LEAF] = _leaf(plain, from, left < LEAF ? left : LEAF);
        }
        for (; width > 1; width /= 2) {
            for (uint256 i = 0; i < width; i += 2) {
                nodes[i / 2] = sha256(abi.encodePacked(uint8(1), nodes[i], nodes[i + 1]));
            }
        }
        return nodes[0];
    }

    /// @dev Hashes in place: the byte before the leaf is made the tag for the time of the call.
    function _leaf(bytes memory plain, uint256 from, uint256 length) private view returns (bytes32 hash) {
        assembly ("memory-safe") {
            let before := add(plain, from)
            let saved := mload(before)
            mstore8(add(before, 0x1f), 0)
            if iszero(staticcall(gas(), 2, add(before, 0x1f), add(length, 1), 0, 0x20)) { revert(0, 0) }
            mstore(before, saved)
            hash := mload(0)
        }
    }
}
