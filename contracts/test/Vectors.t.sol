// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FairExchange} from "../src/FairExchange.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
import {ContentTree} from "../src/ContentTree.sol";
import {ExchangeTree} from "../src/ExchangeTree.sol";
import {Keystream} from "../src/Keystream.sol";
import {Content} from "./Content.sol";
import {Test} from "./Test.sol";

/// The libraries, callable.
contract Formats {
    function blockRoot(bytes memory plain, uint256 blockSize) external view returns (bytes32) {
        return ContentTree.blockRoot(plain, blockSize);
    }

    function leaf(uint64 index, bytes calldata cipher, bytes32 plainRoot) external pure returns (bytes32) {
        return ExchangeTree.leaf(index, cipher, plainRoot);
    }

    function root(bytes32 node, uint64 index, bytes calldata path) external view returns (bytes32) {
        return ExchangeTree.root(node, index, path);
    }

    function depthOf(uint256 blocks) external pure returns (uint256) {
        return ExchangeTree.depthOf(blocks);
    }

    function stream(bytes32 key, uint256 index, bytes calldata data) external view returns (bytes memory) {
        return Keystream.applied(key, index, data);
    }
}

/// The contracts' formats against docs/vectors/exchange.json, which a script of its own has written.
contract VectorsTest is Test {
    string private json;
    Formats private formats;

    function setUp() public {
        json = vm.readFile("../docs/vectors/exchange.json");
        formats = new Formats();
    }

    function test_contentTrees() public view {
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".contentTrees", seen, "")); ++seen) {
            bytes memory content = Content.sample(number(item(".contentTrees", seen, ".size")));
            same(Content.contentRoot(content), word(item(".contentTrees", seen, ".root")), "content root");
            bytes32 first = formats.blockRoot(Content.part(content, 0, 256), 256);
            same(first, word(item(".contentTrees", seen, ".firstLeaf")), "first leaf");
            if (content.length <= 4096) {
                same(formats.blockRoot(content, 4096), word(item(".contentTrees", seen, ".root")), "block root");
            }
        }
        same(seen, 11, "trees");
    }

    function test_keystream() public view {
        bytes32 key = word(".keystream.key");
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".keystream.words", seen, "")); ++seen) {
            uint256 j = number(item(".keystream.words", seen, ".j"));
            bytes memory stream =
                formats.stream(key, number(item(".keystream.words", seen, ".block")), new bytes(32 * j + 32));
            same(bytes32(Content.part(stream, 32 * j, 32)), word(item(".keystream.words", seen, ".word")), "word");
        }
        same(seen, 6, "words");
    }

    function test_exchangeTrees() public view {
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".exchangeTrees", seen, "")); ++seen) {
            checkTree(item(".exchangeTrees", seen, ""));
        }
        same(seen, 9, "trees");
    }

    function checkTree(string memory place) private view {
        uint256 blockSize = number(string.concat(place, ".blockSize"));
        bytes memory content = Content.sample(number(string.concat(place, ".size")));
        bytes32 key = word(string.concat(place, ".key"));
        Content.Sealed memory made = Content.seal(content, blockSize, key);
        bytes32 root = word(string.concat(place, ".exchangeRoot"));
        same(made.root, root, "exchange root");
        same(formats.depthOf(made.ciphers.length), number(string.concat(place, ".depth")), "depth");
        for (uint256 i = 0; vm.keyExistsJson(json, item(string.concat(place, ".proofs"), i, "")); ++i) {
            checkProof(item(string.concat(place, ".proofs"), i, ""), made, key, blockSize, root);
        }
    }

    function checkProof(string memory place, Content.Sealed memory made, bytes32 key, uint256 blockSize, bytes32 root)
        private
        view
    {
        uint64 index = uint64(number(string.concat(place, ".index")));
        bytes memory cipher = made.ciphers[index];
        bytes32 plainRoot = word(string.concat(place, ".plainRoot"));
        same(sha256(cipher), word(string.concat(place, ".blockCipherHash")), "cipher hash");
        if (vm.keyExistsJson(json, string.concat(place, ".cipher"))) {
            same(keccak256(cipher), keccak256(vm.parseJsonBytes(json, string.concat(place, ".cipher"))), "cipher");
        }
        bytes32 leaf = formats.leaf(index, cipher, plainRoot);
        same(leaf, word(string.concat(place, ".leaf")), "leaf");
        bytes32[] memory path = vm.parseJsonBytes32Array(json, string.concat(place, ".path"));
        same(formats.root(leaf, index, abi.encodePacked(path)), root, "path");
        same(formats.blockRoot(formats.stream(key, index, cipher), blockSize), plainRoot, "opened");
    }

    function test_masking() public view {
        bytes32 s = word(".masking.s");
        bytes32 key = word(".masking.key");
        same(keccak256(abi.encode(key)), word(".masking.keyHash"), "keyHash");
        same(keccak256(abi.encode(s)), word(".masking.maskHash"), "maskHash");
        bytes32 mask = keccak256(abi.encode(s, word(".masking.offerId")));
        same(key ^ mask, word(".masking.z"), "z");
    }

    function test_offerAndRelease() public {
        address where = vm.parseJsonAddress(json, ".eip712.offer.domain.verifyingContract");
        vm.chainId(number(".eip712.offer.domain.chainId"));
        vm.etch(where, address(new FairExchange()).code);
        FairExchange exchange = FairExchange(where);
        same(exchange.domainSeparator(), word(".eip712.offer.domainSeparator"), "domain");
        same(exchange.offerId(offer(".eip712.offer.message")), word(".eip712.offer.digest"), "offer");
        same(exchange.offerId(offer(".eip712.maskedOffer.message")), word(".eip712.maskedOffer.digest"), "masked");
        bytes32 structHash =
            keccak256(abi.encode(keccak256("Release(bytes32 offerId)"), word(".eip712.release.message.offerId")));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", exchange.domainSeparator(), structHash));
        same(digest, word(".eip712.release.digest"), "release");
    }

    function test_delegationAndReveal() public view {
        bytes32 separator = word(".eip712.offer.domainSeparator");
        string memory at = ".eip712.delegation.message";
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "Delegation(address seller,address delegate,bytes32 listing,address token,uint96 minPrice,bytes32 payee,uint64 until,uint64 epoch)"
                ),
                account(at, ".seller"),
                account(at, ".delegate"),
                word(string.concat(at, ".listing")),
                account(at, ".token"),
                number(string.concat(at, ".minPrice")),
                word(string.concat(at, ".payee")),
                number(string.concat(at, ".until")),
                number(string.concat(at, ".epoch"))
            )
        );
        same(
            keccak256(abi.encodePacked(hex"1901", separator, structHash)),
            word(".eip712.delegation.digest"),
            "delegation"
        );
        structHash = keccak256(
            abi.encode(
                keccak256("Reveal(bytes32 offerId,bytes32 z)"),
                word(".eip712.reveal.message.offerId"),
                word(".eip712.reveal.message.z")
            )
        );
        same(keccak256(abi.encodePacked(hex"1901", separator, structHash)), word(".eip712.reveal.digest"), "reveal");
    }

    function test_splits() public {
        FairExchange exchange = new FairExchange();
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, item(".splits", seen, "")); ++seen) {
            bytes32[] memory members = vm.parseJsonBytes32Array(json, item(".splits", seen, ".members"));
            uint16[] memory bps = new uint16[](members.length);
            for (uint256 i = 0; i < bps.length; ++i) {
                bps[i] = uint16(number(item(item(".splits", seen, ".bps"), i, "")));
            }
            same(exchange.splitOf(members, bps), word(item(".splits", seen, ".payee")), "payee");
        }
        same(seen, 3, "splits");
    }

    function offer(string memory place) private view returns (IFairExchange.Offer memory o) {
        o.seller = account(place, ".seller");
        o.buyer = account(place, ".buyer");
        o.buyerKey = account(place, ".buyerKey");
        o.token = account(place, ".token");
        o.payee = word(string.concat(place, ".payee"));
        o.price = uint96(number(string.concat(place, ".price")));
        o.bond = uint96(number(string.concat(place, ".bond")));
        o.noShow = uint96(number(string.concat(place, ".noShow")));
        o.acceptBy = uint64(number(string.concat(place, ".acceptBy")));
        o.revealWindow = uint32(number(string.concat(place, ".revealWindow")));
        o.disputeWindow = uint32(number(string.concat(place, ".disputeWindow")));
        o.listing = word(string.concat(place, ".listing"));
        o.contentRoot = word(string.concat(place, ".contentRoot"));
        o.size = uint64(number(string.concat(place, ".size")));
        o.blockSize = uint32(number(string.concat(place, ".blockSize")));
        o.exchangeRoot = word(string.concat(place, ".exchangeRoot"));
        o.keyHash = word(string.concat(place, ".keyHash"));
        o.maskHash = word(string.concat(place, ".maskHash"));
        o.nonce = word(string.concat(place, ".nonce"));
    }

    function account(string memory place, string memory key) private view returns (address) {
        return vm.parseJsonAddress(json, string.concat(place, key));
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
