// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The cipher of the fair exchange: SHA-256 in counter mode
/// @dev Word j (32 bytes) of block i is SHA-256(K | uint64be(128 i + j)). A block has at most 4096 bytes, so at most 128
/// words: no two blocks share a counter.
library Keystream {
    uint256 private constant WORDS_PER_BLOCK = 128;

    /// @notice Decrypts, or encrypts: the two are the same.
    /// @param index of the block; below 2^57
    /// @param data at most 4096 bytes
    function applied(bytes32 key, uint256 index, bytes calldata data) internal view returns (bytes memory result) {
        result = data;
        uint256 counter = index * WORDS_PER_BLOCK;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, key)
            let word := add(result, 0x20)
            let end := add(word, mload(result))
            // The last word may run over the end, into the padding that the copy above has allocated.
            for {} lt(word, end) { word := add(word, 0x20) } {
                mstore(add(input, 0x20), shl(192, counter))
                // The precompile fails only for want of gas.
                if iszero(staticcall(gas(), 2, input, 40, 0, 0x20)) { revert(0, 0) }
                mstore(word, xor(mload(word), mload(0)))
                counter := add(counter, 1)
            }
        }
    }
}
