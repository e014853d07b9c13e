// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUnions} from "../src/IUnions.sol";
import {Unions} from "../src/Unions.sol";
import {BlacklistingToken, FeeToken, HookedToken, Minted, Refuser} from "./Attackers.sol";
import {UnionStage} from "./UnionStage.sol";

/// Random deeds around four unions: an honest one, one whose weights sum to twice the total, one that lists a member
/// twice, one led by a secretary. They are paid in coin, in a token that calls back and in one that blocks people; one
/// member refuses coin. The model follows the lists alone: it never reads what the contract has written.
contract Guild is UnionStage {
    struct List {
        bytes32 id;
        bytes membership;
        bytes rule;
        bytes leaves;
    }

    uint256 private constant PEOPLE = 6;
    uint256 private constant TOKENS = 3;
    uint256 private constant MOST_LISTS = 10;

    List[] private lists;
    bytes32[4] private union;
    uint256[4] private now_;
    address[TOKENS] public tokens;
    address[PEOPLE] private people;
    address private refuser = address(new Refuser());
    FeeToken private fee = new FeeToken();
    uint256 private inner;
    uint256 private innerSeed;

    mapping(uint256 list => mapping(address token => uint256)) public came;
    mapping(uint256 list => mapping(address token => uint256)) public went;
    mapping(uint256 list => mapping(address token => mapping(uint256 index => uint256))) public had;
    mapping(address account => mapping(address token => uint256)) public due;
    mapping(address token => uint256) public held;

    constructor() {
        vm.warp(START);
        unions = new Unions();
        HookedToken hooked = new HookedToken();
        BlacklistingToken blocking = new BlacklistingToken();
        (tokens[1], tokens[2]) = (address(hooked), address(blocking));
        for (uint256 i = 0; i + 1 < PEOPLE; ++i) people[i] = who(i);
        people[PEOPLE - 1] = refuser;
        blocking.blockAccount(people[1]);
        vm.deal(address(this), FUNDS);
        for (uint256 t = 1; t < TOKENS; ++t) allow(Minted(tokens[t]));
        allow(fee);
        for (uint256 u = 0; u < 4; ++u) {
            IUnions.Rule memory rule = IUnions.Rule(u == 3 ? 0 : 60, u == 3 ? secretary : address(0), bytes32(u));
            (union[u], now_[u]) = (add(drawn(u, u), rule, 0, u == 1), lists.length - 1);
        }
    }

    function setUp() public override {}

    function allow(Minted token) private {
        token.mint(address(this), FUNDS);
        token.approve(address(unions), type(uint256).max);
    }

    function parts() external view returns (Unions, uint256) {
        return (unions, lists.length);
    }

    // --- deeds

    function give(uint256 u, uint256 t, uint256 amount) external {
        (u, t, amount) = (u % 4, t % TOKENS, between(amount, 1, FUNDS / 200));
        unions.pay{value: t == 0 ? amount : 0}(union[u], tokens[t], amount);
        count(u, tokens[t], amount);
    }

    /// While the token is on its way somebody pays, claims, withdraws or changes the list.
    function giveWithACallBack(uint256 u, uint256 amount, uint256 what, uint256 seed) external {
        (u, amount) = (u % 4, between(amount, 1, FUNDS / 200));
        (inner, innerSeed) = (what % 4, seed);
        HookedToken token = HookedToken(tokens[1]);
        token.hook(address(this), abi.encodeCall(this.calledBack, ()));
        (bool taken,) = address(unions).call(abi.encodeCall(unions.pay, (union[u], address(token), amount)));
        // Only a withdrawal within makes the whole fail; what was done within is undone with it, here as there.
        if (taken) count(u, address(token), amount);
        else holds(inner == 2, "refused");
        token.hook(address(0), "");
    }

    function calledBack() external {
        if (inner == 0) {
            bytes memory call_ = abi.encodeCall(unions.pay, (union[0], tokens[1], 1 + innerSeed % 100));
            (bool taken,) = address(unions).call(call_);
            holds(!taken, "a payment within a payment");
        } else if (inner == 1) {
            takeShare(innerSeed, innerSeed >> 16, 1);
        } else if (inner == 2) {
            withdraw(innerSeed, 1, innerSeed, innerSeed);
        } else {
            changeList(innerSeed, innerSeed >> 16, type(uint256).max);
        }
    }

    function giveWithAFee(uint256 u, uint256 amount) external {
        amount = between(amount, 100, FUNDS / 200);
        (bool taken,) = address(unions).call(abi.encodeCall(unions.pay, (union[u % 4], address(fee), amount)));
        holds(!taken, "less came than was said");
    }

    function takeShare(uint256 which, uint256 index, uint256 t) public {
        (IUnions.Claim memory c, uint256 list) = chosen(which, index, t);
        (bool taken,) =
            address(unions).call(abi.encodeCall(unions.claim, (c.membership, c.token, c.leaf, c.path)));
        uint256 share = shareOf(list, c);
        holds(taken == (share != 0), "claim");
        if (taken) book(list, c, share);
    }

    function takeMany(uint256 seed, uint8 many) external {
        IUnions.Claim[] memory batch = new IUnions.Claim[](many % 8);
        uint256[] memory of_ = new uint256[](batch.length);
        for (uint256 i = 0; i < batch.length; ++i) {
            uint256 salt = uint256(keccak256(abi.encode(seed, i)));
            (batch[i], of_[i]) = chosen(salt, salt >> 64, salt >> 128);
            if (salt >> 253 == 0) batch[i].leaf.weight += 1;
        }
        unions.claimMany(batch);
        for (uint256 i = 0; i < batch.length; ++i) {
            bool forged = batch[i].leaf.weight != leavesOf(of_[i])[batch[i].leaf.index].weight;
            uint256 share = forged ? 0 : shareOf(of_[i], batch[i]);
            if (share != 0) book(of_[i], batch[i], share);
        }
    }

    /// Somebody else's leaf, a larger weight, another place, another list's membership: each is refused.
    function forge(uint256 which, uint256 index, uint256 t, uint256 how) external {
        (IUnions.Claim memory c,) = chosen(which, index, t);
        if (how % 4 == 0) c.leaf.member = ANYBODY;
        if (how % 4 == 1) c.leaf.weight += 1;
        if (how % 4 == 2) c.leaf.index += 1;
        if (how % 4 == 3) c.membership.totalWeight -= 1;
        (bool taken,) =
            address(unions).call(abi.encodeCall(unions.claim, (c.membership, c.token, c.leaf, c.path)));
        holds(!taken, "forged");
    }

    function withdraw(uint256 person, uint256 t, uint256 amount, uint256 to) public {
        (address account, address token) = (someone(person), tokens[t % TOKENS]);
        if (due[account][token] == 0) return;
        address receiver = someone(to);
        amount = between(amount, 1, due[account][token]);
        bool may = !(token == COIN && receiver == refuser) && !(token == tokens[2] && receiver == people[1]);
        vm.prank(account);
        (bool taken,) = address(unions).call(abi.encodeCall(unions.withdraw, (token, amount, receiver)));
        holds(taken == may, "withdraw");
        if (!taken) return;
        due[account][token] -= amount;
        held[token] -= amount;
    }

    function withdrawTooMuch(uint256 person, uint256 t) external {
        (address account, address token) = (someone(person), tokens[t % TOKENS]);
        bytes memory call_ = abi.encodeCall(unions.withdraw, (token, due[account][token] + 1, ANYBODY));
        vm.prank(account);
        (bool taken,) = address(unions).call(call_);
        holds(!taken, "more than is due");
    }

    /// The members whose bit is set agree; it counts if they have the quorum, or the secretary's own bit is set.
    function changeList(uint256 u, uint256 seed, uint256 agreeing) public {
        u %= 4;
        if (lists.length == MOST_LISTS) return;
        IUnions.Change memory c;
        List storage present = lists[now_[u]];
        c.union = union[u];
        c.current = abi.decode(present.membership, (IUnions.Membership));
        c.rule = c.nextRule = abi.decode(present.rule, (IUnions.Rule));
        c.until = uint64(block.timestamp);
        IUnions.Leaf[] memory next = drawn(seed, u);
        c.next = listed(next, c.nextRule, present.id);
        bytes32 digest = digestOf(c);
        // Only the fourth union has a secretary; to the others nobody may add a word of one.
        bytes memory sig = u == 3 || agreeing & 2 == 2 ? signature(agreeing & 1 == 1 ? SECRETARY_KEY : 1, digest) : bytes("");
        (IUnions.Consent[] memory list, uint256 weight) = agreeingOf(leavesOf(now_[u]), digest, agreeing);
        bool may = u == 3 ? agreeing & 1 == 1 : weight >= c.rule.quorum && sig.length == 0;
        (bool taken,) = address(unions).call(abi.encodeCall(unions.change, (c, sig, list)));
        holds(taken == may, "change");
        if (!taken) return;
        add(next, c.nextRule, present.id, false);
        now_[u] = lists.length - 1;
    }

    /// Whatever was done before: everybody gets the whole share of every list, by claims that need nobody's help.
    function takeEverything() external {
        for (uint256 list = 0; list < lists.length; ++list) {
            uint256 most = leavesOf(list).length;
            for (uint256 t = 0; t < TOKENS; ++t) for (uint256 i = 0; i < most; ++i) takeShare(list, i, t);
        }
        for (uint256 i = 0; i < PEOPLE; ++i) {
            // Blocked in one token and refusing coin: another receiver is named.
            for (uint256 t = 0; t < TOKENS; ++t) if (due[someone(i)][tokens[t]] != 0) withdrawAll(i, t);
        }
    }

    function withdrawAll(uint256 i, uint256 t) private {
        withdraw(i, t, due[someone(i)][tokens[t]] - 1, 2);
    }

    // --- the model

    function add(IUnions.Leaf[] memory leaves, IUnions.Rule memory rule, bytes32 previous, bool halved)
        private
        returns (bytes32)
    {
        IUnions.Membership memory m = listed(leaves, rule, previous);
        if (halved) m.totalWeight /= 2;
        lists.push(List(id(m), abi.encode(m), abi.encode(rule), abi.encode(leaves)));
        return id(m);
    }

    /// Three to six members; in the third union the first one has the last leaf too.
    function drawn(uint256 seed, uint256 u) private view returns (IUnions.Leaf[] memory leaves) {
        leaves = new IUnions.Leaf[](3 + seed % 4);
        for (uint256 i = 0; i < leaves.length; ++i) {
            uint256 salt = uint256(keccak256(abi.encode(seed, u, i)));
            leaves[i] = leaf(i, someone(i + seed % PEOPLE), 30 + salt % 30);
        }
        if (u == 2) leaves[leaves.length - 1].member = leaves[0].member;
    }

    function chosen(uint256 which, uint256 index, uint256 t)
        private
        view
        returns (IUnions.Claim memory c, uint256 list)
    {
        list = which % lists.length;
        IUnions.Leaf[] memory leaves = leavesOf(list);
        c = claimOf(abi.decode(lists[list].membership, (IUnions.Membership)), leaves, index % leaves.length, tokens[t % TOKENS]);
    }

    function shareOf(uint256 list, IUnions.Claim memory c) private view returns (uint256) {
        uint256 whole = came[list][c.token] * c.leaf.weight / c.membership.totalWeight;
        uint256 share = whole - had[list][c.token][c.leaf.index];
        uint256 left = came[list][c.token] - went[list][c.token];
        return share < left ? share : left;
    }

    function book(uint256 list, IUnions.Claim memory c, uint256 share) private {
        went[list][c.token] += share;
        had[list][c.token][c.leaf.index] += share;
        due[c.leaf.member][c.token] += share;
    }

    function count(uint256 u, address token, uint256 amount) private {
        came[now_[u]][token] += amount;
        held[token] += amount;
    }

    function agreeingOf(IUnions.Leaf[] memory leaves, bytes32 digest, uint256 agreeing)
        private
        view
        returns (IUnions.Consent[] memory list, uint256 weight)
    {
        IUnions.Consent[] memory all = new IUnions.Consent[](leaves.length);
        uint256 many = 0;
        for (uint256 i = 0; i < leaves.length; ++i) {
            if (agreeing >> i & 2 == 0 || leaves[i].member == refuser) continue;
            all[many++] = consent(leaves, i, signature(keyFor(leaves[i].member), digest));
            weight += leaves[i].weight;
        }
        list = new IUnions.Consent[](many);
        for (uint256 i = 0; i < many; ++i) list[i] = all[i];
    }

    function keyFor(address member) private view returns (uint256) {
        for (uint256 i = 0; i < PEOPLE; ++i) if (people[i] == member) return keyOf(i);
        revert DoesNotHold("a key");
    }

    /// The last of them refuses coin.
    function someone(uint256 i) public view returns (address) {
        return people[i % PEOPLE];
    }

    function leavesOf(uint256 list) public view returns (IUnions.Leaf[] memory) {
        return abi.decode(lists[list].leaves, (IUnions.Leaf[]));
    }

    function idOfList(uint256 list) external view returns (bytes32) {
        return lists[list].id;
    }

    function isCurrent() external view returns (bool) {
        for (uint256 u = 0; u < 4; ++u) if (unions.current(union[u]) != lists[now_[u]].id) return false;
        return true;
    }
}

