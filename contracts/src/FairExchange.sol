// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContentTree} from "./ContentTree.sol";
import {ExchangeTree} from "./ExchangeTree.sol";
import {IFairExchange} from "./IFairExchange.sol";
import {Keystream} from "./Keystream.sol";
import {Ledger} from "./Ledger.sol";
import {Signed} from "./Signed.sol";

/// @title The fair exchange. What each function does for whom stands in IFairExchange.
/// @dev What holds at the end of every call, beside (1) to (3) of Ledger, for o an offer with id(o) = its digest:
///
///   (4)  escrowed(T) = sum of price(o) + bond(o) over the open sales with token(o) = T
///   (5)  a sale goes None -> Accepted -> (Revealed ->) Ended, each step once; an ended id never opens again
///   (6)  ending a sale credits price(o) + bond(o), no more and no less:
///          settled, released   payee += price                 seller += bond
///          complained          buyer += price + bond
///          refunded            buyer += price + noShow        seller += bond - noShow
///   (7)  at every time t an open sale can be ended by a call that needs nobody's help once t is past the deadline:
///          Accepted, t > revealBy: refund                      Revealed, t > disputeBy: settle
///        and no two of {complain, refund}, {complain, settle}, {reveal, refund} are possible in the same second
///   (8)  complain succeeds only if leaf(index, H(cipher), plainRoot) is under exchangeRoot at place index < n, and
///        |cipher| != blockLength(index)  or  blockRoot(cipher xor stream(K, index)) != plainRoot, with keccak256(K) = keyHash
///
/// One slot holds a sale; its terms come again with every call and are known by their digest.
contract FairExchange is IFairExchange, Ledger {
    uint8 private constant NONE = 0;
    uint8 private constant ACCEPTED = 1;
    uint8 private constant REVEALED = 2;
    uint8 private constant ENDED = 3;

    uint8 private constant SETTLED = 1;
    uint8 private constant RELEASED = 2;
    uint8 private constant REFUNDED = 3;
    uint8 private constant COMPLAINED = 4;

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
    bytes32 private constant RELEASE_TYPE = keccak256("Release(bytes32 offerId)");

    /// @dev state | deadline << 8 | low 208 bits of keccak256(z) << 48
    type Sale is uint256;

    mapping(bytes32 offerId => Sale) private _sales;

    constructor() {
        // FIPS 180-4, the one-block example "abc".
        if (sha256("abc") != 0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad) {
            revert Sha256Unavailable();
        }
    }

    function accept(Offer calldata offer, bytes calldata sellerSig) external payable {
        _begin(offer, sellerSig);
        _fromBuyer(offer);
    }

    function acceptWithPermit(
        Offer calldata offer,
        bytes calldata sellerSig,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        // First, so that no foreign code runs between the sale's beginning and its payment.
        _permit(offer.token, offer.price, Permit(deadline, v, r, s));
        _begin(offer, sellerSig);
        _fromBuyer(offer);
    }

    function acceptWithAuthorization(
        Offer calldata offer,
        bytes calldata sellerSig,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 id = _begin(offer, sellerSig);
        _receiveAuthorized(
            offer.token, offer.buyer, offer.price, validAfter, validBefore, id, Permit(0, v, r, s)
        );
    }

    function release(Offer calldata offer, bytes calldata buyerKeySig) external {
        bytes32 id = offerId(offer);
        _open(id);
        bytes32 digest = _digest(keccak256(abi.encode(RELEASE_TYPE, id)));
        if (!Signed.byKey(offer.buyerKey, digest, buyerKeySig)) revert BadSignature(offer.buyerKey, digest);
        _payOut(offer, id, RELEASED);
    }

    function reveal(Offer calldata offer, bytes32 z) external {
        if (msg.sender != offer.seller) revert OnlySeller(msg.sender, offer.seller);
        bytes32 id = offerId(offer);
        _notAfter(_deadline(_inState(id, ACCEPTED)));
        bytes32 hash = keccak256(abi.encode(z));
        if (offer.maskHash == 0 && hash != offer.keyHash) revert WrongKey(hash, offer.keyHash);
        uint64 disputeBy = uint64(block.timestamp + offer.disputeWindow);
        _sales[id] = _sale(REVEALED, disputeBy, hash);
        emit Revealed(id, z, disputeBy);
    }

    function complain(Offer calldata offer, Fault calldata fault) external {
        bytes32 id = offerId(offer);
        _notAfter(_deadline(_open(id)));
        bytes32 hash = keccak256(abi.encode(fault.key));
        if (hash != offer.keyHash) revert WrongKey(hash, offer.keyHash);
        _committed(offer, fault);
        if (!_isFaulty(offer, fault)) revert NotFaulty(id);
        _compensate(offer, id);
    }

    function complainMask(Offer calldata offer, bytes32 z, bytes32 s) external {
        bytes32 id = offerId(offer);
        Sale sale = _inState(id, REVEALED);
        uint64 disputeBy = _deadline(sale);
        _notAfter(disputeBy);
        if (offer.maskHash == 0) revert NotMasked(id);
        Sale claimed = _sale(REVEALED, disputeBy, keccak256(abi.encode(z)));
        if (Sale.unwrap(claimed) != Sale.unwrap(sale)) revert NotRevealed(z);
        bytes32 hash = keccak256(abi.encode(s));
        if (hash != offer.maskHash) revert WrongMask(hash, offer.maskHash);
        bytes32 key = z ^ keccak256(abi.encode(s, id));
        if (keccak256(abi.encode(key)) == offer.keyHash) revert NotFaulty(id);
        _compensate(offer, id);
    }

    function refund(Offer calldata offer) external {
        bytes32 id = offerId(offer);
        _after(_deadline(_inState(id, ACCEPTED)));
        _end(offer, id, REFUNDED);
        _credit(offer.buyer, offer.token, uint256(offer.price) + offer.noShow);
        _credit(offer.seller, offer.token, offer.bond - offer.noShow);
    }

    function settle(Offer calldata offer) external {
        bytes32 id = offerId(offer);
        _after(_deadline(_inState(id, REVEALED)));
        _payOut(offer, id, SETTLED);
    }

    function saleOf(bytes32 id) external view returns (uint8 state, uint64 deadline) {
        Sale sale = _sales[id];
        return (_state(sale), _deadline(sale));
    }

    /// @dev The words are hashed as they came: one with dirty high bits is not a digest that EIP-712 gives, and accept,
    /// which every sale begins with, reads and so refuses it.
    function offerId(Offer calldata offer) public view returns (bytes32) {
        bytes32 structHash;
        bytes32 kind = OFFER_TYPE;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, kind)
            calldatacopy(add(words, 0x20), offer, OFFER_BYTES)
            structHash := keccak256(words, add(OFFER_BYTES, 0x20))
        }
        return _digest(structHash);
    }

    /// @dev Computed anew each time: code without immutables is the same on every chain and known by one hash.
    function domainSeparator() public view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, NAME, VERSION, block.chainid, address(this)));
    }

    /// @dev Everything about accepting but the price itself, which every caller of this fetches next.
    function _begin(Offer calldata offer, bytes calldata sellerSig) private returns (bytes32 id) {
        _checkTerms(offer);
        id = offerId(offer);
        _inState(id, NONE);
        if (!Signed.byAccount(offer.seller, id, sellerSig)) revert BadSignature(offer.seller, id);
        uint64 revealBy = uint64(block.timestamp + offer.revealWindow);
        _sales[id] = _sale(ACCEPTED, revealBy, 0);
        if (offer.bond != 0) _debit(offer.seller, offer.token, offer.bond);
        _lock(offer.token, uint256(offer.price) + offer.bond);
        emit Accepted(id, offer.seller, offer.buyer, revealBy);
    }

    function _fromBuyer(Offer calldata offer) private {
        if (msg.sender != offer.buyer) revert OnlyBuyer(msg.sender, offer.buyer);
        _receive(offer.token, offer.price);
    }

    function _checkTerms(Offer calldata offer) private view {
        _notAfter(offer.acceptBy);
        if (offer.price == 0) revert BadPrice(offer.price);
        if (offer.buyerKey == address(0)) revert BadBuyerKey(offer.buyerKey);
        if (offer.noShow > offer.bond) revert BadBond(offer.bond, offer.noShow);
        _checkWindow(offer.revealWindow);
        _checkWindow(offer.disputeWindow);
        if (uint256(offer.payee) >> 160 != 0 || offer.payee == 0) revert BadPayee(offer.payee);
        uint256 blockSize = offer.blockSize;
        bool inRange = offer.size != 0 && blockSize >= MIN_BLOCK && blockSize <= MAX_BLOCK;
        if (!inRange || blockSize & (blockSize - 1) != 0) revert BadSize(offer.size, offer.blockSize);
    }

    function _checkWindow(uint32 window) private pure {
        if (window < MIN_WINDOW || window > MAX_WINDOW) revert BadWindow(window);
    }

    /// @dev The block and what it promises are a leaf of the exchange tree, at the place of a real block.
    function _committed(Offer calldata offer, Fault calldata fault) private view {
        uint256 blocks = (uint256(offer.size) + offer.blockSize - 1) / offer.blockSize;
        if (fault.index >= blocks) revert NoSuchBlock(fault.index, blocks);
        uint256 depth = ExchangeTree.depthOf(blocks);
        if (fault.path.length != depth) revert WrongDepth(fault.path.length, depth);
        bytes32 leaf = ExchangeTree.leaf(fault.index, fault.cipher, fault.plainRoot);
        bytes32 root = ExchangeTree.root(leaf, fault.index, fault.path);
        if (root != offer.exchangeRoot) revert NotInTree(root, offer.exchangeRoot);
    }

    /// @dev For an index below the number of blocks.
    function _isFaulty(Offer calldata offer, Fault calldata fault) private view returns (bool) {
        uint256 left = uint256(offer.size) - uint256(fault.index) * offer.blockSize;
        uint256 length = left < offer.blockSize ? left : offer.blockSize;
        if (fault.cipher.length != length) return true;
        bytes memory plain = Keystream.applied(fault.key, fault.index, fault.cipher);
        return ContentTree.blockRoot(plain, offer.blockSize) != fault.plainRoot;
    }

    function _payOut(Offer calldata offer, bytes32 id, uint8 how) private {
        _end(offer, id, how);
        _credit(address(uint160(uint256(offer.payee))), offer.token, offer.price);
        _credit(offer.seller, offer.token, offer.bond);
    }

    function _compensate(Offer calldata offer, bytes32 id) private {
        _end(offer, id, COMPLAINED);
        _credit(offer.buyer, offer.token, uint256(offer.price) + offer.bond);
    }

    function _end(Offer calldata offer, bytes32 id, uint8 how) private {
        _sales[id] = _sale(ENDED, 0, 0);
        _unlock(offer.token, uint256(offer.price) + offer.bond);
        emit Ended(id, how);
    }

    function _inState(bytes32 id, uint8 state) private view returns (Sale sale) {
        sale = _sales[id];
        if (_state(sale) != state) revert WrongState(id, _state(sale));
    }

    function _open(bytes32 id) private view returns (Sale sale) {
        sale = _sales[id];
        uint8 state = _state(sale);
        if (state != ACCEPTED && state != REVEALED) revert WrongState(id, state);
    }

    function _sale(uint8 state, uint64 deadline, bytes32 hash) private pure returns (Sale) {
        return Sale.wrap(uint256(hash) << 48 | uint256(uint40(deadline)) << 8 | state);
    }

    function _state(Sale sale) private pure returns (uint8) {
        return uint8(Sale.unwrap(sale));
    }

    function _deadline(Sale sale) private pure returns (uint64) {
        return uint40(Sale.unwrap(sale) >> 8);
    }

    function _notAfter(uint256 deadline) private view {
        if (block.timestamp > deadline) revert TooLate(block.timestamp, deadline);
    }

    function _after(uint256 deadline) private view {
        if (block.timestamp <= deadline) revert TooEarly(block.timestamp, deadline);
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domainSeparator(), structHash));
    }
}
