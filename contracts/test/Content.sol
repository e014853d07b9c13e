// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What seller and buyer do off chain, spelled out slowly: blocks, trees and the cipher, over bytes in memory.
library Content {
    struct Sealed {
        bytes[] ciphers;
        bytes32[] plainRoots;
        bytes32 root;
        uint256 depth;
    }

    /// As in docs/vectors/exchange.json.
    function sample(uint256 size) internal pure returns (bytes memory content) {
        content = new bytes(size);
        for (uint256 i = 0; i < size; ++i) {
            content[i] = bytes1(uint8(7 * i + 11 * (i / 256) + 3));
        }
    }

    /// Quicker to make, for the fuzz tests.
    function noise(uint256 size) internal pure returns (bytes memory content) {
        content = new bytes(size);
        for (uint256 i = 0; i < size; i += 32) {
            bytes32 word = keccak256(abi.encode(i));
            assembly ("memory-safe") {
                mstore(add(add(content, 0x20), i), word)
            }
        }
    }

    function seal(bytes memory content, uint256 blockSize, bytes32 key) internal pure returns (Sealed memory result) {
        uint256 n = (content.length + blockSize - 1) / blockSize;
        result.ciphers = new bytes[](n);
        result.plainRoots = new bytes32[](n);
        for (uint256 i = 0; i < n; ++i) {
            bytes memory plain = part(content, i * blockSize, blockSize);
            result.plainRoots[i] = blockRoot(plain, blockSize);
            result.ciphers[i] = crypt(key, i, plain);
        }
        commit(result);
    }

    /// Sets depth and root from ciphers and plainRoots.
    function commit(Sealed memory result) internal pure {
        result.depth = depthOf(result.ciphers.length);
        result.root = fold(leaves(result), 3, result.depth);
    }

    function leaves(Sealed memory s) internal pure returns (bytes32[] memory result) {
        result = new bytes32[](s.ciphers.length);
        for (uint256 i = 0; i < result.length; ++i) {
            result[i] = sha256(abi.encodePacked(uint8(2), uint64(i), sha256(s.ciphers[i]), s.plainRoots[i]));
        }
    }

    function path(Sealed memory s, uint256 index) internal pure returns (bytes32[] memory result) {
        bytes32[] memory level = leaves(s);
        result = new bytes32[](s.depth);
        bytes32 zero = 0;
        for (uint256 h = 0; h < s.depth; ++h) {
            uint256 sibling = index ^ 1;
            result[h] = sibling < level.length ? level[sibling] : zero;
            level = above(level, 3, zero);
            zero = sha256(abi.encodePacked(uint8(3), zero, zero));
            index /= 2;
        }
    }

    function depthOf(uint256 count) internal pure returns (uint256 depth) {
        depth = 4;
        for (uint256 room = 16; room < count; room *= 2) ++depth;
    }

    function contentRoot(bytes memory content) internal pure returns (bytes32) {
        bytes32[] memory level = contentLeaves(content);
        return fold(level, 1, depthOf(level.length));
    }

    function blockRoot(bytes memory plain, uint256 blockSize) internal pure returns (bytes32) {
        uint256 height = 0;
        for (uint256 room = 256; room < blockSize; room *= 2) ++height;
        return fold(contentLeaves(plain), 1, height);
    }

    function contentLeaves(bytes memory content) internal pure returns (bytes32[] memory result) {
        result = new bytes32[]((content.length + 255) / 256);
        for (uint256 i = 0; i < result.length; ++i) {
            result[i] = sha256(abi.encodePacked(uint8(0), part(content, i * 256, 256)));
        }
    }

    function fold(bytes32[] memory level, uint8 tag, uint256 depth) internal pure returns (bytes32) {
        bytes32 zero = 0;
        for (uint256 h = 0; h < depth; ++h) {
            level = above(level, tag, zero);
            zero = sha256(abi.encodePacked(tag, zero, zero));
        }
        return level[0];
    }

    function above(bytes32[] memory level, uint8 tag, bytes32 zero) internal pure returns (bytes32[] memory result) {
        result = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < result.length; ++i) {
            bytes32 right = 2 * i + 1 < level.length ? level[2 * i + 1] : zero;
            result[i] = sha256(abi.encodePacked(tag, level[2 * i], right));
        }
    }

    function crypt(bytes32 key, uint256 index, bytes memory data) internal pure returns (bytes memory result) {
        result = part(data, 0, data.length);
        for (uint256 i = 0; i < data.length; i += 32) {
            bytes32 word = sha256(abi.encodePacked(key, uint64(128 * index + i / 32)));
            assembly ("memory-safe") {
                let place := add(add(result, 0x20), i)
                mstore(place, xor(mload(place), word))
            }
        }
    }

    function part(bytes memory data, uint256 start, uint256 most) internal pure returns (bytes memory result) {
        uint256 left = data.length - start;
        result = new bytes(left < most ? left : most);
        for (uint256 i = 0; i < result.length; i += 32) {
            assembly ("memory-safe") {
                mstore(add(add(result, 0x20), i), mload(add(add(data, add(0x20, start)), i)))
            }
        }
    }
}
