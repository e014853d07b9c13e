// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IChannels} from "../src/IChannels.sol";
import {ChannelStage} from "./ChannelStage.sol";

contract ChannelEndsTest is ChannelStage {
    // --- close

    function test_closingPaysTheVoucherAndReturnsTheRest() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        claim(c, 100);
        bytes memory sig = voucher(id, 300);
        vm.expectEmit(address(channels));
        emit IChannels.Claimed(id, 300);
        vm.expectEmit(address(channels));
        emit IChannels.Closed(id, 300, DEPOSIT - 300);
        vm.prank(payee);
        channels.close(c, 300, sig);
        stands(id, CLOSED, 0, 0, 0);
        has(payee, 300);
        has(payer, DEPOSIT - 300);
    }

    function test_closingInCoin() public {
        IChannels.Channel memory c = channelIn(COIN);
        bytes memory sig = voucher(opened(c), 300);
        vm.prank(payee);
        channels.close(c, 300, sig);
        same(owed(payee, COIN), 300, "payee");
        same(owed(payer, COIN), DEPOSIT - 300, "payer");
    }

    function test_aPayeeMayCloseWithoutAVoucher() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        claim(c, 300);
        vm.expectEmit(address(channels));
        emit IChannels.Closed(channels.channelId(c), 300, DEPOSIT - 300);
        vm.prank(payee);
        channels.close(c, 0, "");
        has(payee, 300);
        has(payer, DEPOSIT - 300);
    }

    function test_closingWithTheWholeDepositReturnsNothing() public {
        IChannels.Channel memory c = aChannel();
        bytes memory sig = voucher(opened(c), DEPOSIT + 1);
        vm.prank(payee);
        channels.close(c, DEPOSIT + 1, sig);
        has(payee, DEPOSIT);
        has(payer, 0);
    }

    function test_closingAnswersAnExitEvenLate() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = exiting(c);
        vm.warp(START + CHALLENGE + 1);
        bytes memory sig = voucher(id, 300);
        vm.prank(payee);
        channels.close(c, 300, sig);
        has(payee, 300);
    }

    function test_onlyThePayeeCloses() public {
        IChannels.Channel memory c = aChannel();
        bytes memory sig = voucher(opened(c), 300);
        address[2] memory others = [payer, ANYBODY];
        for (uint256 i = 0; i < 2; ++i) {
            vm.prank(others[i]);
            refused(abi.encodeWithSelector(IChannels.OnlyPayee.selector, others[i], payee));
            channels.close(c, 300, sig);
        }
    }

    function test_closingWithAWrongVoucherIsRefused() public {
        IChannels.Channel memory c = aChannel();
        bytes32 digest = voucherDigest(opened(c), 300);
        vm.prank(payee);
        refused(abi.encodeWithSelector(IChannels.BadSignature.selector, voucherKey, digest));
        channels.close(c, 300, signature(PAYEE_KEY, digest));
    }

    function test_closingHappensOnce() public {
        IChannels.Channel memory c = aChannel();
        wrongState(channels.channelId(c), NONE);
        vm.prank(payee);
        channels.close(c, 0, "");
        bytes32 id = closed(c);
        wrongState(id, CLOSED);
        vm.prank(payee);
        channels.close(c, 0, "");
        has(payer, DEPOSIT);
    }

    // --- coopClose

    function coopSig(bytes32 id, uint96 cumulative) private view returns (bytes memory) {
        return signature(PAYEE_KEY, coopDigest(id, cumulative, START + 600));
    }

    function coopClose(IChannels.Channel memory c, uint96 cumulative, bytes memory sig) private {
        vm.prank(payer);
        channels.coopClose(c, cumulative, uint64(START + 600), sig);
    }

    function test_bothTogetherCloseAtOnce() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        claim(c, 100);
        bytes memory sig = coopSig(id, 250);
        vm.expectEmit(address(channels));
        emit IChannels.Claimed(id, 250);
        vm.expectEmit(address(channels));
        emit IChannels.Closed(id, 250, DEPOSIT - 250);
        coopClose(c, 250, sig);
        stands(id, CLOSED, 0, 0, 0);
        has(payee, 250);
        has(payer, DEPOSIT - 250);
    }

    function test_agreeingOnWhatWasClaimedSaysNoClaim() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        claim(c, 100);
        bytes memory sig = coopSig(id, 100);
        vm.recordLogs();
        coopClose(c, 100, sig);
        same(vm.getRecordedLogs().length, 1, "the end, and nothing else");
        stands(id, CLOSED, 0, 0, 0);
    }

    function test_bothTogetherCloseWhileExiting() public {
        IChannels.Channel memory c = aChannel();
        bytes memory sig = coopSig(exiting(c), 0);
        vm.expectEmit(address(channels));
        emit IChannels.Closed(channels.channelId(c), 0, DEPOSIT);
        coopClose(c, 0, sig);
        has(payer, DEPOSIT);
    }

    function test_onlyThePayerSendsWhatThePayeeSigned() public {
        IChannels.Channel memory c = aChannel();
        bytes memory sig = coopSig(opened(c), DEPOSIT);
        vm.prank(payee);
        refused(abi.encodeWithSelector(IChannels.OnlyPayer.selector, payee, payer));
        channels.coopClose(c, DEPOSIT, uint64(START + 600), sig);
    }

    function test_thePayeesWordEndsWithItsLastSecond() public {
        IChannels.Channel memory c = aChannel();
        bytes memory sig = coopSig(opened(c), 5);
        vm.warp(START + 601);
        refused(abi.encodeWithSelector(IChannels.TooLate.selector, START + 601, START + 600));
        coopClose(c, 5, sig);
        vm.warp(START + 600);
        coopClose(c, 5, sig);
        has(payee, 5);
    }

    function test_theAgreedSumIsNeitherBelowTheClaimedNorAboveTheDeposit() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        claim(c, 100);
        uint96[2] memory bad = [uint96(99), DEPOSIT + 1];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory sig = coopSig(id, bad[i]);
            refused(abi.encodeWithSelector(IChannels.NotBetween.selector, bad[i], 100, DEPOSIT));
            coopClose(c, bad[i], sig);
        }
        uint96[2] memory good = [uint96(100), DEPOSIT];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 before = vm.snapshotState();
            coopClose(c, good[i], coopSig(id, good[i]));
            has(payee, good[i]);
            vm.revertToState(before);
        }
    }

    function test_thePayeesWordIsForThatSumAndTimeOnly() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        bytes32 digest = coopDigest(id, 99, START + 600);
        bytes memory sig = coopSig(id, 100);
        refused(abi.encodeWithSelector(IChannels.BadSignature.selector, payee, digest));
        coopClose(c, 99, sig);
        digest = coopDigest(id, 100, START + 601);
        vm.prank(payer);
        refused(abi.encodeWithSelector(IChannels.BadSignature.selector, payee, digest));
        channels.coopClose(c, 100, uint64(START + 601), sig);
        digest = coopDigest(id, 100, START + 600);
        refused(abi.encodeWithSelector(IChannels.BadSignature.selector, payee, digest));
        coopClose(c, 100, signature(PAYER_KEY, digest));
    }

    /// A voucher and the payee's word are different kinds of statement: none passes for the other.
    function test_aVoucherIsNoAgreementAndTheReverse() public {
        IChannels.Channel memory c = aChannel();
        c.voucherKey = payee;
        bytes32 id = opened(c);
        bytes memory sig = signature(PAYEE_KEY, voucherDigest(id, 100));
        refused(
            abi.encodeWithSelector(IChannels.BadSignature.selector, payee, coopDigest(id, 100, START + 600))
        );
        coopClose(c, 100, sig);
        sig = coopSig(id, 100);
        refused(abi.encodeWithSelector(IChannels.BadSignature.selector, payee, voucherDigest(id, 100)));
        channels.claim(c, 100, sig);
    }

    function test_agreeingHappensOnce() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = channels.channelId(c);
        bytes memory sig = coopSig(id, 100);
        wrongState(id, NONE);
        coopClose(c, 100, sig);
        opened(c);
        coopClose(c, 100, sig);
        wrongState(id, CLOSED);
        coopClose(c, 100, sig);
    }

    // --- exit

    function test_exitStartsTheChallenge() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        claim(c, 7);
        vm.expectEmit(address(channels));
        emit IChannels.ExitStarted(id, uint64(START + CHALLENGE));
        vm.prank(payer);
        channels.startExit(c);
        stands(id, EXITING, DEPOSIT, 7, START + CHALLENGE);
    }

    /// Whoever watches goes by what the event says.
    function test_theEventNamesTheExpiryWhereItIsSooner() public {
        IChannels.Channel memory c = aChannel();
        c.expiry = uint64(START + CHALLENGE - 1);
        bytes32 id = opened(c);
        vm.expectEmit(address(channels));
        emit IChannels.ExitStarted(id, c.expiry);
        vm.prank(payer);
        channels.startExit(c);
        stands(id, EXITING, DEPOSIT, 0, c.expiry);
        vm.warp(c.expiry);
        refused(abi.encodeWithSelector(IChannels.TooEarly.selector, c.expiry, c.expiry));
        channels.exit(c);
        vm.warp(uint256(c.expiry) + 1);
        channels.exit(c);
        has(payer, DEPOSIT);
    }

    function test_onlyThePayerWantsOut() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        address[2] memory others = [payee, ANYBODY];
        for (uint256 i = 0; i < 2; ++i) {
            vm.prank(others[i]);
            refused(abi.encodeWithSelector(IChannels.OnlyPayer.selector, others[i], payer));
            channels.startExit(c);
        }
    }

    /// Else the challenge could be begun anew for ever, or end sooner than was said.
    function test_exitStartsOnce() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = channels.channelId(c);
        wrongState(id, NONE);
        vm.prank(payer);
        channels.startExit(c);
        exiting(c);
        vm.warp(START + 5);
        wrongState(id, EXITING);
        vm.prank(payer);
        channels.startExit(c);
        stands(id, EXITING, DEPOSIT, 0, START + CHALLENGE);
        vm.prank(payee);
        channels.close(c, 0, "");
        wrongState(id, CLOSED);
        vm.prank(payer);
        channels.startExit(c);
    }

    function test_exitIsPossibleStrictlyAfterTheChallengeForAnybody() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = exiting(c);
        vm.warp(START + CHALLENGE);
        refused(abi.encodeWithSelector(IChannels.TooEarly.selector, START + CHALLENGE, START + CHALLENGE));
        channels.exit(c);
        claim(c, 300);
        vm.warp(START + CHALLENGE + 1);
        vm.expectEmit(address(channels));
        emit IChannels.Closed(id, 300, DEPOSIT - 300);
        vm.prank(ANYBODY);
        channels.exit(c);
        stands(id, CLOSED, 0, 0, 0);
        has(payee, 300);
        has(payer, DEPOSIT - 300);
        has(ANYBODY, 0);
    }

    function test_withoutExpiryNobodyLeavesUnannounced() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        vm.warp(START + 3650 days);
        wrongState(id, OPEN);
        vm.prank(payer);
        channels.exit(c);
    }

    function test_exitAfterExpiryNeedsNoChallenge() public {
        IChannels.Channel memory c = aChannel();
        c.expiry = uint64(START + 100);
        opened(c);
        vm.warp(START + 100);
        refused(abi.encodeWithSelector(IChannels.TooEarly.selector, START + 100, START + 100));
        channels.exit(c);
        claim(c, 300);
        vm.warp(START + 101);
        vm.prank(ANYBODY);
        channels.exit(c);
        has(payee, 300);
        has(payer, DEPOSIT - 300);
    }

    function test_theSoonerOfChallengeAndExpiryCounts() public {
        IChannels.Channel memory c = aChannel();
        c.expiry = uint64(START + CHALLENGE + 50);
        exiting(c);
        c.salt = "later";
        opened(c);
        vm.warp(START + 60);
        vm.prank(payer);
        channels.startExit(c);
        vm.warp(START + CHALLENGE + 50);
        refused(
            abi.encodeWithSelector(IChannels.TooEarly.selector, START + CHALLENGE + 50, START + CHALLENGE + 50)
        );
        channels.exit(c);
        vm.warp(START + CHALLENGE + 51);
        channels.exit(c);
        c.salt = keccak256("salt");
        vm.warp(START + CHALLENGE + 1);
        channels.exit(c);
        has(payer, 2 * DEPOSIT);
    }

    function test_exitHappensOnce() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = channels.channelId(c);
        wrongState(id, NONE);
        channels.exit(c);
        exiting(c);
        vm.warp(START + CHALLENGE + 1);
        channels.exit(c);
        wrongState(id, CLOSED);
        channels.exit(c);
        has(payer, DEPOSIT);
    }

    /// The terms are the name: others find nothing there.
    function testFuzz_otherTermsReachNothing(bytes32 salt, uint32 challenge) public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        vm.assume(salt != c.salt);
        (c.salt, c.challenge) = (salt, challenge);
        wrongState(channels.channelId(c), NONE);
        vm.prank(payer);
        channels.startExit(c);
    }

    /// To the second: the payee's newest voucher counts as long as exit doesn't.
    function testFuzz_noSecondIsWithoutARight(uint32 wait, uint32 challenge, uint32 life, uint96 sum) public {
        IChannels.Channel memory c = aChannel();
        c.challenge = uint32(between(challenge, 1 hours, 30 days));
        c.expiry = life % 3 == 0 ? 0 : uint64(START + between(life, 0, 40 days));
        exiting(c);
        uint256 last = START + c.challenge;
        if (c.expiry != 0 && c.expiry < last) last = c.expiry;
        uint256 time = between(wait, START, START + 60 days);
        sum = uint96(between(sum, 1, DEPOSIT));
        vm.warp(time);
        if (time <= last) {
            refused(abi.encodeWithSelector(IChannels.TooEarly.selector, time, last));
            channels.exit(c);
            claim(c, sum);
            vm.warp(last + 1);
        } else {
            sum = 0;
        }
        channels.exit(c);
        has(payee, sum);
        has(payer, DEPOSIT - sum);
    }
}
