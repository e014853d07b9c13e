// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev Where the contract Unions stands on every chain: CREATE2 by the well-known proxy, salt zero. A constant and no
/// immutable, so that this code is the same everywhere, too. build.mjs fails if Unions' own bytes say otherwise.
address constant UNIONS = 0x01223EBB04DB0f7e978C43716A8DB56904af3E65;
