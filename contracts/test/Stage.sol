// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {FairExchange} from "../src/FairExchange.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
import {Content} from "./Content.sol";
import {Test} from "./Test.sol";

/// A seller with a bond, a buyer with money, and offers between them.
abstract contract Stage is Test {
    /// One block that is said not to open to what was promised.
    struct Fault {
        bytes32 key;
        uint64 index;
        bytes cipher;
        bytes32 plainRoot;
        bytes32[] path;
    }

    uint256 internal constant SELLER_KEY = 0xa11ce;
    uint256 internal constant BUYER_KEY = 0xb0b;
    uint256 internal constant RELEASE_KEY = 0xc0ffee;
    uint256 internal constant FUNDS = 1e12;
    uint96 internal constant PRICE = 4e6;
    uint96 internal constant BOND = 6e5;
    uint96 internal constant NO_SHOW = 15e4;
    uint32 internal constant REVEAL_WINDOW = 3600;
    uint32 internal constant DISPUTE_WINDOW = 86400;
    uint256 internal constant START = 1_790_000_000;
    bytes32 internal constant K = keccak256("K");
    bytes32 internal constant S = keccak256("s");
    address internal constant COIN = address(0);
    address internal constant ANYBODY = address(0xa11);

    FairExchange internal exchange;
    TestDollar internal dollar;
    address internal seller = vm.addr(SELLER_KEY);
    address internal buyer = vm.addr(BUYER_KEY);
    address internal payee = address(0xbee);

    function setUp() public virtual {
        vm.warp(START);
        exchange = new FairExchange();
        dollar = new TestDollar();
        fund(seller);
        fund(buyer);
        deposit(seller, address(dollar), FUNDS / 2);
        deposit(seller, COIN, FUNDS / 2);
    }

    function fund(address account) internal {
        dollar.mint(account, FUNDS);
        vm.deal(account, FUNDS);
        vm.prank(account);
        dollar.approve(address(exchange), type(uint256).max);
    }

    function deposit(address account, address token, uint256 amount) internal {
        vm.prank(account);
        exchange.deposit{value: token == COIN ? amount : 0}(token, amount);
    }

    function anOffer() internal view returns (IFairExchange.Offer memory offer) {
        offer.seller = seller;
        offer.buyer = buyer;
        offer.buyerKey = vm.addr(RELEASE_KEY);
        offer.token = address(dollar);
        offer.payee = bytes32(uint256(uint160(payee)));
        offer.price = PRICE;
        offer.bond = BOND;
        offer.noShow = NO_SHOW;
        offer.acceptBy = uint64(START + 600);
        offer.revealWindow = REVEAL_WINDOW;
        offer.disputeWindow = DISPUTE_WINDOW;
        offer.listing = keccak256("listing");
        offer.contentRoot = keccak256("content");
        offer.size = 5000;
        offer.blockSize = 2048;
        offer.exchangeRoot = keccak256("exchange");
        offer.keyHash = keccak256(abi.encode(K));
        offer.nonce = keccak256("nonce");
    }

    function maskedOffer() internal view returns (IFairExchange.Offer memory offer) {
        offer = anOffer();
        offer.maskHash = keccak256(abi.encode(S));
    }

    /// K xor keccak256(s | offerId).
    function maskedKey(IFairExchange.Offer memory offer) internal view returns (bytes32) {
        return K ^ keccak256(abi.encode(S, exchange.offerId(offer)));
    }

    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function signed(IFairExchange.Offer memory offer) internal view returns (bytes memory) {
        return signature(SELLER_KEY, exchange.offerId(offer));
    }

    function accept(IFairExchange.Offer memory offer) internal returns (bytes32 id) {
        id = exchange.offerId(offer);
        bytes memory sellerSig = signature(SELLER_KEY, id);
        vm.prank(offer.buyer);
        exchange.accept{value: offer.token == COIN ? offer.price : 0}(offer, sellerSig);
    }

    function reveal(IFairExchange.Offer memory offer, bytes32 z) internal {
        vm.prank(offer.seller);
        exchange.reveal(offer, z);
    }

    function opened(IFairExchange.Offer memory offer) internal returns (bytes32 id) {
        id = accept(offer);
        reveal(offer, offer.maskHash == 0 ? K : maskedKey(offer));
    }

    function releaseDigest(bytes32 id) internal view returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(keccak256("Release(bytes32 offerId)"), id));
        return keccak256(abi.encodePacked(hex"1901", exchange.domainSeparator(), structHash));
    }

    function fault(Content.Sealed memory content, uint256 index)
        internal
        pure
        returns (Fault memory result)
    {
        result.key = K;
        result.index = uint64(index);
        result.cipher = content.ciphers[index];
        result.plainRoot = content.plainRoots[index];
        result.path = Content.path(content, index);
    }

    /// As the contract wants it.
    function complaint(IFairExchange.Offer memory offer, Fault memory f) internal view returns (bytes memory) {
        bytes memory proof = abi.encodePacked(f.cipher, f.path);
        return abi.encodeCall(exchange.complain, (offer, f.key, f.index, f.plainRoot, proof));
    }

    function complain(IFairExchange.Offer memory offer, Fault memory f) internal {
        exchange.complain(offer, f.key, f.index, f.plainRoot, abi.encodePacked(f.cipher, f.path));
    }

    function refused(bytes memory reason) internal {
        vm.expectRevert(reason);
    }

    function inState(bytes32 id, uint8 state, uint256 deadline) internal view {
        (uint8 actual, uint64 actualDeadline) = exchange.saleOf(id);
        same(actual, state, "state");
        same(actualDeadline, deadline, "deadline");
    }

    function owed(address account, address token) internal view returns (uint256) {
        return exchange.ledger(account, token);
    }
}
