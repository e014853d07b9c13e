// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DealModel} from "./DealModel.sol";
import {DealStage} from "./DealStage.sol";
import {StorageMarket} from "./StorageMarket.sol";

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
        bytes4[13] memory deeds = [
            StorageMarket.give.selector,
            StorageMarket.take.selector,
            StorageMarket.takeTooMuch.selector,
            StorageMarket.store.selector,
            StorageMarket.storeByPermit.selector,
            StorageMarket.storeByAuthorization.selector,
            StorageMarket.renew.selector,
            StorageMarket.prove.selector,
            StorageMarket.proveMany.selector,
            StorageMarket.settle.selector,
            StorageMarket.settleMany.selector,
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
        same(market.ended(), market.made(), "every deal");
        invariant_everythingIsAsTheTermsSay();
        market.checkDeals(type(uint256).max);
        same(market.locked(COIN) + market.locked(address(dollar)), 0, "nothing left");
    }

    /// The deeds above are of no use unless they are done: the same run, by hand.
    function test_eachWayInAndEachBatchDoesSomething() public {
        DealModel.Wish memory wish = DealModel.Wish(1000, 6000, 1000, 700, 1, 1, 1, 200);
        market.storeByPermit(1, 1, wish);
        market.storeByPermit(6, 2, wish);
        market.storeByAuthorization(11, 3, wish);
        uint256 past = block.number;
        market.proveMany(0, 5);
        holds(block.number > past, "at a window");
        market.wait(699);
        market.settleMany(1, 5);
        market.settleMany(2, 5);
        for (uint256 i = 0; i < 3; ++i) market.renew(i, 4, 0);
        same(market.done(StorageMarket.storeByPermit.selector), 2, "by permit");
        same(market.done(StorageMarket.storeByAuthorization.selector), 1, "by authorization");
        holds(market.done(StorageMarket.proveMany.selector) != 0, "proven");
        holds(market.done(StorageMarket.settleMany.selector) != 0, "settled");
        holds(market.done(StorageMarket.renew.selector) != 0, "renewed");
        invariant_everythingIsAsTheTermsSay();
    }
}
