// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUnions} from "../src/IUnions.sol";
import {HookedToken} from "./Attackers.sol";
import {UnionStage} from "./UnionStage.sol";

/// A membership that follows another, with the consents that the rule asks for.
contract UnionChangeTest is UnionStage {
    /// Five members of weight 10 to 50, of whom 75 must agree.
    IUnions.Rule private rule = quorumOf(75);
    bytes32 private union;

    function setUp() public override {
        super.setUp();
        union = id(founding(five(), rule));
    }

    // --- what a change does

    function test_aQuorumChangesTheMembership() public {
        IUnions.Change memory c = changeOf(rule);
        bytes32 digest = digestOf(c);
        same(unions.changeDigest(c.union, c.next, c.nextRule, c.until), digest, "digest");
        same(unions.current(union), union, "before");
        IUnions.Consent[] memory list = consents(digest, 3, 4);
        bytes32 to = id(c.next);
        vm.expectEmit(address(unions));
        emit IUnions.Consented(to, who(3), 3, 40, list[0].signature);
        vm.expectEmit(address(unions));
        emit IUnions.Consented(to, who(4), 4, 50, list[1].signature);
        vm.expectEmit(address(unions));
        emit IUnions.Changed(union, union, to, c.next, c.nextRule, UNTIL, "");
        vm.prank(ANYBODY);
        unions.change(c, "", list);
        same(unions.current(union), to, "after");
        same(uint256(to) >> 254, 1, "tag");
    }

    function test_oldMoneyStaysTheOldMembersAndNewIsTheNewOnes() public {
        pay(union, COIN, 1500);
        claim(claimOf(founding(five(), rule), five(), 1, COIN));
        IUnions.Change memory c = changeOf(rule);
        agreed(c);
        bytes32 to = id(c.next);
        vm.expectEmit(address(unions));
        emit IUnions.Paid(union, to, COIN, payer, 400);
        pay(union, COIN, 400);
        same(received(union, COIN), 1500, "old");
        same(received(to, COIN), 400, "new");
        same(claim(claimOf(c.current, five(), 0, COIN)), 100, "who has left, of the old money");
        same(claim(claimOf(c.next, after_(), 0, COIN)), 120, "who has come, of the new money");
        refused(abi.encodeWithSelector(IUnions.NothingDue.selector, union, COIN, 1));
        claim(claimOf(c.current, five(), 1, COIN));
        same(claim(claimOf(c.next, after_(), 1, COIN)), 40, "who has stayed, of the new");
        for (uint256 i = 2; i < 5; ++i) {
            same(claim(claimOf(c.current, five(), i, COIN)), 100 * (i + 1), "old");
            same(claim(claimOf(c.next, after_(), i, COIN)), 20 * (i + 1), "new");
        }
        same(paid(union, COIN) + paid(to, COIN), 1900, "all");
    }

    function test_changesFollowEachOther() public {
        IUnions.Change memory first = changeOf(rule);
        agreed(first);
        IUnions.Change memory second;
        (second.union, second.current, second.rule, second.until) = (union, first.next, first.nextRule, UNTIL);
        // Back to the same list under the same rule: still another membership.
        second.nextRule = rule;
        second.next = listed(five(), rule, id(first.next));
        IUnions.Consent[] memory list = new IUnions.Consent[](2);
        bytes32 digest = digestOf(second);
        list[0] = consent(after_(), 0, signature(keyOf(9), digest));
        list[1] = consent(after_(), 4, signature(keyOf(4), digest));
        unions.change(second, "", list);
        same(unions.current(union), id(second.next), "after");
        pay(union, COIN, 150);
        same(received(union, COIN) + received(id(first.next), COIN), 0, "earlier memberships");
        same(claim(claimOf(second.next, five(), 4, COIN)), 50, "new");
        // What was agreed to once can't be done again.
        refused(abi.encodeWithSelector(IUnions.NotCurrent.selector, union, union, id(second.next)));
        agreed(first);
    }

    function test_aPaymentInFlightIsTheNewMembers() public {
        IUnions.Change memory c = changeOf(rule);
        HookedToken token = new HookedToken();
        token.mint(payer, 100);
        vm.prank(payer);
        token.approve(address(unions), 100);
        bytes memory call_ = abi.encodeCall(unions.change, (c, "", consents(digestOf(c), 3, 4)));
        token.hook(address(unions), call_);
        pay(union, address(token), 100);
        holds(token.answered(), "changed meanwhile");
        same(received(id(c.next), address(token)), 100, "counted when it arrived");
    }

    // --- rules

    function test_theSecretaryAlone() public {
        IUnions.Change memory c = changeOf(IUnions.Rule(0, secretary, keccak256("terms")));
        bytes memory sig = signature(SECRETARY_KEY, digestOf(c));
        vm.expectEmit(address(unions));
        emit IUnions.Changed(c.union, c.union, id(c.next), c.next, c.nextRule, UNTIL, sig);
        unions.change(c, sig, none());
        same(unions.current(c.union), id(c.next), "after");
    }

    function test_theSecretaryMustSign() public {
        IUnions.Change memory c = changeOf(IUnions.Rule(0, secretary, keccak256("terms")));
        bytes32 digest = digestOf(c);
        refused(abi.encodeWithSelector(IUnions.BadSignature.selector, secretary, digest));
        unions.change(c, signature(keyOf(4), digest), none());
        vm.prank(secretary);
        refused(abi.encodeWithSelector(IUnions.BadSignature.selector, secretary, digest));
        unions.change(c, "", none());
    }

    function test_secretaryAndQuorum() public {
        IUnions.Change memory c = changeOf(IUnions.Rule(90, secretary, keccak256("terms")));
        bytes32 digest = digestOf(c);
        bytes memory sig = signature(SECRETARY_KEY, digest);
        refused(abi.encodeWithSelector(IUnions.NoQuorum.selector, 0, 90));
        unions.change(c, sig, none());
        refused(abi.encodeWithSelector(IUnions.BadSignature.selector, secretary, digest));
        unions.change(c, "", consents(digest, 3, 4));
        refused(abi.encodeWithSelector(IUnions.NoQuorum.selector, 80, 90));
        unions.change(c, sig, consents(digest, 2, 4));
        unions.change(c, sig, consents(digest, 3, 4));
    }

    function test_withNeitherItIsFixedForGood() public {
        IUnions.Change memory c = changeOf(quorumOf(0));
        bytes32 digest = digestOf(c);
        IUnions.Consent[] memory list = new IUnions.Consent[](5);
        for (uint256 i = 0; i < 5; ++i) list[i] = consent(five(), i, signature(keyOf(i), digest));
        refused(abi.encodeWithSelector(IUnions.Fixed.selector, c.union));
        unions.change(c, "", list);
    }

    function test_theNewRuleMayBeFixedAndMayAskForEverybody() public {
        IUnions.Change memory c = changeOf(rule);
        c.nextRule.quorum = c.next.totalWeight;
        c.next.rule = keccak256(abi.encode(c.nextRule));
        uint256 before = vm.snapshotState();
        agreed(c);
        vm.revertToState(before);
        c.nextRule.quorum = 0;
        c.next.rule = keccak256(abi.encode(c.nextRule));
        agreed(c);
        IUnions.Change memory more = changeOf(rule);
        (more.union, more.current, more.rule) = (union, c.next, c.nextRule);
        refused(abi.encodeWithSelector(IUnions.Fixed.selector, union));
        agreed(more);
    }

    // --- what isn't a change

    function test_untilTheLastSecond() public {
        IUnions.Change memory c = changeOf(rule);
        vm.warp(uint256(UNTIL) + 1);
        refused(abi.encodeWithSelector(IUnions.TooLate.selector, uint256(UNTIL) + 1, UNTIL));
        agreed(c);
        vm.warp(UNTIL);
        agreed(c);
    }

    function test_anotherMembershipOrRuleThanTheCurrent() public {
        IUnions.Change memory c = changeOf(rule);
        c.current.totalWeight = 75;
        refused(abi.encodeWithSelector(IUnions.NotCurrent.selector, union, id(c.current), union));
        agreed(c);
        c = changeOf(rule);
        c.rule.quorum = 1;
        refused(abi.encodeWithSelector(IUnions.WrongRule.selector, keccak256(abi.encode(c.rule)), c.current.rule));
        agreed(c);
        c = changeOf(rule);
        c.union = id(founding(after_(), rule));
        refused(abi.encodeWithSelector(IUnions.NotCurrent.selector, c.union, union, c.union));
        agreed(c);
    }

    function test_aLaterMembershipIsNoUnion() public {
        IUnions.Change memory c = changeOf(rule);
        c.current = listed(five(), rule, union);
        c.union = id(c.current);
        c.next.previous = c.union;
        refused(abi.encodeWithSelector(IUnions.NotAUnion.selector, c.union));
        agreed(c);
    }

    function test_theNextOneMustFollowAndBeWhole() public {
        IUnions.Change memory c = changeOf(rule);
        c.next.previous = bytes32(0);
        refused(abi.encodeWithSelector(IUnions.WrongPrevious.selector, bytes32(0), union));
        agreed(c);
        c = changeOf(rule);
        c.nextRule.quorum = 99;
        refused(abi.encodeWithSelector(IUnions.WrongRule.selector, keccak256(abi.encode(c.nextRule)), c.next.rule));
        agreed(c);
        c = changeOf(rule);
        c.next.totalWeight = 0;
        refused(abi.encodeWithSelector(IUnions.BadMembership.selector, 0, 5, 100));
        agreed(c);
        c.nextRule.quorum = 0;
        c.next.rule = keccak256(abi.encode(c.nextRule));
        refused(abi.encodeWithSelector(IUnions.BadMembership.selector, 0, 5, 0));
        agreed(c);
        c = changeOf(rule);
        c.next.count = 0;
        refused(abi.encodeWithSelector(IUnions.BadMembership.selector, 200, 0, 100));
        agreed(c);
        c = changeOf(rule);
        c.next.totalWeight = 99;
        refused(abi.encodeWithSelector(IUnions.BadMembership.selector, 99, 5, 100));
        agreed(c);
    }
}
