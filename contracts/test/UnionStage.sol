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
}
