// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStorageDeals} from "./IStorageDeals.sol";

/// @title The hashes of the blocks that leaves are drawn from
/// @dev A grid of every 256th block, the same for every deal: as many blocks as every chain tells the hashes of, so the
/// latest one of the grid can always be pinned, and one pin serves all that are drawn from it.
abstract contract BlockHashes is IStorageDeals {
    uint256 internal constant GRID = 256;
    /// @dev Where EIP-2935 keeps the last 8,191 hashes. The address follows from a transaction without a known key, so
    /// there is nothing else at it.
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    mapping(uint256 blockNumber => bytes32) public pinned;

    function pin(uint256 blockNumber) external {
        if (blockNumber % GRID != 0) revert NotOnGrid(blockNumber);
        if (pinned[blockNumber] != 0) return;
        bytes32 hash = _recent(blockNumber);
        if (hash == 0) revert HashUnavailable(blockNumber);
        pinned[blockNumber] = hash;
        emit Pinned(blockNumber, hash);
    }

    function _hashOf(uint256 blockNumber) internal view returns (bytes32 hash) {
        hash = _recent(blockNumber);
        if (hash == 0) hash = pinned[blockNumber];
        if (hash == 0) revert HashUnavailable(blockNumber);
    }

    /// @dev Zero if the block isn't made yet or is longer ago than the chain tells.
    function _recent(uint256 blockNumber) private view returns (bytes32 hash) {
        hash = blockhash(blockNumber);
        if (hash != 0 || blockNumber >= block.number) return hash;
        assembly ("memory-safe") {
            mstore(0, blockNumber)
            // Where nothing is, the call succeeds and returns nothing.
            let answered := staticcall(gas(), HISTORY, 0, 0x20, 0, 0x20)
            if and(answered, eq(returndatasize(), 0x20)) { hash := mload(0) }
        }
    }
}
