// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUnions} from "../src/IUnions.sol";
import {UnionStage} from "./UnionStage.sol";

/// Money in: pay.
contract UnionPayTest is UnionStage {
    bytes32 private union;

    function setUp() public override {
        super.setUp();
        union = id(founding(five(), quorumOf(75)));
    }

    function test_coin() public {
        vm.expectEmit(address(unions));
        emit IUnions.Paid(union, union, COIN, payer, 150);
        pay(union, COIN, 150);
        same(received(union, COIN), 150, "received");
        same(address(unions).balance, 150, "held");
        pay(union, COIN, 50);
        same(received(union, COIN), 200, "received");
        same(paid(union, COIN), 0, "paid");
        same(received(union, address(dollar)), 0, "another token");
    }

    function test_token() public {
        vm.expectEmit(address(unions));
        emit IUnions.Paid(union, union, address(dollar), payer, 150);
        pay(union, address(dollar), 150);
        pay(union, address(dollar), 50);
        same(received(union, address(dollar)), 200, "received");
        same(dollar.balanceOf(address(unions)), 200, "held");
    }

    function test_aMemberTakesItsShare() public {
        IUnions.Membership memory m = founding(five(), quorumOf(75));
        pay(union, COIN, 151);
        same(claim(claimOf(m, five(), 3, COIN)), 40, "claimed");
        vm.prank(who(3));
        unions.withdraw(COIN, 40, who(3));
        same(who(3).balance, 40, "withdrawn");
    }
}
