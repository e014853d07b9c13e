// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFairExchange} from "../src/IFairExchange.sol";
import {ILedger} from "../src/ILedger.sol";
import {Wallet} from "./Attackers.sol";
import {Content} from "./Content.sol";
import {Stage} from "./Stage.sol";

/// A seller that sleeps, and a delegate that sells for it with a bond of its own (protocol-review 7).
contract DelegationTest is Stage {
    uint256 private constant DELEGATE_KEY = 0xde1e;
    address private delegate = vm.addr(DELEGATE_KEY);

    function setUp() public override {
        super.setUp();
        fund(delegate);
        deposit(delegate, address(dollar), FUNDS / 2);
        deposit(delegate, COIN, FUNDS / 2);
        vm.prank(seller);
        exchange.withdraw(address(dollar), FUNDS / 2, seller);
    }

    function given() private view returns (IFairExchange.Delegation memory) {
        IFairExchange.Offer memory offer = anOffer();
        return IFairExchange.Delegation({
            seller: seller,
            delegate: delegate,
            listing: offer.listing,
            token: offer.token,
            minPrice: offer.price,
            payee: offer.payee,
            until: uint64(START + 3000),
            epoch: 0
        });
    }

    function digest(IFairExchange.Delegation memory d) private view returns (bytes32) {
        bytes32 kind = keccak256(
            "Delegation(address seller,address delegate,bytes32 listing,address token,uint96 minPrice,bytes32 payee,uint64 until,uint64 epoch)"
        );
        bytes32 structHash = keccak256(abi.encode(kind, d));
        return keccak256(abi.encodePacked(hex"1901", exchange.domainSeparator(), structHash));
    }

    function revealDigest(bytes32 id, bytes32 z) private view returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(keccak256("Reveal(bytes32 offerId,bytes32 z)"), id, z));
        return keccak256(abi.encodePacked(hex"1901", exchange.domainSeparator(), structHash));
    }

    function warrant(IFairExchange.Delegation memory d, IFairExchange.Offer memory offer)
        private
        view
        returns (IFairExchange.Warrant memory)
    {
        return IFairExchange.Warrant(
            d, signature(SELLER_KEY, digest(d)), signature(DELEGATE_KEY, exchange.offerId(offer))
        );
    }

    function acceptBy(IFairExchange.Delegation memory d, IFairExchange.Offer memory offer)
        private
        returns (bytes32 id)
    {
        id = exchange.offerId(offer);
        IFairExchange.Warrant memory w = warrant(d, offer);
        vm.prank(buyer);
        exchange.acceptDelegated{value: offer.token == COIN ? offer.price : 0}(offer, w);
    }

    function refusedBy(IFairExchange.Delegation memory d, IFairExchange.Offer memory offer, bytes memory reason)
        private
    {
        IFairExchange.Warrant memory w = warrant(d, offer);
        vm.prank(buyer);
        refused(reason);
        exchange.acceptDelegated(offer, w);
    }

    function notDelegated(IFairExchange.Offer memory offer) private view returns (bytes memory) {
        return abi.encodeWithSelector(IFairExchange.NotDelegated.selector, exchange.offerId(offer));
    }

    function has(address account, uint256 amount, string memory who) private view {
        same(owed(account, address(dollar)), amount, who);
    }

    // --- beginning

    function test_theBondIsTheDelegates() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        IFairExchange.Warrant memory w = warrant(given(), offer);
        vm.expectEmit(address(exchange));
        emit IFairExchange.Accepted(id, seller, buyer, uint64(START + REVEAL_WINDOW));
        vm.expectEmit(address(exchange));
        emit IFairExchange.Delegated(id, delegate);
        vm.prank(buyer);
        exchange.acceptDelegated(offer, w);
        inState(id, 1, START + REVEAL_WINDOW);
        holds(exchange.delegateOf(id) == delegate, "delegate");
        has(delegate, FUNDS / 2 - BOND, "delegate's ledger");
        has(seller, 0, "seller's ledger");
    }

    function test_takesCoin() public {
        IFairExchange.Offer memory offer = anOffer();
        IFairExchange.Delegation memory d = given();
        (offer.token, d.token) = (COIN, COIN);
        inState(acceptBy(d, offer), 1, START + REVEAL_WINDOW);
        same(address(exchange).balance, FUNDS + PRICE, "held");
    }

    function test_aSaleOfTheSellersOwnHasNoDelegate() public {
        deposit(seller, address(dollar), BOND);
        holds(exchange.delegateOf(accept(anOffer())) == address(0), "delegate");
    }

    function test_coversOneListingTokenPayeeAndSellerOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        IFairExchange.Delegation memory d = given();
        d.listing = keccak256("another");
        refusedBy(d, offer, notDelegated(offer));
        d = given();
        d.token = COIN;
        refusedBy(d, offer, notDelegated(offer));
        d = given();
        d.payee = bytes32(uint256(uint160(delegate)));
        refusedBy(d, offer, notDelegated(offer));
        d = given();
        d.seller = buyer;
        refusedBy(d, offer, notDelegated(offer));
    }

    function test_aDelegateCannotSendTheProceedsElsewhere() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.payee = bytes32(uint256(uint160(delegate)));
        refusedBy(given(), offer, notDelegated(offer));
    }

    function test_hasAPriceFloor() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.price = PRICE - 1;
        refusedBy(given(), offer, abi.encodeWithSelector(IFairExchange.BelowMinPrice.selector, PRICE - 1, PRICE));
        offer.price = PRICE + 1;
        acceptBy(given(), offer);
    }

    function test_holdsUntilItsLastSecondInclusive() public {
        IFairExchange.Offer memory offer = anOffer();
        IFairExchange.Delegation memory d = given();
        d.until = uint64(START + 100);
        vm.warp(START + 101);
        refusedBy(d, offer, abi.encodeWithSelector(IFairExchange.TooLate.selector, START + 101, START + 100));
        vm.warp(START + 100);
        acceptBy(d, offer);
    }

    function test_isRevokedByRaisingTheEpoch() public {
        IFairExchange.Offer memory offer = anOffer();
        same(exchange.epochOf(seller), 0, "epoch");
        vm.expectEmit(address(exchange));
        emit IFairExchange.EpochRaised(seller, 1);
        vm.prank(seller);
        exchange.raiseEpoch();
        same(exchange.epochOf(seller), 1, "epoch");
        refusedBy(given(), offer, abi.encodeWithSelector(IFairExchange.WrongEpoch.selector, 0, 1));
        IFairExchange.Delegation memory d = given();
        d.epoch = 2;
        refusedBy(d, offer, abi.encodeWithSelector(IFairExchange.WrongEpoch.selector, 2, 1));
        d.epoch = 1;
        acceptBy(d, offer);
    }

    function test_nobodyRevokesForAnother() public {
        vm.prank(delegate);
        exchange.raiseEpoch();
        acceptBy(given(), anOffer());
    }

    function test_aRevocationStopsNoSaleThatHasBegun() public {
        IFairExchange.Offer memory offer = anOffer();
        acceptBy(given(), offer);
        vm.prank(seller);
        exchange.raiseEpoch();
        vm.prank(delegate);
        exchange.reveal(offer, K);
        vm.warp(START + DISPUTE_WINDOW + 1);
        exchange.settle(offer);
        has(payee, PRICE, "payee");
    }

    function test_needsBothSignatures() public {
        IFairExchange.Offer memory offer = anOffer();
        IFairExchange.Delegation memory d = given();
        IFairExchange.Warrant memory w = warrant(d, offer);
        w.sellerSig = signature(DELEGATE_KEY, digest(d));
        vm.prank(buyer);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, seller, digest(d)));
        exchange.acceptDelegated(offer, w);
        w = warrant(d, offer);
        w.delegateSig = signed(offer);
        bytes32 id = exchange.offerId(offer);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, delegate, id));
        exchange.acceptDelegated(offer, w);
    }

    function test_aDelegatesSignatureAloneIsNoSellers() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, seller, id));
        exchange.accept(offer, signature(DELEGATE_KEY, id));
    }

    function test_isOfThisChainAndContractOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        IFairExchange.Delegation memory d = given();
        bytes memory here = signature(SELLER_KEY, digest(d));
        vm.chainId(10);
        IFairExchange.Warrant memory w = warrant(d, offer);
        w.sellerSig = here;
        bytes32 there = digest(d);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, seller, there));
        exchange.acceptDelegated(offer, w);
    }

    function test_refusesABondThatTheDelegateHasNot() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.bond = uint96(FUNDS / 2 + 1);
        refusedBy(
            given(),
            offer,
            abi.encodeWithSelector(
                ILedger.Insufficient.selector, delegate, address(dollar), FUNDS / 2, FUNDS / 2 + 1
            )
        );
    }

    function test_isForTheBuyerOnly() public {
        IFairExchange.Offer memory offer = anOffer();
        IFairExchange.Warrant memory w = warrant(given(), offer);
        vm.prank(delegate);
        refused(abi.encodeWithSelector(IFairExchange.OnlyBuyer.selector, delegate, buyer));
        exchange.acceptDelegated(offer, w);
    }

    function test_theOfferIsBoundLikeAnyOther() public {
        IFairExchange.Offer memory offer = anOffer();
        offer.noShow = BOND + 1;
        refusedBy(given(), offer, abi.encodeWithSelector(IFairExchange.BadBond.selector, BOND, BOND + 1));
        offer = anOffer();
        bytes32 id = acceptBy(given(), offer);
        refusedBy(given(), offer, abi.encodeWithSelector(IFairExchange.WrongState.selector, id, 1));
    }

    /// A word with dirty high bits would be a delegation that a careless wallet might have signed as another.
    function testFuzz_refusesDirtyWords(uint256 field, uint256 dirt) public {
        uint8[6] memory narrow = [0, 1, 3, 4, 6, 7];
        uint8[6] memory bits = [160, 160, 160, 96, 64, 64];
        field = between(field, 0, 5);
        IFairExchange.Offer memory offer = anOffer();
        bytes memory call_ = abi.encodeCall(exchange.acceptDelegated, (offer, warrant(given(), offer)));
        uint256 high = between(dirt, 1, (1 << (256 - bits[field])) - 1) << bits[field];
        // length, selector, offer, offset of the warrant, then the delegation's words.
        uint256 place = 32 + 4 + 19 * 32 + 32 + 32 * uint256(narrow[field]);
        assembly {
            let word := add(call_, place)
            mstore(word, or(mload(word), high))
        }
        vm.prank(buyer);
        (bool taken,) = address(exchange).call(call_);
        holds(!taken, "dirty words");
    }

    function test_contractsMaySellAndDelegate() public {
        (Wallet asleep, Wallet awake) = (new Wallet(), new Wallet());
        dollar.mint(address(awake), FUNDS);
        awake.act(address(dollar), 0, abi.encodeCall(dollar.approve, (address(exchange), FUNDS)));
        awake.act(address(exchange), 0, abi.encodeCall(exchange.deposit, (address(dollar), FUNDS)));
        IFairExchange.Offer memory offer = anOffer();
        offer.seller = address(asleep);
        IFairExchange.Delegation memory d = given();
        (d.seller, d.delegate) = (address(asleep), address(awake));
        vm.prank(buyer);
        exchange.acceptDelegated(offer, IFairExchange.Warrant(d, "yes", "yes"));
        asleep.say(Wallet.Answer.NO);
        awake.act(address(exchange), 0, abi.encodeCall(exchange.reveal, (offer, K)));
        inState(exchange.offerId(offer), 2, START + DISPUTE_WINDOW);
        has(address(awake), FUNDS - BOND, "the delegate's bond");
    }

    function test_payByAuthorization() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = exchange.offerId(offer);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"), buyer, address(exchange), PRICE, 0, START + 600, id
            )
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(BUYER_KEY, keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), structHash)));
        IFairExchange.Warrant memory w = warrant(given(), offer);
        vm.prank(ANYBODY);
        exchange.acceptDelegatedWithAuthorization(offer, w, 0, START + 600, v, r, s);
        inState(id, 1, START + REVEAL_WINDOW);
        has(delegate, FUNDS / 2 - BOND, "delegate's ledger");
    }

    function test_payByPermit() public {
        vm.prank(buyer);
        dollar.approve(address(exchange), 0);
        IFairExchange.Offer memory offer = anOffer();
        bytes32 kind =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(kind, buyer, address(exchange), PRICE, 0, START));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(BUYER_KEY, keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), structHash)));
        IFairExchange.Warrant memory w = warrant(given(), offer);
        vm.prank(buyer);
        exchange.acceptDelegatedWithPermit(offer, w, START, v, r, s);
        inState(exchange.offerId(offer), 1, START + REVEAL_WINDOW);
    }

    // --- the key

    function test_delegateAndSellerMayRevealTheKeyItself() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = acceptBy(given(), offer);
        uint256 snapshot = vm.snapshotState();
        vm.prank(delegate);
        exchange.reveal(offer, K);
        inState(id, 2, START + DISPUTE_WINDOW);
        holds(exchange.delegateOf(id) == delegate, "delegate");
        vm.revertToState(snapshot);
        vm.prank(seller);
        exchange.reveal(offer, K);
        vm.revertToState(snapshot);
        vm.prank(buyer);
        refused(abi.encodeWithSelector(IFairExchange.OnlySeller.selector, buyer, seller));
        exchange.reveal(offer, K);
    }

    function test_aDelegateOfOneSaleRevealsNoOther() public {
        deposit(seller, address(dollar), BOND);
        IFairExchange.Offer memory offer = anOffer();
        accept(offer);
        vm.prank(delegate);
        refused(abi.encodeWithSelector(IFairExchange.OnlySeller.selector, delegate, seller));
        exchange.reveal(offer, K);
    }

    /// A wrong masked key costs the bond, and the bond is the delegate's: the seller can't have it lost.
    function test_aMaskedKeyIsTheDelegatesToReveal() public {
        IFairExchange.Offer memory offer = maskedOffer();
        bytes32 id = acceptBy(given(), offer);
        bytes32 z = maskedKey(offer);
        vm.prank(seller);
        refused(abi.encodeWithSelector(IFairExchange.OnlySeller.selector, seller, seller));
        exchange.reveal(offer, z);
        bytes32 what = revealDigest(id, z);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, seller, what));
        exchange.revealSigned(offer, z, signature(SELLER_KEY, what));
        exchange.revealSigned(offer, z, signature(DELEGATE_KEY, what));
        refused(abi.encodeWithSelector(IFairExchange.NotFaulty.selector, id));
        exchange.complainMask(offer, z, S);
        refused(abi.encodeWithSelector(IFairExchange.NotRevealed.selector, ~z));
        exchange.complainMask(offer, ~z, S);
    }

    function test_aMaskedKeyThatDoesNotUnmaskCostsTheDelegatesBond() public {
        IFairExchange.Offer memory offer = maskedOffer();
        acceptBy(given(), offer);
        vm.prank(delegate);
        exchange.reveal(offer, bytes32(uint256(1)));
        exchange.complainMask(offer, bytes32(uint256(1)), S);
        has(buyer, PRICE + BOND, "buyer");
        has(delegate, FUNDS / 2 - BOND, "delegate");
    }

    function test_anybodyMaySubmitASignedKey() public {
        deposit(seller, address(dollar), BOND);
        IFairExchange.Offer memory offer = maskedOffer();
        bytes32 id = accept(offer);
        bytes32 z = maskedKey(offer);
        bytes memory sig = signature(SELLER_KEY, revealDigest(id, z));
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, seller, revealDigest(id, ~z)));
        exchange.revealSigned(offer, ~z, sig);
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, seller, revealDigest(id, z)));
        exchange.revealSigned(offer, z, new bytes(65));
        vm.warp(START + REVEAL_WINDOW);
        vm.expectEmit(address(exchange));
        emit IFairExchange.Revealed(id, z, uint64(START + REVEAL_WINDOW + DISPUTE_WINDOW));
        vm.prank(ANYBODY);
        exchange.revealSigned(offer, z, sig);
        inState(id, 2, START + REVEAL_WINDOW + DISPUTE_WINDOW);
        refused(abi.encodeWithSelector(IFairExchange.WrongState.selector, id, 2));
        exchange.revealSigned(offer, z, sig);
    }

    function test_aSignedKeyIsLateLikeAnyOther() public {
        deposit(seller, address(dollar), BOND);
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = accept(offer);
        bytes memory sig = signature(SELLER_KEY, revealDigest(id, K));
        uint256 revealBy = START + REVEAL_WINDOW;
        vm.warp(revealBy + 1);
        refused(abi.encodeWithSelector(IFairExchange.TooLate.selector, revealBy + 1, revealBy));
        exchange.revealSigned(offer, K, sig);
    }

    function test_aSignedWrongKeyIsRefusedInDirectMode() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = acceptBy(given(), offer);
        bytes memory sig = signature(SELLER_KEY, revealDigest(id, ~K));
        refused(
            abi.encodeWithSelector(IFairExchange.WrongKey.selector, keccak256(abi.encode(~K)), offer.keyHash)
        );
        exchange.revealSigned(offer, ~K, sig);
    }

    /// A contract's "yes" is asked where the sale begins and nowhere else.
    function test_aSignedKeyIsNeverAContractsAnswer() public {
        IFairExchange.Offer memory offer = maskedOffer();
        Wallet wallet = new Wallet();
        dollar.mint(address(wallet), FUNDS);
        wallet.act(address(dollar), 0, abi.encodeCall(dollar.approve, (address(exchange), FUNDS)));
        wallet.act(address(exchange), 0, abi.encodeCall(exchange.deposit, (address(dollar), FUNDS)));
        offer.seller = address(wallet);
        bytes32 id = exchange.offerId(offer);
        vm.prank(buyer);
        exchange.accept(offer, "");
        refused(abi.encodeWithSelector(IFairExchange.BadSignature.selector, address(wallet), revealDigest(id, 0)));
        exchange.revealSigned(offer, 0, "");
    }

    // --- the ends

    function test_settleReturnsTheBondToTheDelegate() public {
        IFairExchange.Offer memory offer = anOffer();
        acceptBy(given(), offer);
        vm.prank(delegate);
        exchange.reveal(offer, K);
        vm.warp(START + DISPUTE_WINDOW + 1);
        IFairExchange.Offer[] memory batch = new IFairExchange.Offer[](1);
        batch[0] = offer;
        exchange.settleMany(batch);
        has(payee, PRICE, "payee");
        has(delegate, FUNDS / 2, "delegate");
        has(seller, 0, "seller");
    }

    function test_releaseReturnsTheBondToTheDelegate() public {
        IFairExchange.Offer memory offer = maskedOffer();
        bytes32 id = acceptBy(given(), offer);
        exchange.release(offer, signature(RELEASE_KEY, releaseDigest(id)));
        has(payee, PRICE, "payee");
        has(delegate, FUNDS / 2, "delegate");
        holds(exchange.delegateOf(id) == address(0), "ended");
    }

    function test_refundCostsTheDelegateTheNoShow() public {
        IFairExchange.Offer memory offer = anOffer();
        acceptBy(given(), offer);
        vm.warp(START + REVEAL_WINDOW + 1);
        exchange.refund(offer);
        has(buyer, PRICE + NO_SHOW, "buyer");
        has(delegate, FUNDS / 2 - NO_SHOW, "delegate");
        has(seller, 0, "seller");
    }

    function test_aWrongBlockCostsTheDelegatesBond() public {
        Content.Sealed memory content = Content.seal(Content.sample(1300), 512, K);
        content.ciphers[1][0] ^= 0x01;
        Content.commit(content);
        IFairExchange.Offer memory offer = anOffer();
        (offer.size, offer.blockSize, offer.exchangeRoot) = (1300, 512, content.root);
        acceptBy(given(), offer);
        vm.prank(delegate);
        exchange.reveal(offer, K);
        complain(offer, fault(content, 1));
        has(buyer, PRICE + BOND, "buyer");
        has(delegate, FUNDS / 2 - BOND, "delegate");
    }
}
