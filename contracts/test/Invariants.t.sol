// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Market} from "./Market.sol";
import {Stage} from "./Stage.sol";

/// What FairExchange promises in formulas, after any deeds in any order.
contract InvariantsTest is Stage {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Market private market;

    function setUp() public override {
        market = new Market();
        (exchange, dollar) = market.parts();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(market);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(market);
        bytes4[18] memory deeds = [
            Market.give.selector,
            Market.take.selector,
            Market.takeTooMuch.selector,
            Market.buy.selector,
            Market.buyAgain.selector,
            Market.raiseEpoch.selector,
            Market.showKey.selector,
            Market.showSignedKey.selector,
            Market.showBlock.selector,
            Market.complainMask.selector,
            Market.release.selector,
            Market.refund.selector,
            Market.settle.selector,
            Market.settleMany.selector,
            Market.releaseMany.selector,
            Market.distribute.selector,
            Market.forward.selector,
            Market.wait.selector
        ];
        targets[0].selectors = new bytes4[](deeds.length);
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    /// (1), (2), (4), (6): what is held is what is owed and in escrow by the model's own count, and each has what the
    /// terms give.
    function invariant_everythingIsAsTheTermsSay() public view {
        address[2] memory tokens = [COIN, address(dollar)];
        bytes32[] memory owners = market.owners();
        for (uint256 t = 0; t < 2; ++t) {
            uint256 owedToAll = 0;
            for (uint256 i = 0; i < owners.length; ++i) {
                uint256 due = market.due(owners[i], tokens[t]);
                same(exchange.ledgerOf(owners[i], tokens[t]), due, "ledger");
                owedToAll += due;
            }
            uint256 held = t == 0 ? address(exchange).balance : dollar.balanceOf(address(exchange));
            same(held, owedToAll + market.locked(tokens[t]), "held");
            same(held + market.outside(tokens[t]), 4 * FUNDS, "all the money there is");
        }
        market.checkSales(3);
    }

    /// (7): at the end of every run, each by the one whose it is.
    function afterInvariant() external {
        market.endEverything();
        same(market.locked(COIN) + market.locked(address(dollar)), 0, "everything ended");
        same(market.ended(), market.begun(), "every sale");
        invariant_everythingIsAsTheTermsSay();
        market.checkSales(type(uint256).max);
    }
}