contract UnionInvariantsTest is UnionStage {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Guild private guild;

    function setUp() public override {
        guild = new Guild();
        (unions,) = guild.parts();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(guild);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(guild);
        bytes4[9] memory deeds = [
            Guild.give.selector,
            Guild.giveWithACallBack.selector,
            Guild.giveWithAFee.selector,
            Guild.takeShare.selector,
            Guild.takeMany.selector,
            Guild.forge.selector,
            Guild.withdraw.selector,
            Guild.withdrawTooMuch.selector,
            Guild.changeList.selector
        ];
        targets[0].selectors = new bytes4[](deeds.length);
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    function invariant_everybodyHasWhatTheListsSay() public view {
        (, uint256 lists) = guild.parts();
        for (uint256 t = 0; t < 3; ++t) {
            address token = guild.tokens(t);
            uint256 owedToAll = ledgers(token);
            for (uint256 list = 0; list < lists; ++list) owedToAll += accounts(list, token);
            uint256 balance = token == COIN ? address(unions).balance : Balance(token).balanceOf(address(unions));
            // (1), by the model's own count.
            same(balance, owedToAll, "owed");
            same(balance, guild.held(token), "held");
        }
        holds(guild.isCurrent(), "current");
    }

    /// (5)
    function ledgers(address token) private view returns (uint256 sum) {
        for (uint256 i = 0; i < 6; ++i) {
            uint256 due = guild.due(guild.someone(i), token);
            same(owed(guild.someone(i), token), due, "ledger");
            sum += due;
        }
    }

    /// (2), (6)
    function accounts(uint256 list, address token) private view returns (uint256 left) {
        (uint256 came, uint256 went) = (guild.came(list, token), guild.went(list, token));
        (uint128 received_, uint128 paid_) = unions.accountOf(guild.idOfList(list), token);
        same(received_, came, "received");
        same(paid_, went, "paid");
        holds(went <= came, "never more than came");
        return came - went;
    }

    /// (2), (3)
    function leaves(uint256 list, address token) private view {
        bytes32 membership = guild.idOfList(list);
        uint256 sum = 0;
        for (uint256 i = 0; i < 6; ++i) {
            uint256 had = guild.had(list, token, i);
            same(unions.claimedOf(membership, token, uint64(i)), had, "claimed");
            sum += had;
        }
        same(sum, guild.went(list, token), "the sum of what was claimed");
    }

    /// (4): at the end of every run.
    function afterInvariant() external {
        guild.takeEverything();
        invariant_everybodyHasWhatTheListsSay();
        (, uint256 lists) = guild.parts();
        for (uint256 list = 0; list < lists; ++list) {
            for (uint256 t = 0; t < 3; ++t) {
                leaves(list, guild.tokens(t));
                uint256 left = guild.came(list, guild.tokens(t)) - guild.went(list, guild.tokens(t));
                holds(left < guild.leavesOf(list).length, "dust");
            }
        }
    }
}

interface Balance {
    function balanceOf(address account) external view returns (uint256);
}
