// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../src/ILedger.sol";
import {IStorageDeals} from "../src/IStorageDeals.sol";
import {StorageDeals} from "../src/StorageDeals.sol";
import {Wallet} from "./Attackers.sol";
import {DealStage} from "./DealStage.sol";

contract DealOpenTest is DealStage {
    // --- what is refused, in the order in which it is asked

    function test_onlyByTheClient() public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes memory sig = signed(deal);
        refused(abi.encodeWithSelector(IStorageDeals.OnlyClient.selector, ANYBODY, client));
        vm.prank(ANYBODY);
        deals.open(deal, sig);
        refused(abi.encodeWithSelector(IStorageDeals.OnlyClient.selector, ANYBODY, client));
        vm.prank(ANYBODY);
        deals.openFromLedger(deal, sig);
    }

    function test_untilAcceptByInclusive() public {
        IStorageDeals.Deal memory deal = aDeal();
        vm.warp(deal.acceptBy + 1);
        refusedTerms(
            deal, abi.encodeWithSelector(IStorageDeals.TooLate.selector, uint256(deal.acceptBy) + 1, deal.acceptBy)
        );
        vm.warp(deal.acceptBy);
        open(deal);
    }

    function test_sizes() public {
        IStorageDeals.Deal memory deal = aDeal();
        deal.size = 0;
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadSize.selector, uint64(0)));
        deal.size = 1 << 48;
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadSize.selector, uint64(1 << 48)));
        deal.size = (1 << 48) - 1;
        open(deal);
        deal.size = 1;
        open(deal);
    }

    function test_epochs() public {
        badEpochs(0, EPOCH_BLOCKS);
        badEpochs(105, EPOCH_BLOCKS);
        badEpochs(type(uint32).max, EPOCH_BLOCKS);
        badEpochs(EPOCHS, 0);
        badEpochs(EPOCHS, 255);
        badEpochs(EPOCHS, 511);
        badEpochs(EPOCHS, 513);
        badEpochs(EPOCHS, 65_536 * 256);
        badEpochs(EPOCHS, 0xffffff00);
        IStorageDeals.Deal memory deal = aDeal();
        deal.epochs = 104;
        open(deal);
        deal.epochBlocks = 65_535 * 256;
        open(deal);
        (deal.epochs, deal.maxMissed, deal.epochBlocks) = (1, 0, 256);
        open(deal);
    }

    function badEpochs(uint32 epochs, uint32 epochBlocks) private {
        IStorageDeals.Deal memory deal = aDeal();
        (deal.epochs, deal.epochBlocks) = (epochs, epochBlocks);
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadEpochs.selector, epochs, epochBlocks));
    }

    function test_windows() public {
        badWindow(127, EPOCH_BLOCKS);
        badWindow(0, EPOCH_BLOCKS);
        badWindow(EPOCH_BLOCKS + 1, EPOCH_BLOCKS);
        badWindow(65_536, 65_536);
        badWindow(type(uint32).max, 65_536);
        IStorageDeals.Deal memory deal = aDeal();
        deal.windowBlocks = 128;
        open(deal);
        deal.windowBlocks = EPOCH_BLOCKS;
        open(deal);
        (deal.epochBlocks, deal.windowBlocks) = (65_536, 65_535);
        open(deal);
    }

    function badWindow(uint32 window, uint32 epochBlocks) private {
        IStorageDeals.Deal memory deal = aDeal();
        (deal.windowBlocks, deal.epochBlocks) = (window, epochBlocks);
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadWindow.selector, window, epochBlocks));
    }

    function test_samples() public {
        IStorageDeals.Deal memory deal = aDeal();
        deal.samples = 0;
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadSamples.selector, 0));
        deal.samples = 9;
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadSamples.selector, 9));
        deal.samples = 256 + 1;
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadSamples.selector, 257));
        deal.samples = 8;
        open(deal);
        deal.samples = 1;
        open(deal);
    }

    function test_maxMissedAndMoney() public {
        IStorageDeals.Deal memory deal = aDeal();
        deal.maxMissed = EPOCHS;
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadMaxMissed.selector, EPOCHS, EPOCHS));
        (deal.maxMissed, deal.pricePerEpoch) = (EPOCHS - 1, 0);
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.BadPrice.selector, uint96(0)));
        (deal.pricePerEpoch, deal.collateral) = (1, (EPOCHS - 1) * PENALTY - 1);
        uint256 needed = (EPOCHS - 1) * PENALTY;
        refusedTerms(
            deal, abi.encodeWithSelector(IStorageDeals.BadCollateral.selector, uint96(needed - 1), needed)
        );
        deal.collateral = uint96(needed);
        open(deal);
    }

    function test_aPenaltyCannotWrap() public {
        IStorageDeals.Deal memory deal = aDeal();
        (deal.penalty, deal.maxMissed) = (type(uint96).max, 2);
        refusedTerms(
            deal,
            abi.encodeWithSelector(IStorageDeals.BadCollateral.selector, COLLATERAL, 2 * uint256(type(uint96).max))
        );
    }

    function test_once() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.WrongState.selector, id, RUNNING));
        endEarly(deal, 0);
        refusedTerms(deal, abi.encodeWithSelector(IStorageDeals.WrongState.selector, id, ENDED_EARLY));
    }

    function test_signedByTheProviderForThesePlaceAndTerms() public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes32 id = deals.dealId(deal);
        badSignature(deal, id, signature(CLIENT_KEY, id));
        badSignature(deal, id, "");
        IStorageDeals.Deal memory other = aDeal();
        other.repairCost += 1;
        badSignature(deal, id, signed(other));
        StorageDeals elsewhere = new StorageDeals();
        badSignature(deal, id, signature(PROVIDER_KEY, elsewhere.dealId(deal)));
        vm.chainId(5);
        bytes memory there = signature(PROVIDER_KEY, deals.dealId(deal));
        vm.chainId(31337);
        badSignature(deal, id, there);
    }

    function test_aMalleatedSignatureIsNone() public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes32 id = deals.dealId(deal);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PROVIDER_KEY, id);
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        badSignature(deal, id, abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? 28 : 27));
        bytes32 vs = bytes32(uint256(s) | (uint256(v - 27) << 255));
        badSignature(deal, id, abi.encodePacked(r, vs));
    }

    function test_theZeroAddressProvidesNothing() public {
        IStorageDeals.Deal memory deal = aDeal();
        (deal.provider, deal.collateral, deal.penalty) = (address(0), 0, 0);
        badSignature(deal, deals.dealId(deal), abi.encodePacked(bytes32(0), bytes32(0), uint8(27)));
    }

    function badSignature(IStorageDeals.Deal memory deal, bytes32 id, bytes memory sig) private {
        refused(abi.encodeWithSelector(IStorageDeals.BadSignature.selector, deal.provider, id));
        vm.prank(client);
        deals.open(deal, sig);
    }

    function test_collateralMustBeThere() public {
        IStorageDeals.Deal memory deal = aDeal();
        deal.collateral = uint96(FUNDS / 2 + 1);
        refusedTerms(
            deal,
            abi.encodeWithSelector(
                ILedger.Insufficient.selector, provider, address(dollar), FUNDS / 2, FUNDS / 2 + 1
            )
        );
        (deal.collateral, deal.penalty) = (0, 0);
        open(deal);
    }

    function test_coinMustBeThePrice() public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes memory sig = signed(deal);
        refused(abi.encodeWithSelector(ILedger.WrongValue.selector, 1, 0));
        vm.prank(client);
        deals.open{value: 1}(deal, sig);
        deal.token = COIN;
        sig = signed(deal);
        refused(abi.encodeWithSelector(ILedger.WrongValue.selector, EPOCHS * PRICE - 1, EPOCHS * PRICE));
        vm.prank(client);
        deals.open{value: EPOCHS * PRICE - 1}(deal, sig);
        open(deal);
        same(address(deals).balance, FUNDS / 2 + EPOCHS * PRICE, "coin");
    }

    /// A word with bits above its type isn't what EIP-712 hashes; each field of the terms refuses it.
    function test_dirtyWordsAreRefused() public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes memory call_ = abi.encodeCall(deals.open, (deal, signed(deal)));
        bool[17] memory whole;
        (whole[3], whole[15], whole[16]) = (true, true, true);
        for (uint256 field = 0; field < 17; ++field) {
            if (whole[field]) continue;
            bytes memory dirty = bytes.concat(call_);
            dirty[4 + 32 * field] = 0x01;
            bytes memory sig = signature(PROVIDER_KEY, idOf(dirty));
            for (uint256 i = 0; i < 65; ++i) dirty[4 + 32 * 19 + i] = sig[i];
            vm.prank(client);
            (bool done, bytes memory answer) = address(deals).call(dirty);
            holds(!done && answer.length == 0, "dirty");
        }
    }

    /// The id as the contract would compute it from the raw words.
    function idOf(bytes memory call_) private returns (bytes32 id) {
        bytes memory question = bytes.concat(deals.dealId.selector);
        for (uint256 i = 0; i < 17; ++i) {
            bytes32 word;
            assembly ("memory-safe") {
                word := mload(add(add(call_, 0x24), mul(i, 0x20)))
            }
            question = bytes.concat(question, word);
        }
        (, bytes memory answer) = address(deals).call(question);
        return abi.decode(answer, (bytes32));
    }

    // --- what it does

    function test_takesPriceAndCollateral() public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes32 id = deals.dealId(deal);
        bytes memory sig = signed(deal);
        emits();
        emit IStorageDeals.Opened(id, client, provider, START_BLOCK);
        vm.prank(client);
        deals.open(deal, sig);
        same(dollar.balanceOf(client), FUNDS - EPOCHS * PRICE, "client pays");
        same(owed(provider, address(dollar)), FUNDS / 2 - COLLATERAL, "collateral");
        inState(id, RUNNING, 0, 0);
    }

    function test_startsAtTheNextGridBlock() public {
        startsAt(9983, 9984);
        startsAt(9984, 10240);
        startsAt(10239, 10240);
        startsAt(10240, 10496);
    }

    function startsAt(uint256 number, uint256 start) private {
        chain.roll(number);
        IStorageDeals.Deal memory deal = aDeal();
        deal.nonce = bytes32(number);
        (, uint256 actual,,) = deals.dealOf(open(deal));
        same(actual, start, "start");
    }

    function test_fromTheLedger() public {
        deposit(client, address(dollar), EPOCHS * PRICE);
        IStorageDeals.Deal memory deal = aDeal();
        bytes memory sig = signed(deal);
        vm.prank(client);
        deals.openFromLedger(deal, sig);
        same(owed(client, address(dollar)), 0, "ledger");
        inState(deals.dealId(deal), RUNNING, 0, 0);
        deal.nonce = 0;
        sig = signed(deal);
        refused(
            abi.encodeWithSelector(
                ILedger.Insufficient.selector, client, address(dollar), uint256(0), uint256(EPOCHS * PRICE)
            )
        );
        vm.prank(client);
        deals.openFromLedger(deal, sig);
    }

    function test_withPermit() public {
        vm.prank(client);
        dollar.approve(address(deals), 0);
        IStorageDeals.Deal memory deal = aDeal();
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                client,
                address(deals),
                EPOCHS * PRICE,
                dollar.nonces(client),
                START
            )
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(CLIENT_KEY, keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), structHash)));
        bytes memory sig = signed(deal);
        uint256 snapshot = vm.snapshotState();
        vm.prank(client);
        deals.openWithPermit(deal, sig, START, v, r, s);
        inState(deals.dealId(deal), RUNNING, 0, 0);
        // Somebody submits the permit first; somebody else sends the call.
        vm.revertToState(snapshot);
        dollar.permit(client, address(deals), EPOCHS * PRICE, START, v, r, s);
        refused(abi.encodeWithSelector(IStorageDeals.OnlyClient.selector, ANYBODY, client));
        vm.prank(ANYBODY);
        deals.openWithPermit(deal, sig, START, v, r, s);
        vm.prank(client);
        deals.openWithPermit(deal, sig, START, v, r, s);
        inState(deals.dealId(deal), RUNNING, 0, 0);
    }

    function test_withAuthorizationByAnybodyForThisDealOnly() public {
        IStorageDeals.Deal memory deal = aDeal();
        bytes32 id = deals.dealId(deal);
        (uint8 v, bytes32 r, bytes32 s) = authorization(id);
        IStorageDeals.Deal memory other = aDeal();
        other.nonce = 0;
        bytes memory otherSig = signed(other);
        vm.expectRevert();
        deals.openWithAuthorization(other, otherSig, 0, START + 1, v, r, s);
        bytes memory sig = signed(deal);
        vm.prank(ANYBODY);
        deals.openWithAuthorization(deal, sig, 0, START + 1, v, r, s);
        inState(id, RUNNING, 0, 0);
        same(dollar.balanceOf(client), FUNDS - EPOCHS * PRICE, "client pays");
    }

    function authorization(bytes32 id) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
                ),
                client,
                address(deals),
                EPOCHS * PRICE,
                0,
                START + 1,
                id
            )
        );
        return vm.sign(CLIENT_KEY, keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), structHash)));
    }

    // --- providers that are contracts

    function test_aContractThatSaysYesOnceCannotTakeItBack() public {
        (IStorageDeals.Deal memory deal, Wallet wallet) = dealOfWallet();
        bytes32 id = open(deal);
        wallet.say(Wallet.Answer.NO);
        past(deal, EPOCHS - 1);
        deals.settle(deal);
        inState(id, DEFAULTED, EPOCHS, 0);
        same(owed(address(wallet), address(dollar)), 0, "the collateral is gone");
    }

    function test_aContractThatDoesNotSayYes() public {
        (IStorageDeals.Deal memory deal, Wallet wallet) = dealOfWallet();
        Wallet.Answer[6] memory answers = [
            Wallet.Answer.NO,
            Wallet.Answer.SHORT,
            Wallet.Answer.REVERTS,
            Wallet.Answer.REVERTING_BOMB,
            Wallet.Answer.DIRTY,
            Wallet.Answer.NO
        ];
        bytes32 id = deals.dealId(deal);
        for (uint256 i = 0; i < answers.length; ++i) {
            wallet.say(answers[i]);
            badSignature(deal, id, "anything");
        }
        wallet.say(Wallet.Answer.BOMB);
        open(deal);
    }

    function dealOfWallet() private returns (IStorageDeals.Deal memory deal, Wallet wallet) {
        wallet = new Wallet();
        deal = aDeal();
        deal.provider = address(wallet);
        fund(address(wallet));
        deposit(address(wallet), address(dollar), COLLATERAL);
    }

    function test_noSha256NoContract() public {
        vm.mockCall(address(2), "", abi.encode(uint256(7)));
        refused(abi.encodeWithSelector(IStorageDeals.Sha256Unavailable.selector));
        new StorageDeals();
    }

    function refusedTerms(IStorageDeals.Deal memory deal, bytes memory reason) private {
        bytes memory sig = signed(deal);
        refused(reason);
        vm.prank(client);
        deals.open(deal, sig);
    }
}
