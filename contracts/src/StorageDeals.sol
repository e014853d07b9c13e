// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BlockHashes} from "./BlockHashes.sol";
import {ExchangeTree} from "./ExchangeTree.sol";
import {IStorageDeals} from "./IStorageDeals.sol";
import {Ledger} from "./Ledger.sol";
import {Sampling} from "./Sampling.sol";
import {Signed} from "./Signed.sol";

/// @title Storage deals. What each function does for whom stands in IStorageDeals.
/// @dev For a deal d with price P, collateral C, penalty F, repair cost R, N epochs, at most M missed, opened at block o:
///
///   s      = (o / 256 + 1) * 256                                     the start, on the grid that all deals share
///   b(e)   = s + (e + 1) * epochBlocks                               the block that draws the leaves of epoch e
///   epoch e is proven if prove succeeded for it, in a block of (b(e), b(e) + windowBlocks];
///   missed if it isn't and block.number > b(e) + windowBlocks; decided if it is either. windowBlocks <= epochBlocks, so
///   the decided epochs are always the first ones.
///
/// With p and m the numbers of proven and missed among the decided, as long as m <= M, the sums credited to date are
///
///   (4)  provider  P p                client  P m + min(F m, P m + R)
///   (5)  at m <= M and p + m = N:  provider + C - F m                                                     Completed
///        by agreement of both:     provider + C - F m, client + P (N - p - m)                             Ended early
///   (6)  at the first epoch at which m = M + 1, p being the proven before it, whatever is proven after it:
///        provider  P p                client  P (N - p) + min(C, P (N - p) + R)                           Defaulted
///   (7)  what is then left of P N + C is burnt: credited to the zero address, which can't withdraw
///   (8)  (4) to (7) depend on the terms and on which epochs were proven, not on when or how often settle is called; each
///        sum only grows, and they never exceed P N + C
///   (9)  a deal goes None -> Running -> one of the three ends, each step once; an ended id never opens again
///   (10) a running deal is ended by settle, by anybody, once block.number > b(N - 1) + windowBlocks
///   (11) prove succeeds only with bytes that fold to the root at every place that keccak256(hash(b(e)) | id) draws
///
/// One slot holds what changes and what proving needs of the terms, another the root; for the rest the terms come again
/// and are known by their digest.
contract StorageDeals is BlockHashes, Ledger {
    uint8 private constant NONE = 0;
    uint8 private constant RUNNING = 1;
    uint8 private constant COMPLETED = 2;
    uint8 private constant DEFAULTED = 3;
    uint8 private constant ENDED_EARLY = 4;

    uint256 private constant MAX_EPOCHS = 104;
    uint256 private constant MIN_WINDOW = 128;
    uint256 private constant MAX_SAMPLES = 8;

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant NAME = keccak256("Peer StorageDeals");
    bytes32 private constant VERSION = keccak256("1");
    bytes32 private constant DEAL_TYPE = keccak256(
        "Deal(address client,address provider,address token,bytes32 root,uint64 size,uint32 epochs,uint32 epochBlocks,uint32 windowBlocks,uint32 samples,uint32 maxMissed,uint96 pricePerEpoch,uint96 collateral,uint96 penalty,uint96 repairCost,uint64 acceptBy,bytes32 predecessor,bytes32 nonce)"
    );
    uint256 private constant DEAL_BYTES = 17 * 32;
    bytes32 private constant EARLY_END_TYPE = keccak256("EarlyEnd(bytes32 dealId,uint32 epochs,uint64 validUntil)");

    /// @dev Two slots, the first full. settled: epochs accounted for; epochSteps: an epoch's length in steps of the grid.
    struct Record {
        uint8 state;
        uint8 epochs;
        uint8 settled;
        uint8 samples;
        uint16 epochSteps;
        uint16 windowBlocks;
        uint40 start;
        uint48 size;
        uint104 proven;
        bytes32 root;
    }

    mapping(bytes32 dealId => Record) private _deals;

    constructor() {
        // FIPS 180-4, the one-block example "abc".
        if (sha256("abc") != 0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad) {
            revert Sha256Unavailable();
        }
    }

    function open(Deal calldata deal, bytes calldata providerSig) external payable {
        _begin(deal, providerSig);
        _fromClient(deal);
    }

    function openWithPermit(
        Deal calldata deal,
        bytes calldata providerSig,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        // First, so that no foreign code runs between the deal's beginning and its payment.
        _permit(deal.token, _price(deal), Permit(deadline, v, r, s));
        _begin(deal, providerSig);
        _fromClient(deal);
    }

    function openWithAuthorization(
        Deal calldata deal,
        bytes calldata providerSig,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 id = _begin(deal, providerSig);
        _receiveAuthorized(
            deal.token, deal.client, _price(deal), validAfter, validBefore, id, Permit(0, v, r, s)
        );
    }

    function openFromLedger(Deal calldata deal, bytes calldata providerSig) public {
        _onlyClient(deal);
        _begin(deal, providerSig);
        _debit(deal.client, deal.token, _price(deal));
    }

    function renew(Deal calldata old, Deal calldata deal, bytes calldata providerSig) external {
        bytes32 id = dealId(old);
        if (deal.predecessor != id) revert NotItsRenewal(deal.predecessor, id);
        // Somebody else may have settled it already.
        if (_deals[id].state == RUNNING) _settle(old, id);
        openFromLedger(deal, providerSig);
    }

    function prove(bytes32 id, uint256 epoch, bytes calldata samples) external {
        Record storage stored = _deals[id];
        Record memory record = stored;
        uint256 challengeBlock = _challenged(id, record, epoch);
        uint256 lastBlock = challengeBlock + record.windowBlocks;
        if (block.number > lastBlock) revert WindowOver(block.number, lastBlock);
        if (record.proven >> epoch & 1 == 1) revert AlreadyProven(id, epoch);
        _checkSamples(record, _seed(id, challengeBlock), samples);
        stored.proven = uint104(record.proven | uint256(1) << epoch);
        emit Proven(id, epoch);
    }

    function proveMany(Proof[] calldata proofs) external {
        for (uint256 i = 0; i < proofs.length; ++i) {
            Proof calldata proof = proofs[i];
            try this.prove(proof.dealId, proof.epoch, proof.samples) {}
            catch (bytes memory reason) {
                emit Skipped(proof.dealId, reason);
            }
        }
    }

    function settle(Deal calldata deal) external {
        _settle(deal, dealId(deal));
    }

    function settleMany(Deal[] calldata deals) external {
        for (uint256 i = 0; i < deals.length; ++i) {
            try this.settle(deals[i]) {}
            catch (bytes memory reason) {
                emit Skipped(dealId(deals[i]), reason);
            }
        }
    }

    function endEarly(
        Deal calldata deal,
        uint32 epochs,
        uint64 validUntil,
        bytes calldata clientSig,
        bytes calldata providerSig
    ) external {
        if (block.timestamp > validUntil) revert TooLate(block.timestamp, validUntil);
        bytes32 id = dealId(deal);
        bytes32 digest = _digest(keccak256(abi.encode(EARLY_END_TYPE, id, epochs, validUntil)));
        _agreed(deal.client, digest, clientSig);
        _agreed(deal.provider, digest, providerSig);
        Record memory record = _running(id);
        uint256 decided = _decided(record);
        if (decided != epochs) revert WrongEpoch(decided, epochs);
        Sums memory sums = _sums(deal, record.proven, decided);
        if (sums.state != RUNNING) revert WrongState(id, sums.state);
        _nothingDrawn(record, decided);
        sums.provider += sums.retained;
        sums.client += deal.pricePerEpoch * (record.epochs - decided);
        sums.state = ENDED_EARLY;
        _pay(deal, id, record, decided, sums);
    }

    function dealOf(bytes32 id) external view returns (uint8 state, uint256 start, uint256 settled, uint256 proven) {
        Record storage stored = _deals[id];
        return (stored.state, stored.start, stored.settled, stored.proven);
    }

    function leavesOf(bytes32 id, uint256 epoch) external view returns (uint256[] memory leaves) {
        Record memory record = _deals[id];
        bytes32 seed = _seed(id, _challenged(id, record, epoch));
        leaves = new uint256[](record.samples);
        for (uint256 i = 0; i < leaves.length; ++i) leaves[i] = Sampling.leafAt(seed, i, _leaves(record));
    }

    /// @dev The words are hashed as they came: one with dirty high bits is not a digest that EIP-712 gives, and opening,
    /// which every deal begins with, reads and so refuses it.
    function dealId(Deal calldata deal) public view returns (bytes32) {
        bytes32 structHash;
        bytes32 kind = DEAL_TYPE;
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, kind)
            calldatacopy(add(words, 0x20), deal, DEAL_BYTES)
            structHash := keccak256(words, add(DEAL_BYTES, 0x20))
        }
        return _digest(structHash);
    }

    /// @dev Computed anew each time: code without immutables is the same on every chain and known by one hash.
    function domainSeparator() public view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, NAME, VERSION, block.chainid, address(this)));
    }

    // --- opening

    /// @dev Everything about opening but the price itself, which every caller of this fetches next.
    function _begin(Deal calldata deal, bytes calldata providerSig) private returns (bytes32 id) {
        _checkTerms(deal);
        id = dealId(deal);
        uint8 state = _deals[id].state;
        if (state != NONE) revert WrongState(id, state);
        if (deal.predecessor != 0) _checkRenewable(deal.predecessor);
        if (!Signed.byAccount(deal.provider, id, providerSig)) revert BadSignature(deal.provider, id);
        uint256 start = (block.number / GRID + 1) * GRID;
        _deals[id] = Record({
            state: RUNNING,
            epochs: uint8(deal.epochs),
            settled: 0,
            samples: uint8(deal.samples),
            epochSteps: uint16(deal.epochBlocks / GRID),
            windowBlocks: uint16(deal.windowBlocks),
            start: uint40(start),
            size: uint48(deal.size),
            proven: 0,
            root: deal.root
        });
        if (deal.collateral != 0) _debit(deal.provider, deal.token, deal.collateral);
        emit Opened(id, deal.client, deal.provider, start);
    }

    function _checkTerms(Deal calldata deal) private view {
        if (block.timestamp > deal.acceptBy) revert TooLate(block.timestamp, deal.acceptBy);
        if (deal.size == 0 || deal.size > type(uint48).max) revert BadSize(deal.size);
        uint256 steps = deal.epochBlocks / GRID;
        bool onGrid = steps != 0 && deal.epochBlocks % GRID == 0 && steps <= type(uint16).max;
        if (!onGrid || deal.epochs == 0 || deal.epochs > MAX_EPOCHS) revert BadEpochs(deal.epochs, deal.epochBlocks);
        uint256 window = deal.windowBlocks;
        if (window < MIN_WINDOW || window > deal.epochBlocks || window > type(uint16).max) {
            revert BadWindow(deal.windowBlocks, deal.epochBlocks);
        }
        if (deal.samples == 0 || deal.samples > MAX_SAMPLES) revert BadSamples(deal.samples);
        if (deal.maxMissed >= deal.epochs) revert BadMaxMissed(deal.maxMissed, deal.epochs);
        if (deal.pricePerEpoch == 0) revert BadPrice(deal.pricePerEpoch);
        uint256 needed = uint256(deal.penalty) * deal.maxMissed;
        if (deal.collateral < needed) revert BadCollateral(deal.collateral, needed);
        // Read, so that dirty high bits are refused here: no other call reads it.
        deal.repairCost;
    }

    /// @dev Not after a default: whoever lost a replica isn't to be paid for it again by an agreement from before.
    function _checkRenewable(bytes32 predecessor) private view {
        uint8 state = _deals[predecessor].state;
        if (state != COMPLETED && state != ENDED_EARLY) revert NotRenewable(predecessor, state);
    }

    function _fromClient(Deal calldata deal) private {
        _onlyClient(deal);
        _receive(deal.token, _price(deal));
    }

    function _onlyClient(Deal calldata deal) private view {
        if (msg.sender != deal.client) revert OnlyClient(msg.sender, deal.client);
    }

    function _price(Deal calldata deal) private pure returns (uint256) {
        return uint256(deal.pricePerEpoch) * deal.epochs;
    }

    // --- proving

    /// @dev The block that draws the epoch's leaves, which is in the past.
    function _challenged(bytes32 id, Record memory record, uint256 epoch) private view returns (uint256 challengeBlock) {
        if (record.state != RUNNING) revert WrongState(id, record.state);
        if (epoch >= record.epochs) revert NoSuchEpoch(epoch, record.epochs);
        challengeBlock = record.start + (epoch + 1) * record.epochSteps * GRID;
        if (block.number <= challengeBlock) revert WindowNotOpen(block.number, challengeBlock);
    }

    /// @dev Once the next leaves are drawn, whoever holds both signatures would choose with the outcome in sight.
    function _nothingDrawn(Record memory record, uint256 epoch) private view {
        uint256 challengeBlock = record.start + (epoch + 1) * record.epochSteps * GRID;
        if (epoch < record.epochs && block.number > challengeBlock) revert LeavesDrawn(epoch, challengeBlock);
    }

    function _seed(bytes32 id, uint256 challengeBlock) private view returns (bytes32) {
        return Sampling.seed(_hashOf(challengeBlock), id);
    }

    function _checkSamples(Record memory record, bytes32 seed, bytes calldata samples) private view {
        uint256 leaves = _leaves(record);
        uint256 pathBytes = ExchangeTree.depthOf(leaves) * 32;
        uint256 begin = 0;
        for (uint256 i = 0; i < record.samples; ++i) {
            uint256 leaf = Sampling.leafAt(seed, i, leaves);
            uint256 path = begin + (leaf == leaves - 1 ? record.size - leaf * Sampling.LEAF : Sampling.LEAF);
            uint256 end = path + pathBytes;
            if (end > samples.length) revert WrongLength(samples.length, end);
            bytes32 root = Sampling.root(leaf, samples[begin:path], samples[path:end]);
            if (root != record.root) revert NotInTree(i, leaf, root);
            begin = end;
        }
        if (begin != samples.length) revert WrongLength(samples.length, begin);
    }

    function _leaves(Record memory record) private pure returns (uint256) {
        return (uint256(record.size) + Sampling.LEAF - 1) / Sampling.LEAF;
    }

    // --- paying

    /// @dev What is due to each since the deal began, if it is in that state.
    /// retained: of the collateral, what is not forfeited
    struct Sums {
        uint8 state;
        uint256 provider;
        uint256 client;
        uint256 retained;
    }

    function _settle(Deal calldata deal, bytes32 id) private {
        Record memory record = _running(id);
        uint256 decided = _decided(record);
        if (decided == record.settled) revert NothingToSettle(id, decided);
        _pay(deal, id, record, decided, _sums(deal, record.proven, decided));
    }

    /// @dev The first so many epochs can't change any more.
    function _decided(Record memory record) private view returns (uint256 decided) {
        uint256 length = record.epochSteps * GRID;
        uint256 windows = uint256(record.start) + record.windowBlocks;
        if (block.number > windows) decided = (block.number - 1 - windows) / length;
        if (decided >= record.epochs) return record.epochs;
        // The next one may be proven before its window is over.
        if (record.proven >> decided & 1 == 1) ++decided;
    }

    /// @dev (4) to (6).
    function _sums(Deal calldata deal, uint256 proven, uint256 decided) private pure returns (Sums memory sums) {
        uint256 paid = 0;
        uint256 missed = 0;
        unchecked {
            for (uint256 epoch = 0; epoch < decided && missed <= deal.maxMissed; ++epoch) {
                if (proven >> epoch & 1 == 1) ++paid;
                else ++missed;
            }
        }
        uint256 unpaid;
        uint256 forfeited;
        if (missed > deal.maxMissed) {
            sums.state = DEFAULTED;
            unpaid = (deal.epochs - paid) * deal.pricePerEpoch;
            forfeited = deal.collateral;
        } else {
            sums.state = decided == deal.epochs ? COMPLETED : RUNNING;
            unpaid = missed * deal.pricePerEpoch;
            forfeited = missed * deal.penalty;
        }
        uint256 cap = unpaid + deal.repairCost;
        sums.retained = deal.collateral - forfeited;
        sums.provider = paid * deal.pricePerEpoch + (sums.state == COMPLETED ? sums.retained : 0);
        sums.client = unpaid + (forfeited < cap ? forfeited : cap);
    }

    /// @dev Credits what the sums are more than when the deal was last settled, and the rest if it is over.
    function _pay(Deal calldata deal, bytes32 id, Record memory record, uint256 decided, Sums memory sums) private {
        Sums memory before = _sums(deal, record.proven, record.settled);
        Record storage stored = _deals[id];
        (stored.state, stored.settled) = (sums.state, uint8(decided));
        _credit(deal.provider, deal.token, sums.provider - before.provider);
        _credit(deal.client, deal.token, sums.client - before.client);
        emit Settled(id, decided, sums.provider - before.provider, sums.client - before.client);
        if (sums.state == RUNNING) return;
        uint256 burnt = _price(deal) + deal.collateral - sums.provider - sums.client;
        _credit(address(0), deal.token, burnt);
        emit Ended(id, sums.state, burnt);
    }

    function _running(bytes32 id) private view returns (Record memory record) {
        record = _deals[id];
        if (record.state != RUNNING) revert WrongState(id, record.state);
    }

    function _agreed(address account, bytes32 digest, bytes calldata signature) private view {
        if (msg.sender == account) return;
        if (!Signed.byAccount(account, digest, signature)) revert BadSignature(account, digest);
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domainSeparator(), structHash));
    }
}
