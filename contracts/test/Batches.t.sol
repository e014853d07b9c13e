// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFairExchange} from "../src/IFairExchange.sol";
import {Stage} from "./Stage.sol";

/// settleMany and releaseMany: what can be done is done, what can't be is said.
contract BatchesTest is Stage {
    function skips(bytes32 id, bytes4 reason) private {
        vm.expectEmit(address(exchange));
        emit IFairExchange.Skipped(id, reason);
    }

    function ends(bytes32 id, uint8 how) private {
        vm.expectEmit(address(exchange));
        emit IFairExchange.Ended(id, how);
    }

    function several(uint256 count) private view returns (IFairExchange.Offer[] memory offers) {
        offers = new IFairExchange.Offer[](count);
        for (uint256 i = 0; i < count; ++i) {
            offers[i] = anOffer();
            offers[i].nonce = bytes32(i);
            offers[i].token = i % 2 == 0 ? address(dollar) : COIN;
        }
    }

    function releases(IFairExchange.Offer[] memory offers) private view returns (bytes[] memory sigs) {
        sigs = new bytes[](offers.length);
        for (uint256 i = 0; i < offers.length; ++i) {
            sigs[i] = signature(RELEASE_KEY, releaseDigest(exchange.offerId(offers[i])));
        }
    }

    function test_settleManySettlesAll() public {
        IFairExchange.Offer[] memory offers = several(10);
        for (uint256 i = 0; i < 10; ++i) opened(offers[i]);
        vm.warp(START + DISPUTE_WINDOW + 1);
        vm.prank(ANYBODY);
        exchange.settleMany(offers);
        same(owed(payee, address(dollar)), 5 * PRICE, "dollars");
        same(owed(payee, COIN), 5 * PRICE, "coin");
        same(owed(seller, address(dollar)), FUNDS / 2, "bonds back");
        for (uint256 i = 0; i < 10; ++i) inState(exchange.offerId(offers[i]), 3, 0);
    }

    /// protocol-review 9: somebody settles, releases, or complains first, and the rest goes on.
    function test_settleManyPassesOverWhatCannotBeSettled() public {
        IFairExchange.Offer[] memory offers = several(6);
        bytes32 never = exchange.offerId(offers[0]);
        bytes32 unrevealed = accept(offers[1]);
        bytes32 settled = opened(offers[2]);
        bytes32 good = opened(offers[3]);
        vm.warp(START + 600);
        bytes32 late = opened(offers[4]);
        offers[5] = offers[3];
        vm.warp(START + DISPUTE_WINDOW + 1);
        exchange.settle(offers[2]);
        uint256 before = owed(payee, address(dollar));
        skips(never, IFairExchange.WrongState.selector);
        skips(unrevealed, IFairExchange.WrongState.selector);
        skips(settled, IFairExchange.WrongState.selector);
        ends(good, 1);
        skips(late, IFairExchange.TooEarly.selector);
        skips(good, IFairExchange.WrongState.selector);
        exchange.settleMany(offers);
        inState(unrevealed, 1, START + REVEAL_WINDOW);
        inState(good, 3, 0);
        inState(late, 2, START + 600 + DISPUTE_WINDOW);
        same(owed(payee, address(dollar)), before, "the coin's sale is the only one");
        same(owed(payee, COIN), PRICE, "once");
    }

    function test_settleManyIsNotPossibleInTheLastSecondOfTheDispute() public {
        IFairExchange.Offer[] memory offers = several(1);
        bytes32 id = opened(offers[0]);
        vm.warp(START + DISPUTE_WINDOW);
        skips(id, IFairExchange.TooEarly.selector);
        exchange.settleMany(offers);
        inState(id, 2, START + DISPUTE_WINDOW);
    }

    function test_releaseManyReleasesAll() public {
        IFairExchange.Offer[] memory offers = several(10);
        for (uint256 i = 0; i < 10; ++i) i % 3 == 0 ? opened(offers[i]) : accept(offers[i]);
        bytes[] memory sigs = releases(offers);
        vm.prank(ANYBODY);
        exchange.releaseMany(offers, sigs);
        same(owed(payee, address(dollar)), 5 * PRICE, "dollars");
        same(owed(payee, COIN), 5 * PRICE, "coin");
        same(owed(seller, COIN), FUNDS / 2, "bonds back");
    }

    function test_releaseManyPassesOverWhatCannotBeReleased() public {
        IFairExchange.Offer[] memory offers = several(6);
        bytes[] memory sigs = releases(offers);
        bytes32[] memory ids = new bytes32[](6);
        for (uint256 i = 0; i < 6; ++i) ids[i] = i == 0 ? exchange.offerId(offers[0]) : accept(offers[i]);
        sigs[1] = signature(SELLER_KEY, releaseDigest(ids[1]));
        sigs[2] = "";
        sigs[3] = sigs[5];
        exchange.release(offers[4], sigs[4]);
        skips(ids[0], IFairExchange.WrongState.selector);
        skips(ids[1], IFairExchange.BadSignature.selector);
        skips(ids[2], IFairExchange.BadSignature.selector);
        skips(ids[3], IFairExchange.BadSignature.selector);
        skips(ids[4], IFairExchange.WrongState.selector);
        ends(ids[5], 2);
        exchange.releaseMany(offers, sigs);
        for (uint256 i = 1; i < 4; ++i) inState(ids[i], 1, START + REVEAL_WINDOW);
        inState(ids[5], 3, 0);
    }

    /// A high-s twin of a good signature is no second key to the same door.
    function test_releaseManyPassesOverAMalleatedSignature() public {
        IFairExchange.Offer[] memory offers = several(1);
        bytes32 id = accept(offers[0]);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(RELEASE_KEY, releaseDigest(id));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes[] memory sigs = new bytes[](1);
        sigs[0] = abi.encodePacked(r, order - uint256(s), v == 27 ? uint8(28) : uint8(27));
        skips(id, IFairExchange.BadSignature.selector);
        exchange.releaseMany(offers, sigs);
        inState(id, 1, START + REVEAL_WINDOW);
    }

    function test_releaseManyWantsOneSignatureForEach() public {
        IFairExchange.Offer[] memory offers = several(2);
        refused(abi.encodeWithSelector(IFairExchange.BadBatch.selector, 2, 1));
        exchange.releaseMany(offers, new bytes[](1));
        refused(abi.encodeWithSelector(IFairExchange.BadBatch.selector, 2, 3));
        exchange.releaseMany(offers, new bytes[](3));
    }

    /// Words with dirty high bits are an id that nothing ever began.
    function test_batchesPassOverDirtyWords() public {
        IFairExchange.Offer[] memory offers = several(1);
        bytes32 id = opened(offers[0]);
        vm.warp(START + DISPUTE_WINDOW + 1);
        bytes memory call_ = abi.encodeCall(exchange.settleMany, (offers));
        // selector 4, offset and length 64, then the offer; its sixth word is the price.
        assembly {
            let price := add(call_, add(32, add(68, 160)))
            mstore(price, or(mload(price), shl(96, 1)))
        }
        (bool done,) = address(exchange).call(call_);
        holds(done, "the batch");
        inState(id, 2, START + DISPUTE_WINDOW);
        same(owed(payee, address(dollar)), 0, "payee");
    }

    function test_anEmptyBatchIsNothing() public {
        exchange.settleMany(new IFairExchange.Offer[](0));
        exchange.releaseMany(new IFairExchange.Offer[](0), new bytes[](0));
    }

    /// (9): a batch does what single calls would have done.
    function testFuzz_aBatchIsItsMembersOneByOne(uint256 seed) public {
        IFairExchange.Offer[] memory offers = several(5);
        bytes[] memory sigs = releases(offers);
        for (uint256 i = 0; i < 5; ++i) {
            uint256 fate = (seed >> (8 * i)) % 4;
            if (fate != 0) accept(offers[i]);
            if (fate > 1) reveal(offers[i], K);
            if (fate == 3) sigs[i] = signature(BUYER_KEY, keccak256("something else"));
        }
        bool settling = seed >> 255 == 0;
        vm.warp(START + between(seed >> 100, 0, 2 * DISPUTE_WINDOW));
        uint256 snapshot = vm.snapshotState();
        for (uint256 i = 0; i < 5; ++i) {
            bytes memory one = settling
                ? abi.encodeCall(exchange.settle, (offers[i]))
                : abi.encodeCall(exchange.release, (offers[i], sigs[i]));
            (bool done,) = address(exchange).call(one);
            done;
        }
        bytes32 expected = standing(offers);
        vm.revertToState(snapshot);
        settling ? exchange.settleMany(offers) : exchange.releaseMany(offers, sigs);
        same(standing(offers), expected, "afterwards");
    }

    function standing(IFairExchange.Offer[] memory offers) private view returns (bytes32 hash) {
        for (uint256 i = 0; i < offers.length; ++i) {
            (uint8 state, uint64 deadline) = exchange.saleOf(exchange.offerId(offers[i]));
            hash = keccak256(abi.encode(hash, state, deadline));
        }
        address[3] memory all = [seller, buyer, payee];
        for (uint256 i = 0; i < 3; ++i) {
            hash = keccak256(abi.encode(hash, owed(all[i], COIN), owed(all[i], address(dollar))));
        }
    }
}
