// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFairExchange} from "../src/IFairExchange.sol";
import {Stage} from "./Stage.sol";

/// reveal, release, refund, settle: who may, when, and what everybody has afterwards.
contract EndsTest is Stage {
    function wrongState(bytes32 id, uint8 state) private {
        refused(abi.encodeWithSelector(IFairExchange.WrongState.selector, id, state));
    }

    function ends(bytes32 id, uint8 how) private {
        vm.expectEmit(address(exchange));
        emit IFairExchange.Ended(id, how);
    }

    /// The last price + bond, wherever it went, and nothing in escrow.
    function paid(uint256 toPayee, uint256 toSeller, uint256 toBuyer) private view {
        address token = address(dollar);
        same(owed(payee, token), toPayee, "payee");
        same(owed(seller, token), FUNDS / 2 - BOND + toSeller, "seller");
        same(owed(buyer, token), toBuyer, "buyer");
        same(dollar.balanceOf(address(exchange)), FUNDS / 2 + PRICE, "held");
    }

    function test_revealPublishesTheKey() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = accept(offer);
        vm.warp(START + 100);
        vm.expectEmit(address(exchange));
        emit IFairExchange.Revealed(id, K, uint64(START + 100 + DISPUTE_WINDOW));
        reveal(offer, K);
        inState(id, 2, START + 100 + DISPUTE_WINDOW);
        same(dollar.balanceOf(address(exchange)), FUNDS / 2 + PRICE, "held");
    }

    function test_revealIsForTheSellerOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        accept(offer);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(IFairExchange.OnlySeller.selector, buyer, seller));
        exchange.reveal(offer, K);
    }

    function test_revealRefusesAnotherKey() public {
        IFairExchange.Offer memory offer = anOffer();
        accept(offer);
        bytes32 other = K ^ bytes32(uint256(1));
        vm.prank(seller);
        refused(
            abi.encodeWithSelector(IFairExchange.WrongKey.selector, keccak256(abi.encode(other)), offer.keyHash)
        );
        exchange.reveal(offer, other);
    }

    function test_revealTakesAnythingWhereTheKeyIsMasked() public {
        IFairExchange.Offer memory offer = maskedOffer();
        bytes32 id = accept(offer);
        reveal(offer, bytes32(uint256(42)));
        inState(id, 2, START + DISPUTE_WINDOW);
    }

    function test_revealIsPossibleUntilRevealByInclusiveAndRefundAfterIt() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = accept(offer);
        uint256 revealBy = START + REVEAL_WINDOW;
        uint256 start = vm.snapshotState();

        vm.warp(revealBy);
        refused(abi.encodeWithSelector(IFairExchange.TooEarly.selector, revealBy, revealBy));
        exchange.refund(offer);
        reveal(offer, K);
        inState(id, 2, revealBy + DISPUTE_WINDOW);

        vm.revertToState(start);
        vm.warp(revealBy + 1);
        vm.prank(seller);
        refused(abi.encodeWithSelector(IFairExchange.TooLate.selector, revealBy + 1, revealBy));
        exchange.reveal(offer, K);
        exchange.refund(offer);
        inState(id, 3, 0);
    }

    function test_revealIsPossibleOnceOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        vm.prank(seller);
        wrongState(id, 0);
        exchange.reveal(offer, K);
        opened(offer);
        vm.prank(seller);
        wrongState(id, 2);
        exchange.reveal(offer, K);
    }

    function test_releasePaysThePayeeAndReturnsTheBond() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = accept(offer);
        bytes memory sig = signature(RELEASE_KEY, releaseDigest(id));
        ends(id, 2);
        vm.prank(ANYBODY);
        exchange.release(offer, sig);
        inState(id, 3, 0);
        paid(PRICE, BOND, 0);
    }

    function test_releaseIsPossibleAsLongAsTheSaleIsOpen() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = accept(offer);
        bytes memory sig = signature(RELEASE_KEY, releaseDigest(id));
        uint256 start = vm.snapshotState();
        vm.warp(START + REVEAL_WINDOW + 1);
        exchange.release(offer, sig);
        vm.revertToState(start);
        reveal(offer, K);
        exchange.release(offer, sig);
        paid(PRICE, BOND, 0);
    }

    function test_releaseNeedsASaleThatIsOpen() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        bytes memory sig = signature(RELEASE_KEY, releaseDigest(id));
        wrongState(id, 0);
        exchange.release(offer, sig);
        accept(offer);
        exchange.release(offer, sig);
        wrongState(id, 3);
        exchange.release(offer, sig);
    }

    function test_releaseIsByTheBuyerKeyOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = accept(offer);
        bytes32 digest = releaseDigest(id);
        bytes[5] memory wrong = [
            signature(BUYER_KEY, digest),
            signature(SELLER_KEY, digest),
            signature(RELEASE_KEY, id),
            signature(RELEASE_KEY, releaseDigest(keccak256("another sale"))),
            bytes("")
        ];
        for (uint256 i = 0; i < wrong.length; ++i) {
            refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, offer.buyerKey, digest));
            exchange.release(offer, wrong[i]);
        }
    }

    function test_refundReturnsThePriceAndNoMoreThanNoShow() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = accept(offer);
        vm.warp(START + REVEAL_WINDOW + 1);
        ends(id, 3);
        vm.prank(ANYBODY);
        exchange.refund(offer);
        inState(id, 3, 0);
        paid(0, BOND - NO_SHOW, PRICE + NO_SHOW);
    }

    function test_whereNoKeyIsNamedTheBuyersOwnReleases() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.buyerKey = address(0);
        bytes32 digest = releaseDigest(accept(offer));
        bytes memory stranger = signature(RELEASE_KEY, digest);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, buyer, digest));
        exchange.release(offer, stranger);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, buyer, digest));
        exchange.release(offer, new bytes(65));
        exchange.release(offer, signature(BUYER_KEY, digest));
        paid(PRICE, BOND, 0);
    }

    function test_whereAKeyIsNamedTheBuyersOwnReleasesNothing() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 digest = releaseDigest(accept(offer));
        bytes memory buyers = signature(BUYER_KEY, digest);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, offer.buyerKey, digest));
        exchange.release(offer, buyers);
    }

    function test_refundNeedsASaleWithoutAKey() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        wrongState(id, 0);
        exchange.refund(offer);
        opened(offer);
        vm.warp(START + 30 days);
        wrongState(id, 2);
        exchange.refund(offer);
    }

    function test_settlePaysThePayeeAndReturnsTheBondAfterDisputeBy() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = opened(offer);
        uint256 disputeBy = START + DISPUTE_WINDOW;
        vm.warp(disputeBy);
        refused(abi.encodeWithSelector(IFairExchange.TooEarly.selector, disputeBy, disputeBy));
        exchange.settle(offer);
        vm.warp(disputeBy + 1);
        ends(id, 1);
        vm.prank(ANYBODY);
        exchange.settle(offer);
        inState(id, 3, 0);
        paid(PRICE, BOND, 0);
    }

    function test_settleNeedsARevealedKey() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        wrongState(id, 0);
        exchange.settle(offer);
        accept(offer);
        vm.warp(START + 30 days);
        wrongState(id, 1);
        exchange.settle(offer);
        exchange.refund(offer);
        wrongState(id, 3);
        exchange.settle(offer);
    }

    function test_sellerMayBePayeeAndBuyerToo() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.buyer = seller;
        offer.payee = bytes32(uint256(uint160(seller)));
        opened(offer);
        vm.warp(START + DISPUTE_WINDOW + 1);
        exchange.settle(offer);
        same(owed(seller, address(dollar)), FUNDS / 2 + PRICE, "ledger");
    }
}
