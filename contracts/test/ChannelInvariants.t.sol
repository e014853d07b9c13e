// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {ChannelStage} from "./ChannelStage.sol";
import {ConditionalStreet} from "./ChannelConditionalStreet.sol";
import {Street} from "./ChannelStreet.sol";

contract ChannelInvariantsTest is ChannelStage {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant PEOPLE = 4;
    ConditionalStreet private street;
    address[4] private tokens;

    function setUp() public override {
        street = new ConditionalStreet();
        (channels, dollar, tokens[2], tokens[3]) = street.parts();
        tokens[1] = address(dollar);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(street);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(street);
        bytes4[19] memory deeds = [
            Street.give.selector,
            Street.take.selector,
            Street.takeTooMuch.selector,
            Street.begin.selector,
            Street.beginAgain.selector,
            Street.beginAnew.selector,
            Street.topUp.selector,
            Street.claim.selector,
            Street.claimMany.selector,
            Street.close.selector,
            Street.coopClose.selector,
            Street.startExit.selector,
            Street.exit.selector,
            Street.wait.selector,
            ConditionalStreet.reveal.selector,
            ConditionalStreet.complain.selector,
            ConditionalStreet.settle.selector,
            Street.phantom.selector,
            Street.reenter.selector
        ];
        targets[0].selectors = new bytes4[](deeds.length);
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    function invariant_everythingIsAsVouchersAndTermsSay() public view {
        for (uint256 t = 0; t < tokens.length; ++t) {
            solvent(tokens[t]);
        }
        street.checkLines(3);
    }

    /// (1), (2), (7): everybody has in the ledger what the model gives them, and what is held is that and what is locked.
    function solvent(address token) private view {
        uint256 owedToAll = 0;
        uint256 outside = 0;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            address person = street.who(i);
            uint256 due = street.due(person, token);
            same(owed(person, token), due, "ledger");
            owedToAll += due;
            outside += token == COIN ? person.balance : TestDollar(token).balanceOf(person);
        }
        uint256 held = token == COIN ? address(channels).balance : TestDollar(token).balanceOf(address(channels));
        same(held, owedToAll + street.locked(token), "held");
        uint256 minted = token == COIN || token == address(dollar) ? PEOPLE * FUNDS : FUNDS;
        same(held + outside, minted, "all the money there is");
    }

    /// (8): at the end of every run, without anybody's help.
    function afterInvariant() external {
        street.endEverything();
        same(street.ended(), street.begun(), "every channel");
        for (uint256 t = 0; t < tokens.length; ++t) same(street.locked(tokens[t]), 0, "nothing locked");
        invariant_everythingIsAsVouchersAndTermsSay();
        street.checkLines(type(uint256).max);
    }
}
