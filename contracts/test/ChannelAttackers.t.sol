// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IChannels} from "../src/IChannels.sol";
import {ILedger} from "../src/ILedger.sol";
import {
    BlacklistingToken,
    FalseToken,
    FeeToken,
    Greedy,
    HookedToken,
    Minted,
    PermissiveToken,
    Puppet,
    QuietToken,
    Refuser,
    ShrinkingToken
} from "./Attackers.sol";
import {ChannelStage} from "./ChannelStage.sol";

/// Tokens, accounts and receivers that don't behave, one attack each.
contract ChannelAttackersTest is ChannelStage {
    function endow(Minted token) private {
        token.mint(payer, FUNDS);
        vm.prank(payer);
        token.approve(address(channels), FUNDS);
    }

    function openAndDepositAreRefused(address token, bytes memory reason) private {
        vm.prank(payer);
        refused(reason);
        channels.open(channelIn(token), 1000);
        vm.prank(payer);
        refused(reason);
        channels.deposit(token, 1000);
    }

    // --- tokens

    function test_aTokenThatKeepsAFeeIsRefused() public {
        FeeToken token = new FeeToken();
        endow(token);
        openAndDepositAreRefused(
            address(token), abi.encodeWithSelector(ILedger.NotExact.selector, address(token), 990, 1000)
        );
    }

    function test_aTokenThatTakesAwayIsRefused() public {
        ShrinkingToken token = new ShrinkingToken();
        endow(token);
        token.mint(address(channels), 5);
        openAndDepositAreRefused(
            address(token), abi.encodeWithSelector(ILedger.NotExact.selector, address(token), 0, 1000)
        );
    }

    function test_aTokenThatReturnsFalseIsRefused() public {
        FalseToken token = new FalseToken();
        endow(token);
        vm.prank(payer);
        vm.expectRevert();
        channels.open(channelIn(address(token)), 1000);
    }

    function test_aTokenThatReturnsNothingIsTaken() public {
        QuietToken token = new QuietToken();
        token.mint(payer, FUNDS);
        vm.prank(payer);
        token.approve(address(channels), FUNDS);
        IChannels.Channel memory c = channelIn(address(token));
        opened(c);
        claim(c, 300);
        vm.prank(payee);
        channels.withdraw(address(token), 300, payee);
        same(token.balanceOf(payee), 300, "payee");
    }

    /// protocol-review 1: the authorization "succeeds", the token moves nothing, and somebody else's money is there.
    function test_aPhantomAuthorizationOpensNothing() public {
        PermissiveToken token = new PermissiveToken();
        endow(token);
        deposit(payer, address(token), FUNDS / 2);
        IChannels.Channel memory c = channelIn(address(token));
        refused(abi.encodeWithSelector(ILedger.NotExact.selector, address(token), 0, 1000));
        channels.openWithAuthorization(c, 1000, 0, type(uint256).max, 27, 0, 0);
        vm.prank(payer);
        channels.open(c, 10);
        refused(abi.encodeWithSelector(ILedger.NotExact.selector, address(token), 0, 1000));
        channels.topUpWithAuthorization(c, 1000, 0, type(uint256).max, 27, 0, 0);
        stands(channels.channelId(c), OPEN, 10, 0, 0);
    }

    function test_aPhantomPermitOpensNothing() public {
        PermissiveToken token = new PermissiveToken();
        token.mint(payer, FUNDS);
        token.mint(address(channels), FUNDS);
        vm.prank(payer);
        vm.expectRevert();
        channels.openWithPermit(channelIn(address(token)), 1000, START, 27, 0, 0);
    }

    /// The token won't send to a blocked account, and may not be told to: the channel ends all the same.
    function test_aBlockedPartyStopsNoChannelFromEnding() public {
        BlacklistingToken token = new BlacklistingToken();
        endow(token);
        IChannels.Channel memory c = channelIn(address(token));
        exiting(c);
        token.blockAccount(payer);
        token.blockAccount(payee);
        claim(c, 300);
        vm.warp(START + CHALLENGE + 1);
        channels.exit(c);
        same(owed(payee, address(token)), 300, "payee");
        vm.prank(payee);
        vm.expectRevert();
        channels.withdraw(address(token), 300, payee);
        vm.prank(payee);
        channels.withdraw(address(token), 300, ANYBODY);
        vm.prank(payer);
        channels.withdraw(address(token), DEPOSIT - 300, ANYBODY);
        same(token.balanceOf(ANYBODY), DEPOSIT, "elsewhere");
    }

    // --- reentrancy

    /// Opens a channel in a hooked token, which in the middle of it has the puppet do something here.
    function openingWith(HookedToken token, Puppet puppet, bytes memory call_) private returns (bool done) {
        endow(token);
        token.hook(address(puppet), abi.encodeCall(Puppet.act, (address(channels), 0, call_)));
        vm.prank(payer);
        channels.open(channelIn(address(token)), DEPOSIT);
        return token.answered();
    }

    function richPuppet(HookedToken token) private returns (Puppet puppet) {
        puppet = new Puppet();
        token.mint(address(puppet), FUNDS);
        puppet.act(address(token), 0, abi.encodeCall(token.approve, (address(channels), FUNDS)));
        puppet.act(address(channels), 0, abi.encodeCall(channels.deposit, (address(token), 500)));
    }

    function test_aTokenThatComesBackWithAnotherChannelIsRefused() public {
        HookedToken token = new HookedToken();
        Puppet puppet = richPuppet(token);
        IChannels.Channel memory c = channelIn(address(token));
        c.payer = address(puppet);
        holds(!openingWith(token, puppet, abi.encodeCall(channels.open, (c, 100))), "second channel");
        stands(channels.channelId(c), NONE, 0, 0, 0);
    }

    function test_aTokenThatComesBackWithAWithdrawalIsRefused() public {
        HookedToken token = new HookedToken();
        Puppet puppet = richPuppet(token);
        bytes memory call_ = abi.encodeCall(channels.withdraw, (address(token), 500, ANYBODY));
        holds(!openingWith(token, puppet, call_), "withdrawal");
        same(token.balanceOf(address(channels)), DEPOSIT + 500, "held");
    }

    /// The deposit isn't here yet, but the channel is: what is claimed from it in between can't leave.
    function test_aClaimWhileTheDepositIsOnItsWayStaysHere() public {
        HookedToken token = new HookedToken();
        Puppet puppet = new Puppet();
        IChannels.Channel memory c = channelIn(address(token));
        bytes memory call_ = abi.encodeCall(channels.claim, (c, 300, voucher(channels.channelId(c), 300)));
        holds(openingWith(token, puppet, call_), "claim");
        stands(channels.channelId(c), OPEN, DEPOSIT, 300, 0);
        same(owed(payee, address(token)), 300, "payee");
        same(token.balanceOf(address(channels)), DEPOSIT, "held");
    }

    /// The payee closes and the payer opens anew from its ledger, all before the first deposit has come.
    function test_moneyThatIsNotHereYetMovesButDoesNotMultiply() public {
        HookedToken token = new HookedToken();
        Puppet puppet = new Puppet();
        IChannels.Channel memory c = channelIn(address(token));
        c.payee = address(puppet);
        endow(token);
        bytes memory call_ = abi.encodeCall(channels.close, (c, 0, ""));
        token.hook(address(puppet), abi.encodeCall(Puppet.act, (address(channels), 0, call_)));
        bytes32 id = opened(c);
        holds(token.answered(), "close");
        stands(id, CLOSED, 0, 0, 0);
        same(owed(payer, address(token)), DEPOSIT, "payer");
        same(token.balanceOf(address(channels)), DEPOSIT, "held");
    }

    function test_aReceiverOfCoinThatComesBackGetsItOnce() public {
        Greedy greedy = new Greedy();
        greedy.act{value: 10}(address(channels), 10, abi.encodeCall(channels.deposit, (COIN, 10)));
        deposit(payer, COIN, 100);
        bytes memory withdraw = abi.encodeCall(channels.withdraw, (COIN, 10, address(greedy)));
        greedy.want(address(channels), withdraw);
        greedy.act(address(channels), 0, withdraw);
        holds(!greedy.succeeded(), "second withdrawal");
        same(address(greedy).balance, 10, "received");
    }

    function test_aPartyThatRefusesCoinStopsOnlyItself() public {
        IChannels.Channel memory c = channelIn(COIN);
        c.payee = address(new Refuser());
        exiting(c);
        claim(c, 300);
        vm.warp(START + CHALLENGE + 1);
        channels.exit(c);
        same(owed(c.payee, COIN), 300, "payee");
        same(owed(payer, COIN), DEPOSIT - 300, "payer");
    }

    // --- the other side's timing

    /// The payer sees a close coming and tries to be faster.
    function test_aPayerCannotOutrunAClose() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        bytes memory sig = voucher(id, 900);
        vm.prank(payer);
        channels.startExit(c);
        refused(abi.encodeWithSelector(IChannels.TooEarly.selector, START, START + CHALLENGE));
        vm.prank(payer);
        channels.exit(c);
        vm.prank(payee);
        channels.close(c, 900, sig);
        has(payee, 900);
    }

    /// An agreement to less than what was claimed meanwhile is void: what is out stays out.
    function test_anOldAgreementTakesNothingBack() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        bytes memory agreed = signature(PAYEE_KEY, coopDigest(id, 10, START + 1 days));
        claim(c, 400);
        vm.prank(payer);
        refused(abi.encodeWithSelector(IChannels.NotBetween.selector, 10, 400, DEPOSIT));
        channels.coopClose(c, 10, uint64(START + 1 days), agreed);
    }

    /// Somebody brings an older voucher first: the newer one still pays the difference.
    function test_aClaimThatIsOutrunByAnOlderOneLosesNothing() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        vm.prank(payer);
        channels.claim(c, 100, voucher(channels.channelId(c), 100));
        claim(c, 300);
        has(payee, 300);
    }

    /// A payer that opens towards itself gains nothing.
    function test_payingOneselfMovesNothing() public {
        IChannels.Channel memory c = aChannel();
        c.payee = payer;
        bytes memory sig = voucher(opened(c), 300);
        vm.prank(payer);
        channels.close(c, 300, sig);
        has(payer, DEPOSIT);
    }

    function test_coinSentWithoutACallIsRefused() public {
        vm.prank(payer);
        (bool sent,) = address(channels).call{value: 1}("");
        holds(!sent, "plain sends are refused");
    }
}
