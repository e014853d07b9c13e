// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Channels} from "../src/Channels.sol";
import {IChannels} from "../src/IChannels.sol";
import {Puppet, Wallet} from "./Attackers.sol";
import {ChannelStage} from "./ChannelStage.sol";

/// Signers that change their mind, signatures bent or brought elsewhere, one attack each.
contract ChannelSignaturesTest is ChannelStage {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    // --- signatures

    /// research 2.4, shown there on a contract that asks ERC-1271: the payer, and the key's own address too, become
    /// contracts that deny everything (EIP-7702) after the vouchers are out.
    function test_aPayerThatBecomesAContractRevokesNothing() public {
        IChannels.Channel memory c = aChannel();
        c.voucherKey = payer;
        bytes32 id = opened(c);
        bytes memory sig = signature(PAYER_KEY, voucherDigest(id, 300));
        vm.etch(payer, address(new Wallet()).code);
        Wallet(payable(payer)).say(Wallet.Answer.NO);
        channels.claim(c, 300, sig);
        vm.etch(payer, hex"ef0100000000000000000000000000000000000000abcd");
        sig = signature(PAYER_KEY, voucherDigest(id, 400));
        channels.claim(c, 400, sig);
        has(payee, 400);
    }

    function test_aContractAsVoucherKeySignsNothing() public {
        IChannels.Channel memory c = aChannel();
        c.voucherKey = address(new Wallet());
        bytes32 digest = voucherDigest(opened(c), 300);
        bytes[3] memory tries = [bytes(""), new bytes(65), signature(VOUCHER_KEY, digest)];
        for (uint256 i = 0; i < 3; ++i) {
            refused(abi.encodeWithSelector(IChannels.BadSignature.selector, c.voucherKey, digest));
            channels.claim(c, 300, tries[i]);
        }
    }

    /// A wallet contract may pay and be paid; its keys for vouchers are keys.
    function test_contractsMayPayAndBePaid() public {
        (Puppet rich, Wallet wallet) = (new Puppet(), new Wallet());
        dollar.mint(address(rich), DEPOSIT);
        rich.act(address(dollar), 0, abi.encodeCall(dollar.approve, (address(channels), DEPOSIT)));
        IChannels.Channel memory c = aChannel();
        (c.payer, c.payee) = (address(rich), address(wallet));
        rich.act(address(channels), 0, abi.encodeCall(channels.open, (c, DEPOSIT)));
        claim(c, 100);
        bytes memory agreed = abi.encodeCall(channels.coopClose, (c, 200, uint64(START), "its own kind of yes"));
        rich.act(address(channels), 0, agreed);
        has(address(wallet), 200);
        has(address(rich), DEPOSIT - 200);
    }

    function test_aPayeeContractsAnswerThatIsNoPlainYesIsANo() public {
        Wallet wallet = new Wallet();
        IChannels.Channel memory c = aChannel();
        c.payee = address(wallet);
        bytes32 digest = coopDigest(opened(c), 0, START);
        Wallet.Answer[5] memory noes = [
            Wallet.Answer.NO,
            Wallet.Answer.SHORT,
            Wallet.Answer.REVERTS,
            Wallet.Answer.REVERTING_BOMB,
            Wallet.Answer.DIRTY
        ];
        for (uint256 i = 0; i < noes.length; ++i) {
            wallet.say(noes[i]);
            vm.prank(payer);
            refused(abi.encodeWithSelector(IChannels.BadSignature.selector, address(wallet), digest));
            channels.coopClose(c, 0, uint64(START), "");
        }
    }

    /// The payee's delegation doesn't take back what its key has signed.
    function test_aPayeeThatBecomesAContractIsStillBound() public {
        IChannels.Channel memory c = aChannel();
        bytes memory sig = signature(PAYEE_KEY, coopDigest(opened(c), 10, START));
        vm.etch(payee, address(new Wallet()).code);
        Wallet(payable(payee)).say(Wallet.Answer.NO);
        vm.prank(payer);
        channels.coopClose(c, 10, uint64(START), sig);
        has(payee, 10);
    }

    /// The other s of the same signature, and v as 0 or 1: neither is a second signature.
    function testFuzz_aMalleatedSignatureIsNone(uint96 sum) public {
        IChannels.Channel memory c = aChannel();
        sum = uint96(between(sum, 1, DEPOSIT));
        bytes32 digest = voucherDigest(opened(c), sum);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(VOUCHER_KEY, digest);
        bytes[3] memory tries = [
            abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27)),
            abi.encodePacked(r, s, v - 27),
            abi.encodePacked(r, bytes32(uint256(s) | uint256(v - 27) << 255))
        ];
        for (uint256 i = 0; i < 3; ++i) {
            refused(abi.encodeWithSelector(IChannels.BadSignature.selector, voucherKey, digest));
            channels.claim(c, sum, tries[i]);
        }
        channels.claim(c, sum, abi.encodePacked(r, s, v));
    }

    // --- replay

    function test_aVoucherIsForOneChannel() public {
        IChannels.Channel memory c = aChannel();
        bytes memory sig = voucher(opened(c), 300);
        c.salt = "another";
        bytes32 digest = voucherDigest(opened(c), 300);
        refused(abi.encodeWithSelector(IChannels.BadSignature.selector, voucherKey, digest));
        channels.claim(c, 300, sig);
    }

    /// The same terms in another contract, and on a chain that forked off, are other channels.
    function test_aVoucherIsForOneContractOnOneChain() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        bytes memory sig = voucher(id, 300);
        Channels here = channels;
        channels = new Channels();
        vm.prank(payer);
        dollar.approve(address(channels), FUNDS);
        holds(opened(c) != id, "another contract, another name");
        refused(
            abi.encodeWithSelector(
                IChannels.BadSignature.selector, voucherKey, voucherDigest(channels.channelId(c), 300)
            )
        );
        channels.claim(c, 300, sig);
        channels = here;
        vm.chainId(7777);
        wrongState(channels.channelId(c), NONE);
        channels.claim(c, 300, sig);
    }

    /// Tombstones, by every way of ending: no voucher of a closed channel is ever worth anything again.
    function testFuzz_aClosedIdIsDeadForEver(uint256 way, uint96 sum) public {
        IChannels.Channel memory c = aChannel();
        c.expiry = uint64(START + 100 days);
        bytes32 id = opened(c);
        bytes memory agreed = signature(PAYEE_KEY, coopDigest(id, 0, START));
        way = between(way, 0, 3);
        if (way == 0) vm.prank(payee);
        if (way == 0) channels.close(c, 0, "");
        if (way == 1) vm.prank(payer);
        if (way == 1) channels.coopClose(c, 0, uint64(START), agreed);
        if (way == 2) vm.prank(payer);
        if (way == 2) channels.startExit(c);
        if (way >= 2) vm.warp(START + 101 days);
        if (way >= 2) channels.exit(c);
        deposit(payer, address(dollar), DEPOSIT);
        vm.warp(START + 50 days);
        wrongState(id, CLOSED);
        vm.prank(payer);
        channels.openFromLedger(c, DEPOSIT);
        sum = uint96(between(sum, 1, DEPOSIT));
        bytes memory sig = voucher(id, sum);
        wrongState(id, CLOSED);
        channels.claim(c, sum, sig);
    }
}
