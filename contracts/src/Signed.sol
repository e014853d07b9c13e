// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Whose signature is this
library Signed {
    /// @notice ECDSA over the digest by exactly this key: 65 bytes, low s.
    function byKey(address key, bytes32 digest, bytes calldata signature) internal pure returns (bool) {
        if (signature.length != 65) return false;
        (bytes32 r, bytes32 s, uint8 v) = (0, 0, 0);
        assembly ("memory-safe") {
            r := calldataload(signature.offset)
            s := calldataload(add(signature.offset, 0x20))
            v := byte(0, calldataload(add(signature.offset, 0x40)))
        }
        (address signer, ECDSA.RecoverError flaw,) = ECDSA.tryRecover(digest, v, r, s);
        return flaw == ECDSA.RecoverError.NoError && signer == key;
    }

    /// @notice ECDSA by the account, else the account's own answer as a contract (ERC-1271).
    /// @dev ECDSA first: a delegation (EIP-7702) that an account sets later changes nothing about what it signed.
    function byAccount(address account, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        return byKey(account, digest, signature) || _byContract(account, digest, signature);
    }

    /// @dev At most 32 bytes of the answer are read, whatever is returned; a revert is a no.
    function _byContract(address account, bytes32 digest, bytes calldata signature) private view returns (bool) {
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bool answered;
        bytes32 answer;
        assembly ("memory-safe") {
            answered := staticcall(gas(), account, add(question, 0x20), mload(question), 0, 0x20)
            answered := and(answered, gt(returndatasize(), 0x1f))
            answer := mload(0)
        }
        return answered && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
