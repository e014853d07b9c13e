// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ExchangeTree} from "../src/ExchangeTree.sol";
import {IStorageDeals} from "../src/IStorageDeals.sol";
import {Sampling} from "../src/Sampling.sol";
import {StorageDeals} from "../src/StorageDeals.sol";
import {Content} from "./Content.sol";
import {DealStage} from "./DealStage.sol";

/// The library, callable.
contract Drawing {
    function seed(bytes32 blockHash, bytes32 dealId) external pure returns (bytes32) {
        return Sampling.seed(blockHash, dealId);
    }

    function leafAt(bytes32 seed_, uint256 sample, uint256 leaves) external pure returns (uint256) {
        return Sampling.leafAt(seed_, sample, leaves);
    }

    function root(uint256 index, bytes calldata leaf, bytes calldata path) external view returns (bytes32) {
        return Sampling.root(index, leaf, path);
    }
}

/// The contract's formats and sums against docs/vectors/deal.json, which a script of its own has written.
contract DealVectorsTest is DealStage {
    string private json;
    Drawing private drawing;

    function setUp() public override {
        super.setUp();
        json = vm.readFile("../docs/vectors/deal.json");
        drawing = new Drawing();
    }

    function test_namesAndSignatures() public {
        address where = vm.parseJsonAddress(json, ".deal.domain.verifyingContract");
        vm.chainId(number(".deal.domain.chainId"));
        vm.etch(where, address(deals).code);
        deals = StorageDeals(where);
        same(deals.domainSeparator(), word(".deal.domainSeparator"), "domain");
        named(".deal");
        named(".largestDeal");
        named(".calldata.next");
        bytes32 digest = earlyEndDigest(
            word(".earlyEnd.message.dealId"),
            uint32(number(".earlyEnd.message.epochs")),
            uint64(number(".earlyEnd.message.validUntil"))
        );
        same(digest, word(".earlyEnd.digest"), "early end");
    }

    function named(string memory place) private view {
        bytes32 id = deals.dealId(dealAt(string.concat(place, ".message")));
        same(id, word(string.concat(place, ".digest")), place);
        bytes memory sig = signature(number(string.concat(place, ".signerKey")), id);
        same(keccak256(sig), keccak256(vm.parseJsonBytes(json, string.concat(place, ".signature"))), "signature");
    }

    function test_draws() public view {
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".challenges", seen, "")); ++seen) {
            bytes32 seed =
                drawing.seed(word(item(".challenges", seen, ".blockHash")), word(item(".challenges", seen, ".dealId")));
            same(seed, word(item(".challenges", seen, ".seed")), "seed");
            uint256 leaves = number(item(".challenges", seen, ".leaves"));
            for (uint256 i = 0; i < 8; ++i) {
                uint256 expected = number(item(item(".challenges", seen, ".drawn"), i, ""));
                same(drawing.leafAt(seed, i, leaves), expected, "leaf");
            }
        }
        same(seen, 4, "challenges");
    }

    function test_proofs() public view {
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".proofs", seen, "")); ++seen) checkProof(item(".proofs", seen, ""));
        same(seen, 7, "proofs");
    }

    function checkProof(string memory place) private view {
        uint256 size = number(string.concat(place, ".size"));
        bytes memory content = Content.sample(size);
        uint256 leaves = (size + 255) / 256;
        same(Content.contentRoot(content), word(string.concat(place, ".root")), "root");
        uint256 depth = ExchangeTree.depthOf(leaves);
        same(depth, number(string.concat(place, ".depth")), "depth");
        bytes32 seed =
            drawing.seed(word(string.concat(place, ".blockHash")), word(string.concat(place, ".dealId")));
        bytes memory shown = vm.parseJsonBytes(json, string.concat(place, ".samples"));
        uint256 samples = 0;
        uint256 from = 0;
        for (; vm.keyExistsJson(json, item(string.concat(place, ".drawn"), samples, "")); ++samples) {
            uint256 leaf = number(item(string.concat(place, ".drawn"), samples, ""));
            same(drawing.leafAt(seed, samples, leaves), leaf, "drawn");
            uint256 length = leaf == leaves - 1 ? size - leaf * 256 : 256;
            bytes memory path = Content.part(shown, from + length, depth * 32);
            bytes32 root = drawing.root(leaf, Content.part(shown, from, length), path);
            same(root, word(string.concat(place, ".root")), "shown");
            from += length + depth * 32;
        }
        same(from, shown.length, "length");
        same(keccak256(samplesFor(seed, samples, content)), keccak256(shown), "samples");
    }

    /// Each course is run on the contract: opened, proven, settled.
    function test_accounts() public {
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".accounts", seen, "")); ++seen) {
            uint256 snapshot = vm.snapshotState();
            checkAccount(item(".accounts", seen, ""));
            vm.revertToState(snapshot);
        }
        same(seen, 22, "accounts");
    }

    function checkAccount(string memory place) private {
        IStorageDeals.Deal memory deal = aDeal();
        (deal.root, deal.size, deal.samples) = (Content.contentRoot(Content.noise(300)), 300, 1);
        money(deal, place);
        dollar.mint(client, price(deal));
        dollar.mint(provider, deal.collateral);
        deposit(provider, address(dollar), deal.collateral == 0 ? 1 : deal.collateral);
        uint256 before = owed(provider, address(dollar));
        bytes32 id = open(deal);
        uint256 proven = number(string.concat(place, ".proven"));
        uint256 decided = number(string.concat(place, ".decided"));
        for (uint256 epoch = 0; epoch < decided; ++epoch) {
            if (proven >> epoch & 1 == 1) prove(deal, id, epoch);
        }
        if (decided != 0) {
            past(deal, decided - 1);
            deals.settle(deal);
        }
        uint8 state = uint8(number(string.concat(place, ".state")));
        inState(id, state, decided, proven & ((1 << decided) - 1));
        uint256 provided = owed(provider, address(dollar)) + deal.collateral - before;
        same(provided, number(string.concat(place, ".provider")), "provider");
        same(owed(client, address(dollar)), number(string.concat(place, ".client")), "client");
        same(owed(address(0), address(dollar)), number(string.concat(place, ".burnt")), "burnt");
    }

    /// What ethers encodes is what the contract decodes.
    function test_calls() public view {
        IStorageDeals.Deal memory deal = dealAt(".deal.message");
        IStorageDeals.Deal memory next = dealAt(".calldata.next.message");
        bytes memory sig = vm.parseJsonBytes(json, ".deal.signature");
        bytes memory nextSig = vm.parseJsonBytes(json, ".calldata.next.signature");
        encoded(".open", abi.encodeCall(deals.open, (deal, sig)));
        encoded(".openFromLedger", abi.encodeCall(deals.openFromLedger, (deal, sig)));
        encoded(".renew", abi.encodeCall(deals.renew, (deal, next, nextSig)));
        bytes32 id = word(".calldata.shown.dealId");
        bytes memory samples = vm.parseJsonBytes(json, ".calldata.shown.samples");
        encoded(".prove", abi.encodeCall(deals.prove, (id, 7, samples)));
        IStorageDeals.Proof[] memory proofs = new IStorageDeals.Proof[](1);
        proofs[0] = IStorageDeals.Proof(id, 7, samples);
        encoded(".proveMany", abi.encodeCall(deals.proveMany, (proofs)));
        encoded(".settle", abi.encodeCall(deals.settle, (deal)));
        IStorageDeals.Deal[] memory both = new IStorageDeals.Deal[](2);
        (both[0], both[1]) = (deal, next);
        encoded(".settleMany", abi.encodeCall(deals.settleMany, (both)));
        bytes memory end = vm.parseJsonBytes(json, ".earlyEnd.signature");
        encoded(".endEarly", abi.encodeCall(deals.endEarly, (deal, 12, 1_794_000_000, sig, end)));
        encoded(".pin", abi.encodeCall(deals.pin, (10_240)));
    }

    function encoded(string memory name, bytes memory call_) private view {
        same(keccak256(vm.parseJsonBytes(json, string.concat(".calldata", name))), keccak256(call_), name);
    }

    function money(IStorageDeals.Deal memory deal, string memory place) private view {
        deal.epochs = uint32(number(string.concat(place, ".epochs")));
        deal.maxMissed = uint32(number(string.concat(place, ".maxMissed")));
        deal.pricePerEpoch = uint96(number(string.concat(place, ".pricePerEpoch")));
        deal.collateral = uint96(number(string.concat(place, ".collateral")));
        deal.penalty = uint96(number(string.concat(place, ".penalty")));
        deal.repairCost = uint96(number(string.concat(place, ".repairCost")));
    }

    function dealAt(string memory place) private view returns (IStorageDeals.Deal memory deal) {
        deal.client = vm.parseJsonAddress(json, string.concat(place, ".client"));
        deal.provider = vm.parseJsonAddress(json, string.concat(place, ".provider"));
        deal.token = vm.parseJsonAddress(json, string.concat(place, ".token"));
        deal.root = word(string.concat(place, ".root"));
        deal.size = uint64(number(string.concat(place, ".size")));
        deal.epochBlocks = uint32(number(string.concat(place, ".epochBlocks")));
        deal.windowBlocks = uint32(number(string.concat(place, ".windowBlocks")));
        deal.samples = uint32(number(string.concat(place, ".samples")));
        money(deal, place);
        deal.acceptBy = uint64(number(string.concat(place, ".acceptBy")));
        deal.predecessor = word(string.concat(place, ".predecessor"));
        deal.nonce = word(string.concat(place, ".nonce"));
    }

    function word(string memory key) private view returns (bytes32) {
        return vm.parseJsonBytes32(json, key);
    }

    function number(string memory key) private view returns (uint256) {
        return vm.parseJsonUint(json, key);
    }

    function item(string memory list, uint256 i, string memory key) private pure returns (string memory) {
        return string.concat(list, "[", vm.toString(i), "]", key);
    }
}
