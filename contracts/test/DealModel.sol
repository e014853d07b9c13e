// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStorageDeals} from "../src/IStorageDeals.sol";
import {Content} from "./Content.sol";
import {DealStage} from "./DealStage.sol";

/// What each should have of the deals that were made. A purse for each deal, whose epochs are gone through one by one;
/// it never reads the contract's ledger.
abstract contract DealModel is DealStage {
    struct Purse {
        IStorageDeals.Deal deal;
        bytes32 id;
        uint256 start;
        uint256 proven;
        uint256 gone;
        uint256 missed;
        uint256 escrow;
        uint256 kept;
        uint256 forfeited;
        uint256 refunded;
        uint256 share;
        uint8 state;
    }

    struct Wish {
        uint96 price;
        uint96 collateral;
        uint96 penalty;
        uint96 repair;
        uint32 epochs;
        uint32 steps;
        uint32 maxMissed;
        uint32 window;
    }

    uint256 private constant CONTENT = 300;

    bytes32 private immutable root = Content.contentRoot(Content.noise(CONTENT));
    Purse[] internal purses;
    /// Places in purses.
    uint256[] internal running;
    mapping(address => mapping(address => uint256)) public due;
    uint256 public ended;
    uint256 public defaulted;

    function setUp() public override {}

    // --- opening

    /// All but the price.
    function wished(Wish memory wish, address token, address from, address to)
        internal
        view
        returns (IStorageDeals.Deal memory deal)
    {
        deal = aDeal();
        (deal.client, deal.provider, deal.token) = (to, from, token);
        (deal.root, deal.size, deal.samples) = (root, uint64(CONTENT), 1);
        deal.epochs = uint32(between(wish.epochs, 1, 8));
        deal.epochBlocks = uint32(256 * between(wish.steps, 1, 3));
        deal.windowBlocks = uint32(between(wish.window, 128, deal.epochBlocks));
        deal.maxMissed = uint32(between(wish.maxMissed, 0, deal.epochs - 1));
        deal.collateral = uint96(between(wish.collateral, 0, due[from][token] / 2));
        uint256 most = deal.maxMissed == 0 ? deal.collateral : deal.collateral / deal.maxMissed;
        deal.penalty = uint96(between(wish.penalty, 0, most));
        deal.repairCost = uint96(between(wish.repair, 0, FUNDS));
        deal.acceptBy = uint64(START);
        deal.nonce = bytes32(purses.length);
    }

    /// What the client's ledger holds once the collateral is gone from the provider's.
    function spendable(IStorageDeals.Deal memory deal) internal view returns (uint256) {
        uint256 taken = deal.client == deal.provider ? deal.collateral : 0;
        return due[deal.client][deal.token] - taken;
    }

    /// The collateral goes in. The price is the caller's to take from where it came.
    function note(IStorageDeals.Deal memory deal, bytes32 id) internal {
        due[deal.provider][deal.token] -= deal.collateral;
        running.push(purses.length);
        Purse storage purse = purses.push();
        (purse.deal, purse.id, purse.start) = (deal, id, (block.number / 256 + 1) * 256);
        (purse.escrow, purse.kept, purse.state) = (price(deal), deal.collateral, RUNNING);
    }

    // --- proving

    /// The block that draws the next leaves of a deal, and their epoch.
    function nextOf(Purse storage purse) internal view returns (uint256 epoch, uint256 b) {
        epoch = block.number > purse.start ? (block.number - purse.start) / purse.deal.epochBlocks : 0;
        b = purse.start + (epoch + 1) * purse.deal.epochBlocks;
    }

    /// What would be sent for that epoch now, and whether it should be taken.
    function shown(Purse storage purse, uint256 epoch, bool genuine, uint256 salt)
        internal
        view
        returns (bytes memory proof, bool may)
    {
        uint256 b = purse.start + (epoch + 1) * purse.deal.epochBlocks;
        bytes32 hash = block.number > b && block.number - b <= 256 ? blockhash(b) : deals.pinned(b);
        proof = samplesFor(keccak256(abi.encode(hash, purse.id)), 1, Content.noise(CONTENT));
        if (!genuine) proof[between(salt, 0, 127)] ^= 0x01;
        bool inTime = block.number > b && block.number <= b + purse.deal.windowBlocks;
        bool open_ = purse.state == RUNNING && epoch < purse.deal.epochs && purse.proven >> epoch & 1 == 0;
        may = genuine && hash != 0 && inTime && open_;
    }

    // --- paying

    function maySettle(Purse storage purse) internal view returns (bool) {
        return purse.state == RUNNING && decidedOf(purse) > purse.gone;
    }

    function settled(Purse storage purse) internal {
        passTo(purse, decidedOf(purse));
        if (purse.state == DEFAULTED) finish(purse, DEFAULTED);
        else if (purse.gone == purse.deal.epochs) finish(purse, COMPLETED);
    }

    function mayEndEarly(Purse storage purse, uint256 decided) internal view returns (bool) {
        return purse.state == RUNNING && !isOverBy(purse, decided) && !isDrawn(purse, decided);
    }

    function endedEarly(Purse storage purse, uint256 decided) internal {
        passTo(purse, decided);
        purse.refunded += purse.escrow;
        due[purse.deal.client][purse.deal.token] += purse.escrow;
        purse.escrow = 0;
        finish(purse, ENDED_EARLY);
    }

    /// Epoch after epoch; stops at a default.
    function passTo(Purse storage purse, uint256 decided) private {
        IStorageDeals.Deal storage deal = purse.deal;
        for (; purse.gone < decided && purse.state == RUNNING; ++purse.gone) {
            if (purse.proven >> purse.gone & 1 == 1) {
                purse.escrow -= deal.pricePerEpoch;
                due[deal.provider][deal.token] += deal.pricePerEpoch;
                continue;
            }
            bool isDefault = ++purse.missed > deal.maxMissed;
            uint256 back = isDefault ? purse.escrow : deal.pricePerEpoch;
            uint256 lost = isDefault ? purse.kept : deal.penalty;
            (purse.escrow, purse.refunded) = (purse.escrow - back, purse.refunded + back);
            (purse.kept, purse.forfeited) = (purse.kept - lost, purse.forfeited + lost);
            due[deal.client][deal.token] += back;
            if (isDefault) purse.state = DEFAULTED;
        }
        uint256 cap = purse.refunded + deal.repairCost;
        uint256 share = purse.forfeited < cap ? purse.forfeited : cap;
        due[deal.client][deal.token] += share - purse.share;
        purse.share = share;
    }

    function finish(Purse storage purse, uint8 state) private {
        address token = purse.deal.token;
        due[purse.deal.provider][token] += purse.kept;
        due[address(0)][token] += purse.forfeited - purse.share;
        (purse.kept, purse.forfeited, purse.share, purse.state) = (0, 0, 0, state);
        uint256 place = 0;
        while (purses[running[place]].id != purse.id) ++place;
        running[place] = running[running.length - 1];
        running.pop();
        ++ended;
        if (state == DEFAULTED) ++defaulted;
    }

    function isOverBy(Purse storage purse, uint256 decided) private view returns (bool) {
        uint256 missed = 0;
        for (uint256 epoch = 0; epoch < decided; ++epoch) missed += 1 - (purse.proven >> epoch & 1);
        return missed > purse.deal.maxMissed || decided == purse.deal.epochs;
    }

    /// Asked epoch by epoch: is it proven, or its window over?
    function decidedOf(Purse storage purse) internal view returns (uint256 decided) {
        while (decided < purse.deal.epochs) {
            uint256 last = purse.start + (decided + 1) * purse.deal.epochBlocks + purse.deal.windowBlocks;
            if (block.number <= last && purse.proven >> decided & 1 == 0) return decided;
            ++decided;
        }
    }

    /// Whether the leaves of an epoch that is not decided yet can be known.
    function isDrawn(Purse storage purse, uint256 epoch) private view returns (bool) {
        return block.number > purse.start + (epoch + 1) * purse.deal.epochBlocks;
    }

    /// Prices and collaterals of the deals that run, as far as they are nobody's yet.
    function locked(address token) external view returns (uint256 sum) {
        for (uint256 i = 0; i < running.length; ++i) {
            Purse storage purse = purses[running[i]];
            if (purse.deal.token == token) sum += purse.escrow + purse.kept + purse.forfeited - purse.share;
        }
    }

    function checkDeals(uint256 most) external view {
        for (uint256 i = purses.length; i > 0 && purses.length - i < most; --i) {
            Purse storage purse = purses[i - 1];
            (uint8 state, uint256 start,, uint256 proven) = deals.dealOf(purse.id);
            same(state, purse.state, "state");
            same(start, purse.start, "start");
            same(proven, purse.proven, "proven");
        }
    }

    function made() external view returns (uint256) {
        return purses.length;
    }
}
