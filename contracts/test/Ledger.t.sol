// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
import {ILedger} from "../src/ILedger.sol";
import {Stage} from "./Stage.sol";

contract LedgerTest is Stage {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant RECEIVE = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    struct Sig {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    function dollarSig(uint256 key, bytes32 structHash) private view returns (Sig memory sig) {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), structHash));
        (sig.v, sig.r, sig.s) = vm.sign(key, digest);
    }

    function permitSig(uint256 amount, uint256 deadline) private view returns (Sig memory) {
        bytes memory words = abi.encode(PERMIT, buyer, address(exchange), amount, dollar.nonces(buyer), deadline);
        return dollarSig(BUYER_KEY, keccak256(words));
    }

    function authorization(uint256 amount, bytes32 nonce) private view returns (Sig memory) {
        bytes memory words = abi.encode(RECEIVE, buyer, address(exchange), amount, 0, START + 600, nonce);
        return dollarSig(BUYER_KEY, keccak256(words));
    }

    function noAllowance() private {
        vm.prank(buyer);
        dollar.approve(address(exchange), 0);
    }

    function test_depositCredits() public {
        vm.expectEmit(address(exchange));
        emit ILedger.Deposited(buyer, address(dollar), 7);
        deposit(buyer, address(dollar), 7);
        deposit(buyer, COIN, 8);
        same(owed(buyer, address(dollar)), 7, "token");
        same(owed(buyer, COIN), 8, "coin");
    }

    function test_depositOfNothingIsRefused() public {
        refused(abi.encodeWithSelector(ILedger.ZeroAmount.selector));
        exchange.deposit(address(dollar), 0);
        refused(abi.encodeWithSelector(ILedger.ZeroAmount.selector));
        exchange.deposit(COIN, 0);
    }

    function test_depositTakesExactlyTheCoinThatWasSent() public {
        vm.prank(buyer);
        refused(abi.encodeWithSelector(ILedger.WrongValue.selector, 4, 5));
        exchange.deposit{value: 4}(COIN, 5);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(ILedger.WrongValue.selector, 1, 0));
        exchange.deposit{value: 1}(address(dollar), 5);
    }

    function test_coinSentWithoutACallIsRefused() public {
        vm.prank(buyer);
        (bool sent,) = address(exchange).call{value: 1}("");
        holds(!sent, "plain sends are refused");
    }

    function test_depositOfWhatIsNoTokenIsRefused() public {
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, ANYBODY));
        exchange.deposit(ANYBODY, 1);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, ANYBODY));
        exchange.depositWithPermit(ANYBODY, 1, 0, 27, 0, 0);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, COIN));
        exchange.depositWithPermit(COIN, 1, 0, 27, 0, 0);
    }

    function test_withdrawPaysAnybodyThatTheOwnerNames() public {
        vm.expectEmit(address(exchange));
        emit ILedger.Withdrawn(seller, address(dollar), 10, payee);
        vm.prank(seller);
        exchange.withdraw(address(dollar), 10, payee);
        vm.prank(seller);
        exchange.withdraw(COIN, 11, payee);
        same(dollar.balanceOf(payee), 10, "token");
        same(payee.balance, 11, "coin");
        same(owed(seller, address(dollar)), FUNDS / 2 - 10, "token left");
        same(owed(seller, COIN), FUNDS / 2 - 11, "coin left");
    }

    function test_withdrawNeverPaysMoreThanIsOwed() public {
        for (uint256 i = 0; i < 2; ++i) {
            address token = i == 0 ? COIN : address(dollar);
            vm.prank(seller);
            refused(
                abi.encodeWithSelector(ILedger.Insufficient.selector, seller, token, FUNDS / 2, FUNDS / 2 + 1)
            );
            exchange.withdraw(token, FUNDS / 2 + 1, seller);
            vm.prank(seller);
            exchange.withdraw(token, FUNDS / 2, seller);
        }
        vm.prank(buyer);
        refused(abi.encodeWithSelector(ILedger.Insufficient.selector, buyer, COIN, 0, 1));
        exchange.withdraw(COIN, 1, buyer);
    }

    function test_withdrawRefusesReceiversFromWhomNothingComesBack() public {
        vm.prank(seller);
        refused(abi.encodeWithSelector(ILedger.BadReceiver.selector, address(0)));
        exchange.withdraw(COIN, 1, address(0));
        vm.prank(seller);
        refused(abi.encodeWithSelector(ILedger.BadReceiver.selector, address(exchange)));
        exchange.withdraw(address(dollar), 1, address(exchange));
        refused(abi.encodeWithSelector(ILedger.ZeroAmount.selector));
        exchange.withdraw(COIN, 0, seller);
    }

    function test_permitPaysADeposit() public {
        noAllowance();
        Sig memory sig = permitSig(9, START);
        vm.prank(buyer);
        exchange.depositWithPermit(address(dollar), 9, START, sig.v, sig.r, sig.s);
        same(owed(buyer, address(dollar)), 9, "ledger");
    }

    function test_aPermitThatSomebodySubmittedFirstDoesNoHarm() public {
        noAllowance();
        Sig memory sig = permitSig(9, START);
        dollar.permit(buyer, address(exchange), 9, START, sig.v, sig.r, sig.s);
        vm.prank(buyer);
        exchange.depositWithPermit(address(dollar), 9, START, sig.v, sig.r, sig.s);
        same(owed(buyer, address(dollar)), 9, "ledger");
    }

    function test_aWrongPermitLeavesTheAllowanceToDecide() public {
        noAllowance();
        vm.prank(buyer);
        refused(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(exchange), 0, 9)
        );
        exchange.depositWithPermit(address(dollar), 9, START, 27, bytes32(uint256(1)), bytes32(uint256(2)));
    }

    function test_permitPaysASale() public {
        noAllowance();
        IFairExchange.Offer memory offer = anOffer();
        bytes memory sellerSig = signed(offer);
        Sig memory sig = permitSig(PRICE, START);
        vm.prank(buyer);
        exchange.acceptWithPermit(offer, sellerSig, START, sig.v, sig.r, sig.s);
        inState(exchange.offerId(offer), 1, START + REVEAL_WINDOW);
        same(dollar.balanceOf(buyer), FUNDS - PRICE, "wallet");
    }

    function test_permitOfTheBuyerIsOfNoUseToOthers() public {
        noAllowance();
        IFairExchange.Offer memory offer = anOffer();
        bytes memory sellerSig = signed(offer);
        Sig memory sig = permitSig(PRICE, START);
        vm.prank(ANYBODY);
        refused(abi.encodeWithSelector(IFairExchange.OnlyBuyer.selector, ANYBODY, buyer));
        exchange.acceptWithPermit(offer, sellerSig, START, sig.v, sig.r, sig.s);
    }

    function test_permitAndAuthorizationAreForTokens() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.token = COIN;
        bytes memory sellerSig = signed(offer);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, COIN));
        exchange.acceptWithPermit(offer, sellerSig, START, 27, 0, 0);
        refused(abi.encodeWithSelector(ILedger.NotAToken.selector, COIN));
        exchange.acceptWithAuthorization(offer, sellerSig, 0, START + 600, 27, 0, 0);
    }

    function test_anybodyMaySubmitAnAuthorization() public {
        noAllowance();
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        bytes memory sellerSig = signed(offer);
        Sig memory sig = authorization(PRICE, id);
        vm.prank(ANYBODY);
        exchange.acceptWithAuthorization(offer, sellerSig, 0, START + 600, sig.v, sig.r, sig.s);
        inState(id, 1, START + REVEAL_WINDOW);
        same(dollar.balanceOf(buyer), FUNDS - PRICE, "wallet");
    }

    function test_anAuthorizationPaysForItsOwnSaleOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        Sig memory sig = authorization(PRICE, exchange.offerId(offer));
        offer.nonce = keccak256("another");
        bytes memory sellerSig = signed(offer);
        vm.expectRevert();
        exchange.acceptWithAuthorization(offer, sellerSig, 0, START + 600, sig.v, sig.r, sig.s);
    }
}
