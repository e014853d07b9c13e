// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {IStorageDeals} from "../src/IStorageDeals.sol";
import {StorageDeals} from "../src/StorageDeals.sol";
import {Content} from "./Content.sol";
import {DealStage} from "./DealStage.sol";

/// Random deeds of four people who all store and let store, in coin and dollars, beside a model of what each should
/// have. The model keeps a purse for each deal and goes through its epochs one by one; it never reads the contract's
/// ledger.
contract StorageMarket is DealStage {
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

    uint256 private constant PEOPLE = 4;
    uint256 private constant CONTENT = 300;

    bytes32 private root;
    Purse[] private purses;
    uint256[] private running;
    mapping(address => mapping(address => uint256)) public due;
    mapping(address => uint256) public outside;
    uint256 public ended;
    uint256 public defaulted;

    constructor() {
        vm.warp(START);
        chain.roll(FIRST_BLOCK);
        deals = new StorageDeals();
        dollar = new TestDollar();
        root = Content.contentRoot(Content.noise(CONTENT));
        outside[COIN] = PEOPLE * FUNDS;
        outside[address(dollar)] = PEOPLE * FUNDS;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            fund(who(i));
            put(who(i), COIN, FUNDS / 4);
            put(who(i), address(dollar), FUNDS / 4);
        }
    }

    function setUp() public override {}

    function parts() external view returns (StorageDeals, TestDollar) {
        return (deals, dollar);
    }

    // --- deeds

    function give(uint256 person, bool coin, uint256 amount) external {
        address account = who(person);
        uint256 most = coin ? account.balance : dollar.balanceOf(account);
        if (most != 0) put(account, tokenOf(coin), between(amount, 1, most));
    }

    function take(uint256 person, bool coin, uint256 amount, uint256 to) external {
        address account = who(person);
        address token = tokenOf(coin);
        if (due[account][token] == 0) return;
        amount = between(amount, 1, due[account][token]);
        vm.prank(account);
        deals.withdraw(token, amount, who(to));
        due[account][token] -= amount;
        outside[token] += amount;
    }

    function takeTooMuch(uint256 person, bool coin) external {
        address account = who(person);
        bytes memory call_ = abi.encodeCall(
            deals.withdraw, (tokenOf(coin), due[account][tokenOf(coin)] + 1, account)
        );
        vm.prank(account);
        holds(!tried(call_), "more than is due");
    }

    struct Wish {
        uint256 people;
        bool coin;
        bool fromLedger;
        uint96 price;
        uint96 collateral;
        uint96 penalty;
        uint96 repair;
        uint32 epochs;
        uint32 steps;
        uint32 maxMissed;
        uint32 window;
    }

    function store(Wish calldata wish) public {
        (address from, address to) = (who(wish.people / PEOPLE), who(wish.people));
        IStorageDeals.Deal memory deal = wished(wish, from, to);
        uint256 purse = wish.fromLedger
            ? due[to][deal.token] - (from == to && due[to][deal.token] != 0 ? deal.collateral : 0)
            : wish.coin ? to.balance : dollar.balanceOf(to);
        if (purse < deal.epochs) return;
        deal.pricePerEpoch = uint96(between(wish.price, 1, purse / deal.epochs));
        bytes32 id = deals.dealId(deal);
        bytes memory sig = signature(keyOf(wish.people / PEOPLE), id);
        vm.prank(to);
        if (wish.fromLedger) deals.openFromLedger(deal, sig);
        else deals.open{value: wish.coin ? price(deal) : 0}(deal, sig);
        note(deal, id, wish.fromLedger);
    }

    function wished(Wish calldata wish, address from, address to)
        private
        view
        returns (IStorageDeals.Deal memory deal)
    {
        deal = aDeal();
        (deal.client, deal.provider, deal.token) = (to, from, tokenOf(wish.coin));
        (deal.root, deal.size, deal.samples) = (root, uint64(CONTENT), 1);
        deal.epochs = uint32(between(wish.epochs, 1, 8));
        deal.epochBlocks = uint32(256 * between(wish.steps, 1, 3));
        deal.windowBlocks = uint32(between(wish.window, 128, deal.epochBlocks));
        deal.maxMissed = uint32(between(wish.maxMissed, 0, deal.epochs - 1));
        deal.collateral = uint96(between(wish.collateral, 0, due[from][deal.token] / 2));
        uint256 most = deal.maxMissed == 0 ? deal.collateral : deal.collateral / deal.maxMissed;
        deal.penalty = uint96(between(wish.penalty, 0, most));
        deal.repairCost = uint96(between(wish.repair, 0, FUNDS));
        deal.acceptBy = uint64(START);
        deal.nonce = bytes32(purses.length);
    }

    function note(IStorageDeals.Deal memory deal, bytes32 id, bool fromLedger) private {
        due[deal.provider][deal.token] -= deal.collateral;
        if (fromLedger) due[deal.client][deal.token] -= price(deal);
        else outside[deal.token] -= price(deal);
        running.push(purses.length);
        Purse storage purse = purses.push();
        (purse.deal, purse.id, purse.start) = (deal, id, (block.number / 256 + 1) * 256);
        (purse.escrow, purse.kept, purse.state) = (price(deal), deal.collateral, RUNNING);
    }

    /// The next epoch that can be: goes to its window first.
    function prove(uint256 which, uint256 delay, bool genuine) external {
        if (running.length == 0) return;
        Purse storage purse = purses[running[which % running.length]];
        (uint256 length, uint256 window) = (purse.deal.epochBlocks, purse.deal.windowBlocks);
        uint256 epoch = block.number > purse.start ? (block.number - purse.start) / length : 0;
        if (epoch >= purse.deal.epochs) return;
        uint256 b = purse.start + (epoch + 1) * length;
        chain.roll(b + between(delay, 1, window + 3));
        bool told = block.number - b <= 256;
        if (told && delay % 2 == 1) deals.pin(b);
        bytes32 hash = told ? blockhash(b) : deals.pinned(b);
        bytes memory proof = samplesFor(keccak256(abi.encode(hash, purse.id)), 1, Content.noise(CONTENT));
        if (!genuine) proof[between(delay, 0, 127)] ^= 0x01;
        bool may = genuine && hash != 0 && block.number <= b + window && purse.proven >> epoch & 1 == 0;
        holds(may == tried(abi.encodeCall(deals.prove, (purse.id, epoch, proof))), "prove");
        if (may) purse.proven |= 1 << epoch;
    }

    function settle(uint256 which) external {
        if (running.length == 0) return;
        Purse storage purse = purses[running[which % running.length]];
        bool may = decidedOf(purse) > purse.gone;
        holds(may == tried(abi.encodeCall(deals.settle, (purse.deal))), "settle");
        if (may) follow(which);
    }

    function endEarly(uint256 which, bool agreed) external {
        if (running.length == 0) return;
        Purse storage purse = purses[running[which % running.length]];
        uint32 epochs = uint32(decidedOf(purse));
        bytes32 digest = earlyEndDigest(purse.id, epochs, uint64(START));
        bytes memory clientSig = signature(keyOfAccount(purse.deal.client), digest);
        bytes memory providerSig = signature(agreed ? keyOfAccount(purse.deal.provider) : 0x999, digest);
        bool may = agreed && !isOverBy(purse, epochs) && !isDrawn(purse, epochs);
        bytes memory call_ =
            abi.encodeCall(deals.endEarly, (purse.deal, epochs, uint64(START), clientSig, providerSig));
        holds(may == tried(call_), "endEarly");
        if (!may) return;
        passTo(purse, epochs);
        purse.refunded += purse.escrow;
        due[purse.deal.client][purse.deal.token] += purse.escrow;
        purse.escrow = 0;
        finish(which, ENDED_EARLY);
    }

    function wait(uint256 blocks) external {
        chain.roll(block.number + between(blocks, 1, 700));
    }

    /// Whatever was done before: whoever waits gets every deal ended without anybody's help.
    function endEverything() external {
        chain.roll(block.number + 10_000);
        while (running.length != 0) {
            vm.prank(ANYBODY);
            deals.settle(purses[running[running.length - 1]].deal);
            follow(running.length - 1);
        }
    }

    // --- the model

    function follow(uint256 which) private {
        Purse storage purse = purses[running[which % running.length]];
        passTo(purse, decidedOf(purse));
        if (purse.state == DEFAULTED) finish(which, DEFAULTED);
        else if (purse.gone == purse.deal.epochs) finish(which, COMPLETED);
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

    function finish(uint256 which, uint8 state) private {
        which %= running.length;
        Purse storage purse = purses[running[which]];
        address token = purse.deal.token;
        due[purse.deal.provider][token] += purse.kept;
        due[address(0)][token] += purse.forfeited - purse.share;
        (purse.kept, purse.forfeited, purse.share, purse.state) = (0, 0, 0, state);
        running[which] = running[running.length - 1];
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
    function decidedOf(Purse storage purse) private view returns (uint256 decided) {
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

    function put(address account, address token, uint256 amount) private {
        deposit(account, token, amount);
        due[account][token] += amount;
        outside[token] -= amount;
    }

    function tried(bytes memory call_) private returns (bool done) {
        (done,) = address(deals).call(call_);
    }

    function tokenOf(bool coin) private view returns (address) {
        return coin ? COIN : address(dollar);
    }

    function keyOf(uint256 person) private pure returns (uint256) {
        return 0x1000 + person % PEOPLE;
    }

    function keyOfAccount(address account) private pure returns (uint256 key) {
        key = keyOf(0);
        while (vm.addr(key) != account) ++key;
    }

    function who(uint256 person) public pure returns (address) {
        return vm.addr(keyOf(person));
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

    function opened_() external view returns (uint256) {
        return purses.length;
    }
}

contract DealInvariantsTest is DealStage {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    StorageMarket private market;

    function setUp() public override {
        market = new StorageMarket();
        (deals, dollar) = market.parts();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(market);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(market);
        bytes4[8] memory deeds = [
            StorageMarket.give.selector,
            StorageMarket.take.selector,
            StorageMarket.takeTooMuch.selector,
            StorageMarket.store.selector,
            StorageMarket.prove.selector,
            StorageMarket.settle.selector,
            StorageMarket.endEarly.selector,
            StorageMarket.wait.selector
        ];
        targets[0].selectors = new bytes4[](deeds.length);
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    /// What is held is what is owed and what runs, and everybody has what the terms give; all by the model's own count.
    function invariant_everythingIsAsTheTermsSay() public view {
        address[2] memory tokens = [COIN, address(dollar)];
        for (uint256 t = 0; t < 2; ++t) {
            uint256 owedToAll = market.due(address(0), tokens[t]);
            same(owed(address(0), tokens[t]), owedToAll, "burnt");
            for (uint256 i = 0; i < 4; ++i) {
                same(owed(market.who(i), tokens[t]), market.due(market.who(i), tokens[t]), "due");
                owedToAll += market.due(market.who(i), tokens[t]);
            }
            uint256 held = t == 0 ? address(deals).balance : dollar.balanceOf(address(deals));
            same(held, owedToAll + market.locked(tokens[t]), "held");
            same(held + market.outside(tokens[t]), 4 * FUNDS, "all the money there is");
        }
        market.checkDeals(3);
    }

    /// At the end of every run.
    function afterInvariant() external {
        market.endEverything();
        same(market.ended(), market.opened_(), "every deal");
        invariant_everythingIsAsTheTermsSay();
        market.checkDeals(type(uint256).max);
        same(market.locked(COIN) + market.locked(address(dollar)), 0, "nothing left");
    }
}
