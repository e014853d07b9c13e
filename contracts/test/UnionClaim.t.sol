// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUnions} from "../src/IUnions.sol";
import {Unions} from "../src/Unions.sol";
import {UnionStage} from "./UnionStage.sol";

/// Shares: claim and claimMany.
contract UnionClaimTest is UnionStage {
    IUnions.Membership private m;
    bytes32 private union;

    function setUp() public override {
        super.setUp();
        m = founding(five(), quorumOf(75));
        union = id(m);
    }

    function take(uint256 index, address token) private returns (uint256) {
        return claim(claimOf(m, five(), index, token));
    }

    function nothing(uint256 index, address token) private {
        refused(abi.encodeWithSelector(IUnions.NothingDue.selector, union, token, uint64(index)));
        take(index, token);
    }

    // --- what is due

    function test_eachGetsItsShare() public {
        pay(union, COIN, 1500);
        for (uint256 i = 0; i < 5; ++i) {
            vm.expectEmit(address(unions));
            emit IUnions.Claimed(union, COIN, who(i), uint64(i), 100 * (i + 1));
            vm.prank(ANYBODY);
            same(take(i, COIN), 100 * (i + 1), "claimed");
            same(owed(who(i), COIN), 100 * (i + 1), "owed");
            same(unions.claimedOf(union, COIN, uint64(i)), 100 * (i + 1), "claimedOf");
        }
        same(paid(union, COIN), 1500, "paid");
        same(received(union, COIN), 1500, "received");
    }

    function test_twiceBringsNothing() public {
        pay(union, COIN, 1500);
        take(2, COIN);
        nothing(2, COIN);
        pay(union, COIN, 1500);
        same(take(2, COIN), 300, "of the second payment");
        nothing(2, COIN);
    }

    function test_nothingCameYet() public {
        nothing(0, COIN);
        pay(union, COIN, 14);
        nothing(0, COIN);
        pay(union, COIN, 1);
        same(take(0, COIN), 1, "dust of two payments");
    }

    function test_tokensAreApart() public {
        pay(union, COIN, 150);
        nothing(4, address(dollar));
        pay(union, address(dollar), 300);
        same(take(4, COIN), 50, "coin");
        same(take(4, address(dollar)), 100, "dollars");
    }

    function test_oneMemberAlone() public {
        IUnions.Leaf[] memory one = new IUnions.Leaf[](1);
        one[0] = leaf(0, who(7), 3);
        IUnions.Membership memory own = founding(one, quorumOf(1));
        same(own.root, keccak256(abi.encodePacked(uint64(0), who(7), uint96(3))), "root");
        pay(id(own), COIN, 77);
        same(claim(claimOf(own, one, 0, COIN)), 77, "all");
    }

    function test_aMemberMayHaveTwoLeaves() public {
        IUnions.Leaf[] memory leaves = five();
        leaves[1].member = who(0);
        IUnions.Membership memory own = founding(leaves, quorumOf(1));
        pay(id(own), COIN, 150);
        same(claim(claimOf(own, leaves, 0, COIN)), 10, "first leaf");
        same(claim(claimOf(own, leaves, 1, COIN)), 20, "second leaf");
        same(owed(who(0), COIN), 30, "both");
    }

    /// In any order, with payments between: each ends with the rounded-down share of all, and no more than a unit a
    /// member lies idle.
    function testFuzz_orderAndRounding(uint256 seed, uint8 count_, uint96[6] calldata amounts) public {
        uint256 count = between(count_, 1, 17);
        IUnions.Leaf[] memory leaves = new IUnions.Leaf[](count);
        for (uint256 i = 0; i < count; ++i) {
            leaves[i] = leaf(i, who(i % 5), between(uint256(keccak256(abi.encode(seed, i))), 1, type(uint96).max / 17));
        }
        IUnions.Membership memory own = founding(leaves, quorumOf(1));
        bytes32 ownId = id(own);
        vm.deal(payer, type(uint128).max);
        uint256 sum = 0;
        for (uint256 p = 0; p < 6; ++p) {
            uint256 amount = between(amounts[p], 1, type(uint96).max);
            pay(ownId, COIN, amount);
            sum += amount;
            uint256 index = uint256(keccak256(abi.encode(seed, "who", p))) % count;
            uint256 due = sum * leaves[index].weight / own.totalWeight - unions.claimedOf(ownId, COIN, uint64(index));
            IUnions.Claim memory c = claimOf(own, leaves, index, COIN);
            if (due != 0) same(claim(c), due, "due");
        }
        uint256 all = 0;
        for (uint256 k = count; k > 0; --k) {
            tried(claimOf(own, leaves, k - 1, COIN));
            uint256 claimed = unions.claimedOf(ownId, COIN, uint64(k - 1));
            same(claimed, sum * leaves[k - 1].weight / own.totalWeight, "share of all");
            all += claimed;
        }
        same(paid(ownId, COIN), all, "paid");
        holds(all <= sum && sum - all < count, "dust");
    }

    function tried(IUnions.Claim memory c) private returns (bool taken, bytes memory answer) {
        return address(unions).call(abi.encodeCall(unions.claim, (c.membership, c.token, c.leaf, c.path)));
    }

    function test_theLargestNumbers() public {
        IUnions.Leaf[] memory two = new IUnions.Leaf[](2);
        (two[0], two[1]) = (leaf(0, who(0), type(uint96).max - 1), leaf(1, who(1), 1));
        IUnions.Membership memory own = founding(two, quorumOf(1));
        vm.deal(payer, type(uint128).max);
        pay(id(own), COIN, type(uint128).max);
        uint256 most = type(uint128).max;
        same(claim(claimOf(own, two, 0, COIN)), most * (type(uint96).max - 1) / type(uint96).max, "large");
        same(claim(claimOf(own, two, 1, COIN)), most / type(uint96).max, "small");
        holds(paid(id(own), COIN) <= most, "never more than came");
    }

    // --- lists that lie

    function test_aLeafOf101Of1IsRefused() public {
        IUnions.Leaf[] memory two = new IUnions.Leaf[](2);
        (two[0], two[1]) = (leaf(0, who(0), 101), leaf(1, who(1), 1));
        IUnions.Membership memory own = founding(two, quorumOf(0));
        own.totalWeight = 1;
        pay(union, COIN, 1500);
        pay(id(own), COIN, 10);
        IUnions.Claim memory c = claimOf(own, two, 0, COIN);
        refused(abi.encodeWithSelector(IUnions.BadWeight.selector, 101, 1));
        claim(c);
    }

    function test_overWeightedLeavesNeverGetMoreThanCame() public {
        IUnions.Leaf[] memory leaves = five();
        IUnions.Membership memory own = founding(leaves, quorumOf(0));
        own.totalWeight = 50;
        pay(union, COIN, 1500);
        pay(id(own), COIN, 100);
        same(claim(claimOf(own, leaves, 4, COIN)), 100, "the first takes all");
        refused(abi.encodeWithSelector(IUnions.NothingDue.selector, id(own), COIN, 3));
        claim(claimOf(own, leaves, 3, COIN));
        pay(id(own), COIN, 30);
        same(claim(claimOf(own, leaves, 3, COIN)), 30, "the second takes what there is, not its 104");
        same(received(id(own), COIN), paid(id(own), COIN), "paid");
        for (uint256 i = 0; i < 5; ++i) same(take(i, COIN), 100 * (i + 1), "the others' union is whole");
    }

    function test_weightsOfNothing() public {
        IUnions.Leaf[] memory two = new IUnions.Leaf[](2);
        (two[0], two[1]) = (leaf(0, who(0), 0), leaf(1, who(1), 1));
        IUnions.Membership memory own = founding(two, quorumOf(0));
        pay(id(own), COIN, 10);
        IUnions.Claim memory c = claimOf(own, two, 0, COIN);
        refused(abi.encodeWithSelector(IUnions.BadWeight.selector, 0, 1));
        claim(c);
        own.totalWeight = 0;
        c = claimOf(own, two, 0, COIN);
        refused(abi.encodeWithSelector(IUnions.BadWeight.selector, 0, 0));
        claim(c);
        c = claimOf(own, two, 1, COIN);
        refused(abi.encodeWithSelector(IUnions.BadWeight.selector, 1, 0));
        claim(c);
    }

    function test_twoLeavesCantShareAnIndex() public {
        IUnions.Leaf[] memory leaves = five();
        leaves[3].index = 2;
        IUnions.Membership memory own = founding(leaves, quorumOf(0));
        pay(id(own), COIN, 150);
        same(claim(claimOf(own, leaves, 2, COIN)), 30, "the leaf at its own place");
        IUnions.Claim memory c = claimOf(own, leaves, 3, COIN);
        vm.expectRevert();
        claim(c);
    }

    // --- claims that lie

    function changed(IUnions.Claim memory c) private {
        refused(abi.encodeWithSelector(IUnions.NotInTree.selector, rootAbove(c), c.membership.root));
        claim(c);
    }

    function rootAbove(IUnions.Claim memory c) private pure returns (bytes32 node) {
        node = keccak256(abi.encodePacked(c.leaf.index, c.leaf.member, c.leaf.weight));
        for (uint256 i = 0; i < c.path.length; ++i) {
            bool right = (c.leaf.index / 2 ** i) % 2 == 1;
            node = keccak256(right ? bytes.concat(c.path[i], node) : bytes.concat(node, c.path[i]));
        }
    }

    function test_onlyWhatIsInTheTree() public {
        pay(union, COIN, 1500);
        IUnions.Claim memory c = claimOf(m, five(), 1, COIN);
        c.leaf.member = ANYBODY;
        changed(c);
        c = claimOf(m, five(), 1, COIN);
        c.leaf.weight = 21;
        changed(c);
        c = claimOf(m, five(), 1, COIN);
        c.leaf.index = 2;
        changed(c);
        c = claimOf(m, five(), 1, COIN);
        c.path[2] = keccak256("another");
        changed(c);
        c = claimOf(m, five(), 1, COIN);
        (c.path[0], c.path[1]) = (c.path[1], c.path[0]);
        changed(c);
        same(paid(union, COIN), 0, "nothing was paid");
    }

    function test_padding() public {
        pay(union, COIN, 1500);
        IUnions.Claim memory c = claimOf(m, five(), 4, COIN);
        same(c.path[0], bytes32(0), "beside the last leaf is nothing");
        c.leaf = leaf(5, address(0), 0);
        refused(abi.encodeWithSelector(IUnions.NoSuchMember.selector, 5, 5));
        claim(c);
    }

    function test_indexTricks() public {
        pay(union, COIN, 1500);
        IUnions.Claim memory c = claimOf(m, five(), 1, COIN);
        uint64[4] memory indices = [uint64(5), 9, uint64(1) << 63 | 1, type(uint64).max];
        for (uint256 i = 0; i < 4; ++i) {
            c.leaf.index = indices[i];
            refused(abi.encodeWithSelector(IUnions.NoSuchMember.selector, indices[i], 5));
            claim(c);
        }
    }

    function test_wrongDepth() public {
        pay(union, COIN, 1500);
        IUnions.Claim memory c = claimOf(m, five(), 1, COIN);
        bytes32[] memory whole = c.path;
        for (uint256 length = 0; length < 6; ++length) {
            if (length == 3) continue;
            c.path = new bytes32[](length);
            for (uint256 i = 0; i < length && i < 3; ++i) c.path[i] = whole[i];
            refused(abi.encodeWithSelector(IUnions.WrongDepth.selector, length, 5));
            claim(c);
        }
        c.path = new bytes32[](300);
        refused(abi.encodeWithSelector(IUnions.WrongDepth.selector, 300, 5));
        claim(c);
    }

    /// Only one length of path is right for a count; it's the least that has room for all.
    function testFuzz_depth(uint64 count, uint8 length) public {
        IUnions.Membership memory own = m;
        own.count = count == 0 ? 1 : count;
        uint256 depth = 0;
        for (uint256 width = 1; width < own.count; width *= 2) ++depth;
        length = uint8(between(length, 0, 70));
        bytes4 expected = length == depth ? IUnions.NotInTree.selector : IUnions.WrongDepth.selector;
        (bool taken, bytes memory answer) = tried(IUnions.Claim(own, COIN, leaf(0, ANYBODY, 1), new bytes32[](length)));
        holds(!taken, "nobody's");
        same(bytes32(bytes4(answer)), bytes32(expected), "reason");
    }

    function testFuzz_nobodyElse(uint64 index, address member, uint96 weight) public {
        pay(union, COIN, 1500);
        IUnions.Claim memory c = claimOf(m, five(), 0, COIN);
        c.leaf = IUnions.Leaf(index % 5, member, weight % 150 + 1);
        vm.assume(c.leaf.index != 0 || member != who(0) || c.leaf.weight != 10);
        changed(c);
    }

    function test_anotherUnionsMoney() public {
        pay(union, COIN, 1500);
        IUnions.Membership memory own = m;
        own.rule = keccak256("another rule");
        refused(abi.encodeWithSelector(IUnions.NothingDue.selector, id(own), COIN, 1));
        claim(claimOf(own, five(), 1, COIN));
        own.totalWeight = 20;
        refused(abi.encodeWithSelector(IUnions.NothingDue.selector, id(own), COIN, 1));
        claim(claimOf(own, five(), 1, COIN));
        own = m;
        own.previous = union;
        refused(abi.encodeWithSelector(IUnions.NothingDue.selector, id(own), COIN, 1));
        claim(claimOf(own, five(), 1, COIN));
    }

    function test_dirtyWordsAreRefused() public {
        pay(union, COIN, 1500);
        IUnions.Claim memory c = claimOf(m, five(), 1, COIN);
        bytes memory call_ = abi.encodeCall(unions.claim, (c.membership, c.token, c.leaf, c.path));
        // totalWeight, count, token, index, member, weight: words 1, 2, 5, 6, 7, 8 after the selector.
        uint8[6] memory words = [1, 2, 5, 6, 7, 8];
        for (uint256 i = 0; i < 6; ++i) {
            call_[4 + 32 * uint256(words[i])] = 0x01;
            (bool taken,) = address(unions).call(call_);
            holds(!taken, "dirty");
            call_[4 + 32 * uint256(words[i])] = 0x00;
        }
        (bool clean,) = address(unions).call(call_);
        holds(clean, "clean");
    }

    // --- batches

    function test_aBatchSkipsWhatCantBeDone() public {
        pay(union, COIN, 1500);
        pay(union, address(dollar), 150);
        take(1, COIN);
        IUnions.Claim[] memory claims = new IUnions.Claim[](6);
        claims[0] = claimOf(m, five(), 0, COIN);
        claims[1] = claimOf(m, five(), 1, COIN);
        claims[2] = claimOf(m, five(), 0, COIN);
        claims[3] = claimOf(m, five(), 4, address(dollar));
        claims[4] = claimOf(m, five(), 2, COIN);
        claims[4].leaf.index = 9;
        claims[5] = claimOf(m, five(), 3, COIN);
        vm.expectEmit(address(unions));
        emit IUnions.Claimed(union, COIN, who(0), 0, 100);
        vm.expectEmit(address(unions));
        emit IUnions.Skipped(1, abi.encodeWithSelector(IUnions.NothingDue.selector, union, COIN, 1));
        vm.expectEmit(address(unions));
        emit IUnions.Skipped(2, abi.encodeWithSelector(IUnions.NothingDue.selector, union, COIN, 0));
        vm.expectEmit(address(unions));
        emit IUnions.Claimed(union, address(dollar), who(4), 4, 50);
        vm.expectEmit(address(unions));
        emit IUnions.Skipped(4, abi.encodeWithSelector(IUnions.NoSuchMember.selector, 9, 5));
        vm.expectEmit(address(unions));
        emit IUnions.Claimed(union, COIN, who(3), 3, 400);
        vm.prank(ANYBODY);
        unions.claimMany(claims);
        same(paid(union, COIN), 700, "paid");
    }

    function test_anEmptyBatch() public {
        unions.claimMany(new IUnions.Claim[](0));
    }

    // --- which contract, which chain

    function test_idsAreTheSameEverywhereAndMoneyIsNot() public {
        Unions another = new Unions();
        pay(union, COIN, 1500);
        IUnions.Claim memory c = claimOf(m, five(), 1, COIN);
        refused(abi.encodeWithSelector(IUnions.NothingDue.selector, union, COIN, 1));
        another.claim(c.membership, c.token, c.leaf, c.path);
        same(another.idOf(m), unions.idOf(m), "id");
    }

    function testFuzz_ids(IUnions.Membership memory any) public view {
        same(unions.idOf(any), id(any), "id");
        any.previous = 0;
        same(unions.idOf(any), id(any), "union");
        same(uint256(unions.idOf(any)) >> 254, 3, "tag");
    }

    function testFuzz_rules(IUnions.Rule memory any) public view {
        same(unions.ruleHash(any), keccak256(abi.encode(any.quorum, any.secretary, any.terms)), "rule");
    }
}
