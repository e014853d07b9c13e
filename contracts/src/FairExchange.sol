// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContentTree} from "./ContentTree.sol";
import {ExchangeTree} from "./ExchangeTree.sol";
import {Keystream} from "./Keystream.sol";
import {Payees} from "./Payees.sol";
import {Signed} from "./Signed.sol";
import {Terms} from "./Terms.sol";

/// @title The fair exchange. What each function does for whom stands in IFairExchange.
/// @dev What holds at the end of every call, beside (1) to (3) of Ledger and what Payees says, for o an offer with
/// id(o) = its digest, and poster(o) = the delegate where one made the offer, else the seller:
///
///   (4)  E(T) = sum of price(o) + bond(o) over the open sales with token(o) = T
///   (5)  a sale goes None -> Accepted -> (Revealed ->) Ended, each step once; an ended id never opens again
///   (6)  beginning a sale debits bond(o) to poster(o) and to nobody else, and ending it credits price(o) + bond(o), no
///        more and no less:
///          settled, released   payee += price                 poster += bond
///          complained          buyer += price + bond
///          refunded            buyer += price + noShow        poster += bond - noShow
///   (7)  at every time t an open sale can be ended by a call that needs nobody's help once t is past the deadline:
///          Accepted, t > revealBy: refund                      Revealed, t > disputeBy: settle
///        and no two of {complain, refund}, {complain, settle}, {reveal, refund} are possible in the same second
///   (8)  complain succeeds only if leaf(index, H(cipher), plainRoot) is under exchangeRoot at place index < n, and
///        |cipher| != blockLength(index)  or  blockRoot(cipher xor stream(K, index)) != plainRoot, with keccak256(K) = keyHash
///   (9)  a batch does for each sale what the call for it alone would have done, or nothing
///
/// E(T) is kept nowhere: it follows from the offers, which are in the transactions that began the sales, and saleOf.
/// One slot holds a sale; its terms come again with every call and are known by their digest.
contract FairExchange is Terms, Payees {
    uint8 private constant NONE = 0;
    uint8 private constant ACCEPTED = 1;
    uint8 private constant REVEALED = 2;
    uint8 private constant ENDED = 3;
    uint256 private constant DELEGATED = 0x80;

    uint8 private constant SETTLED = 1;
    uint8 private constant RELEASED = 2;
    uint8 private constant REFUNDED = 3;
    uint8 private constant COMPLAINED = 4;

    /// @dev state | 0x80 if delegated | deadline << 8 | rest << 48, where the rest is the delegate, if there is one, else the
    /// low 208 bits of keccak256(z).
    type Sale is uint256;

    mapping(bytes32 offerId => Sale) private _sales;
    /// @dev keccak256(z), where a delegate has taken its place in the slot above and it isn't known by keyHash.
    mapping(bytes32 offerId => bytes32) private _revealed;

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
        _fromAuthorized(offer, id, validAfter, validBefore, Permit(0, v, r, s));
    }

    function acceptDelegated(Offer calldata offer, Warrant calldata warrant) external payable {
        _beginDelegated(offer, warrant);
        _fromBuyer(offer);
    }

    function acceptDelegatedWithPermit(
        Offer calldata offer,
        Warrant calldata warrant,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        _permit(offer.token, offer.price, Permit(deadline, v, r, s));
        _beginDelegated(offer, warrant);
        _fromBuyer(offer);
    }

    function acceptDelegatedWithAuthorization(
        Offer calldata offer,
        Warrant calldata warrant,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 id = _beginDelegated(offer, warrant);
        _fromAuthorized(offer, id, validAfter, validBefore, Permit(0, v, r, s));
    }

    function release(Offer calldata offer, bytes calldata buyerKeySig) external {
        bytes32 separator = domainSeparator();
        bytes32 id = _offerId(offer, separator);
        Sale sale = _open(id);
        bytes32 digest = _releaseDigest(id, separator);
        if (!Signed.byKey(_buyerKey(offer), digest, buyerKeySig)) revert BadSignature(_buyerKey(offer), digest);
        _payOut(offer, id, sale, RELEASED);
    }

    function releaseMany(Offer[] calldata offers, bytes[] calldata buyerKeySigs) external {
        if (offers.length != buyerKeySigs.length) revert BadBatch(offers.length, buyerKeySigs.length);
        bytes32 separator = domainSeparator();
        for (uint256 i = 0; i < offers.length; ++i) {
            Offer calldata offer = offers[i];
            bytes32 id = _offerId(offer, separator);
            Sale sale = _sales[id];
            if (!_isOpen(sale)) {
                emit Skipped(id, WrongState.selector);
            } else if (!Signed.byKey(_buyerKey(offer), _releaseDigest(id, separator), buyerKeySigs[i])) {
                emit Skipped(id, BadSignature.selector);
            } else {
                _payOut(offer, id, sale, RELEASED);
            }
        }
    }

    function reveal(Offer calldata offer, bytes32 z) external {
        bytes32 id = offerId(offer);
        Sale sale = _inState(id, ACCEPTED);
        if (msg.sender != offer.seller || !_sellerReveals(offer, sale)) {
            if (msg.sender != _delegate(sale)) revert OnlySeller(msg.sender, offer.seller);
        }
        _reveal(offer, id, sale, z);
    }

    function revealSigned(Offer calldata offer, bytes32 z, bytes calldata sig) external {
        bytes32 id = offerId(offer);
        Sale sale = _inState(id, ACCEPTED);
        bytes32 digest = _revealDigest(id, z);
        if (!_sellerReveals(offer, sale) || !Signed.byKey(offer.seller, digest, sig)) {
            if (!Signed.byKey(_delegate(sale), digest, sig)) revert BadSignature(offer.seller, digest);
        }
        _reveal(offer, id, sale, z);
    }

    function complain(Offer calldata offer, bytes32 key, uint64 index, bytes32 plainRoot, bytes calldata proof)
        external
    {
        bytes32 id = offerId(offer);
        _notAfter(_deadline(_open(id)));
        bytes32 hash = _hash(key);
        if (hash != offer.keyHash) revert WrongKey(hash, offer.keyHash);
        bytes calldata cipher = _committed(offer, index, plainRoot, proof);
        if (!_isFaulty(offer, key, index, plainRoot, cipher)) revert NotFaulty(id);
        _compensate(offer, id);
    }

    function complainMask(Offer calldata offer, bytes32 z, bytes32 s) external {
        bytes32 id = offerId(offer);
        Sale sale = _inState(id, REVEALED);
        _notAfter(_deadline(sale));
        if (offer.maskHash == 0) revert NotMasked(id);
        bytes32 hash = _hash(z);
        bool shown = _isDelegated(sale) ? _revealed[id] == hash : _rest(sale) == uint208(uint256(hash));
        if (!shown) revert NotRevealed(z);
        hash = _hash(s);
        if (hash != offer.maskHash) revert WrongMask(hash, offer.maskHash);
        bytes32 key = z ^ keccak256(abi.encode(s, id));
        if (_hash(key) == offer.keyHash) revert NotFaulty(id);
        _compensate(offer, id);
    }

    function refund(Offer calldata offer) external {
        bytes32 id = offerId(offer);
        Sale sale = _inState(id, ACCEPTED);
        _after(_deadline(sale));
        _end(id, REFUNDED);
        _credit(offer.buyer, offer.token, uint256(offer.price) + offer.noShow);
        _credit(_poster(offer, sale), offer.token, offer.bond - offer.noShow);
    }

    function settle(Offer calldata offer) external {
        bytes32 id = offerId(offer);
        Sale sale = _inState(id, REVEALED);
        _after(_deadline(sale));
        _payOut(offer, id, sale, SETTLED);
    }

    function settleMany(Offer[] calldata offers) external {
        bytes32 separator = domainSeparator();
        for (uint256 i = 0; i < offers.length; ++i) {
            Offer calldata offer = offers[i];
            bytes32 id = _offerId(offer, separator);
            Sale sale = _sales[id];
            if (_state(sale) != REVEALED) {
                emit Skipped(id, WrongState.selector);
            } else if (block.timestamp <= _deadline(sale)) {
                emit Skipped(id, TooEarly.selector);
            } else {
                _payOut(offer, id, sale, SETTLED);
            }
        }
    }

    function saleOf(bytes32 id) external view returns (uint8 state, uint64 deadline) {
        Sale sale = _sales[id];
        return (_state(sale), _deadline(sale));
    }

    function delegateOf(bytes32 id) external view returns (address) {
        return _delegate(_sales[id]);
    }

    /// @dev Everything about accepting but the price itself, which every caller of this fetches next.
    function _begin(Offer calldata offer, bytes calldata sellerSig) private returns (bytes32 id) {
        id = _checked(offer);
        _signedBy(offer.seller, id, sellerSig);
        _accepted(offer, id, 0, offer.seller);
    }

    /// @dev The same, in the seller's name by its delegate.
    function _beginDelegated(Offer calldata offer, Warrant calldata warrant) private returns (bytes32 id) {
        id = _checked(offer);
        _checkWarrant(offer, id, warrant);
        address delegate = warrant.delegation.delegate;
        _accepted(offer, id, uint256(uint160(delegate)) << 48 | DELEGATED, delegate);
        emit Delegated(id, delegate);
    }

    function _checked(Offer calldata offer) private view returns (bytes32 id) {
        _checkTerms(offer);
        id = offerId(offer);
        _inState(id, NONE);
    }

    function _accepted(Offer calldata offer, bytes32 id, uint256 more, address poster) private {
        uint256 revealBy = block.timestamp + offer.revealWindow;
        _sales[id] = Sale.wrap(more | revealBy << 8 | ACCEPTED);
        if (offer.bond != 0) _debit(poster, offer.token, offer.bond);
        emit Accepted(id, offer.seller, offer.buyer, uint64(revealBy));
    }

    function _fromBuyer(Offer calldata offer) private {
        if (msg.sender != offer.buyer) revert OnlyBuyer(msg.sender, offer.buyer);
        _receive(offer.token, offer.price);
    }

    function _fromAuthorized(
        Offer calldata offer,
        bytes32 id,
        uint256 validAfter,
        uint256 validBefore,
        Permit memory signature
    ) private {
        _receiveAuthorized(offer.token, offer.buyer, offer.price, validAfter, validBefore, id, signature);
    }

    /// @dev What a delegate posted a bond for isn't the seller's to reveal, unless a wrong key is refused below.
    function _sellerReveals(Offer calldata offer, Sale sale) private pure returns (bool) {
        return offer.maskHash == 0 || !_isDelegated(sale);
    }

    function _reveal(Offer calldata offer, bytes32 id, Sale sale, bytes32 z) private {
        _notAfter(_deadline(sale));
        bytes32 hash = _hash(z);
        if (offer.maskHash == 0 && hash != offer.keyHash) revert WrongKey(hash, offer.keyHash);
        uint256 disputeBy = block.timestamp + offer.disputeWindow;
        uint256 rest = uint256(hash) << 48;
        if (_isDelegated(sale)) {
            if (offer.maskHash != 0) _revealed[id] = hash;
            rest = _rest(sale) << 48 | DELEGATED;
        }
        _sales[id] = Sale.wrap(rest | disputeBy << 8 | REVEALED);
        emit Revealed(id, z, uint64(disputeBy));
    }

    /// @dev The block and what it promises are a leaf of the exchange tree, at the place of a real block.
    function _committed(Offer calldata offer, uint64 index, bytes32 plainRoot, bytes calldata proof)
        private
        view
        returns (bytes calldata cipher)
    {
        uint256 blocks = (uint256(offer.size) + offer.blockSize - 1) / offer.blockSize;
        if (index >= blocks) revert NoSuchBlock(index, blocks);
        uint256 path = 32 * ExchangeTree.depthOf(blocks);
        if (proof.length < path) revert ShortProof(proof.length, path);
        cipher = proof[:proof.length - path];
        bytes32 leaf = ExchangeTree.leaf(index, cipher, plainRoot);
        bytes32 root = ExchangeTree.root(leaf, index, proof[proof.length - path:]);
        if (root != offer.exchangeRoot) revert NotInTree(root, offer.exchangeRoot);
    }

    /// @dev For an index below the number of blocks.
    function _isFaulty(Offer calldata offer, bytes32 key, uint64 index, bytes32 plainRoot, bytes calldata cipher)
        private
        view
        returns (bool)
    {
        uint256 left = uint256(offer.size) - uint256(index) * offer.blockSize;
        uint256 length = left < offer.blockSize ? left : offer.blockSize;
        if (cipher.length != length) return true;
        bytes memory plain = Keystream.applied(key, index, cipher);
        return ContentTree.blockRoot(plain, offer.blockSize) != plainRoot;
    }

    function _payOut(Offer calldata offer, bytes32 id, Sale sale, uint8 how) private {
        _end(id, how);
        address token = offer.token;
        _credit(offer.payee, token, offer.price);
        uint256 bond = offer.bond;
        if (bond != 0) _credit(_poster(offer, sale), token, bond);
    }

    function _compensate(Offer calldata offer, bytes32 id) private {
        _end(id, COMPLAINED);
        _credit(offer.buyer, offer.token, uint256(offer.price) + offer.bond);
    }

    function _end(bytes32 id, uint8 how) private {
        _sales[id] = Sale.wrap(ENDED);
        emit Ended(id, how);
    }

    function _hash(bytes32 word) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0, word)
            hash := keccak256(0, 0x20)
        }
    }

    function _inState(bytes32 id, uint8 state) private view returns (Sale sale) {
        sale = _sales[id];
        if (_state(sale) != state) revert WrongState(id, _state(sale));
    }

    function _open(bytes32 id) private view returns (Sale sale) {
        sale = _sales[id];
        if (!_isOpen(sale)) revert WrongState(id, _state(sale));
    }

    function _isOpen(Sale sale) private pure returns (bool) {
        uint8 state = _state(sale);
        return state == ACCEPTED || state == REVEALED;
    }

    function _state(Sale sale) private pure returns (uint8) {
        return uint8(Sale.unwrap(sale) & 0x7f);
    }

    function _deadline(Sale sale) private pure returns (uint64) {
        return uint40(Sale.unwrap(sale) >> 8);
    }

    function _rest(Sale sale) private pure returns (uint256) {
        return Sale.unwrap(sale) >> 48;
    }

    function _isDelegated(Sale sale) private pure returns (bool) {
        return Sale.unwrap(sale) & DELEGATED != 0;
    }

    /// @dev Zero where there is none, which is nobody's address and signs nothing.
    function _delegate(Sale sale) private pure returns (address) {
        return _isDelegated(sale) ? address(uint160(_rest(sale))) : address(0);
    }

    function _poster(Offer calldata offer, Sale sale) private pure returns (address) {
        return _isDelegated(sale) ? _delegate(sale) : offer.seller;
    }

    function _after(uint256 deadline) private view {
        if (block.timestamp <= deadline) revert TooEarly(block.timestamp, deadline);
    }
}
