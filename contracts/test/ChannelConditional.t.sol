// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Channels} from "../src/Channels.sol";
import {IChannels} from "../src/IChannels.sol";
import {IConditional} from "../src/IConditional.sol";
import {ILedger} from "../src/ILedger.sol";
import {ChannelStage} from "./ChannelStage.sol";
import {Content} from "./Content.sol";

contract ChannelConditionalTest is ChannelStage {
    uint32 private constant BLOCK = 256;
    uint32 private constant WINDOW = 3600;
    uint96 private constant BOND = 500;
    bytes32 private constant K = keccak256("K");

    function setUp() public override {
        super.setUp();
        fund(payee);
        deposit(payee, address(dollar), 2 * BOND);
    }

    // --- what the two do off chain

    function content(bool honest) private pure returns (Content.Sealed memory made) {
        made = Content.seal(Content.noise(700), BLOCK, K);
        if (!honest) made.ciphers[1][0] ^= 0x01;
        Content.commit(made);
    }

    function goodsOf(Content.Sealed memory made) private pure returns (IConditional.Goods memory) {
        return IConditional.Goods(made.root, keccak256(abi.encode(K)), 700, BLOCK);
    }

    function condFor(IConditional.Goods memory goods) private pure returns (IConditional.Cond memory) {
        return IConditional.Cond(100, 300, keccak256(abi.encode(goods)), uint64(START + 600), WINDOW, BOND);
    }

    function signedCond(IChannels.Channel memory c, IConditional.Cond memory cond) private view returns (bytes memory) {
        return signature(VOUCHER_KEY, channels.condId(c, cond));
    }

    function reveal(IChannels.Channel memory c, IConditional.Cond memory cond, IConditional.Goods memory goods)
        private
        returns (bytes32 condId)
    {
        condId = channels.condId(c, cond);
        bytes memory sig = signedCond(c, cond);
        vm.prank(payee);
        channels.reveal(c, cond, goods, K, sig);
    }

    function proof(Content.Sealed memory made, uint256 index) private pure returns (bytes memory) {
        return abi.encodePacked(made.ciphers[index], Content.path(made, index));
    }

    function complain(
        IChannels.Channel memory c,
        IConditional.Cond memory cond,
        Content.Sealed memory made,
        uint64 index
    ) private {
        bytes memory shown = proof(made, index);
        channels.complain(c, cond, goodsOf(made), K, index, made.plainRoots[index], shown);
    }

    function revealed(bool honest)
        private
        returns (IChannels.Channel memory c, IConditional.Cond memory cond, Content.Sealed memory made)
    {
        c = aChannel();
        opened(c);
        made = content(honest);
        cond = condFor(goodsOf(made));
        reveal(c, cond, goodsOf(made));
    }

    function condStands(bytes32 condId, uint8 state, uint256 disputeBy) private view {
        (uint8 actual, uint64 by) = channels.condOf(condId);
        same(actual, state, "state");
        same(by, disputeBy, "disputeBy");
    }

    // --- reveal

    function test_revealPaysTheBaseAndLocksTheBond() public {
        IChannels.Channel memory c = aChannel();
        bytes32 id = opened(c);
        IConditional.Goods memory goods = goodsOf(content(true));
        IConditional.Cond memory cond = condFor(goods);
        bytes32 condId = channels.condId(c, cond);
        vm.expectEmit(address(channels));
        emit IChannels.Claimed(id, 100);
        vm.expectEmit(address(channels));
        emit IConditional.Revealed(id, condId, K, uint64(START + WINDOW));
        reveal(c, cond, goods);
        stands(id, OPEN, DEPOSIT, 100, 0);
        condStands(condId, 1, START + WINDOW);
        has(payee, 2 * BOND + 100 - BOND);
    }

    function test_theDigestIsTheTypedOne() public view {
        IChannels.Channel memory c = aChannel();
        IConditional.Cond memory cond = condFor(goodsOf(content(true)));
        bytes32 kind = keccak256(
            "Cond(bytes32 channelId,uint96 base,uint96 amount,bytes32 offerHash,uint64 claimBy,uint32 disputeWindow,uint96 bond)"
        );
        bytes32 expected = typedDigest(keccak256(abi.encode(kind, channels.channelId(c), cond)));
        same(channels.condId(c, cond), expected, "condId");
    }

    function test_onlyThePayeeReveals() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        IConditional.Goods memory goods = goodsOf(content(true));
        IConditional.Cond memory cond = condFor(goods);
        bytes memory sig = signedCond(c, cond);
        vm.prank(payer);
        refused(abi.encodeWithSelector(IChannels.OnlyPayee.selector, payer, payee));
        channels.reveal(c, cond, goods, K, sig);
    }

    function refusedReveal(
        IChannels.Channel memory c,
        IConditional.Cond memory cond,
        IConditional.Goods memory goods,
        bytes memory reason
    ) private {
        bytes memory sig = signedCond(c, cond);
        vm.prank(payee);
        refused(reason);
        channels.reveal(c, cond, goods, K, sig);
    }

    function test_revealNeedsAChannelThatRuns() public {
        IChannels.Channel memory c = aChannel();
        IConditional.Goods memory goods = goodsOf(content(true));
        bytes32 id = channels.channelId(c);
        refusedReveal(c, condFor(goods), goods, abi.encodeWithSelector(IChannels.WrongState.selector, id, NONE));
        closed(c);
        refusedReveal(c, condFor(goods), goods, abi.encodeWithSelector(IChannels.WrongState.selector, id, CLOSED));
    }

    function test_revealEndsWithTheSecondOfClaimBy() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        IConditional.Goods memory goods = goodsOf(content(true));
        IConditional.Cond memory cond = condFor(goods);
        vm.warp(START + 601);
        refusedReveal(c, cond, goods, abi.encodeWithSelector(IChannels.TooLate.selector, START + 601, START + 600));
        vm.warp(START + 600);
        reveal(c, cond, goods);
    }

    function test_windowsAndSizesAreWithinBounds() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        IConditional.Goods memory goods = goodsOf(content(true));
        IConditional.Cond memory cond = condFor(goods);
        uint32[2] memory windows = [uint32(10 minutes - 1), 30 days + 1];
        for (uint256 i = 0; i < 2; ++i) {
            cond.disputeWindow = windows[i];
            refusedReveal(c, cond, goods, abi.encodeWithSelector(IConditional.BadWindow.selector, windows[i]));
        }
        uint32[5] memory blocks = [uint32(0), 128, 300, 8192, 256];
        for (uint256 i = 0; i < 5; ++i) {
            goods.blockSize = blocks[i];
            goods.size = i == 4 ? 0 : 700;
            refusedReveal(
                c,
                condFor(goods),
                goods,
                abi.encodeWithSelector(IConditional.BadSize.selector, goods.size, goods.blockSize)
            );
        }
    }

    /// Otherwise it would hold up the channel for nothing, or be owed what isn't there.
    function test_theSumAddsSomethingThatIsThere() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        claim(c, 400);
        IConditional.Goods memory goods = goodsOf(content(true));
        IConditional.Cond memory cond = condFor(goods);
        bytes4 outside = IChannels.NotBetween.selector;
        refusedReveal(c, cond, goods, abi.encodeWithSelector(outside, 400, 400, DEPOSIT));
        (cond.base, cond.amount) = (DEPOSIT, 1);
        refusedReveal(c, cond, goods, abi.encodeWithSelector(outside, uint256(DEPOSIT) + 1, 400, DEPOSIT));
        (cond.base, cond.amount) = (type(uint96).max, type(uint96).max);
        refusedReveal(c, cond, goods, abi.encodeWithSelector(outside, 2 * uint256(type(uint96).max), 400, DEPOSIT));
        (cond.base, cond.amount) = (100, 301);
        vm.recordLogs();
        reveal(c, cond, goods);
        same(vm.getRecordedLogs().length, 1, "the key, and no claim");
        has(payee, 2 * BOND + 400 - BOND);
    }

    function test_theGoodsAndTheKeyAreThoseThatWereSigned() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        IConditional.Goods memory goods = goodsOf(content(true));
        IConditional.Cond memory cond = condFor(goods);
        bytes memory sig = signedCond(c, cond);
        bytes32 other = keccak256("other");
        vm.prank(payee);
        refused(
            abi.encodeWithSelector(IConditional.WrongKey.selector, keccak256(abi.encode(other)), goods.keyHash)
        );
        channels.reveal(c, cond, goods, other, sig);
        goods.exchangeRoot = other;
        bytes32 hash = keccak256(abi.encode(goods));
        refusedReveal(c, cond, goods, abi.encodeWithSelector(IConditional.WrongGoods.selector, hash, cond.offerHash));
    }

    function test_onlyTheVoucherKeySignsConditions() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        IConditional.Goods memory goods = goodsOf(content(true));
        IConditional.Cond memory cond = condFor(goods);
        bytes32 condId = channels.condId(c, cond);
        vm.prank(payee);
        refused(abi.encodeWithSelector(IChannels.BadSignature.selector, voucherKey, condId));
        channels.reveal(c, cond, goods, K, signature(PAYER_KEY, condId));
    }

    function test_withoutABondThereIsNoReveal() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        IConditional.Goods memory goods = goodsOf(content(true));
        IConditional.Cond memory cond = condFor(goods);
        cond.bond = 2 * BOND + 101;
        bytes4 tooLittle = ILedger.Insufficient.selector;
        refusedReveal(c, cond, goods, abi.encodeWithSelector(tooLittle, payee, address(dollar), 2 * BOND + 100, cond.bond));
    }

    function test_oneIsPendingAtATimeAndEachOnlyOnce() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond, Content.Sealed memory made) = revealed(true);
        bytes32 id = channels.channelId(c);
        IConditional.Goods memory goods = goodsOf(made);
        IConditional.Cond memory second = condFor(goods);
        second.amount = 600;
        refusedReveal(c, second, goods, abi.encodeWithSelector(IConditional.CondPending.selector, id));
        vm.warp(START + WINDOW + 1);
        channels.settle(c, cond);
        vm.warp(START + 600);
        bytes32 condId = channels.condId(c, cond);
        cond.amount = 300;
        refusedReveal(c, cond, goods, abi.encodeWithSelector(IChannels.NotBetween.selector, 400, 400, DEPOSIT));
        reveal(c, second, goods);
        condStands(condId, 2, 0);
    }

    /// Shown wrong once, a Cond can't be brought again in the hope that nobody looks.
    function test_aComplainedOneIsNotBroughtAgain() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond, Content.Sealed memory made) = revealed(false);
        complain(c, cond, made, 1);
        bytes32 condId = channels.condId(c, cond);
        refusedReveal(c, cond, goodsOf(made), abi.encodeWithSelector(IConditional.WrongCond.selector, condId, 2));
    }

    // --- settle

    function test_withoutAComplaintTheSumIsOwed() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond,) = revealed(true);
        bytes32 id = channels.channelId(c);
        bytes32 condId = channels.condId(c, cond);
        vm.warp(START + WINDOW);
        refused(abi.encodeWithSelector(IChannels.TooEarly.selector, START + WINDOW, START + WINDOW));
        channels.settle(c, cond);
        vm.warp(START + WINDOW + 1);
        vm.expectEmit(address(channels));
        emit IChannels.Claimed(id, 400);
        vm.expectEmit(address(channels));
        emit IConditional.Resolved(id, condId, false);
        vm.prank(ANYBODY);
        channels.settle(c, cond);
        has(payee, 2 * BOND + 400);
        stands(id, OPEN, DEPOSIT, 400, 0);
        refused(abi.encodeWithSelector(IConditional.WrongCond.selector, condId, 2));
        channels.settle(c, cond);
    }

    /// A plain voucher for the same, or for more, counts once.
    function test_aPlainVoucherMeanwhileIsNotPaidTwice() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond,) = revealed(true);
        claim(c, 250);
        vm.warp(START + WINDOW + 1);
        uint256 before = vm.snapshotState();
        channels.settle(c, cond);
        has(payee, 2 * BOND + 400);
        vm.revertToState(before);
        claim(c, 600);
        vm.recordLogs();
        channels.settle(c, cond);
        same(vm.getRecordedLogs().length, 1, "the end, and no claim");
        has(payee, 2 * BOND + 600);
    }

    function test_whatWasNeverBroughtIsNeitherSettledNorComplainedOf() public {
        IChannels.Channel memory c = aChannel();
        opened(c);
        Content.Sealed memory made = content(false);
        IConditional.Cond memory cond = condFor(goodsOf(made));
        bytes memory reason = abi.encodeWithSelector(IConditional.WrongCond.selector, channels.condId(c, cond), 0);
        refused(reason);
        channels.settle(c, cond);
        bytes memory shown = proof(made, 1);
        refused(reason);
        channels.complain(c, cond, goodsOf(made), K, 1, made.plainRoots[1], shown);
    }

    // --- the rest waits

    function test_theEndOfTheChannelWaits() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond,) = revealed(true);
        bytes32 id = channels.channelId(c);
        bytes memory reason = abi.encodeWithSelector(IConditional.CondPending.selector, id);
        vm.prank(payee);
        refused(reason);
        channels.close(c, 0, "");
        bytes memory agreed = signature(PAYEE_KEY, coopDigest(id, 100, START));
        vm.prank(payer);
        refused(reason);
        channels.coopClose(c, 100, uint64(START), agreed);
        vm.prank(payer);
        channels.startExit(c);
        stands(id, EXITING, DEPOSIT, 100, START + CHALLENGE);
        vm.warp(START + CHALLENGE + 1);
        refused(reason);
        channels.exit(c);
        channels.settle(c, cond);
        channels.exit(c);
        has(payee, 2 * BOND + 400);
        has(payer, DEPOSIT - 400);
        stands(id, CLOSED, 0, 0, 0);
    }

    // --- complain

    function test_aWrongBlockFreesThePayerAndPaysTheBond() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond, Content.Sealed memory made) = revealed(false);
        bytes32 id = channels.channelId(c);
        vm.warp(START + WINDOW);
        vm.expectEmit(address(channels));
        emit IConditional.Resolved(id, channels.condId(c, cond), true);
        vm.prank(ANYBODY);
        complain(c, cond, made, 1);
        has(payer, BOND);
        has(payee, BOND + 100);
        stands(id, OPEN, DEPOSIT, 100, 0);
        vm.prank(payee);
        channels.close(c, 0, "");
        has(payer, BOND + DEPOSIT - 100);
    }

    function test_aComplaintEndsWithTheSecondOfDisputeBy() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond, Content.Sealed memory made) = revealed(false);
        bytes memory shown = proof(made, 1);
        vm.warp(START + WINDOW + 1);
        refused(abi.encodeWithSelector(IChannels.TooLate.selector, START + WINDOW + 1, START + WINDOW));
        channels.complain(c, cond, goodsOf(made), K, 1, made.plainRoots[1], shown);
        channels.settle(c, cond);
    }

    function test_aRightBlockIsNoFault() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond, Content.Sealed memory made) = revealed(false);
        uint64[2] memory right = [uint64(0), 2];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory shown = proof(made, right[i]);
            refused(abi.encodeWithSelector(IConditional.NotFaulty.selector, channels.condId(c, cond)));
            channels.complain(c, cond, goodsOf(made), K, right[i], made.plainRoots[right[i]], shown);
        }
    }

    function test_aComplaintShowsWhatWasSigned() public {
        (IChannels.Channel memory c, IConditional.Cond memory cond, Content.Sealed memory made) = revealed(false);
        IConditional.Goods memory goods = goodsOf(made);
        bytes memory shown = proof(made, 1);
        refused(abi.encodeWithSelector(IConditional.NoSuchBlock.selector, 3, 3));
        channels.complain(c, cond, goods, K, 3, made.plainRoots[1], shown);
        refused(abi.encodeWithSelector(IConditional.ShortProof.selector, 4 * 32 - 1, 4 * 32));
        channels.complain(c, cond, goods, K, 1, made.plainRoots[1], new bytes(4 * 32 - 1));
        vm.expectRevert();
        channels.complain(c, cond, goods, K, 1, keccak256("else"), shown);
        vm.expectRevert();
        channels.complain(c, cond, goods, K, 0, made.plainRoots[1], shown);
        bytes32 other = keccak256("other");
        refused(abi.encodeWithSelector(IConditional.WrongKey.selector, keccak256(abi.encode(other)), goods.keyHash));
        channels.complain(c, cond, goods, other, 1, made.plainRoots[1], shown);
        goods.size = 600;
        refused(
            abi.encodeWithSelector(IConditional.WrongGoods.selector, keccak256(abi.encode(goods)), cond.offerHash)
        );
        channels.complain(c, cond, goods, K, 1, made.plainRoots[1], shown);
        complain(c, cond, made, 1);
    }

    /// protocol-review 3: a block of no or too great a length is as wrong as one that opens to something else.
    function test_aBlockOfAnotherLengthIsAFault() public {
        uint256[3] memory lengths = [uint256(0), 255, 257];
        for (uint256 i = 0; i < 3; ++i) {
            IChannels.Channel memory c = aChannel();
            c.salt = bytes32(i);
            opened(c);
            Content.Sealed memory made = content(true);
            made.ciphers[1] = new bytes(lengths[i]);
            Content.commit(made);
            IConditional.Cond memory cond = condFor(goodsOf(made));
            reveal(c, cond, goodsOf(made));
            complain(c, cond, made, 1);
            deposit(payee, address(dollar), BOND);
        }
    }

    /// Of an honest payee's blocks none is a fault, of every size and at every place.
    function testFuzz_honestGoodsAreNeverFaulty(uint256 size, uint256 block_, uint64 index) public {
        size = between(size, 1, 3000);
        uint256 blockSize = 256 << between(block_, 0, 2);
        Content.Sealed memory made = Content.seal(Content.noise(size), blockSize, K);
        index = uint64(between(index, 0, made.ciphers.length - 1));
        IChannels.Channel memory c = aChannel();
        opened(c);
        IConditional.Goods memory goods =
            IConditional.Goods(made.root, keccak256(abi.encode(K)), uint64(size), uint32(blockSize));
        IConditional.Cond memory cond = condFor(goods);
        reveal(c, cond, goods);
        bytes memory shown = proof(made, index);
        refused(abi.encodeWithSelector(IConditional.NotFaulty.selector, channels.condId(c, cond)));
        channels.complain(c, cond, goods, K, index, made.plainRoots[index], shown);
    }

    function test_aChainWithoutSha256IsNoPlaceForThis() public {
        vm.mockCall(address(2), "", abi.encode(uint256(7)));
        refused(abi.encodeWithSelector(IConditional.Sha256Unavailable.selector));
        new Channels();
    }
}
