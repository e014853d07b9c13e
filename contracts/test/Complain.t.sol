// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFairExchange} from "../src/IFairExchange.sol";
import {Content} from "./Content.sol";
import {Stage} from "./Stage.sol";

contract ComplainTest is Stage {
    uint256 private constant SIZE = 1300;
    uint32 private constant BLOCK = 512;

    /// Three blocks: two whole ones and one of 276 bytes.
    function honest() private pure returns (Content.Sealed memory) {
        return Content.seal(Content.sample(SIZE), BLOCK, K);
    }

    function offerFor(Content.Sealed memory content, uint256 size, uint32 blockSize)
        private
        view
        returns (IFairExchange.Offer memory offer)
    {
        offer = anOffer();
        (offer.size, offer.blockSize, offer.exchangeRoot) = (uint64(size), blockSize, content.root);
    }

    function buyerWins(IFairExchange.Offer memory offer, Fault memory proof) private {
        bytes32 id = exchange.offerId(offer);
        uint256 before = owed(buyer, address(dollar));
        vm.expectEmit(address(exchange));
        emit IFairExchange.Ended(id, 4);
        vm.prank(ANYBODY);
        complain(offer, proof);
        inState(id, 3, 0);
        same(owed(buyer, address(dollar)) - before, PRICE + BOND, "buyer");
    }

    function refusedComplaint(
        IFairExchange.Offer memory offer,
        Fault memory proof,
        bytes memory reason
    ) private {
        refused(reason);
        complain(offer, proof);
    }

    function notFaulty(IFairExchange.Offer memory offer) private view returns (bytes memory) {
        return abi.encodeWithSelector(IFairExchange.NotFaulty.selector, exchange.offerId(offer));
    }

    function test_everyHonestBlockStandsUp() public {
        Content.Sealed memory content = honest();
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        opened(offer);
        for (uint256 i = 0; i < 3; ++i) {
            refusedComplaint(offer, fault(content, i), notFaulty(offer));
        }
    }

    function test_aWrongBlockCostsTheBond() public {
        for (uint256 i = 0; i < 3; ++i) {
            Content.Sealed memory content = honest();
            content.ciphers[i][0] ^= 0x01;
            Content.commit(content);
            IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
            opened(offer);
            for (uint256 j = 0; j < 3; ++j) {
                if (j != i) refusedComplaint(offer, fault(content, j), notFaulty(offer));
            }
            buyerWins(offer, fault(content, i));
        }
    }

    function test_aBlockOfAnotherLengthCostsTheBond() public {
        uint256[6] memory lengths = [uint256(0), 1, 275, 277, 512, 5000];
        for (uint256 i = 0; i < lengths.length; ++i) {
            Content.Sealed memory content = honest();
            content.ciphers[2] = new bytes(lengths[i]);
            Content.commit(content);
            IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
            offer.nonce = bytes32(i);
            opened(offer);
            buyerWins(offer, fault(content, 2));
        }
    }

    function test_isPossibleBeforeTheKeyIsRevealed() public {
        Content.Sealed memory content = honest();
        content.ciphers[1][7] ^= 0x80;
        Content.commit(content);
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        accept(offer);
        buyerWins(offer, fault(content, 1));
    }

    function test_isPossibleUntilTheOpenDeadlineInclusive() public {
        Content.Sealed memory content = honest();
        content.ciphers[1][7] ^= 0x80;
        Content.commit(content);
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        Fault memory proof = fault(content, 1);
        accept(offer);
        tooLateAfter(offer, proof, START + REVEAL_WINDOW);
        vm.warp(START);
        reveal(offer, K);
        tooLateAfter(offer, proof, START + DISPUTE_WINDOW);
        vm.warp(START + DISPUTE_WINDOW);
        buyerWins(offer, proof);
    }

    function tooLateAfter(IFairExchange.Offer memory offer, Fault memory proof, uint256 deadline)
        private
    {
        vm.warp(deadline + 1);
        refusedComplaint(
            offer, proof, abi.encodeWithSelector(IFairExchange.TooLate.selector, deadline + 1, deadline)
        );
        uint256 now_ = vm.snapshotState();
        vm.warp(deadline);
        complain(offer, proof);
        vm.revertToState(now_);
    }

    function test_needsASaleThatIsOpen() public {
        Content.Sealed memory content = honest();
        content.ciphers[0][0] ^= 0x01;
        Content.commit(content);
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        bytes32 id = exchange.offerId(offer);
        Fault memory proof = fault(content, 0);
        refusedComplaint(offer, proof, abi.encodeWithSelector(IFairExchange.WrongState.selector, id, 0));
        opened(offer);
        buyerWins(offer, proof);
        refusedComplaint(offer, proof, abi.encodeWithSelector(IFairExchange.WrongState.selector, id, 3));
    }

    function test_needsTheKeyOfTheOffer() public {
        Content.Sealed memory content = honest();
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        opened(offer);
        Fault memory proof = fault(content, 0);
        proof.key = K ^ bytes32(uint256(1));
        bytes32 hash = keccak256(abi.encode(proof.key));
        refusedComplaint(
            offer, proof, abi.encodeWithSelector(IFairExchange.WrongKey.selector, hash, offer.keyHash)
        );
    }

    function test_needsARealBlock() public {
        Content.Sealed memory content = honest();
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        opened(offer);
        Fault memory proof = fault(content, 0);
        uint64[3] memory indices = [uint64(3), 16, type(uint64).max];
        for (uint256 i = 0; i < indices.length; ++i) {
            proof.index = indices[i];
            refusedComplaint(
                offer, proof, abi.encodeWithSelector(IFairExchange.NoSuchBlock.selector, indices[i], 3)
            );
        }
    }

    /// A leaf beyond the last block, hidden in the tree, is nobody's fault and nobody's gain.
    function test_aHiddenLeafIsNoBlock() public {
        Content.Sealed memory content = honest();
        Content.Sealed memory longer;
        longer.ciphers = new bytes[](4);
        longer.plainRoots = new bytes32[](4);
        for (uint256 i = 0; i < 3; ++i) {
            (longer.ciphers[i], longer.plainRoots[i]) = (content.ciphers[i], content.plainRoots[i]);
        }
        longer.ciphers[3] = hex"00";
        Content.commit(longer);
        IFairExchange.Offer memory offer = offerFor(longer, SIZE, BLOCK);
        opened(offer);
        refusedComplaint(
            offer, fault(longer, 3), abi.encodeWithSelector(IFairExchange.NoSuchBlock.selector, 3, 3)
        );
    }

    function test_needsThePathOfItsPlace() public {
        Content.Sealed memory content = honest();
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        opened(offer);
        Fault memory proof = fault(content, 0);
        for (uint256 length = 0; length < 128; length += 127) {
            refused(abi.encodeWithSelector(IFairExchange.ShortProof.selector, length, 128));
            exchange.complain(offer, K, 0, proof.plainRoot, new bytes(length));
        }
        proof.path = new bytes32[](5);
        notInTree(offer, proof);
        (proof.path, proof.cipher) = (new bytes32[](3), Content.part(proof.cipher, 0, 32));
        notInTree(offer, proof);
    }

    function testFuzz_needsWhatTheOfferCommittedTo(uint8 what, uint256 where, uint8 bit) public {
        Content.Sealed memory content = honest();
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        opened(offer);
        Fault memory proof = fault(content, 1);
        bytes32 flip = bytes32(uint256(1) << bit);
        if (what % 4 == 0) proof.index = where % 2 == 0 ? 0 : 2;
        if (what % 4 == 1) proof.cipher[where % proof.cipher.length] ^= bytes1(uint8(1) << (bit % 8));
        if (what % 4 == 2) proof.plainRoot ^= flip;
        if (what % 4 == 3) proof.path[where % 4] ^= flip;
        notInTree(offer, proof);
    }

    function notInTree(IFairExchange.Offer memory offer, Fault memory proof) private {
        (bool taken, bytes memory reason) = address(exchange).call(complaint(offer, proof));
        holds(!taken, "taken");
        same(bytes32(bytes4(reason)), bytes32(IFairExchange.NotInTree.selector), "reason");
    }

    /// Any size of content in at most two blocks, so any length of the last block from 1 to 4096.
    function testFuzz_honestContentStandsUp(uint256 size, uint256 scale, uint256 place, bool masked) public {
        (Content.Sealed memory content, IFairExchange.Offer memory offer) = anySale(size, scale, masked);
        opened(offer);
        uint256 index = between(place, 0, content.ciphers.length - 1);
        refusedComplaint(offer, fault(content, index), notFaulty(offer));
    }

    function testFuzz_oneFlippedBitLoses(uint256 size, uint256 scale, uint256 place, uint256 where, bool masked)
        public
    {
        (Content.Sealed memory content, IFairExchange.Offer memory offer) = anySale(size, scale, masked);
        uint256 index = between(place, 0, content.ciphers.length - 1);
        uint256 bit = between(where, 0, content.ciphers[index].length * 8 - 1);
        content.ciphers[index][bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        Content.commit(content);
        offer.exchangeRoot = content.root;
        opened(offer);
        buyerWins(offer, fault(content, index));
    }

    function testFuzz_aWrongPlainRootLoses(uint256 size, uint256 scale, uint256 place, uint8 bit, bool masked) public {
        (Content.Sealed memory content, IFairExchange.Offer memory offer) = anySale(size, scale, masked);
        uint256 index = between(place, 0, content.ciphers.length - 1);
        content.plainRoots[index] ^= bytes32(uint256(1) << bit);
        Content.commit(content);
        offer.exchangeRoot = content.root;
        opened(offer);
        buyerWins(offer, fault(content, index));
    }

    function testFuzz_aWrongLengthLoses(uint256 size, uint256 scale, uint256 place, uint256 length) public {
        (Content.Sealed memory content, IFairExchange.Offer memory offer) = anySale(size, scale, false);
        uint256 index = between(place, 0, content.ciphers.length - 1);
        length = between(length, 0, 5000);
        vm.assume(length != content.ciphers[index].length);
        content.ciphers[index] = Content.crypt(K, index, Content.noise(length));
        if (length != 0) {
            content.plainRoots[index] = Content.blockRoot(Content.noise(length), length <= 4096 ? 4096 : 8192);
        }
        Content.commit(content);
        offer.exchangeRoot = content.root;
        opened(offer);
        buyerWins(offer, fault(content, index));
    }

    function anySale(uint256 size, uint256 scale, bool masked)
        private
        view
        returns (Content.Sealed memory content, IFairExchange.Offer memory offer)
    {
        uint256 blockSize = 256 << between(scale, 0, 4);
        size = between(size, 1, 2 * blockSize);
        content = Content.seal(Content.noise(size), blockSize, K);
        offer = masked ? maskedOffer() : anOffer();
        (offer.size, offer.blockSize, offer.exchangeRoot) = (uint64(size), uint32(blockSize), content.root);
    }

    /// Gas that runs out inside must never look like a fault.
    function testFuzz_starvationProvesNothing(uint256 gasLimit) public {
        Content.Sealed memory content = honest();
        IFairExchange.Offer memory offer = offerFor(content, SIZE, BLOCK);
        bytes32 id = opened(offer);
        bytes memory call_ = complaint(offer, fault(content, 0));
        (bool taken,) = address(exchange).call{gas: between(gasLimit, 1000, 150_000)}(call_);
        holds(!taken, "taken");
        inState(id, 2, START + DISPUTE_WINDOW);
    }

    function test_aKeyThatDoesNotUnmaskCostsTheBond() public {
        IFairExchange.Offer memory offer = maskedOffer();
        bytes32 id = accept(offer);
        bytes32 z = maskedKey(offer) ^ bytes32(uint256(1) << 200);
        reveal(offer, z);
        vm.expectEmit(address(exchange));
        emit IFairExchange.Ended(id, 4);
        vm.prank(ANYBODY);
        exchange.complainMask(offer, z, S);
        same(owed(buyer, address(dollar)), PRICE + BOND, "buyer");
    }

    function test_aKeyThatUnmasksStandsUp() public {
        IFairExchange.Offer memory offer = maskedOffer();
        opened(offer);
        bytes32 z = maskedKey(offer);
        refused(notFaulty(offer));
        exchange.complainMask(offer, z, S);
    }

    function test_theMaskIsJudgedByWhatWasRevealedAndWhatWasPromised() public {
        IFairExchange.Offer memory offer = maskedOffer();
        bytes32 id = accept(offer);
        refused(abi.encodeWithSelector(IFairExchange.WrongState.selector, id, 1));
        exchange.complainMask(offer, 0, S);
        bytes32 z = maskedKey(offer);
        reveal(offer, z);
        refused(abi.encodeWithSelector(IFairExchange.NotRevealed.selector, ~z));
        exchange.complainMask(offer, ~z, S);
        bytes32 hash = keccak256(abi.encode(~S));
        refused(abi.encodeWithSelector(IFairExchange.WrongMask.selector, hash, offer.maskHash));
        exchange.complainMask(offer, z, ~S);
    }

    function test_theMaskOfADirectSaleIsNoMatter() public {
        IFairExchange.Offer memory offer = anOffer();
        bytes32 id = opened(offer);
        refused(abi.encodeWithSelector(IFairExchange.NotMasked.selector, id));
        exchange.complainMask(offer, K, S);
    }

    function test_theMaskIsJudgedUntilDisputeByInclusive() public {
        IFairExchange.Offer memory offer = maskedOffer();
        accept(offer);
        reveal(offer, 0);
        uint256 disputeBy = START + DISPUTE_WINDOW;
        vm.warp(disputeBy + 1);
        refused(abi.encodeWithSelector(IFairExchange.TooLate.selector, disputeBy + 1, disputeBy));
        exchange.complainMask(offer, 0, S);
        vm.warp(disputeBy);
        exchange.complainMask(offer, 0, S);
    }
}
