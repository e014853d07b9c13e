// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {IUnions} from "../src/IUnions.sol";
import {Unions} from "../src/Unions.sol";
import {Test} from "./Test.sol";

/// A few members with keys, lists of them, and money to pay them with. The tree is built level by level, as the
/// protocol's page says and unlike the contract, which walks one path.
abstract contract UnionStage is Test {
    uint256 internal constant START = 1_790_000_000;
    uint256 internal constant FUNDS = 1e12;
    uint256 internal constant SECRETARY_KEY = 0x5ec;
    uint64 internal constant UNTIL = uint64(START + 1 days);
    bytes32 private constant CHANGE_TYPE = keccak256(
        "Change(bytes32 union,bytes32 previous,bytes32 root,uint96 totalWeight,uint64 count,uint96 quorum,address secretary,bytes32 terms,uint64 until)"
    );
    address internal constant COIN = address(0);
    address internal constant ANYBODY = address(0xa11);

    Unions internal unions;
    TestDollar internal dollar;
    address internal payer = address(0xfa1e5);
    address internal secretary = vm.addr(SECRETARY_KEY);

    function setUp() public virtual {
        vm.warp(START);
        unions = new Unions();
        dollar = new TestDollar();
        dollar.mint(payer, FUNDS);
        vm.deal(payer, FUNDS);
        vm.prank(payer);
        dollar.approve(address(unions), type(uint256).max);
    }

    function keyOf(uint256 i) internal pure returns (uint256) {
        return 0x1000 + i;
    }

    function who(uint256 i) internal pure returns (address) {
        return vm.addr(keyOf(i));
    }

    function leaf(uint256 index, address member, uint256 weight) internal pure returns (IUnions.Leaf memory) {
        return IUnions.Leaf(uint64(index), member, uint96(weight));
    }

    /// Members 0 to 4 of weight 10, 20, 30, 40, 50.
    function five() internal pure returns (IUnions.Leaf[] memory leaves) {
        leaves = new IUnions.Leaf[](5);
        for (uint256 i = 0; i < 5; ++i) leaves[i] = leaf(i, who(i), 10 * (i + 1));
    }

    function quorumOf(uint96 quorum) internal pure returns (IUnions.Rule memory) {
        return IUnions.Rule(quorum, address(0), keccak256("terms"));
    }

    function founding(IUnions.Leaf[] memory leaves, IUnions.Rule memory rule)
        internal
        pure
        returns (IUnions.Membership memory)
    {
        return listed(leaves, rule, 0);
    }

    function listed(IUnions.Leaf[] memory leaves, IUnions.Rule memory rule, bytes32 previous)
        internal
        pure
        returns (IUnions.Membership memory m)
    {
        for (uint256 i = 0; i < leaves.length; ++i) m.totalWeight += leaves[i].weight;
        m.root = rootOf(leaves);
        m.count = uint64(leaves.length);
        m.previous = previous;
        m.rule = keccak256(abi.encode(rule));
    }

    function id(IUnions.Membership memory m) internal pure returns (bytes32) {
        bytes32 hash = keccak256(abi.encode(m.root, m.totalWeight, m.count, m.previous, m.rule));
        uint256 low = uint256(hash) & (type(uint256).max >> 2);
        return bytes32(low | (m.previous == 0 ? uint256(3) : 1) << 254);
    }

    function hashes(IUnions.Leaf[] memory leaves) private pure returns (bytes32[] memory level) {
        uint256 width = 1;
        while (width < leaves.length) width *= 2;
        level = new bytes32[](width);
        for (uint256 i = 0; i < leaves.length; ++i) {
            level[i] = keccak256(abi.encodePacked(leaves[i].index, leaves[i].member, leaves[i].weight));
        }
    }

    function above(bytes32[] memory level) private pure returns (bytes32[] memory next) {
        next = new bytes32[](level.length / 2);
        for (uint256 i = 0; i < next.length; ++i) next[i] = keccak256(bytes.concat(level[2 * i], level[2 * i + 1]));
    }

    function rootOf(IUnions.Leaf[] memory leaves) internal pure returns (bytes32) {
        bytes32[] memory level = hashes(leaves);
        while (level.length > 1) level = above(level);
        return level[0];
    }

    function pathOf(IUnions.Leaf[] memory leaves, uint256 index) internal pure returns (bytes32[] memory path) {
        bytes32[] memory level = hashes(leaves);
        bytes32[] memory found = new bytes32[](64);
        uint256 depth = 0;
        for (; level.length > 1; level = above(level)) {
            found[depth++] = level[index ^ 1];
            index /= 2;
        }
        path = new bytes32[](depth);
        for (uint256 i = 0; i < depth; ++i) path[i] = found[i];
    }

    function claimOf(IUnions.Membership memory m, IUnions.Leaf[] memory leaves, uint256 index, address token)
        internal
        pure
        returns (IUnions.Claim memory)
    {
        return IUnions.Claim(m, token, leaves[index], pathOf(leaves, index));
    }

    function claim(IUnions.Claim memory c) internal returns (uint256) {
        return unions.claim(c.membership, c.token, c.leaf, c.path);
    }

    function pay(bytes32 union, address token, uint256 amount) internal {
        vm.prank(payer);
        unions.pay{value: token == COIN ? amount : 0}(union, token, amount);
    }

    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function received(bytes32 membership, address token) internal view returns (uint256 r) {
        (r,) = unions.accountOf(membership, token);
    }

    function paid(bytes32 membership, address token) internal view returns (uint256 p) {
        (, p) = unions.accountOf(membership, token);
    }

    function owed(address account, address token) internal view returns (uint256) {
        return unions.ledger(account, token);
    }

    function refused(bytes memory reason) internal {
        vm.expectRevert(reason);
    }

    // --- the parts of a change

    /// Without member 0, and with member 9 of weight 60.
    function after_() internal pure returns (IUnions.Leaf[] memory leaves) {
        leaves = five();
        leaves[0] = leaf(0, who(9), 60);
    }

    function changeOf(IUnions.Rule memory from) internal pure returns (IUnions.Change memory c) {
        c.current = founding(five(), from);
        c.union = id(c.current);
        c.rule = from;
        c.nextRule = IUnions.Rule(100, address(0), keccak256("new terms"));
        c.next = listed(after_(), c.nextRule, c.union);
        c.until = UNTIL;
    }

    function digestOf(IUnions.Change memory c) internal view returns (bytes32) {
        return digestOf(c, address(unions), block.chainid);
    }

    function digestOf(IUnions.Change memory c, address where, uint256 chain) internal pure returns (bytes32) {
        IUnions.Membership memory n = c.next;
        IUnions.Rule memory r = c.nextRule;
        bytes memory list = abi.encode(CHANGE_TYPE, c.union, n.previous, n.root, n.totalWeight, n.count);
        bytes32 structHash = keccak256(bytes.concat(list, abi.encode(r.quorum, r.secretary, r.terms, c.until)));
        bytes32 kind =
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        bytes32 domain = keccak256(abi.encode(kind, keccak256("Peer Unions"), keccak256("1"), chain, where));
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function consent(IUnions.Leaf[] memory leaves, uint256 index, bytes memory sig)
        internal
        pure
        returns (IUnions.Consent memory)
    {
        return IUnions.Consent(leaves[index], pathOf(leaves, index), sig);
    }

    function consents(bytes32 digest, uint256 a, uint256 b) internal pure returns (IUnions.Consent[] memory list) {
        list = new IUnions.Consent[](2);
        list[0] = consent(five(), a, signature(keyOf(a), digest));
        list[1] = consent(five(), b, signature(keyOf(b), digest));
    }

    function none() internal pure returns (IUnions.Consent[] memory) {
        return new IUnions.Consent[](0);
    }

    /// By members 3 and 4: 90 of 150.
    function agreed(IUnions.Change memory c) internal {
        unions.change(c, "", consents(digestOf(c), 3, 4));
    }
}
