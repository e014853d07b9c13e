// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFairExchange} from "../src/IFairExchange.sol";
import {IPayees} from "../src/IPayees.sol";
import {ILedger} from "../src/ILedger.sol";
import {Stage} from "./Stage.sol";

contract AcceptTest is Stage {
    function acceptRefused(IFairExchange.Offer memory offer, bytes memory reason) private {
        bytes memory sig = signed(offer);
        vm.prank(offer.buyer);
        refused(reason);
        exchange.accept{value: offer.token == COIN ? offer.price : 0}(offer, sig);
    }

    function test_takesPriceAndBondIntoEscrow() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        bytes memory sig = signed(offer);
        vm.expectEmit(address(exchange));
        emit IFairExchange.Accepted(id, seller, buyer, uint64(START + REVEAL_WINDOW));
        vm.prank(buyer);
        exchange.accept(offer, sig);
        inState(id, 1, START + REVEAL_WINDOW);
        same(owed(seller, address(dollar)), FUNDS / 2 - BOND, "seller's ledger");
        same(dollar.balanceOf(buyer), FUNDS - PRICE, "buyer's wallet");
        same(dollar.balanceOf(address(exchange)), FUNDS / 2 + PRICE, "held");
    }

    function test_takesCoin() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.token = COIN;
        inState(accept(offer), 1, START + REVEAL_WINDOW);
        same(address(exchange).balance, FUNDS / 2 + PRICE, "held");
    }

    function test_takesNoBondWhereNoneIsPromised() public {
        IFairExchange.Offer memory offer = anOffer();
        (offer.bond, offer.noShow) = (0, 0);
        accept(offer);
        same(owed(seller, address(dollar)), FUNDS / 2, "seller's ledger");
    }

    function test_refusesATokensOfferPaidInCoin() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes memory sig = signed(offer);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(ILedger.WrongValue.selector, 1, 0));
        exchange.accept{value: 1}(offer, sig);
    }

    function test_refusesMoreOrLessCoinThanThePrice() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.token = COIN;
        bytes memory sig = signed(offer);
        for (uint256 value = PRICE - 1; value <= PRICE + 1; value += 2) {
            vm.prank(buyer);
            refused(abi.encodeWithSelector(ILedger.WrongValue.selector, value, PRICE));
            exchange.accept{value: value}(offer, sig);
        }
    }

    function test_isForTheBuyerOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes memory sig = signed(offer);
        vm.prank(seller);
        refused(abi.encodeWithSelector(IFairExchange.OnlyBuyer.selector, seller, buyer));
        exchange.accept(offer, sig);
    }

    function test_neverPaysFromAnAllowanceOfSomebodyElse() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.buyer = ANYBODY;
        bytes memory sig = signed(offer);
        vm.prank(ANYBODY);
        vm.expectRevert();
        exchange.accept(offer, sig);
        same(dollar.balanceOf(buyer), FUNDS, "the other's wallet");
    }

    function test_isPossibleUntilAcceptByInclusive() public {
        IFairExchange.Offer memory offer = anOffer();
        vm.warp(offer.acceptBy + 1);
        acceptRefused(
            offer, abi.encodeWithSelector(IFairExchange.TooLate.selector, offer.acceptBy + 1, offer.acceptBy)
        );
        vm.warp(offer.acceptBy);
        accept(offer);
    }

    function test_isPossibleOnceOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = accept(offer);
        acceptRefused(offer, abi.encodeWithSelector(IFairExchange.WrongState.selector, id, 1));
        reveal(offer, K);
        acceptRefused(offer, abi.encodeWithSelector(IFairExchange.WrongState.selector, id, 2));
        bytes memory sig = signature(RELEASE_KEY, releaseDigest(id));
        exchange.release(offer, sig);
        acceptRefused(offer, abi.encodeWithSelector(IFairExchange.WrongState.selector, id, 3));
    }

    function test_refusesBadTerms() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.price = 0;
        acceptRefused(offer, abi.encodeWithSelector(IFairExchange.BadPrice.selector, 0));
        offer = anOffer();
        offer.noShow = BOND + 1;
        acceptRefused(offer, abi.encodeWithSelector(IFairExchange.BadBond.selector, BOND, BOND + 1));
    }

    function test_boundsBothWindows() public {
        uint32[4] memory windows = [uint32(0), 10 minutes - 1, 30 days + 1, type(uint32).max];
        for (uint256 i = 0; i < windows.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(IFairExchange.BadWindow.selector, windows[i]);
            IFairExchange.Offer memory offer = anOffer();
            offer.revealWindow = windows[i];
            acceptRefused(offer, reason);
            offer = anOffer();
            offer.disputeWindow = windows[i];
            acceptRefused(offer, reason);
        }
        IFairExchange.Offer memory edge = anOffer();
        (edge.revealWindow, edge.disputeWindow) = (10 minutes, 30 days);
        accept(edge);
        (edge.revealWindow, edge.disputeWindow) = (30 days, 10 minutes);
        accept(edge);
    }

    function test_refusesMalformedPayees() public {
        uint256 word = uint160(payee);
        bytes32[6] memory payees = [
            bytes32(0),
            bytes32(word | uint256(1) << 160),
            bytes32(word | uint256(1) << 253),
            bytes32(word | uint256(1) << 254),
            bytes32(type(uint256).max >> 1),
            bytes32(uint256(uint160(address(exchange))))
        ];
        for (uint256 i = 0; i < payees.length; ++i) {
            IFairExchange.Offer memory offer = anOffer();
            offer.payee = payees[i];
            acceptRefused(offer, abi.encodeWithSelector(IPayees.BadPayee.selector, payees[i]));
        }
    }

    function test_refusesSizesThatNoContentHas() public {
        uint32[7] memory sizes = [uint32(0), 1, 128, 255, 257, 8192, 1 << 31];
        for (uint256 i = 0; i < sizes.length; ++i) {
            IFairExchange.Offer memory offer = anOffer();
            offer.blockSize = sizes[i];
            acceptRefused(offer, abi.encodeWithSelector(IFairExchange.BadSize.selector, offer.size, sizes[i]));
        }
        IFairExchange.Offer memory empty = anOffer();
        empty.size = 0;
        acceptRefused(empty, abi.encodeWithSelector(IFairExchange.BadSize.selector, 0, 2048));
    }

    function test_takesEveryBlockSizeAndTheLargestContent() public {
        for (uint32 blockSize = 256; blockSize <= 4096; blockSize *= 2) {
            IFairExchange.Offer memory offer = anOffer();
            (offer.size, offer.blockSize) = (type(uint64).max, blockSize);
            accept(offer);
        }
    }

    function test_refusesASignatureOfAnybodyElse() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        acceptWith(offer, signature(BUYER_KEY, id));
        acceptWith(offer, signature(SELLER_KEY, keccak256("another offer")));
        acceptWith(offer, "");
        acceptWith(offer, new bytes(65));
    }

    function acceptWith(IFairExchange.Offer memory offer, bytes memory sig) private {
        bytes32 id = exchange.offerId(offer);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, offer.seller, id));
        exchange.accept(offer, sig);
    }

    function test_refusesAMalleatedSignature() public {
        IFairExchange.Offer memory offer = anOffer();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, exchange.offerId(offer));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        acceptWith(offer, abi.encodePacked(r, order - uint256(s), v == 27 ? uint8(28) : uint8(27)));
    }

    function test_refusesATermChangedAfterSigning() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes memory sig = signed(offer);
        offer.price -= 1;
        acceptWith(offer, sig);
    }

    function test_refusesAnOfferForAnotherChain() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes memory sig = signed(offer);
        vm.chainId(10);
        acceptWith(offer, sig);
    }

    function test_refusesABondThatTheSellerHasNot() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.bond = uint96(FUNDS / 2 + 1);
        acceptRefused(
            offer,
            abi.encodeWithSelector(
                ILedger.Insufficient.selector, seller, address(dollar), FUNDS / 2, FUNDS / 2 + 1
            )
        );
    }

    /// A word with dirty high bits would hash to an id of its own, which a careless signer might sign.
    function testFuzz_refusesDirtyWords(uint256 field, uint256 dirt) public {
        uint8[12] memory narrow = [0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 13, 14];
        uint8[12] memory bits = [160, 160, 160, 160, 96, 96, 96, 64, 32, 32, 64, 32];
        field = between(field, 0, 11);
        bytes memory words = abi.encode(anOffer());
        uint256 high = between(dirt, 1, (1 << (256 - bits[field])) - 1) << bits[field];
        uint256 place = 32 + 32 * uint256(narrow[field]);
        assembly {
            mstore(add(words, place), or(mload(add(words, place)), high))
        }
        holds(!takes(words), "dirty words are refused");
    }

    function test_takesTheSameWordsClean() public {
        holds(takes(abi.encode(anOffer())), "clean words are taken");
    }

    /// Accepts the offer as it stands in these words, with the seller's signature over exactly them.
    function takes(bytes memory words) private returns (bool taken) {
        bytes32 kind = keccak256(
            "Offer(address seller,address buyer,address buyerKey,address token,bytes32 payee,uint96 price,uint96 bond,uint96 noShow,uint64 acceptBy,uint32 revealWindow,uint32 disputeWindow,bytes32 listing,bytes32 contentRoot,uint64 size,uint32 blockSize,bytes32 exchangeRoot,bytes32 keyHash,bytes32 maskHash,bytes32 nonce)"
        );
        bytes32 structHash = keccak256(abi.encodePacked(kind, words));
        bytes32 id = keccak256(abi.encodePacked(hex"1901", exchange.domainSeparator(), structHash));
        bytes memory sig = abi.encode(signature(SELLER_KEY, id));
        bytes memory tail = new bytes(sig.length - 32);
        for (uint256 i = 0; i < tail.length; ++i) tail[i] = sig[i + 32];
        vm.prank(buyer);
        (taken,) = address(exchange)
            .call(abi.encodePacked(exchange.accept.selector, words, uint256(words.length + 32), tail));
    }
}
