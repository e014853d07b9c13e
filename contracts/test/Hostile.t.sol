// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Bazaar} from "./Bazaar.sol";
import {Stage} from "./Stage.sol";

/// FairExchange stays solvent, token by token, whatever tokens, sellers and receivers do.
contract HostileTest is Stage {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Bazaar private bazaar;

    function setUp() public override {
        bazaar = new Bazaar();
        exchange = bazaar.place();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(bazaar);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(bazaar);
        bytes4[9] memory deeds = [
            Bazaar.put.selector,
            Bazaar.take.selector,
            Bazaar.buy.selector,
            Bazaar.reveal.selector,
            Bazaar.release.selector,
            Bazaar.end.selector,
            Bazaar.blackList.selector,
            Bazaar.giveAway.selector,
            Bazaar.wait.selector
        ];
        targets[0].selectors = new bytes4[](deeds.length);
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    function invariant_everyTokenIsThereForThoseItIsOwedTo() public view {
        for (uint256 t = 0; t < bazaar.TOKENS(); ++t) {
            address token = bazaar.tokens(t);
            uint256 owedToAll = bazaar.locked(token) + bazaar.gifts(token);
            for (uint256 p = 0; p < bazaar.PEOPLE(); ++p) {
                address person = bazaar.people(p);
                same(exchange.ledger(person, token), bazaar.due(person, token), "ledger");
                owedToAll += bazaar.due(person, token);
            }
            same(
                token == COIN ? address(exchange).balance : IERC20(token).balanceOf(address(exchange)),
                owedToAll,
                "held"
            );
        }
    }

    function afterInvariant() external {
        bazaar.endEverything();
        invariant_everyTokenIsThereForThoseItIsOwedTo();
        for (uint256 t = 0; t < bazaar.TOKENS(); ++t) same(bazaar.locked(bazaar.tokens(t)), 0, "locked");
    }

    /// The deeds above are of no use unless they are done: the same run, by hand.
    function test_theHookComesBackAndSalesEndMeanwhile() public {
        bazaar.put(0, 1, 1000, 1);
        bazaar.buy(0, 1, 50, 30, 0, 0, 1);
        bazaar.wait(29_999);
        uint256 deed = 2 | (7 << 16);
        bazaar.put(1, 1, 500, deed << 1);
        same(bazaar.returns_(), 1, "came back");
        same(bazaar.endedMeanwhile(), 1, "ended meanwhile");
        invariant_everyTokenIsThereForThoseItIsOwedTo();
    }
}
