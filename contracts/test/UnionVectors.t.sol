// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUnions} from "../src/IUnions.sol";
import {Unions} from "../src/Unions.sol";
import {UnionStage} from "./UnionStage.sol";

/// The contract's formats against docs/vectors/union.json, which a script of its own has written.
contract UnionVectorsTest is UnionStage {
    string private json;

    function setUp() public override {
        super.setUp();
        json = vm.readFile("../docs/vectors/union.json");
    }

    function test_trees() public {
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".trees", seen, "")); ++seen) {
            string memory place = item(".trees", seen, "");
            IUnions.Membership memory m;
            m.root = word(place, ".root");
            m.totalWeight = uint96(number(place, ".totalWeight"));
            m.count = uint64(number(place, ".count"));
            IUnions.Leaf[] memory leaves = sample(m.count);
            same(rootOf(leaves), m.root, "root");
            for (uint256 i = 0; vm.keyExistsJson(json, item(string.concat(place, ".proofs"), i, "")); ++i) {
                checkProof(item(string.concat(place, ".proofs"), i, ""), m, leaves);
            }
        }
        same(seen, 9, "trees");
    }

    /// Member i of every tree there.
    function sample(uint256 count) private pure returns (IUnions.Leaf[] memory leaves) {
        leaves = new IUnions.Leaf[](count);
        for (uint256 i = 0; i < count; ++i) {
            address member = address(uint160(uint256(keccak256(abi.encode(i)))));
            leaves[i] = leaf(i, member, 1 + i * i * 7919 % 100003);
        }
    }

    function checkProof(string memory place, IUnions.Membership memory m, IUnions.Leaf[] memory leaves) private {
        uint256 index = number(place, ".index");
        bytes32[] memory path = vm.parseJsonBytes32Array(json, string.concat(place, ".path"));
        same(path.length, pathOf(leaves, index).length, "depth");
        for (uint256 i = 0; i < path.length; ++i) same(path[i], pathOf(leaves, index)[i], "path");
        IUnions.Leaf memory l = leaves[index];
        same(bytes32(bytes20(l.member)), bytes32(bytes20(account(place, ".member"))), "member");
        same(l.weight, number(place, ".weight"), "weight");
        same(keccak256(abi.encodePacked(l.index, l.member, l.weight)), word(place, ".leaf"), "leaf");
        refused(abi.encodeWithSelector(IUnions.NothingDue.selector, id(m), COIN, index));
        unions.claim(m, COIN, l, path);
    }

    function test_rules() public view {
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".rules", seen, "")); ++seen) {
            same(unions.ruleHash(rule(item(".rules", seen, ""))), word(item(".rules", seen, ""), ".hash"), "rule");
        }
        same(seen, 3, "rules");
    }

    function test_shares() public {
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".shares", seen, "")); ++seen) {
            uint256 before = vm.snapshotState();
            checkShare(item(".shares", seen, ""));
            vm.revertToState(before);
        }
        same(seen, 7, "shares");
    }

    /// Brings a union to where the vector is, by writing its two slots, then claims.
    function checkShare(string memory place) private {
        IUnions.Leaf[] memory one = new IUnions.Leaf[](1);
        one[0] = leaf(0, who(0), number(place, ".weight"));
        IUnions.Membership memory m = founding(one, quorumOf(1));
        m.totalWeight = uint96(number(place, ".totalWeight"));
        // _accounts is the contract's second slot; an account is its sums, then its map of what was claimed.
        bytes32 account_ = keccak256(abi.encode(COIN, keccak256(abi.encode(id(m), 1))));
        bytes32 sums = bytes32(number(place, ".received") << 128 | number(place, ".paid"));
        vm.store(address(unions), account_, sums);
        bytes32 claimed = keccak256(abi.encode(0, uint256(account_) + 1));
        vm.store(address(unions), claimed, bytes32(number(place, ".claimed")));
        same(received(id(m), COIN), number(place, ".received"), "received");
        same(unions.claimedOf(id(m), COIN, 0), number(place, ".claimed"), "claimed");
        uint256 due = number(place, ".due");
        if (due == 0) refused(abi.encodeWithSelector(IUnions.NothingDue.selector, id(m), COIN, 0));
        uint256 amount = claim(claimOf(m, one, 0, COIN));
        if (due != 0) same(amount, due, "due");
    }

    /// The very bytes that a wallet sends do what they should.
    function test_changeAndClaimByCalldata() public {
        string memory domain = ".change.statement.domain";
        vm.chainId(number(domain, ".chainId"));
        address where = account(domain, ".verifyingContract");
        vm.etch(where, address(unions).code);
        unions = Unions(where);
        bytes32 union = word(".change", ".union");
        same(unions.domainSeparator(), word(".change.statement", ".domainSeparator"), "domain");
        IUnions.Membership memory next = membership(".change.next");
        bytes32 digest = unions.changeDigest(union, next, rule(".change.nextRule"), uint64(number(".change", ".until")));
        same(digest, word(".change.statement", ".digest"), "digest");
        same(unions.idOf(membership(".change.current")), union, "union");
        same(unions.idOf(next), word(".change", ".nextId"), "next");

        call(payer, 1500, ".pay");
        same(received(union, COIN), 1500, "paid by calldata");
        call(ANYBODY, 0, ".claimMany");
        same(unions.claimedOf(union, COIN, 2), 500, "claimed by calldata");
        call(ANYBODY, 0, ".change");
        same(unions.current(union), word(".change", ".nextId"), "changed by calldata");
    }

    function call(address from, uint256 value, string memory name) private {
        bytes memory data = vm.parseJsonBytes(json, string.concat(".calldata", name));
        vm.prank(from);
        (bool taken,) = address(unions).call{value: value}(data);
        holds(taken, name);
    }

    function rule(string memory place) private view returns (IUnions.Rule memory r) {
        r.quorum = uint96(number(place, ".quorum"));
        r.secretary = account(place, ".secretary");
        r.terms = word(place, ".terms");
    }

    function membership(string memory place) private view returns (IUnions.Membership memory m) {
        m.root = word(place, ".root");
        m.totalWeight = uint96(number(place, ".totalWeight"));
        m.count = uint64(number(place, ".count"));
        m.previous = word(place, ".previous");
        m.rule = word(place, ".rule");
    }

    function account(string memory place, string memory key) private view returns (address) {
        return vm.parseJsonAddress(json, string.concat(place, key));
    }

    function word(string memory place, string memory key) private view returns (bytes32) {
        return vm.parseJsonBytes32(json, string.concat(place, key));
    }

    function number(string memory place, string memory key) private view returns (uint256) {
        return vm.parseJsonUint(json, string.concat(place, key));
    }

    function item(string memory list, uint256 i, string memory key) private pure returns (string memory) {
        return string.concat(list, "[", vm.toString(i), "]", key);
    }
}
