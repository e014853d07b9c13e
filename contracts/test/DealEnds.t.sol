// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../src/ILedger.sol";
import {IStorageDeals} from "../src/IStorageDeals.sol";
import {StorageDeals} from "../src/StorageDeals.sol";
import {Wallet} from "./Attackers.sol";
import {DealStage} from "./DealStage.sol";

/// Early ends and renewals.
contract DealEndsTest is DealStage {
    IStorageDeals.Deal private deal;
    bytes32 private id;

    function begin() private {
        (deal, id) = opened();
    }

    // --- early end

    function test_beforeAnythingWasDecidedAllGoesBack() public {
        begin();
        emits();
        emit IStorageDeals.Settled(id, 0, COLLATERAL, 6000);
        emits();
        emit IStorageDeals.Ended(id, ENDED_EARLY, 0);
        endEarly(deal, 0);
        credited(0, 6000, 0);
        inState(id, ENDED_EARLY, 0, 0);
    }

    /// Proven, missed, missed: 1000 earned, 2000 unpaid; 3000 forfeited, of which 300 over the cap; 3000 for three epochs.
    function test_whatIsDecidedCounts() public {
        begin();
        prove(deal, id, 0);
        past(deal, 2);
        endEarly(deal, 3);
        credited(1000 - 3000, 2000 + 2700 + 3000, 300);
        inState(id, ENDED_EARLY, 3, 1);
    }

    function test_alsoAfterASettlement() public {
        begin();
        prove(deal, id, 0);
        past(deal, 1);
        deals.settle(deal);
        past(deal, 2);
        endEarly(deal, 3);
        credited(1000 - 3000, 2000 + 2700 + 3000, 300);
    }

    function test_onlyWhileAsManyAreDecidedAsWasAgreed() public {
        begin();
        (bytes memory clientSig, bytes memory providerSig) = agreed(1);
        uint64 until = uint64(block.timestamp);
        refused(abi.encodeWithSelector(IStorageDeals.WrongEpoch.selector, 0, 1));
        deals.endEarly(deal, 1, until, clientSig, providerSig);
        past(deal, 1);
        refused(abi.encodeWithSelector(IStorageDeals.WrongEpoch.selector, 2, 1));
        deals.endEarly(deal, 1, until, clientSig, providerSig);
        past(deal, 0);
        deals.endEarly(deal, 1, until, clientSig, providerSig);
        inState(id, ENDED_EARLY, 1, 0);
    }

    /// The agreement can't be kept back until the leaves are seen, by either side.
    function test_notWithTheNextLeavesInSight() public {
        begin();
        past(deal, 0);
        uint256 drawn = challengeOf(deal, 1);
        chain.roll(drawn + 1);
        (bytes memory clientSig, bytes memory providerSig) = agreed(1);
        uint64 until = uint64(block.timestamp);
        refused(abi.encodeWithSelector(IStorageDeals.LeavesDrawn.selector, 1, drawn));
        deals.endEarly(deal, 1, until, clientSig, providerSig);
        chain.roll(drawn + deal.windowBlocks);
        refused(abi.encodeWithSelector(IStorageDeals.LeavesDrawn.selector, 1, drawn));
        deals.endEarly(deal, 1, until, clientSig, providerSig);
        chain.roll(drawn);
        deals.endEarly(deal, 1, until, clientSig, providerSig);
        inState(id, ENDED_EARLY, 1, 0);
    }

    function test_aProofDecidesAndLetsTheEndBe() public {
        begin();
        prove(deal, id, 0);
        endEarly(deal, 1);
        inState(id, ENDED_EARLY, 1, 1);
    }

    function test_untilTheInstantAgreedOn() public {
        begin();
        (bytes memory clientSig, bytes memory providerSig) = agreed(0);
        vm.warp(START + 1);
        refused(abi.encodeWithSelector(IStorageDeals.TooLate.selector, START + 1, START));
        deals.endEarly(deal, 0, uint64(START), clientSig, providerSig);
        vm.warp(START);
        deals.endEarly(deal, 0, uint64(START), clientSig, providerSig);
    }

    function agreed(uint32 epochs) private view returns (bytes memory, bytes memory) {
        bytes32 digest = earlyEndDigest(id, epochs, uint64(block.timestamp));
        return (signature(CLIENT_KEY, digest), signature(PROVIDER_KEY, digest));
    }

    function test_bothMustAgree() public {
        begin();
        (bytes memory clientSig, bytes memory providerSig) = agreed(0);
        bytes32 digest = earlyEndDigest(id, 0, uint64(START));
        badAgreement(ANYBODY, "", providerSig, client, digest);
        badAgreement(ANYBODY, providerSig, providerSig, client, digest);
        badAgreement(ANYBODY, clientSig, "", provider, digest);
        badAgreement(ANYBODY, clientSig, clientSig, provider, digest);
        badAgreement(client, "", "", provider, digest);
        badAgreement(client, "", clientSig, provider, digest);
        badAgreement(provider, "", "", client, digest);
        badAgreement(provider, providerSig, "", client, digest);
    }

    function badAgreement(
        address caller,
        bytes memory clientSig,
        bytes memory providerSig,
        address missing,
        bytes32 digest
    ) private {
        refused(abi.encodeWithSelector(IStorageDeals.BadSignature.selector, missing, digest));
        vm.prank(caller);
        deals.endEarly(deal, 0, uint64(START), clientSig, providerSig);
    }

    function test_whoeverCallsNeedNotSign() public {
        begin();
        (bytes memory clientSig, bytes memory providerSig) = agreed(0);
        uint256 snapshot = vm.snapshotState();
        vm.prank(client);
        deals.endEarly(deal, 0, uint64(START), "", providerSig);
        vm.revertToState(snapshot);
        vm.prank(provider);
        deals.endEarly(deal, 0, uint64(START), clientSig, "");
        inState(id, ENDED_EARLY, 0, 0);
    }

    /// For another deal, number, time, contract or chain it says nothing.
    function test_anAgreementIsForOneThing() public {
        begin();
        bytes32 digest = earlyEndDigest(id, 0, uint64(START));
        bytes memory providerSig = signature(PROVIDER_KEY, digest);
        badAgreement(
            ANYBODY, signature(CLIENT_KEY, earlyEndDigest(bytes32(0), 0, uint64(START))), providerSig, client, digest
        );
        badAgreement(ANYBODY, signature(CLIENT_KEY, earlyEndDigest(id, 1, uint64(START))), providerSig, client, digest);
        badAgreement(
            ANYBODY, signature(CLIENT_KEY, earlyEndDigest(id, 0, uint64(START + 1))), providerSig, client, digest
        );
        StorageDeals here = deals;
        deals = new StorageDeals();
        bytes memory elsewhere = signature(CLIENT_KEY, earlyEndDigest(id, 0, uint64(START)));
        deals = here;
        badAgreement(ANYBODY, elsewhere, providerSig, client, digest);
        vm.chainId(5);
        bytes memory there = signature(CLIENT_KEY, earlyEndDigest(id, 0, uint64(START)));
        vm.chainId(31337);
        badAgreement(ANYBODY, there, providerSig, client, digest);
    }

    function test_contractsAgreeByTheirAnswer() public {
        Wallet wallet = new Wallet();
        deal = aDeal();
        deal.client = address(wallet);
        fund(address(wallet));
        id = open(deal);
        bytes memory providerSig = signature(PROVIDER_KEY, earlyEndDigest(id, 0, uint64(START)));
        wallet.say(Wallet.Answer.NO);
        badAgreement(ANYBODY, "x", providerSig, address(wallet), earlyEndDigest(id, 0, uint64(START)));
        wallet.say(Wallet.Answer.YES);
        vm.prank(ANYBODY);
        deals.endEarly(deal, 0, uint64(START), "x", providerSig);
        same(owed(address(wallet), address(dollar)), 6000, "client");
    }

    function test_notADealThatIsOver() public {
        deal = aDeal();
        id = deals.dealId(deal);
        notOpen(0, 0);
        open(deal);
        endEarly(deal, 0);
        notOpen(0, ENDED_EARLY);
    }

    /// A default, or the last epoch, isn't undone by ending what is over.
    function test_notPastADefaultOrTheLastEpoch() public {
        begin();
        uint256 snapshot = vm.snapshotState();
        past(deal, 2);
        notOpen(3, DEFAULTED);
        vm.revertToState(snapshot);
        for (uint256 epoch = 0; epoch < EPOCHS; ++epoch) prove(deal, id, epoch);
        notOpen(EPOCHS, COMPLETED);
    }

    function notOpen(uint32 epochs, uint8 state) private {
        (bytes memory clientSig, bytes memory providerSig) = agreed(epochs);
        uint64 until = uint64(block.timestamp);
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, id, state));
        deals.endEarly(deal, epochs, until, clientSig, providerSig);
    }

    // --- renewal

    function successor() private view returns (IStorageDeals.Deal memory next, bytes memory sig) {
        next = aDeal();
        (next.predecessor, next.nonce) = (id, keccak256("next"));
        sig = signed(next);
    }

    function test_renewalTakesCollateralAndMoneyThatComeBack() public {
        begin();
        for (uint256 epoch = 0; epoch < EPOCHS; ++epoch) prove(deal, id, epoch);
        deposit(client, address(dollar), 6000);
        // All that the provider has is what is in the deal.
        vm.prank(provider);
        deals.withdraw(address(dollar), FUNDS / 2 - COLLATERAL, provider);
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        vm.prank(client);
        deals.renew(deal, next, sig);
        inState(id, COMPLETED, 6, 63);
        inState(deals.dealId(next), RUNNING, 0, 0);
        same(owed(provider, address(dollar)), 6000, "earned");
        same(owed(client, address(dollar)), 0, "paid");
    }

    function test_renewalWhenSomebodySettledBefore() public {
        begin();
        for (uint256 epoch = 0; epoch < EPOCHS; ++epoch) prove(deal, id, epoch);
        vm.prank(ANYBODY);
        deals.settle(deal);
        deposit(client, address(dollar), 6000);
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        vm.prank(client);
        deals.renew(deal, next, sig);
        inState(deals.dealId(next), RUNNING, 0, 0);
    }

    function test_renewalIsTheClients() public {
        begin();
        for (uint256 epoch = 0; epoch < EPOCHS; ++epoch) prove(deal, id, epoch);
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        refused(abi.encodeWithSelector(IStorageDeals.OnlyClient.selector, ANYBODY, client));
        vm.prank(ANYBODY);
        deals.renew(deal, next, sig);
    }

    function test_renewalOfThatDeal() public {
        begin();
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        IStorageDeals.Deal memory other = aDeal();
        other.nonce = 0;
        refused(abi.encodeWithSelector(IStorageDeals.NotItsRenewal.selector, id, deals.dealId(other)));
        vm.prank(client);
        deals.renew(other, next, sig);
    }

    function test_notWhileTheOldOneRuns() public {
        begin();
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        deposit(client, address(dollar), 6000);
        refused(abi.encodeWithSelector(IStorageDeals.NotRenewable.selector, id, RUNNING));
        vm.prank(client);
        deals.open(next, sig);
        refused(abi.encodeWithSelector(IStorageDeals.NothingToSettle.selector, id, 0));
        vm.prank(client);
        deals.renew(deal, next, sig);
        past(deal, 0);
        refused(abi.encodeWithSelector(IStorageDeals.NotRenewable.selector, id, RUNNING));
        vm.prank(client);
        deals.renew(deal, next, sig);
    }

    function test_notOfADealThatNeverWas() public {
        id = keccak256("never");
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        refused(abi.encodeWithSelector(IStorageDeals.NotRenewable.selector, id, 0));
        vm.prank(client);
        deals.open(next, sig);
    }

    /// The client's authorization for a renewal, given while all was well, isn't good after a default.
    function test_aProviderThatDefaultedIsNotRenewed() public {
        begin();
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        deposit(client, address(dollar), 6000);
        past(deal, 2);
        refused(abi.encodeWithSelector(IStorageDeals.NotRenewable.selector, id, DEFAULTED));
        vm.prank(client);
        deals.renew(deal, next, sig);
        deals.settle(deal);
        refused(abi.encodeWithSelector(IStorageDeals.NotRenewable.selector, id, DEFAULTED));
        vm.prank(ANYBODY);
        deals.openWithAuthorization(next, sig, 0, START + 1, 27, bytes32(0), bytes32(0));
    }

    function test_anEarlyEndCanBeRenewed() public {
        begin();
        endEarly(deal, 0);
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        vm.prank(client);
        deals.renew(deal, next, sig);
        inState(deals.dealId(next), RUNNING, 0, 0);
    }

    function test_renewalNeedsTheMoney() public {
        begin();
        endEarly(deal, 0);
        vm.prank(client);
        deals.withdraw(address(dollar), 1, client);
        (IStorageDeals.Deal memory next, bytes memory sig) = successor();
        refused(
            abi.encodeWithSelector(ILedger.Insufficient.selector, client, address(dollar), uint256(5999), uint256(6000))
        );
        vm.prank(client);
        deals.renew(deal, next, sig);
    }
}
