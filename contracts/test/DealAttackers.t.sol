// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../src/ILedger.sol";
import {IStorageDeals} from "../src/IStorageDeals.sol";
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
import {DealStage} from "./DealStage.sol";

interface Mintable {
    function mint(address to, uint256 amount) external;
    function approve(address spender, uint256 amount) external;
}

/// Tokens, receivers and callers that mean harm.
contract DealAttackersTest is DealStage {
    function dealIn(address token) private view returns (IStorageDeals.Deal memory deal) {
        deal = aDeal();
        (deal.token, deal.collateral, deal.penalty) = (token, 0, 0);
    }

    function supply(address token) private {
        Mintable(token).mint(client, FUNDS);
        vm.prank(client);
        Mintable(token).approve(address(deals), type(uint256).max);
    }

    function refusedOpening(IStorageDeals.Deal memory deal, bytes memory reason) private {
        bytes memory sig = signed(deal);
        refused(reason);
        vm.prank(client);
        deals.open(deal, sig);
        same(uint8(stateOf(deals.dealId(deal))), 0, "none");
    }

    function stateOf(bytes32 id) private view returns (uint8 state) {
        (state,,,) = deals.dealOf(id);
    }

    // --- tokens

    function test_aTokenThatTakesAFee() public {
        address token = address(new FeeToken());
        supply(token);
        refusedOpening(dealIn(token), abi.encodeWithSelector(ILedger.NotExact.selector, token, 5940, 6000));
    }

    function test_aTokenThatShrinks() public {
        address token = address(new ShrinkingToken());
        Mintable(token).mint(address(deals), 5000);
        supply(token);
        refusedOpening(dealIn(token), abi.encodeWithSelector(ILedger.NotExact.selector, token, 0, 6000));
    }

    function test_aTokenThatSaysNoQuietly() public {
        address token = address(new FalseToken());
        supply(token);
        IStorageDeals.Deal memory deal = dealIn(token);
        bytes memory sig = signed(deal);
        vm.expectRevert();
        vm.prank(client);
        deals.open(deal, sig);
    }

    function test_aTokenThatReturnsNothing() public {
        address token = address(new QuietToken());
        supply(token);
        IStorageDeals.Deal memory deal = dealIn(token);
        bytes32 id = open(deal);
        past(deal, 5);
        deals.settle(deal);
        vm.prank(client);
        deals.withdraw(token, 6000, client);
        same(QuietToken(token).balanceOf(client), FUNDS, "all back");
        same(stateOf(id), DEFAULTED, "over");
    }

    /// A fallback that takes any call, like WETH9's: permit and EIP-3009 seem to succeed, and nothing came.
    function test_aTokenThatTakesAnyCall() public {
        address token = address(new PermissiveToken());
        Mintable(token).mint(address(deals), 1e9);
        IStorageDeals.Deal memory deal = dealIn(token);
        bytes memory sig = signed(deal);
        refused(abi.encodeWithSelector(ILedger.NotExact.selector, token, 0, 6000));
        deals.openWithAuthorization(deal, sig, 0, START + 1, 27, bytes32(0), bytes32(0));
        vm.expectRevert();
        vm.prank(client);
        deals.openWithPermit(deal, sig, START, 27, bytes32(0), bytes32(0));
        same(stateOf(deals.dealId(deal)), 0, "none");
    }

    function test_noTokenAtAll() public {
        address nothing = address(0xdead);
        refusedOpening(dealIn(nothing), abi.encodeWithSelector(ILedger.NotAToken.selector, nothing));
        IStorageDeals.Deal memory deal = dealIn(COIN);
        bytes memory sig = signed(deal);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, COIN));
        deals.openWithAuthorization(deal, sig, 0, START + 1, 27, bytes32(0), bytes32(0));
    }

    /// Whom the token has shut out can't hold up the other side, and can name another receiver.
    function test_aTokenThatShutsOneSideOut() public {
        BlacklistingToken token = new BlacklistingToken();
        supply(address(token));
        token.mint(provider, FUNDS);
        vm.prank(provider);
        token.approve(address(deals), FUNDS);
        deposit(provider, address(token), COLLATERAL);
        IStorageDeals.Deal memory deal = aDeal();
        deal.token = address(token);
        open(deal);
        token.blockAccount(client);
        past(deal, 5);
        deals.settle(deal);
        vm.prank(client);
        deals.withdraw(address(token), 12_700, ANYBODY);
        same(token.balanceOf(ANYBODY), 12_700, "another receiver");
    }

    // --- coming back in

    /// In the middle of the payment the client ends the deal with the provider's word for it, and takes the price out.
    function test_endingTheDealWhileItIsBeingPaid() public {
        HookedToken token = new HookedToken();
        Puppet puppet = new Puppet();
        IStorageDeals.Deal memory deal = dealIn(address(token));
        deal.client = address(puppet);
        bytes32 id = deals.dealId(deal);
        token.mint(address(puppet), 6000);
        token.mint(client, 6000);
        vm.prank(client);
        token.approve(address(deals), 6000);
        deposit(client, address(token), 6000);
        puppet.act(address(token), 0, abi.encodeCall(token.approve, (address(deals), 6000)));
        bytes memory providerSig = signature(PROVIDER_KEY, earlyEndDigest(id, 0, uint64(START)));
        bytes memory end = abi.encodeCall(deals.endEarly, (deal, 0, uint64(START), "", providerSig));
        bytes memory sig = signed(deal);
        // Ending it is possible there, since the payment must still come or everything is undone.
        token.hook(address(puppet), abi.encodeCall(puppet.act, (address(deals), 0, end)));
        puppet.act(address(deals), 0, abi.encodeCall(deals.open, (deal, sig)));
        holds(token.answered(), "ended meanwhile");
        same(owed(address(puppet), address(token)), 6000, "its own");
        same(token.balanceOf(address(deals)), 12_000, "both");
    }

    function test_takingMoneyOutWhileItIsBeingPaid() public {
        HookedToken token = new HookedToken();
        Puppet puppet = new Puppet();
        IStorageDeals.Deal memory deal = dealIn(address(token));
        deal.client = address(puppet);
        token.mint(address(puppet), 7000);
        puppet.act(address(token), 0, abi.encodeCall(token.approve, (address(deals), 7000)));
        puppet.act(address(deals), 0, abi.encodeCall(deals.deposit, (address(token), 1000)));
        bytes memory take = abi.encodeCall(deals.withdraw, (address(token), 1000, address(puppet)));
        token.hook(address(puppet), abi.encodeCall(puppet.act, (address(deals), 0, take)));
        bytes memory sig = signed(deal);
        puppet.act(address(deals), 0, abi.encodeCall(deals.open, (deal, sig)));
        holds(!token.answered(), "withdrew");
        same(owed(address(puppet), address(token)), 1000, "still there");
    }

    function test_openingTwiceInOnePayment() public {
        HookedToken token = new HookedToken();
        Puppet puppet = new Puppet();
        IStorageDeals.Deal memory deal = dealIn(address(token));
        deal.client = address(puppet);
        token.mint(address(puppet), 12_000);
        puppet.act(address(token), 0, abi.encodeCall(token.approve, (address(deals), 12_000)));
        bytes memory sig = signed(deal);
        IStorageDeals.Deal memory other = dealIn(address(token));
        (other.client, other.nonce) = (address(puppet), 0);
        bytes memory again = abi.encodeCall(deals.open, (other, signed(other)));
        token.hook(address(puppet), abi.encodeCall(puppet.act, (address(deals), 0, again)));
        puppet.act(address(deals), 0, abi.encodeCall(deals.open, (deal, sig)));
        holds(!token.answered(), "opened inside");
        same(stateOf(deals.dealId(other)), 0, "none");
    }

    function test_aReceiverThatComesBackForMore() public {
        Greedy greedy = new Greedy();
        vm.deal(address(greedy), 1e6);
        greedy.act(address(deals), 1e6, abi.encodeCall(deals.deposit, (COIN, 1e6)));
        bytes memory take = abi.encodeCall(deals.withdraw, (COIN, 1e6, address(greedy)));
        greedy.want(address(deals), take);
        greedy.act(address(deals), 0, take);
        holds(!greedy.succeeded(), "took twice");
        same(address(deals).balance, FUNDS / 2, "the provider's is there");
    }

    /// Whoever refuses coin holds up nobody: it is credited, and can go to another address.
    function test_aClientThatRefusesCoin() public {
        Puppet puppet = new Puppet();
        Refuser refuser = new Refuser();
        IStorageDeals.Deal memory deal = aDeal();
        (deal.client, deal.token) = (address(puppet), COIN);
        vm.deal(address(puppet), 6000);
        bytes memory sig = signed(deal);
        puppet.act(address(deals), 6000, abi.encodeCall(deals.open, (deal, sig)));
        past(deal, 5);
        deals.settle(deal);
        vm.expectRevert();
        puppet.act(address(deals), 0, abi.encodeCall(deals.withdraw, (COIN, 12_700, address(refuser))));
        puppet.act(address(deals), 0, abi.encodeCall(deals.withdraw, (COIN, 12_700, ANYBODY)));
        same(ANYBODY.balance, 12_700, "another receiver");
    }

    // --- what is burnt stays

    function test_nobodyTakesWhatWasBurnt() public {
        IStorageDeals.Deal memory deal = aDeal();
        open(deal);
        past(deal, 5);
        deals.settle(deal);
        same(owed(address(0), address(dollar)), 3300, "burnt");
        address[4] memory people = [client, provider, ANYBODY, address(deals)];
        for (uint256 i = 0; i < 4; ++i) {
            uint256 own = owed(people[i], address(dollar));
            refused(
                abi.encodeWithSelector(ILedger.Insufficient.selector, people[i], address(dollar), own, own + 3300)
            );
            vm.prank(people[i]);
            deals.withdraw(address(dollar), own + 3300, ANYBODY);
        }
    }

    // --- replay

    /// What was signed for one deal opens it once, whatever became of it.
    function test_anEndedDealNeverOpensAgain() public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes32 id = open(deal);
        bytes memory sig = signed(deal);
        past(deal, 5);
        deals.settle(deal);
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, id, DEFAULTED));
        vm.prank(client);
        deals.open(deal, sig);
        IStorageDeals.Deal memory other = aDeal();
        other.nonce = 0;
        other.acceptBy = uint64(block.timestamp);
        bytes32 otherId = open(other);
        chain.roll(block.number + 1e6);
        deals.settle(other);
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, otherId, DEFAULTED));
        deals.settle(other);
    }

    /// The challenge is drawn from a block named when the deal opened: choosing when to send chooses nothing.
    function testFuzz_whenTheProofIsSentDrawsNothing(uint256 wait) public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes32 id = open(deal);
        toWindow(deal, 0);
        uint256[] memory leaves = deals.leavesOf(id, 0);
        chain.roll(block.number + between(wait, 0, WINDOW - 1));
        vm.warp(block.timestamp + wait % 1e6);
        uint256[] memory later = deals.leavesOf(id, 0);
        for (uint256 i = 0; i < leaves.length; ++i) same(leaves[i], later[i], "leaf");
    }

    /// A thousand epochs later it still ends the same, by a stranger.
    function test_aDealThatEverybodyForgot() public {
        IStorageDeals.Deal memory deal = aDeal();
        open(deal);
        chain.roll(type(uint40).max);
        vm.prank(ANYBODY);
        deals.settle(deal);
        credited(-int256(uint256(COLLATERAL)), 12_700, 3300);
    }
}
