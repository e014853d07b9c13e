// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStorageDeals} from "../src/IStorageDeals.sol";
import {Content} from "./Content.sol";
import {DealStage} from "./DealStage.sol";

contract DealSettleTest is DealStage {
    IStorageDeals.Deal private deal;
    bytes32 private id;

    function begin() private {
        (deal, id) = opened();
    }

    function proveEach(uint256 epochs) private {
        for (uint256 epoch = 0; epoch < EPOCHS; ++epoch) {
            if (epochs >> epoch & 1 == 1) prove(deal, id, epoch);
        }
    }

    // --- what each course of a deal brings: six epochs at 1000, collateral 10000, penalty 1500, repair 700, two may be missed

    function test_allProven() public {
        begin();
        proveEach(63);
        emits();
        emit IStorageDeals.Settled(id, 6, 6000 + COLLATERAL, 0);
        emits();
        emit IStorageDeals.Ended(id, COMPLETED, 0);
        vm.prank(ANYBODY);
        deals.settle(deal);
        credited(6000, 0, 0);
        inState(id, COMPLETED, 6, 63);
    }

    function test_oneMissed() public {
        begin();
        proveEach(63 - 4);
        deals.settle(deal);
        credited(5000 - 1500, 1000 + 1500, 0);
        inState(id, COMPLETED, 6, 59);
    }

    /// Forfeited 3000; the client's share ends at 2000 unpaid + 700; the rest is burnt when the deal is over.
    function test_asManyMissedAsMayBe() public {
        begin();
        proveEach(63 - 4 - 8);
        deals.settle(deal);
        credited(4000 - 3000, 2000 + 2700, 300);
        inState(id, COMPLETED, 6, 51);
    }

    /// Nothing burns while a default can still turn up: there the cap is another.
    function test_nothingIsBurntBeforeTheEnd() public {
        begin();
        past(deal, 1);
        emits();
        emit IStorageDeals.Settled(id, 2, 0, 2000 + 2700);
        deals.settle(deal);
        credited(-int256(uint256(COLLATERAL)), 4700, 0);
        inState(id, RUNNING, 2, 0);
        past(deal, 2);
        emits();
        emit IStorageDeals.Settled(id, 3, 0, 4000 + 6700 - 2700);
        emits();
        emit IStorageDeals.Ended(id, DEFAULTED, 3300);
        deals.settle(deal);
        credited(-int256(uint256(COLLATERAL)), 6000 + 6700, 3300);
    }

    /// Proven, missed, missed, proven, missed: two paid; 4000 unpaid, of the 10000 the client has 4700.
    function test_defaultAtTheThirdMissed() public {
        begin();
        proveEach(1 + 8);
        past(deal, 4);
        deals.settle(deal);
        credited(2000 - int256(uint256(COLLATERAL)), 4000 + 4700, 5300);
        inState(id, DEFAULTED, 5, 9);
    }

    function test_whatIsProvenAfterTheDefaultBringsNothing() public {
        begin();
        proveEach(1 + 8 + 32);
        deals.settle(deal);
        credited(2000 - int256(uint256(COLLATERAL)), 4000 + 4700, 5300);
        inState(id, DEFAULTED, 6, 41);
    }

    function test_defaultOfTheLastEpoch() public {
        begin();
        proveEach(1 + 2 + 4);
        past(deal, 5);
        deals.settle(deal);
        credited(3000 - int256(uint256(COLLATERAL)), 3000 + 3700, 6300);
    }

    function test_defaultWithNoCollateral() public {
        deal = aDeal();
        (deal.collateral, deal.penalty, deal.maxMissed) = (0, 0, 0);
        id = open(deal);
        proveEach(1);
        past(deal, 1);
        deals.settle(deal);
        credited(1000, 5000, 0);
        inState(id, DEFAULTED, 2, 1);
    }

    function test_theClientsShareIsAllWhereTheCapIsHigher() public {
        deal = aDeal();
        deal.repairCost = type(uint96).max;
        id = open(deal);
        past(deal, 5);
        deals.settle(deal);
        credited(-int256(uint256(COLLATERAL)), 6000 + COLLATERAL, 0);
    }

    function test_inCoin() public {
        deal = aDeal();
        deal.token = COIN;
        id = open(deal);
        proveEach(63 - 1);
        deals.settle(deal);
        same(owed(provider, COIN), FUNDS / 2 + 5000 - 1500, "provider");
        same(owed(client, COIN), 2500, "client");
        uint256 before = client.balance;
        vm.prank(client);
        deals.withdraw(COIN, 2500, client);
        same(client.balance, before + 2500, "taken");
    }

    // --- when

    function test_anEpochIsDecidedTheBlockAfterItsWindow() public {
        begin();
        uint256 b = challengeOf(deal, 0);
        nothing(START_BLOCK, 0);
        nothing(START_BLOCK + WINDOW, 0);
        nothing(b, 0);
        nothing(b + WINDOW, 0);
        chain.roll(b + WINDOW + 1);
        deals.settle(deal);
        inState(id, RUNNING, 1, 0);
        nothing(challengeOf(deal, 1) + WINDOW, 1);
    }

    function nothing(uint256 number, uint256 settled) private {
        chain.roll(number);
        refused(abi.encodeWithSelector(IStorageDeals.NothingToSettle.selector, id, settled));
        deals.settle(deal);
    }

    function test_aProvenEpochIsPaidAtOnce() public {
        begin();
        prove(deal, id, 0);
        deals.settle(deal);
        inState(id, RUNNING, 1, 1);
        same(owed(provider, address(dollar)), FUNDS / 2 - COLLATERAL + PRICE, "paid");
        nothing(challengeOf(deal, 1), 1);
        // Also the last one: with it the deal is over before the window is.
        proveEach(63 - 1);
        deals.settle(deal);
        inState(id, COMPLETED, 6, 63);
    }

    /// With a window as long as the epoch, the next leaves are drawn by the last block of it.
    function test_windowsThatTouch() public {
        deal = aDeal();
        deal.windowBlocks = EPOCH_BLOCKS;
        id = open(deal);
        toWindow(deal, 1);
        deals.prove(id, 1, samplesOf(deal, id, 1));
        deals.settle(deal);
        inState(id, RUNNING, 2, 2);
        credited(1000 - int256(uint256(COLLATERAL)), 2500, 0);
    }

    function test_onlyRunningDeals() public {
        deal = aDeal();
        id = deals.dealId(deal);
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, id, 0));
        deals.settle(deal);
        open(deal);
        past(deal, EPOCHS - 1);
        deals.settle(deal);
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, id, DEFAULTED));
        deals.settle(deal);
    }

    /// Other terms are another deal.
    function test_termsThatWereNotAgreedOn() public {
        begin();
        past(deal, 0);
        deal.pricePerEpoch += 1;
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, deals.dealId(deal), 0));
        deals.settle(deal);
    }

    function test_aBatchDoesWhatCanBeDoneAndSaysTheRest() public {
        begin();
        IStorageDeals.Deal[] memory all = new IStorageDeals.Deal[](4);
        (all[0], all[1], all[2], all[3]) = (aDeal(), aDeal(), aDeal(), aDeal());
        all[1].nonce = 0;
        (all[2].nonce, all[2].epochBlocks) = (0, 1024);
        all[3].nonce = bytes32(uint256(1));
        bytes32 unknown = deals.dealId(all[1]);
        bytes32 slow = open(all[2]);
        bytes32 other = open(all[3]);
        past(deal, 0);
        emits();
        emit IStorageDeals.Settled(id, 1, 0, 2500);
        emits();
        emit IStorageDeals.Skipped(
            unknown, abi.encodeWithSelector(IStorageDeals.WrongState.selector, unknown, 0)
        );
        emits();
        emit IStorageDeals.Skipped(
            slow, abi.encodeWithSelector(IStorageDeals.NothingToSettle.selector, slow, 0)
        );
        emits();
        emit IStorageDeals.Settled(other, 1, 0, 2500);
        vm.prank(ANYBODY);
        deals.settleMany(all);
        same(owed(client, address(dollar)), 5000, "client");
    }

    // --- the same whenever it is called

    struct Course {
        uint256 proven;
        uint256 settles;
        uint96 price;
        uint96 collateral;
        uint96 penalty;
        uint96 repair;
        uint32 epochs;
        uint32 maxMissed;
    }

    function testFuzz_sumsDoNotDependOnWhenSettleIsCalled(Course memory course) public {
        shape(course);
        id = open(deal);
        uint256 snapshot = vm.snapshotState();
        run(course.proven, course.settles, course.epochs);
        uint256[3] memory one = sums();
        vm.revertToState(snapshot);
        run(course.proven, 0, course.epochs);
        uint256[3] memory other = sums();
        uint256[3] memory asTheTermsSay = byEpochs(course);
        for (uint256 i = 0; i < 3; ++i) {
            same(one[i], other[i], "whenever");
            same(one[i], asTheTermsSay[i], "as the terms say");
        }
        same(one[0] + one[1] + one[2], price(deal) + deal.collateral, "all of it");
    }

    function shape(Course memory course) private {
        deal = aDeal();
        deal.root = Content.contentRoot(Content.noise(300));
        (deal.size, deal.samples) = (300, 1);
        course.epochs = uint32(between(course.epochs, 1, 12));
        course.maxMissed = uint32(between(course.maxMissed, 0, course.epochs - 1));
        course.price = uint96(between(course.price, 1, 1e9));
        course.collateral = uint96(between(course.collateral, 0, 1e11));
        uint256 most = course.maxMissed == 0 ? type(uint96).max : course.collateral / course.maxMissed;
        course.penalty = uint96(between(course.penalty, 0, most));
        course.repair = uint96(between(course.repair, 0, 1e11));
        (deal.epochs, deal.maxMissed, deal.pricePerEpoch) = (course.epochs, course.maxMissed, course.price);
        (deal.collateral, deal.penalty, deal.repairCost) = (course.collateral, course.penalty, course.repair);
    }

    function run(uint256 proven, uint256 settles, uint256 epochs) private {
        for (uint256 epoch = 0; epoch < epochs; ++epoch) {
            toWindow(deal, epoch);
            if (settles >> (3 * epoch) & 1 == 1) tryToSettle();
            // Refused once a settled default has ended the deal.
            if (proven >> epoch & 1 == 1) {
                bytes memory proof = samplesOf(deal, id, epoch);
                (bool done,) = address(deals).call(abi.encodeCall(deals.prove, (id, epoch, proof)));
                done;
            }
            if (settles >> (3 * epoch + 1) & 1 == 1) tryToSettle();
            past(deal, epoch);
            if (settles >> (3 * epoch + 2) & 1 == 1) tryToSettle();
        }
        tryToSettle();
        (uint8 state,,,) = deals.dealOf(id);
        holds(state == COMPLETED || state == DEFAULTED, "over");
    }

    function tryToSettle() private {
        (bool done,) = address(deals).call(abi.encodeCall(deals.settle, (deal)));
        done;
    }

    function sums() private view returns (uint256[3] memory) {
        uint256 before = FUNDS / 2 - deal.collateral;
        address token = address(dollar);
        return [owed(provider, token) - before, owed(client, token), owed(address(0), token)];
    }

    /// Epoch by epoch, with a purse for each.
    function byEpochs(Course memory course) private pure returns (uint256[3] memory got) {
        (uint256 escrow, uint256 kept, uint256 forfeited) = (course.epochs * uint256(course.price), course.collateral, 0);
        uint256 refunded = 0;
        uint256 missed = 0;
        for (uint256 epoch = 0; epoch < course.epochs; ++epoch) {
            if (course.proven >> epoch & 1 == 1) {
                (escrow, got[0]) = (escrow - course.price, got[0] + course.price);
                continue;
            }
            if (++missed > course.maxMissed) {
                (refunded, escrow) = (refunded + escrow, 0);
                (forfeited, kept) = (forfeited + kept, 0);
                break;
            }
            (escrow, refunded) = (escrow - course.price, refunded + course.price);
            (kept, forfeited) = (kept - course.penalty, forfeited + course.penalty);
        }
        uint256 cap = refunded + course.repair;
        uint256 share = forfeited < cap ? forfeited : cap;
        got[0] += kept;
        got[1] = refunded + share;
        got[2] = forfeited - share;
    }
}
