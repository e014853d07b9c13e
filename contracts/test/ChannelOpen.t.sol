// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IChannels} from "../src/IChannels.sol";
import {ILedger} from "../src/ILedger.sol";
import {ChannelStage} from "./ChannelStage.sol";

contract ChannelOpenTest is ChannelStage {
    // --- open

    function test_openTakesTheDepositAndSaysTheTerms() public {
        address[2] memory tokens = [COIN, address(dollar)];
        for (uint256 i = 0; i < 2; ++i) {
            IChannels.Channel memory c = channelIn(tokens[i]);
            c.expiry = uint64(START + 7 days);
            bytes32 id = channels.channelId(c);
            vm.expectEmit(address(channels));
            emit IChannels.Opened(
                id, payer, payee, c.token, voucherKey, CHALLENGE, uint64(START + 7 days), c.salt, DEPOSIT
            );
            same(opened(c), id, "id");
            stands(id, OPEN, DEPOSIT, 0, 0);
        }
        same(payer.balance, FUNDS - DEPOSIT, "coin paid");
        same(dollar.balanceOf(payer), FUNDS - DEPOSIT, "dollars paid");
    }

    function test_onlyThePayerOpens() public {
        IChannels.Channel memory c = channelIn(COIN);
        vm.deal(ANYBODY, DEPOSIT);
        vm.prank(ANYBODY);
        refused(abi.encodeWithSelector(IChannels.OnlyPayer.selector, ANYBODY, payer));
        channels.open{value: DEPOSIT}(c, DEPOSIT);
        vm.prank(payee);
        refused(abi.encodeWithSelector(IChannels.OnlyPayer.selector, payee, payer));
        channels.openFromLedger(c, DEPOSIT);
    }

    function test_aPayeeIsSomebody() public {
        IChannels.Channel memory c = aChannel();
        address[2] memory nobodies = [address(0), address(channels)];
        for (uint256 i = 0; i < 2; ++i) {
            c.payee = nobodies[i];
            vm.prank(payer);
            refused(abi.encodeWithSelector(IChannels.BadPayee.selector, nobodies[i]));
            channels.open(c, DEPOSIT);
        }
    }

    function test_aVoucherKeyIsAKey() public {
        IChannels.Channel memory c = aChannel();
        c.voucherKey = address(0);
        vm.prank(payer);
        refused(abi.encodeWithSelector(IChannels.BadVoucherKey.selector, address(0)));
        channels.open(c, DEPOSIT);
    }

    function test_challengeIsBetweenAnHourAndThirtyDays() public {
        IChannels.Channel memory c = aChannel();
        uint32[4] memory bad = [0, 1 hours - 1, 30 days + 1, type(uint32).max];
        for (uint256 i = 0; i < 4; ++i) {
            c.challenge = bad[i];
            vm.prank(payer);
            refused(abi.encodeWithSelector(IChannels.BadChallenge.selector, bad[i]));
            channels.open(c, DEPOSIT);
        }
        uint32[2] memory good = [uint32(1 hours), 30 days];
        for (uint256 i = 0; i < 2; ++i) {
            c.challenge = good[i];
            opened(c);
        }
    }

    function test_aDepositIsSomething() public {
        vm.prank(payer);
        refused(abi.encodeWithSelector(ILedger.ZeroAmount.selector));
        channels.open(aChannel(), 0);
    }

    function test_openingIsPossibleInTheSecondOfExpiry() public {
        IChannels.Channel memory c = aChannel();
        c.expiry = uint64(START + 100);
        vm.warp(START + 101);
        vm.prank(payer);
        refused(abi.encodeWithSelector(IChannels.TooLate.selector, START + 101, START + 100));
        channels.open(c, DEPOSIT);
        vm.warp(START + 100);
        stands(opened(c), OPEN, DEPOSIT, 0, 0);
    }

    function test_anOpenChannelDoesNotOpenAgain() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        wrongState(id, OPEN);
        vm.prank(payer);
        channels.open(c, DEPOSIT);
        vm.prank(payer);
        channels.startExit(c);
        wrongState(id, EXITING);
        vm.prank(payer);
        channels.open(c, DEPOSIT);
    }

    /// A closed id stays closed, by whichever way it ended and whichever way it would be opened: else its vouchers
    /// would be worth something again.
    function test_aClosedChannelNeverOpensAgain() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        claim(c, 400);
        vm.prank(payee);
        channels.close(c, 0, "");
        stands(id, CLOSED, 0, 0, 0);
        deposit(payer, address(dollar), DEPOSIT);
        Sig memory sig = authorization(DEPOSIT, id);
        wrongState(id, CLOSED);
        vm.prank(payer);
        channels.open(c, DEPOSIT);
        wrongState(id, CLOSED);
        vm.prank(payer);
        channels.openFromLedger(c, DEPOSIT);
        wrongState(id, CLOSED);
        vm.prank(payer);
        channels.openWithPermit(c, DEPOSIT, START, 27, 0, 0);
        wrongState(id, CLOSED);
        channels.openWithAuthorization(c, DEPOSIT, 0, START + 600, sig.v, sig.r, sig.s);
        bytes memory old = voucher(id, 900);
        wrongState(id, CLOSED);
        channels.claim(c, 900, old);
    }

    function test_coinSentIsTheDeposit() public {
        vm.prank(payer);
        refused(abi.encodeWithSelector(ILedger.WrongValue.selector, DEPOSIT - 1, DEPOSIT));
        channels.open{value: DEPOSIT - 1}(channelIn(COIN), DEPOSIT);
        vm.prank(payer);
        refused(abi.encodeWithSelector(ILedger.WrongValue.selector, 1, 0));
        channels.open{value: 1}(aChannel(), DEPOSIT);
    }

    function test_whatIsNoTokenOpensNothing() public {
        vm.prank(payer);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, ANYBODY));
        channels.open(channelIn(ANYBODY), DEPOSIT);
    }

    // --- open from the ledger

    function test_whatCameBackOpensTheNextChannel() public {
        IChannels.Channel memory c = aChannel();
        closed(c);
        has(payer, DEPOSIT);
        c.salt = keccak256("next");
        vm.prank(payer);
        channels.openFromLedger(c, DEPOSIT - 1);
        has(payer, 1);
        stands(channels.channelId(c), OPEN, DEPOSIT - 1, 0, 0);
        same(dollar.balanceOf(address(channels)), DEPOSIT, "held");
    }

    function test_theLedgerOpensNoMoreThanItHolds() public {
        deposit(payer, address(dollar), DEPOSIT - 1);
        bytes memory reason =
            abi.encodeWithSelector(ILedger.Insufficient.selector, payer, address(dollar), DEPOSIT - 1, DEPOSIT);
        vm.prank(payer);
        refused(reason);
        channels.openFromLedger(aChannel(), DEPOSIT);
    }

    // --- open by permit

    function test_permitPaysAChannel() public {
        noAllowance();
        Sig memory sig = permitSig(DEPOSIT, START);
        vm.prank(payer);
        channels.openWithPermit(aChannel(), DEPOSIT, START, sig.v, sig.r, sig.s);
        stands(channels.channelId(aChannel()), OPEN, DEPOSIT, 0, 0);
    }

    function test_aPermitThatSomebodySubmittedFirstDoesNoHarm() public {
        noAllowance();
        Sig memory sig = permitSig(DEPOSIT, START);
        dollar.permit(payer, address(channels), DEPOSIT, START, sig.v, sig.r, sig.s);
        vm.prank(payer);
        channels.openWithPermit(aChannel(), DEPOSIT, START, sig.v, sig.r, sig.s);
        stands(channels.channelId(aChannel()), OPEN, DEPOSIT, 0, 0);
    }

    function test_aPermitIsOfNoUseToOthers() public {
        noAllowance();
        Sig memory sig = permitSig(DEPOSIT, START);
        vm.prank(ANYBODY);
        refused(abi.encodeWithSelector(IChannels.OnlyPayer.selector, ANYBODY, payer));
        channels.openWithPermit(aChannel(), DEPOSIT, START, sig.v, sig.r, sig.s);
    }

    function test_aWrongPermitLeavesTheAllowanceToDecide() public {
        noAllowance();
        bytes4 tooLow = IERC20Errors.ERC20InsufficientAllowance.selector;
        vm.prank(payer);
        refused(abi.encodeWithSelector(tooLow, address(channels), 0, DEPOSIT));
        channels.openWithPermit(aChannel(), DEPOSIT, START, 27, bytes32(uint256(1)), bytes32(uint256(2)));
    }

    function test_coinHasNoPermitAndNoAuthorization() public {
        IChannels.Channel memory c = channelIn(COIN);
        vm.prank(payer);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, COIN));
        channels.openWithPermit(c, DEPOSIT, START, 27, 0, 0);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, COIN));
        channels.openWithAuthorization(c, DEPOSIT, 0, START, 27, 0, 0);
        opened(c);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, COIN));
        channels.topUpWithAuthorization(c, DEPOSIT, 0, START, 27, 0, 0);
    }

    // --- open by authorization

    function test_anybodyMaySubmitAnAuthorization() public {
        noAllowance();
        IChannels.Channel memory c = aChannel();
        bytes32 id = channels.channelId(c);
        Sig memory sig = authorization(DEPOSIT, id);
        vm.prank(ANYBODY);
        channels.openWithAuthorization(c, DEPOSIT, 0, START + 600, sig.v, sig.r, sig.s);
        stands(id, OPEN, DEPOSIT, 0, 0);
        same(dollar.balanceOf(payer), FUNDS - DEPOSIT, "wallet");
    }

    /// The nonce is the channel's id: another payee, key, salt or anything else is another nonce.
    function test_anAuthorizationOpensItsOwnChannelOnly() public {
        IChannels.Channel memory c = aChannel();
        Sig memory sig = authorization(DEPOSIT, channels.channelId(c));
        c.payee = ANYBODY;
        vm.expectRevert();
        channels.openWithAuthorization(c, DEPOSIT, 0, START + 600, sig.v, sig.r, sig.s);
        c.payee = payee;
        vm.expectRevert();
        channels.openWithAuthorization(c, DEPOSIT - 1, 0, START + 600, sig.v, sig.r, sig.s);
        channels.openWithAuthorization(c, DEPOSIT, 0, START + 600, sig.v, sig.r, sig.s);
    }

    // --- top up

    function test_topUpAddsToTheDeposit() public {
        address[2] memory tokens = [COIN, address(dollar)];
        for (uint256 i = 0; i < 2; ++i) {
            IChannels.Channel memory c = channelIn(tokens[i]);
            bytes32 id = opened(c);
            claim(c, 300);
            vm.expectEmit(address(channels));
            emit IChannels.ToppedUp(id, DEPOSIT + 50);
            vm.prank(payer);
            channels.topUp{value: tokens[i] == COIN ? 50 : 0}(c, 50);
            stands(id, OPEN, DEPOSIT + 50, 300, 0);
        }
        same(dollar.balanceOf(address(channels)), DEPOSIT + 50, "held");
    }

    function test_topUpFromTheLedger() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        deposit(payer, address(dollar), 60);
        vm.prank(payer);
        channels.topUpFromLedger(c, 50);
        stands(id, OPEN, DEPOSIT + 50, 0, 0);
        has(payer, 10);
        vm.prank(payer);
        refused(abi.encodeWithSelector(ILedger.Insufficient.selector, payer, address(dollar), 10, 11));
        channels.topUpFromLedger(c, 11);
    }

    function test_anAuthorizationTopsUpOnce() public {
        noAllowance();
        IChannels.Channel memory c = aChannel();
        bytes32 id = channels.channelId(c);
        Sig memory sig = authorization(DEPOSIT, id);
        channels.openWithAuthorization(c, DEPOSIT, 0, START + 600, sig.v, sig.r, sig.s);
        sig = authorization(50, keccak256(abi.encode(id, uint256(DEPOSIT))));
        vm.prank(ANYBODY);
        channels.topUpWithAuthorization(c, 50, 0, START + 600, sig.v, sig.r, sig.s);
        stands(id, OPEN, DEPOSIT + 50, 0, 0);
        vm.expectRevert();
        channels.topUpWithAuthorization(c, 50, 0, START + 600, sig.v, sig.r, sig.s);
        same(dollar.balanceOf(payer), FUNDS - DEPOSIT - 50, "wallet");
    }

    function test_onlyThePayerTopsUp() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        vm.prank(payee);
        refused(abi.encodeWithSelector(IChannels.OnlyPayer.selector, payee, payer));
        channels.topUp(c, 1);
        vm.prank(ANYBODY);
        refused(abi.encodeWithSelector(IChannels.OnlyPayer.selector, ANYBODY, payer));
        channels.topUpFromLedger(c, 1);
    }

    function test_aTopUpIsSomething() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        vm.prank(payer);
        refused(abi.encodeWithSelector(ILedger.ZeroAmount.selector));
        channels.topUp(c, 0);
    }

    function test_onlyAnOpenChannelIsToppedUp() public {
        IChannels.Channel memory c = aChannel();
        wrongState(channels.channelId(c), NONE);
        vm.prank(payer);
        channels.topUp(c, 1);
        bytes32 id = exiting(c);
        wrongState(id, EXITING);
        vm.prank(payer);
        channels.topUp(c, 1);
        vm.prank(payee);
        channels.close(c, 0, "");
        wrongState(id, CLOSED);
        vm.prank(payer);
        channels.topUpFromLedger(c, 1);
    }

    function test_toppingUpEndsWithTheSecondOfExpiry() public {
        IChannels.Channel memory c = aChannel();
        c.expiry = uint64(START + 100);
        opened(c);
        vm.warp(START + 100);
        vm.prank(payer);
        channels.topUp(c, 1);
        vm.warp(START + 101);
        vm.prank(payer);
        refused(abi.encodeWithSelector(IChannels.TooLate.selector, START + 101, START + 100));
        channels.topUp(c, 1);
    }

    function test_aChannelHoldsAtMost96Bits() public {
        uint256 most = type(uint96).max;
        vm.deal(payer, most + 1);
        IChannels.Channel memory c = channelIn(COIN);
        bytes32 id = channels.channelId(c);
        vm.prank(payer);
        channels.open{value: most - 5}(c, uint96(most - 5));
        vm.prank(payer);
        refused(abi.encodeWithSelector(IChannels.Overfull.selector, id, most + 1));
        channels.topUp{value: 6}(c, 6);
        vm.prank(payer);
        channels.topUp{value: 5}(c, 5);
        stands(id, OPEN, most, 0, 0);
        claim(c, uint96(most));
        same(owed(payee, COIN), most, "payee");
    }

    // --- names

    /// Every field of the terms is part of the name, and so are chain and contract.
    function testFuzz_everyDifferenceIsAnotherChannel(uint256 field, uint96 by) public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = channels.channelId(c);
        field = between(field, 0, 7);
        uint160 change = uint160(between(by, 1, type(uint32).max - 1));
        if (field == 0) c.payer = address(uint160(c.payer) ^ change);
        if (field == 1) c.payee = address(uint160(c.payee) ^ change);
        if (field == 2) c.token = address(uint160(c.token) ^ change);
        if (field == 3) c.voucherKey = address(uint160(c.voucherKey) ^ change);
        if (field == 4) c.challenge ^= uint32(change);
        if (field == 5) c.expiry ^= uint64(change);
        if (field == 6) c.salt ^= bytes32(uint256(change));
        if (field == 7) vm.chainId(31337 ^ uint256(change));
        holds(channels.channelId(c) != id, "another name");
    }

    /// Terms with dirty high bits have a digest of their own, under which nothing can be opened.
    function testFuzz_dirtyTermsAreRefused(uint256 word, uint256 bit) public {
        IChannels.Channel memory c = aChannel();
        bytes memory call_ = abi.encodeCall(channels.open, (c, DEPOSIT));
        word = between(word, 0, 5);
        uint256 width = word < 4 ? 160 : word == 4 ? 32 : 64;
        uint256 dirt = 1 << between(bit, width, 255);
        assembly {
            let at := add(call_, add(0x24, mul(word, 0x20)))
            mstore(at, or(mload(at), dirt))
        }
        vm.prank(payer);
        (bool ok,) = address(channels).call(call_);
        holds(!ok, "dirty terms");
    }
}
