// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {FairExchange} from "../src/FairExchange.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
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
    ShrinkingToken,
    Wallet
} from "./Attackers.sol";
import {Stage} from "./Stage.sol";

/// Tokens, accounts and receivers that don't behave, one attack each.
contract AttackersTest is Stage {
    function endow(Minted token) private {
        address[2] memory accounts = [seller, buyer];
        for (uint256 i = 0; i < 2; ++i) {
            token.mint(accounts[i], FUNDS);
            vm.prank(accounts[i]);
            token.approve(address(exchange), FUNDS);
        }
    }

    function offerIn(address token) private view returns (IFairExchange.Offer memory offer) {
        offer = anOffer();
        offer.token = token;
        (offer.bond, offer.noShow) = (0, 0);
    }

    // --- tokens

    function test_aTokenThatTakesAFeeIsRefused() public {
        FeeToken token = new FeeToken();
        endow(token);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(ILedger.NotExact.selector, address(token), 990, 1000));
        exchange.deposit(address(token), 1000);
        IFairExchange.Offer memory offer = offerIn(address(token));
        bytes memory sig = signed(offer);
        vm.prank(buyer);
        refused(
            abi.encodeWithSelector(ILedger.NotExact.selector, address(token), PRICE - PRICE / 100, PRICE)
        );
        exchange.accept(offer, sig);
    }

    function test_aTokenWhoseBalanceFallsIsRefused() public {
        ShrinkingToken token = new ShrinkingToken();
        endow(token);
        token.mint(address(exchange), 5);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(ILedger.NotExact.selector, address(token), 0, 1000));
        exchange.deposit(address(token), 1000);
    }

    function test_aTokenThatReturnsNothingIsTaken() public {
        QuietToken token = new QuietToken();
        token.mint(buyer, FUNDS);
        vm.prank(buyer);
        token.approve(address(exchange), FUNDS);
        deposit(buyer, address(token), 1000);
        accept(offerIn(address(token)));
        vm.prank(buyer);
        exchange.withdraw(address(token), 1000, payee);
        same(token.balanceOf(payee), 1000, "payee");
    }

    function test_aTokenThatReturnsFalseIsRefused() public {
        FalseToken token = new FalseToken();
        endow(token);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token)));
        exchange.deposit(address(token), 1000);
    }

    /// protocol-review 1: the authorization "succeeds", the token moves nothing, somebody else's money is there.
    function test_aPhantomAuthorizationBuysNothing() public {
        PermissiveToken token = new PermissiveToken();
        endow(token);
        deposit(seller, address(token), FUNDS);
        IFairExchange.Offer memory offer = offerIn(address(token));
        bytes memory sig = signed(offer);
        refused(abi.encodeWithSelector(ILedger.NotExact.selector, address(token), 0, PRICE));
        exchange.acceptWithAuthorization(offer, sig, 0, type(uint256).max, 27, 0, 0);
    }

    function test_aPhantomPermitBuysNothing() public {
        PermissiveToken token = new PermissiveToken();
        endow(token);
        deposit(seller, address(token), FUNDS);
        vm.prank(buyer);
        token.approve(address(exchange), 0);
        vm.prank(buyer);
        vm.expectRevert();
        exchange.depositWithPermit(address(token), 1000, START, 27, 0, 0);
        same(owed(buyer, address(token)), 0, "ledger");
    }

    function test_aBlockedAccountNamesAnotherReceiver() public {
        BlacklistingToken token = new BlacklistingToken();
        endow(token);
        deposit(buyer, address(token), 1000);
        token.blockAccount(buyer);
        vm.prank(buyer);
        vm.expectRevert();
        exchange.withdraw(address(token), 1000, buyer);
        vm.prank(buyer);
        exchange.withdraw(address(token), 1000, payee);
        same(token.balanceOf(payee), 1000, "payee");
    }

    function test_aBlockedPartyStopsNoSaleFromEnding() public {
        BlacklistingToken token = new BlacklistingToken();
        endow(token);
        IFairExchange.Offer memory offer = offerIn(address(token));
        opened(offer);
        token.blockAccount(seller);
        token.blockAccount(payee);
        vm.warp(START + DISPUTE_WINDOW + 1);
        exchange.settle(offer);
        same(owed(payee, address(token)), PRICE, "payee");
    }

    // --- reentrancy

    /// A puppet with money in a hooked token, and the token calling back in the middle of its deposit.
    function hooked(bytes memory call_) private returns (HookedToken token, Puppet puppet) {
        (token, puppet) = (new HookedToken(), new Puppet());
        endow(token);
        deposit(seller, address(token), FUNDS);
        token.mint(address(puppet), FUNDS);
        puppet.act(address(token), 0, abi.encodeCall(token.approve, (address(exchange), FUNDS)));
        puppet.act(address(exchange), 0, abi.encodeCall(exchange.deposit, (address(token), 500)));
        token.hook(address(puppet), abi.encodeCall(Puppet.act, (address(exchange), 0, call_)));
        puppet.act(address(exchange), 0, abi.encodeCall(exchange.deposit, (address(token), 100)));
    }

    /// Where hooked() will put its token, which it creates first.
    function placeOfHooked() private view returns (address) {
        return vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
    }

    function test_aTokenThatComesBackWithADepositIsRefused() public {
        address place = placeOfHooked();
        (HookedToken token, Puppet puppet) = hooked(abi.encodeCall(exchange.deposit, (place, 100)));
        same(bytes32(bytes20(address(token))), bytes32(bytes20(place)), "the test's own guess");
        holds(!token.answered(), "second deposit");
        same(owed(address(puppet), address(token)), 600, "ledger");
        same(token.balanceOf(address(exchange)), FUNDS + 600, "held");
    }

    function test_aTokenThatComesBackWithAWithdrawalIsRefused() public {
        bytes memory again = abi.encodeCall(exchange.withdraw, (placeOfHooked(), 500, address(1)));
        (HookedToken token, Puppet puppet) = hooked(again);
        holds(!token.answered(), "withdrawal");
        same(owed(address(puppet), address(token)), 600, "ledger");
    }

    function test_aSaleInTheSameTokenCannotBeginMeanwhile() public {
        IFairExchange.Offer memory offer = offerIn(placeOfHooked());
        bytes memory again = abi.encodeCall(exchange.accept, (offer, signed(offer)));
        (HookedToken token,) = hooked(again);
        holds(!token.answered(), "accept");
    }

    /// What ends meanwhile moves inside the ledger only.
    function test_aSaleMayEndWhileItsTokenIsOnItsWay() public {
        HookedToken token = new HookedToken();
        endow(token);
        IFairExchange.Offer memory offer = offerIn(address(token));
        opened(offer);
        vm.warp(START + DISPUTE_WINDOW + 1);
        token.hook(address(exchange), abi.encodeCall(exchange.settle, (offer)));
        deposit(buyer, address(token), 100);
        holds(token.answered(), "settle");
        same(owed(payee, address(token)), PRICE, "payee");
        same(token.balanceOf(address(exchange)), PRICE + 100, "held");
        deposit(buyer, address(token), 100);
    }

    function test_aReceiverOfCoinThatComesBackGetsItOnce() public {
        Greedy greedy = new Greedy();
        greedy.act{value: 10}(address(exchange), 10, abi.encodeCall(exchange.deposit, (COIN, 10)));
        bytes memory withdraw = abi.encodeCall(exchange.withdraw, (COIN, 10, address(greedy)));
        greedy.want(address(exchange), withdraw);
        greedy.act(address(exchange), 0, withdraw);
        holds(!greedy.succeeded(), "second withdrawal");
        same(address(greedy).balance, 10, "received");
    }

    function test_aReceiverThatRefusesCoinStopsOnlyItself() public {
        Refuser refuser = new Refuser();
        vm.prank(seller);
        refused(abi.encodeWithSelector(ILedger.SendFailed.selector, address(refuser), 10));
        exchange.withdraw(COIN, 10, address(refuser));
        vm.prank(seller);
        exchange.withdraw(COIN, 10, payee);
    }

    // --- accounts that are contracts

    function walletOffer() private returns (Wallet wallet, IFairExchange.Offer memory offer) {
        wallet = new Wallet();
        offer = anOffer();
        offer.seller = address(wallet);
        dollar.mint(address(wallet), FUNDS);
        wallet.act(address(dollar), 0, abi.encodeCall(dollar.approve, (address(exchange), FUNDS)));
        wallet.act(address(exchange), 0, abi.encodeCall(exchange.deposit, (address(dollar), FUNDS)));
    }

    function test_aContractMaySell() public {
        (Wallet wallet, IFairExchange.Offer memory offer) = walletOffer();
        vm.prank(buyer);
        exchange.accept(offer, "its own kind of signature");
        wallet.act(address(exchange), 0, abi.encodeCall(exchange.reveal, (offer, K)));
        inState(exchange.offerId(offer), 2, START + DISPUTE_WINDOW);
    }

    function test_aContractThatChangesItsMindAfterAcceptChangesNothing() public {
        (Wallet wallet, IFairExchange.Offer memory offer) = walletOffer();
        vm.prank(buyer);
        exchange.accept(offer, "");
        wallet.say(Wallet.Answer.NO);
        vm.warp(START + REVEAL_WINDOW + 1);
        exchange.refund(offer);
        same(owed(buyer, address(dollar)), PRICE + NO_SHOW, "buyer");
    }

    function test_anythingButAPlainYesIsANo() public {
        (Wallet wallet, IFairExchange.Offer memory offer) = walletOffer();
        bytes32 id = exchange.offerId(offer);
        Wallet.Answer[5] memory noes = [
            Wallet.Answer.NO,
            Wallet.Answer.SHORT,
            Wallet.Answer.REVERTS,
            Wallet.Answer.REVERTING_BOMB,
            Wallet.Answer.DIRTY
        ];
        for (uint256 i = 0; i < noes.length; ++i) {
            wallet.say(noes[i]);
            vm.prank(buyer);
            refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, address(wallet), id));
            exchange.accept(offer, "");
        }
    }

    /// A megabyte of answer costs what the wallet itself spends on making it, not the copying of it.
    function test_aLongAnswerIsNotCopied() public {
        (Wallet wallet, IFairExchange.Offer memory offer) = walletOffer();
        bytes memory question = abi.encodeCall(Wallet.isValidSignature, (exchange.offerId(offer), ""));
        wallet.say(Wallet.Answer.BOMB);
        uint256 before = gasleft();
        (bool ok,) = address(wallet).staticcall{gas: gasleft() - 10_000_000}(question);
        uint256 withCopy = before - gasleft();
        holds(ok, "the bomb itself");
        vm.prank(buyer);
        before = gasleft();
        exchange.accept(offer, "");
        holds(before - gasleft() < withCopy, "not copied");
    }

    function test_aZeroSellerSignsNothing() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.seller = address(0);
        (offer.bond, offer.noShow) = (0, 0);
        bytes32 id = exchange.offerId(offer);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, address(0), id));
        exchange.accept(offer, new bytes(65));
    }

    /// protocol-review 5: the buyer is a contract, takes the content, and would rather not have said yes.
    function test_aBuyerThatIsAContractCannotTakeItsReleaseBack() public {
        Wallet wallet = new Wallet();
        dollar.mint(address(wallet), FUNDS);
        wallet.act(address(dollar), 0, abi.encodeCall(dollar.approve, (address(exchange), FUNDS)));
        IFairExchange.Offer memory offer = anOffer();
        offer.buyer = address(wallet);
        bytes32 id = exchange.offerId(offer);
        bytes memory sellerSig = signed(offer);
        wallet.act(address(exchange), 0, abi.encodeCall(exchange.accept, (offer, sellerSig)));
        bytes memory sig = signature(RELEASE_KEY, releaseDigest(id));
        wallet.say(Wallet.Answer.NO);
        exchange.release(offer, sig);
        same(owed(payee, address(dollar)), PRICE, "payee");
    }

    function test_aContractAsBuyerKeyReleasesNothing() public {
        Wallet wallet = new Wallet();
        IFairExchange.Offer memory offer = anOffer();
        offer.buyerKey = address(wallet);
        bytes32 digest = releaseDigest(accept(offer));
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, address(wallet), digest));
        exchange.release(offer, new bytes(65));
    }

    /// EIP-7702: an account that has signed as a key and then becomes a contract is still bound.
    function test_aDelegationSetAfterSigningChangesNothing() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes memory sig = signed(offer);
        vm.etch(seller, address(new Wallet()).code);
        Wallet(payable(seller)).say(Wallet.Answer.NO);
        vm.prank(buyer);
        exchange.accept(offer, sig);
        inState(exchange.offerId(offer), 1, START + REVEAL_WINDOW);
    }

    // --- the chain

    function test_aChainWithoutSha256IsNoPlaceForThis() public {
        vm.mockCall(address(2), "", abi.encode(uint256(7)));
        refused(abi.encodeWithSelector(IFairExchange.Sha256Unavailable.selector));
        new FairExchange();
    }

    function test_aForkedChainHasAnotherDomain() public {
        bytes32 here = exchange.domainSeparator();
        bytes32 id = exchange.offerId(anOffer());
        vm.chainId(7777);
        holds(exchange.domainSeparator() != here && exchange.offerId(anOffer()) != id, "another domain");
    }
}
