// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev Where the contract Unions stands on every chain: CREATE2 by the well-known proxy, salt zero. A constant and no
/// immutable, so that this code is the same everywhere, too. build.mjs fails if Unions' own bytes say otherwise.
address constant UNIONS = 0x48075cAAcE07112242f164cA12425Ccd134f3FC8;
