// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFairExchange} from "./IFairExchange.sol";
import {Payee} from "./Payee.sol";
import {Signed} from "./Signed.sol";

/// @title What is signed, by whom it must be, and within which bounds
/// @dev EIP-712, domain {name "Peer FairExchange", version "1", chainId, verifyingContract}. Words are hashed as they came:
/// ones with dirty high bits are not a digest that EIP-712 gives, and accept, which every sale begins with, reads and so
/// refuses them.
abstract contract Terms is IFairExchange {
    uint256 private constant MIN_WINDOW = 10 minutes;
    uint256 private constant MAX_WINDOW = 30 days;
    uint256 private constant MIN_BLOCK = 256;
    uint256 private constant MAX_BLOCK = 4096;

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant NAME = keccak256("Peer FairExchange");
    bytes32 private constant VERSION = keccak256("1");
    bytes32 private constant OFFER_TYPE = keccak256(
        "Offer(address seller,address buyer,address buyerKey,address token,bytes32 payee,uint96 price,uint96 bond,uint96 noShow,uint64 acceptBy,uint32 revealWindow,uint32 disputeWindow,bytes32 listing,bytes32 contentRoot,uint64 size,uint32 blockSize,bytes32 exchangeRoot,bytes32 keyHash,bytes32 maskHash,bytes32 nonce)"
    );
    uint256 private constant OFFER_BYTES = 19 * 32;
    bytes32 private constant DELEGATION_TYPE = keccak256(
        "Delegation(address seller,address delegate,bytes32 listing,address token,uint96 minPrice,bytes32 payee,uint64 until,uint64 epoch)"
    );
    uint256 private constant DELEGATION_BYTES = 8 * 32;
    bytes32 private constant RELEASE_TYPE = keccak256("Release(bytes32 offerId)");
    bytes32 private constant REVEAL_TYPE = keccak256("Reveal(bytes32 offerId,bytes32 z)");

    mapping(address seller => uint64) public epochOf;

    function raiseEpoch() external {
        emit EpochRaised(msg.sender, ++epochOf[msg.sender]);
    }

    function offerId(Offer calldata offer) public view returns (bytes32) {
        return _offerId(offer, domainSeparator());
    }

    /// @dev Computed anew each time: code without immutables is the same on every chain and known by one hash.
    function domainSeparator() public view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, NAME, VERSION, block.chainid, address(this)));
    }

    function _checkTerms(Offer calldata offer) internal view {
        _notAfter(offer.acceptBy);
        if (offer.price == 0) revert BadPrice(offer.price);
        // Read, so that dirty high bits are refused here and not when the buyer lets go.
        _buyerKey(offer);
        if (offer.noShow > offer.bond) revert BadBond(offer.bond, offer.noShow);
        _checkWindow(offer.revealWindow);
        _checkWindow(offer.disputeWindow);
        bool nowhere = offer.payee == bytes32(uint256(uint160(address(this))));
        if (nowhere || !Payee.isWellFormed(offer.payee)) revert BadPayee(offer.payee);
        uint256 blockSize = offer.blockSize;
        bool inRange = offer.size != 0 && blockSize >= MIN_BLOCK && blockSize <= MAX_BLOCK;
        if (!inRange || blockSize & (blockSize - 1) != 0) revert BadSize(offer.size, offer.blockSize);
    }

    /// @dev The seller lets this delegate make this offer, and the delegate has made it.
    function _checkWarrant(Offer calldata offer, bytes32 id, Warrant calldata warrant) internal view {
        Delegation calldata given = warrant.delegation;
        bool matches = given.seller == offer.seller && given.listing == offer.listing && given.token == offer.token
            && given.payee == offer.payee;
        if (!matches) revert NotDelegated(id);
        if (offer.price < given.minPrice) revert BelowMinPrice(offer.price, given.minPrice);
        _notAfter(given.until);
        uint64 epoch = epochOf[given.seller];
        if (given.epoch != epoch) revert WrongEpoch(given.epoch, epoch);
        bytes32 separator = domainSeparator();
        bytes32 structHash;
        bytes32 kind = DELEGATION_TYPE;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, kind)
            calldatacopy(add(words, 0x20), given, DELEGATION_BYTES)
            structHash := keccak256(words, add(DELEGATION_BYTES, 0x20))
        }
        _signedBy(given.seller, _digest(structHash, separator), warrant.sellerSig);
        _signedBy(given.delegate, id, warrant.delegateSig);
    }

    function _buyerKey(Offer calldata offer) internal pure returns (address key) {
        key = offer.buyerKey;
        if (key == address(0)) key = offer.buyer;
    }

    function _signedBy(address account, bytes32 digest, bytes calldata signature) internal view {
        if (!Signed.byAccount(account, digest, signature)) revert BadSignature(account, digest);
    }

    function _offerId(Offer calldata offer, bytes32 separator) internal pure returns (bytes32) {
        bytes32 structHash;
        bytes32 kind = OFFER_TYPE;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, kind)
            calldatacopy(add(words, 0x20), offer, OFFER_BYTES)
            structHash := keccak256(words, add(OFFER_BYTES, 0x20))
        }
        return _digest(structHash, separator);
    }

    function _releaseDigest(bytes32 id, bytes32 separator) internal pure returns (bytes32) {
        bytes32 structHash;
        bytes32 kind = RELEASE_TYPE;
        assembly ("memory-safe") {
            mstore(0, kind)
            mstore(0x20, id)
            structHash := keccak256(0, 0x40)
        }
        return _digest(structHash, separator);
    }

    function _revealDigest(bytes32 id, bytes32 z) internal view returns (bytes32) {
        return _digest(keccak256(abi.encode(REVEAL_TYPE, id, z)), domainSeparator());
    }

    function _notAfter(uint256 deadline) internal view {
        if (block.timestamp > deadline) revert TooLate(block.timestamp, deadline);
    }

    function _checkWindow(uint32 window) private pure {
        if (window < MIN_WINDOW || window > MAX_WINDOW) revert BadWindow(window);
    }

    function _digest(bytes32 structHash, bytes32 separator) private pure returns (bytes32 digest) {
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, hex"1901")
            mstore(add(input, 2), separator)
            mstore(add(input, 0x22), structHash)
            digest := keccak256(input, 0x42)
        }
    }
}
