// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUnions} from "../src/IUnions.sol";
import {Unions} from "../src/Unions.sol";
import {Wallet} from "./Attackers.sol";
import {UnionStage} from "./UnionStage.sol";

/// Whose consents a change takes, and over what.
contract UnionConsentTest is UnionStage {
    IUnions.Rule private rule = quorumOf(75);

    function test_aSecretaryThatIsAContract() public {
        Wallet wallet = new Wallet();
        IUnions.Change memory c = changeOf(IUnions.Rule(0, address(wallet), keccak256("terms")));
        bytes32 digest = digestOf(c);
        for (uint256 answer = 1; answer <= uint256(type(Wallet.Answer).max); ++answer) {
            wallet.say(Wallet.Answer(answer));
            // Of a long answer the first word is read, and that one is a yes.
            if (Wallet.Answer(answer) == Wallet.Answer.BOMB) continue;
            refused(abi.encodeWithSelector(IUnions.BadSignature.selector, wallet, digest));
            unions.change(c, "", none());
        }
        wallet.say(Wallet.Answer.YES);
        unions.change(c, "", none());
        wallet.say(Wallet.Answer.NO);
        pay(c.union, COIN, 270);
        same(received(id(c.next), COIN), 270, "a change of mind comes too late");
    }

    function test_aMemberThatIsAContractOrBecameOne() public {
        Wallet wallet = new Wallet();
        IUnions.Leaf[] memory leaves = five();
        leaves[4].member = address(wallet);
        IUnions.Change memory c = changeOf(rule);
        c.current = founding(leaves, rule);
        c.union = id(c.current);
        c.next.previous = c.union;
        bytes32 digest = digestOf(c);
        IUnions.Consent[] memory list = new IUnions.Consent[](2);
        list[0] = consent(leaves, 3, signature(keyOf(3), digest));
        list[1] = consent(leaves, 4, "");
        vm.etch(who(3), abi.encodePacked(hex"ef0100", wallet));
        wallet.say(Wallet.Answer.NO);
        refused(abi.encodeWithSelector(IUnions.BadSignature.selector, wallet, digest));
        unions.change(c, "", list);
        wallet.say(Wallet.Answer.YES);
        unions.change(c, "", list);
    }

    function test_theQuorumIsMetExactly() public {
        IUnions.Change memory c = changeOf(quorumOf(90));
        agreed(c);
        c = changeOf(quorumOf(91));
        IUnions.Consent[] memory list = consents(digestOf(c), 3, 4);
        refused(abi.encodeWithSelector(IUnions.NoQuorum.selector, 90, 91));
        unions.change(c, "", list);
    }

    /// Else anybody could put anything on record as the word of a secretary that there isn't.
    function test_withoutASecretaryThereIsNoWordOfOne() public {
        IUnions.Change memory c = changeOf(quorumOf(90));
        bytes32 digest = digestOf(c);
        refused(abi.encodeWithSelector(IUnions.BadSignature.selector, address(0), digest));
        unions.change(c, "x", consents(digest, 3, 4));
    }

    function test_noConsentCountsTwice() public {
        IUnions.Change memory c = changeOf(rule);
        bytes32 digest = digestOf(c);
        refused(abi.encodeWithSelector(IUnions.OutOfOrder.selector, 4, 5));
        unions.change(c, "", consents(digest, 4, 4));
        refused(abi.encodeWithSelector(IUnions.OutOfOrder.selector, 3, 5));
        unions.change(c, "", consents(digest, 4, 3));
    }

    function test_onlyMembersConsent() public {
        IUnions.Change memory c = changeOf(rule);
        bytes32 digest = digestOf(c);
        IUnions.Consent[] memory list = consents(digest, 3, 4);
        list[1].leaf.index = 5;
        refused(abi.encodeWithSelector(IUnions.NoSuchMember.selector, 5, 5));
        unions.change(c, "", list);
        list = consents(digest, 3, 4);
        list[1].leaf.weight = 151;
        refused(abi.encodeWithSelector(IUnions.BadWeight.selector, 151, 150));
        unions.change(c, "", list);
        list = consents(digest, 3, 4);
        list[1].path = new bytes32[](2);
        refused(abi.encodeWithSelector(IUnions.WrongDepth.selector, 2, 5));
        unions.change(c, "", list);
        list = consents(digest, 3, 4);
        list[1].leaf.member = ANYBODY;
        vm.expectRevert();
        unions.change(c, "", list);
    }

    /// A joiner is in the next list only: it has no say yet.
    function test_whoJoinsDoesntDecide() public {
        IUnions.Change memory c = changeOf(rule);
        bytes32 digest = digestOf(c);
        IUnions.Consent[] memory list = new IUnions.Consent[](1);
        list[0] = consent(after_(), 0, signature(keyOf(9), digest));
        vm.expectRevert();
        unions.change(c, "", list);
    }

    function test_signaturesAreOverExactlyThis() public {
        IUnions.Change memory c = changeOf(rule);
        bytes32 digest = digestOf(c);
        wrong(c, consents(digestOf(c, address(new Unions()), block.chainid), 3, 4));
        wrong(c, consents(digestOf(c, address(unions), block.chainid + 1), 3, 4));
        IUnions.Change memory other = changeOf(rule);
        other.until += 1;
        wrong(c, consents(digestOf(other), 3, 4));
        other = changeOf(rule);
        other.union = keccak256("another union");
        wrong(c, consents(digestOf(other), 3, 4));
        other = changeOf(rule);
        other.next.root = keccak256("another list");
        wrong(c, consents(digestOf(other), 3, 4));
        other = changeOf(rule);
        other.nextRule.secretary = secretary;
        wrong(c, consents(digestOf(other), 3, 4));
        IUnions.Consent[] memory list = consents(digest, 3, 4);
        list[0].signature = malleated(list[0].signature);
        wrong(c, list);
        list[0].signature = "";
        wrong(c, list);
        vm.chainId(block.chainid + 1);
        same(unions.changeDigest(c.union, c.next, c.nextRule, c.until), digestOf(c), "digest on the other chain");
        refused(abi.encodeWithSelector(IUnions.BadSignature.selector, who(3), digestOf(c)));
        unions.change(c, "", consents(digest, 3, 4));
    }

    function wrong(IUnions.Change memory c, IUnions.Consent[] memory list) private {
        refused(abi.encodeWithSelector(IUnions.BadSignature.selector, who(3), digestOf(c)));
        unions.change(c, "", list);
    }

    /// The same signature with s on the curve's other half.
    function malleated(bytes memory sig) private pure returns (bytes memory) {
        (bytes32 r, bytes32 s, uint8 v) = (bytes32(0), bytes32(0), uint8(sig[64]));
        assembly {
            r := mload(add(sig, 0x20))
            s := mload(add(sig, 0x40))
        }
        uint256 n = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        return abi.encodePacked(r, n - uint256(s), v == 27 ? 28 : 27);
    }

    /// Whatever subset signs: the change is done exactly if their weights sum to the quorum.
    function testFuzz_quorum(uint8 who_, uint96 quorum) public {
        quorum = uint96(between(quorum, 1, 150));
        IUnions.Change memory c = changeOf(quorumOf(quorum));
        bytes32 digest = digestOf(c);
        uint256 many = 0;
        uint256 weight = 0;
        for (uint256 i = 0; i < 5; ++i) if (who_ >> i & 1 == 1) (++many, weight += 10 * (i + 1));
        IUnions.Consent[] memory list = new IUnions.Consent[](many);
        many = 0;
        for (uint256 i = 0; i < 5; ++i) {
            if (who_ >> i & 1 == 1) list[many++] = consent(five(), i, signature(keyOf(i), digest));
        }
        if (weight < quorum) refused(abi.encodeWithSelector(IUnions.NoQuorum.selector, weight, quorum));
        unions.change(c, "", list);
        same(unions.current(c.union), weight < quorum ? c.union : id(c.next), "current");
    }
}
