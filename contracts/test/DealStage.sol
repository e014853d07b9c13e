// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {IStorageDeals} from "../src/IStorageDeals.sol";
import {StorageDeals} from "../src/StorageDeals.sol";
import {Content} from "./Content.sol";
import {Test} from "./Test.sol";

/// The cheat codes about blocks.
interface ChainVm {
    function roll(uint256 number) external;
    function store(address account, bytes32 slot, bytes32 value) external;
    function expectCall(address callee, bytes calldata data) external;
}

/// A client with money, a provider with collateral, and deals between them over real bytes.
abstract contract DealStage is Test {
    ChainVm internal constant chain = ChainVm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint256 internal constant PROVIDER_KEY = 0xa11ce;
    uint256 internal constant CLIENT_KEY = 0xb0b;
    uint256 internal constant FUNDS = 1e12;
    uint256 internal constant START = 1_790_000_000;
    /// Ten blocks after the grid block 9984: deals that open here start at 10240.
    uint256 internal constant FIRST_BLOCK = 9994;
    uint256 internal constant START_BLOCK = 10240;
    uint32 internal constant EPOCHS = 6;
    uint32 internal constant EPOCH_BLOCKS = 512;
    uint32 internal constant WINDOW = 200;
    uint32 internal constant MAX_MISSED = 2;
    uint96 internal constant PRICE = 1000;
    uint96 internal constant COLLATERAL = 10_000;
    uint96 internal constant PENALTY = 1500;
    uint96 internal constant REPAIR = 700;
    uint256 internal constant SIZE = 5000;
    uint8 internal constant RUNNING = 1;
    uint8 internal constant COMPLETED = 2;
    uint8 internal constant DEFAULTED = 3;
    uint8 internal constant ENDED_EARLY = 4;
    address internal constant COIN = address(0);
    address internal constant ANYBODY = address(0xa11);
    address internal constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    StorageDeals internal deals;
    TestDollar internal dollar;
    address internal provider = vm.addr(PROVIDER_KEY);
    address internal client = vm.addr(CLIENT_KEY);

    function setUp() public virtual {
        vm.warp(START);
        chain.roll(FIRST_BLOCK);
        deals = new StorageDeals();
        dollar = new TestDollar();
        fund(provider);
        fund(client);
        deposit(provider, address(dollar), FUNDS / 2);
        deposit(provider, COIN, FUNDS / 2);
    }

    function fund(address account) internal {
        dollar.mint(account, FUNDS);
        vm.deal(account, FUNDS);
        vm.prank(account);
        dollar.approve(address(deals), type(uint256).max);
    }

    function deposit(address account, address token, uint256 amount) internal {
        vm.prank(account);
        deals.deposit{value: token == COIN ? amount : 0}(token, amount);
    }

    function aDeal() internal view returns (IStorageDeals.Deal memory deal) {
        deal.client = client;
        deal.provider = provider;
        deal.token = address(dollar);
        deal.root = Content.contentRoot(Content.noise(SIZE));
        deal.size = uint64(SIZE);
        deal.epochs = EPOCHS;
        deal.epochBlocks = EPOCH_BLOCKS;
        deal.windowBlocks = WINDOW;
        deal.samples = 2;
        deal.maxMissed = MAX_MISSED;
        deal.pricePerEpoch = PRICE;
        deal.collateral = COLLATERAL;
        deal.penalty = PENALTY;
        deal.repairCost = REPAIR;
        deal.acceptBy = uint64(START + 600);
        deal.nonce = keccak256("nonce");
    }

    function price(IStorageDeals.Deal memory deal) internal pure returns (uint256) {
        return uint256(deal.pricePerEpoch) * deal.epochs;
    }

    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function signed(IStorageDeals.Deal memory deal) internal view returns (bytes memory) {
        return signature(PROVIDER_KEY, deals.dealId(deal));
    }

    function open(IStorageDeals.Deal memory deal) internal returns (bytes32 id) {
        id = deals.dealId(deal);
        bytes memory sig = signature(PROVIDER_KEY, id);
        vm.prank(deal.client);
        deals.open{value: deal.token == COIN ? price(deal) : 0}(deal, sig);
    }

    function opened() internal returns (IStorageDeals.Deal memory deal, bytes32 id) {
        deal = aDeal();
        id = open(deal);
    }

    /// The block that draws the epoch's leaves, of a deal that opened at FIRST_BLOCK.
    function challengeOf(IStorageDeals.Deal memory deal, uint256 epoch) internal pure returns (uint256) {
        return START_BLOCK + (epoch + 1) * deal.epochBlocks;
    }

    /// To the first block in which the epoch can be proven.
    function toWindow(IStorageDeals.Deal memory deal, uint256 epoch) internal {
        chain.roll(challengeOf(deal, epoch) + 1);
    }

    /// To the first block in which it can't be any more.
    function past(IStorageDeals.Deal memory deal, uint256 epoch) internal {
        chain.roll(challengeOf(deal, epoch) + deal.windowBlocks + 1);
    }

    /// What an honest provider sends, with the hash that this block's chain tells.
    function samplesOf(bytes32 id, uint256 challengeBlock, uint256 samples, bytes memory content)
        internal
        view
        returns (bytes memory)
    {
        return samplesFor(keccak256(abi.encode(blockhash(challengeBlock), id)), samples, content);
    }

    function samplesFor(bytes32 seed, uint256 samples, bytes memory content) internal pure returns (bytes memory all) {
        bytes32[] memory leaves = Content.contentLeaves(content);
        for (uint256 i = 0; i < samples; ++i) {
            uint256 index = uint256(keccak256(abi.encode(seed, i))) % leaves.length;
            all = bytes.concat(all, sampleOf(content, leaves, index));
        }
    }

    /// The leaf's bytes and its siblings.
    function sampleOf(bytes memory content, bytes32[] memory level, uint256 index)
        internal
        pure
        returns (bytes memory all)
    {
        all = Content.part(content, index * 256, 256);
        bytes32 zero = 0;
        uint256 depth = Content.depthOf(level.length);
        for (uint256 h = 0; h < depth; ++h) {
            uint256 sibling = index ^ 1;
            all = bytes.concat(all, sibling < level.length ? level[sibling] : zero);
            level = Content.above(level, 1, zero);
            zero = sha256(abi.encodePacked(uint8(1), zero, zero));
            index /= 2;
        }
    }

    function samplesOf(IStorageDeals.Deal memory deal, bytes32 id, uint256 epoch)
        internal
        view
        returns (bytes memory)
    {
        return samplesOf(id, challengeOf(deal, epoch), deal.samples, Content.noise(deal.size));
    }

    /// Goes to the epoch's window and proves it.
    function prove(IStorageDeals.Deal memory deal, bytes32 id, uint256 epoch) internal {
        toWindow(deal, epoch);
        deals.prove(id, epoch, samplesOf(deal, id, epoch));
    }

    function earlyEndDigest(bytes32 id, uint32 epochs, uint64 validUntil) internal view returns (bytes32) {
        bytes32 kind = keccak256("EarlyEnd(bytes32 dealId,uint32 epochs,uint64 validUntil)");
        bytes32 structHash = keccak256(abi.encode(kind, id, epochs, validUntil));
        return keccak256(abi.encodePacked(hex"1901", deals.domainSeparator(), structHash));
    }

    function endEarly(IStorageDeals.Deal memory deal, uint32 epochs) internal {
        bytes32 digest = earlyEndDigest(deals.dealId(deal), epochs, uint64(block.timestamp));
        bytes memory clientSig = signature(CLIENT_KEY, digest);
        bytes memory providerSig = signature(PROVIDER_KEY, digest);
        deals.endEarly(deal, epochs, uint64(block.timestamp), clientSig, providerSig);
    }

    function refused(bytes memory reason) internal {
        vm.expectRevert(reason);
    }

    function emits() internal {
        vm.expectEmit(address(deals));
    }

    function inState(bytes32 id, uint8 state, uint256 settled, uint256 proven) internal view {
        (uint8 actual,, uint256 actualSettled, uint256 actualProven) = deals.dealOf(id);
        same(actual, state, "state");
        same(actualSettled, settled, "settled");
        same(actualProven, proven, "proven");
    }

    function owed(address account, address token) internal view returns (uint256) {
        return deals.ledger(account, token);
    }

    /// What the three have in dollars in the ledger, beside what the provider had before its collateral went in.
    function credited(int256 toProvider, uint256 toClient, uint256 burnt) internal view {
        int256 change = int256(owed(provider, address(dollar))) - int256(FUNDS / 2);
        same(uint256(change), uint256(toProvider), "provider");
        same(owed(client, address(dollar)), toClient, "client");
        same(owed(address(0), address(dollar)), burnt, "burnt");
    }
}
