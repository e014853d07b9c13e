// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IChannels} from "../src/IChannels.sol";
import {ChannelStage} from "./ChannelStage.sol";

contract ChannelClaimTest is ChannelStage {
    // --- claim

    function test_aClaimCreditsThePayeeWhoeverBringsIt() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        bytes memory sig = voucher(id, 300);
        vm.expectEmit(address(channels));
        emit IChannels.Claimed(id, 300);
        vm.prank(ANYBODY);
        channels.claim(c, 300, sig);
        stands(id, OPEN, DEPOSIT, 300, 0);
        has(payee, 300);
        has(ANYBODY, 0);
    }

    function test_vouchersAreSumsNotAmounts() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        claim(c, 300);
        claim(c, 301);
        claim(c, 1000);
        stands(id, OPEN, DEPOSIT, 1000, 0);
        has(payee, 1000);
    }

    function test_aLowerVoucherAfterAHigherAddsNothing() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        claim(c, 300);
        uint96[3] memory lower = [uint96(300), 299, 0];
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory sig = voucher(id, lower[i]);
            refused(abi.encodeWithSelector(IChannels.NothingDue.selector, id, lower[i], 300));
            channels.claim(c, lower[i], sig);
        }
        has(payee, 300);
    }

    /// As when a top-up was taken back by a reorganisation: what there is, and the rest once there is more.
    function test_aVoucherAboveTheDepositPaysWhatThereIs() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        bytes memory sig = voucher(id, DEPOSIT + 70);
        channels.claim(c, DEPOSIT + 70, sig);
        stands(id, OPEN, DEPOSIT, DEPOSIT, 0);
        refused(abi.encodeWithSelector(IChannels.NothingDue.selector, id, DEPOSIT + 70, DEPOSIT));
        channels.claim(c, DEPOSIT + 70, sig);
        vm.prank(payer);
        channels.topUp(c, 100);
        channels.claim(c, DEPOSIT + 70, sig);
        stands(id, OPEN, DEPOSIT + 100, DEPOSIT + 70, 0);
        has(payee, DEPOSIT + 70);
    }

    function testFuzz_whatIsCreditedIsTheHighestVoucherUpToTheDeposit(uint96[5] calldata sums) public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        uint256 highest = 0;
        for (uint256 i = 0; i < 5; ++i) {
            uint96 sum = uint96(between(sums[i], 0, 2 * uint256(DEPOSIT)));
            IChannels.SignedVoucher[] memory one = new IChannels.SignedVoucher[](1);
            one[0] = signedVoucher(c, sum);
            channels.claimMany(one);
            if (sum > highest) highest = sum;
            has(payee, highest < DEPOSIT ? highest : DEPOSIT);
        }
    }

    function test_onlyTheVoucherKeySigns() public {
        IChannels.Channel memory c = aChannel();
        bytes32 digest = voucherDigest(opened(c), 300);
        uint256[2] memory others = [PAYER_KEY, PAYEE_KEY];
        for (uint256 i = 0; i < 2; ++i) {
            refused(abi.encodeWithSelector(IChannels.BadSignature.selector, voucherKey, digest));
            channels.claim(c, 300, signature(others[i], digest));
        }
    }

    function testFuzz_aVoucherIsForItsSumOnly(uint96 signed, uint96 asked) public {
        vm.assume(signed != asked);
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        asked = uint96(between(asked, 1, DEPOSIT));
        vm.assume(signed != asked);
        bytes memory sig = voucher(id, signed);
        refused(abi.encodeWithSelector(IChannels.BadSignature.selector, voucherKey, voucherDigest(id, asked)));
        channels.claim(c, asked, sig);
    }

    function test_aChannelThatIsNotThereOwesNothing() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = channels.channelId(c);
        bytes memory sig = voucher(id, 1);
        wrongState(id, NONE);
        channels.claim(c, 1, sig);
        closed(c);
        wrongState(id, CLOSED);
        channels.claim(c, 1, sig);
    }

    function test_claimsCountUntilTheChannelIsClosed() public {
        IChannels.Channel memory c = aChannel();
        c.expiry = uint64(START + 30 days);
        bytes32 id = exiting(c);
        vm.warp(START + CHALLENGE);
        claim(c, 300);
        stands(id, EXITING, DEPOSIT, 300, START + CHALLENGE);
        vm.warp(START + 31 days);
        claim(c, 301);
        channels.exit(c);
        has(payee, 301);
    }

    // --- claimMany

    function test_manyAtOnce() public {
        IChannels.SignedVoucher[] memory all = new IChannels.SignedVoucher[](3);
        for (uint256 i = 0; i < 3; ++i) {
            IChannels.Channel memory c = channelIn(i == 2 ? COIN : address(dollar));
            c.salt = bytes32(i);
            opened(c);
            all[i] = signedVoucher(c, uint96(100 * (i + 1)));
        }
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectEmit(address(channels));
            emit IChannels.Claimed(channels.channelId(all[i].channel), uint96(100 * (i + 1)));
        }
        vm.recordLogs();
        vm.prank(ANYBODY);
        channels.claimMany(all);
        same(vm.getRecordedLogs().length, 3, "nothing is said to be skipped");
        has(payee, 300);
        same(owed(payee, COIN), 300, "coin");
    }

    function test_noneAtAllIsNothing() public {
        channels.claimMany(new IChannels.SignedVoucher[](0));
    }

    /// protocol-review 9: one that somebody else has claimed, ended or spoilt doesn't take the others with it.
    function test_whatCannotBeDoneIsSkippedAndSaid() public {
        IChannels.SignedVoucher[] memory all = new IChannels.SignedVoucher[](6);
        for (uint256 i = 0; i < 6; ++i) {
            IChannels.Channel memory c = aChannel();
            c.salt = bytes32(i);
            if (i != 3) opened(c);
            all[i] = signedVoucher(c, 100);
        }
        claim(all[1].channel, 100);
        vm.prank(payee);
        channels.close(all[2].channel, 0, "");
        all[4].signature = signature(PAYER_KEY, voucherDigest(channels.channelId(all[4].channel), 100));
        bytes4[6] memory reasons = [
            bytes4(0),
            IChannels.NothingDue.selector,
            IChannels.WrongState.selector,
            IChannels.WrongState.selector,
            IChannels.BadSignature.selector,
            0
        ];
        for (uint256 i = 0; i < 6; ++i) {
            bytes32 id = channels.channelId(all[i].channel);
            vm.expectEmit(address(channels));
            if (reasons[i] == 0) emit IChannels.Claimed(id, 100);
            else emit IChannels.Skipped(id, reasons[i]);
        }
        channels.claimMany(all);
        has(payee, 300);
    }

    function test_theSameChannelTwiceInABatch() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        IChannels.SignedVoucher[] memory all = new IChannels.SignedVoucher[](3);
        (all[0], all[1], all[2]) = (signedVoucher(c, 50), signedVoucher(c, 90), signedVoucher(c, 50));
        vm.expectEmit(address(channels));
        emit IChannels.Claimed(id, 50);
        vm.expectEmit(address(channels));
        emit IChannels.Claimed(id, 90);
        vm.expectEmit(address(channels));
        emit IChannels.Skipped(id, IChannels.NothingDue.selector);
        channels.claimMany(all);
        has(payee, 90);
    }

    function test_aSignatureOfAnyLengthIsSkippedNotFatal() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        bytes memory good = voucher(id, 50);
        IChannels.SignedVoucher[] memory all = new IChannels.SignedVoucher[](3);
        all[0] = IChannels.SignedVoucher(c, 50, "");
        all[1] = IChannels.SignedVoucher(c, 50, abi.encodePacked(good, uint8(0)));
        all[2] = IChannels.SignedVoucher(c, 50, new bytes(65));
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectEmit(address(channels));
            emit IChannels.Skipped(id, IChannels.BadSignature.selector);
        }
        channels.claimMany(all);
    }
}
