// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStorageDeals} from "../src/IStorageDeals.sol";
import {Content} from "./Content.sol";
import {DealStage} from "./DealStage.sol";

/// As EIP-2935 has it from outside: 32 bytes of a number in, the hash out or a revert.
contract FakeHistory {
    fallback() external {
        assembly ("memory-safe") {
            if iszero(eq(calldatasize(), 0x20)) { revert(0, 0) }
            let hash := sload(calldataload(0))
            if iszero(hash) { revert(0, 0) }
            mstore(0, hash)
            return(0, 0x20)
        }
    }
}

/// Answers with less than a word.
contract ShortHistory {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0, not(0))
            return(0, 0x1f)
        }
    }
}

contract DealProveTest is DealStage {
    // --- whose and when

    function test_onlyRunningDeals() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        bytes32 unknown = keccak256("unknown");
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, unknown, 0));
        deals.prove(unknown, 0, "");
        endEarly(deal, 0);
        toWindow(deal, 0);
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, id, ENDED_EARLY));
        deals.prove(id, 0, "");
    }

    function test_onlyEpochsThatThereAre() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        chain.roll(1e9);
        noSuchEpoch(id, deal.epochs);
        noSuchEpoch(id, 104);
        noSuchEpoch(id, 255);
        noSuchEpoch(id, 256);
        noSuchEpoch(id, 256 + 1);
        noSuchEpoch(id, type(uint64).max);
        noSuchEpoch(id, uint256(1) << 64);
        noSuchEpoch(id, type(uint256).max);
    }

    function noSuchEpoch(bytes32 id, uint256 epoch) private {
        refused(abi.encodeWithSelector(IStorageDeals.NoSuchEpoch.selector, epoch, EPOCHS));
        deals.prove(id, epoch, "");
        refused(abi.encodeWithSelector(IStorageDeals.NoSuchEpoch.selector, epoch, EPOCHS));
        deals.leavesOf(id, epoch);
    }

    /// Blocks (b, b + window]: to the block on both sides.
    function test_theWindowToTheBlock() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        uint256 b = challengeOf(deal, 1);
        same(b, START_BLOCK + 1024, "at the end of the second epoch");
        chain.roll(b);
        refused(abi.encodeWithSelector(IStorageDeals.WindowNotOpen.selector, b, b));
        deals.prove(id, 1, "");
        chain.roll(b + WINDOW + 1);
        bytes memory proof = samplesOf(deal, id, 1);
        refused(abi.encodeWithSelector(IStorageDeals.WindowOver.selector, b + WINDOW + 1, b + WINDOW));
        deals.prove(id, 1, proof);
        uint256 snapshot = vm.snapshotState();
        chain.roll(b + 1);
        deals.prove(id, 1, proof);
        vm.revertToState(snapshot);
        chain.roll(b + WINDOW);
        emits();
        emit IStorageDeals.Proven(id, 1);
        vm.prank(ANYBODY);
        deals.prove(id, 1, proof);
        inState(id, RUNNING, 0, 1 << 1);
    }

    function test_onceAnEpoch() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        prove(deal, id, 0);
        bytes memory proof = samplesOf(deal, id, 0);
        refused(abi.encodeWithSelector(IStorageDeals.AlreadyProven.selector, id, 0));
        deals.prove(id, 0, proof);
    }

    /// A proof of one epoch, of one deal, is none for another.
    function test_whatWasShownOnceShowsNothingElse() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        IStorageDeals.Deal memory twin = aDeal();
        twin.nonce = 0;
        bytes32 twinId = open(twin);
        toWindow(deal, 0);
        bytes memory proof = samplesOf(deal, id, 0);
        notInTree(twin, twinId, 0, proof);
        toWindow(deal, 1);
        notInTree(deal, id, 1, proof);
    }

    // --- the bytes

    function test_lengthToTheByte() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        toWindow(deal, 0);
        bytes memory proof = samplesOf(deal, id, 0);
        uint256 half = 256 + 5 * 32;
        bool tail = deals.leavesOf(id, 0)[0] == 19;
        holds(!tail && deals.leavesOf(id, 0)[1] != 19 && proof.length == 2 * half, "two whole leaves");
        wrongLength(id, "", half);
        wrongLength(id, Content.part(proof, 0, half - 1), half);
        wrongLength(id, Content.part(proof, 0, half), 2 * half);
        wrongLength(id, Content.part(proof, 0, 2 * half - 1), 2 * half);
        wrongLength(id, bytes.concat(proof, hex"00"), 2 * half);
        wrongLength(id, bytes.concat(proof, bytes32(0)), 2 * half);
    }

    function wrongLength(bytes32 id, bytes memory proof, uint256 needed) private {
        refused(abi.encodeWithSelector(IStorageDeals.WrongLength.selector, proof.length, needed));
        deals.prove(id, 0, proof);
    }

    function test_everySampleCounts() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        toWindow(deal, 0);
        bytes memory proof = samplesOf(deal, id, 0);
        uint256[] memory leaves = deals.leavesOf(id, 0);
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory wrong = bytes.concat(proof);
            wrong[i * 416 + 255] ^= 0x80;
            // What it folds to is of no interest; what is named is the sample and its leaf.
            (bool done, bytes memory answer) = address(deals).call(abi.encodeCall(deals.prove, (id, 0, wrong)));
            holds(!done && bytes4(answer) == IStorageDeals.NotInTree.selector, "not in the tree");
            same(uint256(bytes32(Content.part(answer, 4, 32))), i, "sample");
            same(uint256(bytes32(Content.part(answer, 36, 32))), leaves[i], "leaf");
        }
        // The same two leaves in the other order.
        bytes memory swapped = bytes.concat(Content.part(proof, 416, 416), Content.part(proof, 0, 416));
        notInTree(deal, id, 0, swapped);
    }

    function notInTree(IStorageDeals.Deal memory, bytes32 id, uint256 epoch, bytes memory proof) private {
        (bool done, bytes memory answer) = address(deals).call(abi.encodeCall(deals.prove, (id, epoch, proof)));
        bytes4 why = bytes4(answer);
        bool wrong = why == IStorageDeals.NotInTree.selector || why == IStorageDeals.WrongLength.selector;
        holds(!done && wrong, "not in the tree");
    }

    /// Content of one byte, of a leaf, a byte more: always the depth of the content tree, at least 4.
    function test_oneDepthForSmallReplicas() public {
        uint256[7] memory sizes = [uint256(1), 255, 256, 257, 4096, 4097, 70_000];
        for (uint256 i = 0; i < sizes.length; ++i) {
            IStorageDeals.Deal memory deal = sized(sizes[i]);
            bytes32 id = open(deal);
            vm.assume(id != 0);
            uint256 snapshot = vm.snapshotState();
            prove(deal, id, 0);
            inState(id, RUNNING, 0, 1);
            vm.revertToState(snapshot);
        }
    }

    function sized(uint256 size) private view returns (IStorageDeals.Deal memory deal) {
        deal = aDeal();
        deal.size = uint64(size);
        deal.root = Content.contentRoot(Content.noise(size));
    }

    function testFuzz_honestProofsOfAnySizeHoldAndAFlippedBitDoesNot(uint256 size, uint256 samples, uint256 bit)
        public
    {
        size = between(size, 1, 9000);
        IStorageDeals.Deal memory deal = sized(size);
        deal.samples = uint32(between(samples, 1, 8));
        deal.nonce = bytes32(bit);
        bytes32 id = open(deal);
        toWindow(deal, 0);
        bytes memory proof = samplesOf(deal, id, 0);
        bytes memory wrong = bytes.concat(proof);
        bit %= proof.length * 8;
        wrong[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        notInTree(deal, id, 0, wrong);
        deals.prove(id, 0, proof);
        inState(id, RUNNING, 0, 1);
    }

    function testFuzz_leavesAreThoseTheFormulaDraws(bytes32 nonce, uint256 epoch) public {
        IStorageDeals.Deal memory deal = aDeal();
        (deal.nonce, deal.samples) = (nonce, 8);
        epoch = between(epoch, 0, EPOCHS - 1);
        bytes32 id = open(deal);
        toWindow(deal, epoch);
        bytes32 seed = keccak256(abi.encode(blockhash(challengeOf(deal, epoch)), id));
        uint256[] memory leaves = deals.leavesOf(id, epoch);
        same(leaves.length, 8, "samples");
        for (uint256 i = 0; i < 8; ++i) {
            same(leaves[i], uint256(keccak256(abi.encode(seed, i))) % 20, "leaf");
        }
    }

    function test_leavesOfRefusesAsProveDoes() public {
        refused(abi.encodeWithSelector(IStorageDeals.WrongState.selector, bytes32(0), 0));
        deals.leavesOf(0, 0);
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        uint256 b = challengeOf(deal, 0);
        chain.roll(b);
        refused(abi.encodeWithSelector(IStorageDeals.WindowNotOpen.selector, b, b));
        deals.leavesOf(id, 0);
        chain.roll(b + 257);
        refused(abi.encodeWithSelector(IStorageDeals.HashUnavailable.selector, b));
        deals.leavesOf(id, 0);
    }

    /// The bit of each epoch is its own, also the first and the last of the longest deal.
    function test_everyBitOfTheLongestDeal() public {
        IStorageDeals.Deal memory deal = sized(300);
        (deal.epochs, deal.epochBlocks, deal.windowBlocks, deal.samples) = (104, 256, 128, 1);
        bytes32 id = open(deal);
        uint256 proven = 0;
        for (uint256 epoch = 0; epoch < 104; epoch += epoch == 100 ? 1 : 4) {
            prove(deal, id, epoch);
            proven |= 1 << epoch;
            inState(id, RUNNING, 0, proven);
        }
        prove(deal, id, 103);
        inState(id, RUNNING, 0, proven | 1 << 103);
        (, uint256 start,,) = deals.dealOf(id);
        same(start, START_BLOCK, "start");
    }

    // --- where the hash comes from

    function wide() private returns (IStorageDeals.Deal memory deal, bytes32 id, uint256 b) {
        deal = aDeal();
        deal.windowBlocks = 512;
        id = open(deal);
        b = challengeOf(deal, 0);
    }

    function test_the256thBlockBackIsTheLastThatEveryChainTells() public {
        (IStorageDeals.Deal memory deal, bytes32 id, uint256 b) = wide();
        chain.roll(b + 256);
        bytes memory proof = samplesOf(deal, id, 0);
        uint256 snapshot = vm.snapshotState();
        chain.roll(b + 257);
        refused(abi.encodeWithSelector(IStorageDeals.HashUnavailable.selector, b));
        deals.prove(id, 0, proof);
        vm.revertToState(snapshot);
        deals.prove(id, 0, proof);
    }

    function test_whoeverPinsKeepsTheHashForAll() public {
        (IStorageDeals.Deal memory deal, bytes32 id, uint256 b) = wide();
        chain.roll(b + 256);
        bytes memory proof = samplesOf(deal, id, 0);
        bytes32 hash = blockhash(b);
        emits();
        emit IStorageDeals.Pinned(b, hash);
        vm.prank(ANYBODY);
        deals.pin(b);
        chain.roll(b + 500);
        deals.pin(b);
        same(deals.pinned(b), hash, "pinned");
        deals.prove(id, 0, proof);
        inState(id, RUNNING, 0, 1);
    }

    function test_pinsOfBlocksOnTheGridThatTheChainTells() public {
        chain.roll(10_000);
        refused(abi.encodeWithSelector(IStorageDeals.NotOnGrid.selector, 9985));
        deals.pin(9985);
        refused(abi.encodeWithSelector(IStorageDeals.HashUnavailable.selector, 10_240));
        deals.pin(10_240);
        chain.roll(10_240);
        refused(abi.encodeWithSelector(IStorageDeals.HashUnavailable.selector, 10_240));
        deals.pin(10_240);
        refused(abi.encodeWithSelector(IStorageDeals.HashUnavailable.selector, 9728));
        deals.pin(9728);
        deals.pin(9984);
        holds(deals.pinned(9984) != 0 && deals.pinned(9728) == 0, "only what is known");
    }

    /// Between two grid blocks the latest one can always be pinned.
    function testFuzz_theLatestGridBlockCanAlwaysBePinned(uint256 number) public {
        number = between(number, 257, 1e9);
        chain.roll(number);
        uint256 latest = (number - 1) / 256 * 256;
        deals.pin(latest);
        same(deals.pinned(latest), blockhash(latest), "hash");
    }

    function test_longHistoryWhereTheChainHasIt() public {
        (IStorageDeals.Deal memory deal, bytes32 id, uint256 b) = wide();
        chain.roll(b + 1);
        bytes32 hash = blockhash(b);
        bytes memory proof = samplesOf(deal, id, 0);
        chain.roll(b + 300);
        vm.etch(HISTORY, address(new FakeHistory()).code);
        refused(abi.encodeWithSelector(IStorageDeals.HashUnavailable.selector, b));
        deals.prove(id, 0, proof);
        chain.store(HISTORY, bytes32(b), hash);
        uint256 snapshot = vm.snapshotState();
        deals.prove(id, 0, proof);
        vm.revertToState(snapshot);
        deals.pin(b);
        same(deals.pinned(b), hash, "pinned");
        vm.etch(HISTORY, address(new ShortHistory()).code);
        refused(abi.encodeWithSelector(IStorageDeals.HashUnavailable.selector, b - 256));
        deals.pin(b - 256);
    }

    /// The history isn't asked for what isn't made yet, whatever stands there.
    function test_noHashFromTheFuture() public {
        vm.etch(HISTORY, address(new FakeHistory()).code);
        chain.store(HISTORY, bytes32(uint256(10_240)), bytes32(uint256(1)));
        refused(abi.encodeWithSelector(IStorageDeals.HashUnavailable.selector, 10_240));
        deals.pin(10_240);
    }

    // --- batches

    function test_aBatchDoesWhatCanBeDoneAndSaysTheRest() public {
        (IStorageDeals.Deal memory deal, bytes32 id) = opened();
        IStorageDeals.Deal memory twin = aDeal();
        twin.nonce = 0;
        bytes32 twinId = open(twin);
        toWindow(deal, 0);
        IStorageDeals.Proof[] memory proofs = new IStorageDeals.Proof[](5);
        proofs[0] = IStorageDeals.Proof(id, 0, samplesOf(deal, id, 0));
        proofs[1] = IStorageDeals.Proof(id, 0, proofs[0].samples);
        proofs[2] = IStorageDeals.Proof(id, 1, "");
        proofs[3] = IStorageDeals.Proof(keccak256("unknown"), 0, "");
        proofs[4] = IStorageDeals.Proof(twinId, 0, samplesOf(twin, twinId, 0));
        emits();
        emit IStorageDeals.Proven(id, 0);
        emits();
        emit IStorageDeals.Skipped(id, abi.encodeWithSelector(IStorageDeals.AlreadyProven.selector, id, 0));
        uint256 next = challengeOf(deal, 1);
        emits();
        emit IStorageDeals.Skipped(
            id, abi.encodeWithSelector(IStorageDeals.WindowNotOpen.selector, block.number, next)
        );
        emits();
        emit IStorageDeals.Skipped(
            keccak256("unknown"), abi.encodeWithSelector(IStorageDeals.WrongState.selector, keccak256("unknown"), 0)
        );
        emits();
        emit IStorageDeals.Proven(twinId, 0);
        vm.prank(ANYBODY);
        deals.proveMany(proofs);
        inState(id, RUNNING, 0, 1);
        inState(twinId, RUNNING, 0, 1);
        deals.proveMany(new IStorageDeals.Proof[](0));
    }

    /// Whoever sends a batch with too little gas gets nothing done, and nothing spoiled.
    function test_aBatchThatRunsOutOfGasCanBeSentAgain() public {
        IStorageDeals.Deal memory deal = aDeal();
        deal.samples = 8;
        bytes32 id = open(deal);
        toWindow(deal, 0);
        IStorageDeals.Proof[] memory proofs = new IStorageDeals.Proof[](1);
        proofs[0] = IStorageDeals.Proof(id, 0, samplesOf(deal, id, 0));
        uint256 failed = 0;
        for (uint256 gas_ = 10_000; gas_ < 200_000; gas_ += 1000) {
            uint256 snapshot = vm.snapshotState();
            (bool done,) = address(deals).call{gas: gas_}(abi.encodeCall(deals.proveMany, (proofs)));
            (,,, uint256 proven) = deals.dealOf(id);
            holds(done || proven == 0, "nothing half done");
            if (proven == 0) ++failed;
            vm.revertToState(snapshot);
        }
        holds(failed != 0, "too little gas");
        deals.proveMany(proofs);
        inState(id, RUNNING, 0, 1);
    }
}
