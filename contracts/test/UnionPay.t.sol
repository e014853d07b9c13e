// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUnions} from "../src/IUnions.sol";
import {
    BlacklistingToken,
    FalseToken,
    FeeToken,
    Greedy,
    HookedToken,
    PermissiveToken,
    Puppet,
    QuietToken,
    Refuser,
    ShrinkingToken
} from "./Attackers.sol";
import {UnionStage} from "./UnionStage.sol";

/// Answers every call with the same word, so that transfers and balances seem to be whatever is asked for.
contract PhantomToken {
    fallback() external payable {
        assembly {
            mstore(0, 1)
            return(0, 0x20)
        }
    }
}

/// Money in and out: pay and withdraw.
contract UnionPayTest is UnionStage {
    IUnions.Membership private m;
    bytes32 private union;

    function setUp() public override {
        super.setUp();
        m = founding(five(), quorumOf(75));
        union = id(m);
    }

    // --- pay

    function test_coin() public {
        vm.expectEmit(address(unions));
        emit IUnions.Paid(union, union, COIN, payer, 150);
        pay(union, COIN, 150);
        same(received(union, COIN), 150, "received");
        same(address(unions).balance, 150, "held");
        pay(union, COIN, 50);
        same(received(union, COIN), 200, "received");
        same(paid(union, COIN), 0, "paid");
        same(received(union, address(dollar)), 0, "another token");
    }

    function test_token() public {
        vm.expectEmit(address(unions));
        emit IUnions.Paid(union, union, address(dollar), payer, 150);
        pay(union, address(dollar), 150);
        pay(union, address(dollar), 50);
        same(received(union, address(dollar)), 200, "received");
        same(dollar.balanceOf(address(unions)), 200, "held");
        same(received(union, COIN), 0, "another token");
    }

    function test_whatIsNoUnionIsRefused() public {
        bytes32 low = bytes32(uint256(union) << 2 >> 2);
        bytes32[4] memory others = [low, bytes32(uint256(1) << 254) | low, bytes32(uint256(2) << 254) | low, bytes32(0)];
        for (uint256 i = 0; i < 4; ++i) {
            refused(abi.encodeWithSelector(IUnions.NotAUnion.selector, others[i]));
            pay(others[i], COIN, 1);
        }
        bytes32 account = bytes32(uint256(uint160(payer)));
        refused(abi.encodeWithSelector(IUnions.NotAUnion.selector, account));
        pay(account, COIN, 1);
    }

    function test_aLaterMembershipIsNotPaidDirectly() public {
        bytes32 later = id(listed(five(), quorumOf(75), union));
        same(uint256(later) >> 254, 1, "tag");
        refused(abi.encodeWithSelector(IUnions.NotAUnion.selector, later));
        pay(later, COIN, 1);
    }

    function test_nothingIsRefused() public {
        refused(abi.encodeWithSelector(IUnions.ZeroAmount.selector));
        pay(union, COIN, 0);
        refused(abi.encodeWithSelector(IUnions.ZeroAmount.selector));
        pay(union, address(dollar), 0);
    }

    function test_coinSentMustBeTheAmount() public {
        vm.deal(address(this), 100);
        refused(abi.encodeWithSelector(IUnions.WrongValue.selector, 9, 10));
        unions.pay{value: 9}(union, COIN, 10);
        refused(abi.encodeWithSelector(IUnions.WrongValue.selector, 11, 10));
        unions.pay{value: 11}(union, COIN, 10);
        refused(abi.encodeWithSelector(IUnions.WrongValue.selector, 0, 10));
        unions.pay(union, COIN, 10);
        refused(abi.encodeWithSelector(IUnions.WrongValue.selector, 1, 0));
        unions.pay{value: 1}(union, address(dollar), 10);
    }

    function test_coinCantJustBeSent() public {
        vm.deal(address(this), 100);
        (bool taken,) = address(unions).call{value: 1}("");
        holds(!taken, "coin for nobody");
    }

    function test_whatIsNoTokenIsRefused() public {
        refused(abi.encodeWithSelector(IUnions.NotAToken.selector, ANYBODY));
        pay(union, ANYBODY, 1);
    }

    function test_onlyTheCallersAllowanceIsUsed() public {
        vm.prank(ANYBODY);
        vm.expectRevert();
        unions.pay(union, address(dollar), 1);
    }

    function test_moreThanAUnionTakes() public {
        uint256 most = type(uint128).max;
        vm.deal(payer, 2 * most);
        pay(union, COIN, most - 5);
        refused(abi.encodeWithSelector(IUnions.TooMuch.selector, 6, 5));
        pay(union, COIN, 6);
        pay(union, COIN, 5);
        same(received(union, COIN), most, "received");
        refused(abi.encodeWithSelector(IUnions.TooMuch.selector, 1, 0));
        pay(union, COIN, 1);
        same(claim(claimOf(m, five(), 4, COIN)), most / 3, "a third of all that can be");
    }

    // --- tokens

    function test_feeTokenIsRefused() public {
        FeeToken token = new FeeToken();
        token.mint(payer, 1000);
        vm.prank(payer);
        token.approve(address(unions), 1000);
        refused(abi.encodeWithSelector(IUnions.NotExact.selector, token, 990, 1000));
        pay(union, address(token), 1000);
    }

    function test_shrinkingTokenIsRefused() public {
        ShrinkingToken token = new ShrinkingToken();
        token.mint(address(unions), 7);
        refused(abi.encodeWithSelector(IUnions.NotExact.selector, token, 0, 1000));
        pay(union, address(token), 1000);
    }

    function test_phantomTransferIsRefused() public {
        address token = address(new PhantomToken());
        refused(abi.encodeWithSelector(IUnions.NotExact.selector, token, 0, 1));
        pay(union, token, 1);
    }

    function test_permissiveTokenMustReallyMove() public {
        PermissiveToken token = new PermissiveToken();
        vm.expectRevert();
        pay(union, address(token), 5);
        token.mint(payer, 5);
        vm.prank(payer);
        token.approve(address(unions), 5);
        pay(union, address(token), 5);
        same(received(union, address(token)), 5, "received");
    }

    function test_falseTokenIsRefused() public {
        FalseToken token = new FalseToken();
        token.mint(payer, 5);
        vm.expectRevert();
        pay(union, address(token), 5);
    }

    function test_tokenThatReturnsNothing() public {
        QuietToken token = new QuietToken();
        token.mint(payer, 15);
        vm.prank(payer);
        token.approve(address(unions), 15);
        pay(union, address(token), 15);
        claim(claimOf(m, five(), 4, address(token)));
        vm.prank(who(4));
        unions.withdraw(address(token), 5, who(4));
        same(token.balanceOf(who(4)), 5, "withdrawn");
    }

    // --- a token that calls back

    function hooked(address account) private returns (HookedToken token) {
        token = new HookedToken();
        token.mint(account, 1000);
        Puppet(payable(account)).act(address(token), 0, abi.encodeCall(token.approve, (address(unions), 1000)));
    }

    function test_reentrantPayIsRefused() public {
        Puppet puppet = new Puppet();
        HookedToken token = hooked(address(puppet));
        bytes memory inner = abi.encodeCall(unions.pay, (union, address(token), 100));
        token.hook(address(puppet), abi.encodeCall(puppet.act, (address(unions), 0, inner)));
        puppet.act(address(unions), 0, inner);
        holds(!token.answered(), "the payment within a payment");
        same(received(union, address(token)), 100, "received");
        same(token.balanceOf(address(unions)), 100, "held");
    }

    function test_reentrantPaySaysBusy() public {
        HookedToken token = new HookedToken();
        bytes memory inner = abi.encodeCall(unions.pay, (union, address(dollar), 100));
        Witness witness = new Witness(address(unions), inner);
        token.mint(payer, 100);
        vm.prank(payer);
        token.approve(address(unions), 100);
        token.hook(address(witness), abi.encodeCall(witness.look, ()));
        pay(union, address(token), 100);
        same(bytes32(witness.seen()), bytes32(IUnions.Busy.selector), "answer");
        pay(union, address(dollar), 1);
    }

    function test_withdrawalWithinAPaymentCreatesNothing() public {
        Puppet puppet = new Puppet();
        HookedToken token = hooked(address(puppet));
        IUnions.Leaf[] memory one = new IUnions.Leaf[](1);
        one[0] = leaf(0, address(puppet), 1);
        IUnions.Membership memory own = founding(one, quorumOf(1));
        bytes memory payment = abi.encodeCall(unions.pay, (id(own), address(token), 100));
        puppet.act(address(unions), 0, payment);
        claim(claimOf(own, one, 0, address(token)));
        bytes memory inner = abi.encodeCall(unions.withdraw, (address(token), 40, address(puppet)));
        token.hook(address(puppet), abi.encodeCall(puppet.act, (address(unions), 0, inner)));
        refused(abi.encodeWithSelector(IUnions.NotExact.selector, token, 60, 100));
        puppet.act(address(unions), 0, payment);
        same(token.balanceOf(address(unions)), 100, "held");
        same(owed(address(puppet), address(token)), 100, "owed");
    }

    // --- withdraw

    function funded(address token, uint256 amount) private returns (address member) {
        pay(union, token, amount * 3);
        claim(claimOf(m, five(), 4, token));
        return who(4);
    }

    function test_withdrawCoin() public {
        address member = funded(COIN, 100);
        vm.expectEmit(address(unions));
        emit IUnions.Withdrawn(member, COIN, 60, ANYBODY);
        vm.prank(member);
        unions.withdraw(COIN, 60, ANYBODY);
        same(ANYBODY.balance, 60, "received");
        same(owed(member, COIN), 40, "left");
        vm.prank(member);
        unions.withdraw(COIN, 40, member);
        same(owed(member, COIN), 0, "left");
    }

    function test_withdrawToken() public {
        address member = funded(address(dollar), 100);
        vm.expectEmit(address(unions));
        emit IUnions.Withdrawn(member, address(dollar), 60, ANYBODY);
        vm.prank(member);
        unions.withdraw(address(dollar), 60, ANYBODY);
        same(dollar.balanceOf(ANYBODY), 60, "received");
        same(owed(member, address(dollar)), 40, "left");
    }

    function test_withdrawRefusals() public {
        address member = funded(COIN, 100);
        vm.prank(member);
        refused(abi.encodeWithSelector(IUnions.ZeroAmount.selector));
        unions.withdraw(COIN, 0, member);
        vm.prank(member);
        refused(abi.encodeWithSelector(IUnions.BadReceiver.selector, address(0)));
        unions.withdraw(COIN, 1, address(0));
        vm.prank(member);
        refused(abi.encodeWithSelector(IUnions.BadReceiver.selector, address(unions)));
        unions.withdraw(COIN, 1, address(unions));
        vm.prank(member);
        refused(abi.encodeWithSelector(IUnions.Insufficient.selector, member, COIN, 100, 101));
        unions.withdraw(COIN, 101, member);
        vm.prank(ANYBODY);
        refused(abi.encodeWithSelector(IUnions.Insufficient.selector, ANYBODY, COIN, 0, 1));
        unions.withdraw(COIN, 1, ANYBODY);
    }

    function test_aMemberThatRefusesCoinNamesAnotherReceiver() public {
        address member = funded(COIN, 100);
        address refuser = address(new Refuser());
        vm.prank(member);
        refused(abi.encodeWithSelector(IUnions.SendFailed.selector, refuser, 100));
        unions.withdraw(COIN, 100, refuser);
        vm.prank(member);
        unions.withdraw(COIN, 100, ANYBODY);
        same(ANYBODY.balance, 100, "received");
    }

    function test_greedyReceiverGetsItsOwnOnly() public {
        Greedy greedy = new Greedy();
        IUnions.Leaf[] memory two = new IUnions.Leaf[](2);
        (two[0], two[1]) = (leaf(0, address(greedy), 1), leaf(1, who(1), 1));
        IUnions.Membership memory own = founding(two, quorumOf(1));
        pay(id(own), COIN, 200);
        claim(claimOf(own, two, 0, COIN));
        bytes memory call_ = abi.encodeCall(unions.withdraw, (COIN, 100, address(greedy)));
        greedy.want(address(unions), call_);
        greedy.act(address(unions), 0, call_);
        holds(!greedy.succeeded(), "twice");
        same(address(greedy).balance, 100, "taken");
        same(claim(claimOf(own, two, 1, COIN)), 100, "the other one's");
    }

    function test_aBlockedMemberHarmsNobodyAndNamesAnotherReceiver() public {
        BlacklistingToken token = new BlacklistingToken();
        token.mint(payer, 150);
        vm.prank(payer);
        token.approve(address(unions), 150);
        token.blockAccount(who(4));
        pay(union, address(token), 150);
        for (uint256 i = 0; i < 5; ++i) same(claim(claimOf(m, five(), i, address(token))), 10 * (i + 1), "claimed");
        vm.prank(who(4));
        vm.expectRevert();
        unions.withdraw(address(token), 50, who(4));
        vm.prank(who(4));
        unions.withdraw(address(token), 50, ANYBODY);
        same(token.balanceOf(ANYBODY), 50, "received");
    }
}

/// Remembers how a call was refused.
contract Witness {
    address private immutable TARGET;
    bytes private call_;
    bytes4 public seen;

    constructor(address target, bytes memory what) {
        TARGET = target;
        call_ = what;
    }

    function look() external {
        (bool taken, bytes memory answer) = TARGET.call(call_);
        if (!taken) seen = bytes4(answer);
    }
}
