// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContentTree} from "../src/ContentTree.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
import {Content} from "./Content.sol";
import {Stage} from "./Stage.sol";

/// Last blocks of every length there is: 1 to 4096 bytes.
contract TailsTest is Stage {
    /// The contract's tree and the one spelled out slowly, over each length; and a flipped last bit is another root.
    function rootsAgree(uint256 from, uint256 to) private view {
        bytes memory longest = Content.noise(4096);
        for (uint256 length = from; length <= to; ++length) {
            bytes memory tail = longest;
            assembly ("memory-safe") {
                mstore(tail, length)
            }
            uint256 free;
            assembly ("memory-safe") {
                free := mload(0x40)
            }
            bytes32 root = ContentTree.blockRoot(tail, 4096);
            same(root, Content.blockRoot(tail, 4096), "root");
            tail[length - 1] ^= 0x01;
            holds(ContentTree.blockRoot(tail, 4096) != root, "a flipped bit");
            tail[length - 1] ^= 0x01;
            // What was hashed is no longer needed: else memory would cost more than the hashing.
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
        }
    }

    function test_rootsOfTailsOf1To1024() public view {
        rootsAgree(1, 1024);
    }

    function test_rootsOfTailsOf1025To2048() public view {
        rootsAgree(1025, 2048);
    }

    function test_rootsOfTailsOf2049To3072() public view {
        rootsAgree(2049, 3072);
    }

    function test_rootsOfTailsOf3073To4096() public view {
        rootsAgree(3073, 4096);
    }

    /// The whole way through the contract at the lengths where something changes: around words, leaves and blocks.
    function test_tailsAroundEveryEdgeStandUpAndFall() public {
        uint16[14] memory lengths = [1, 31, 32, 33, 255, 256, 257, 511, 2047, 2048, 2049, 4064, 4095, 4096];
        for (uint256 i = 0; i < lengths.length; ++i) {
            Content.Sealed memory content = Content.seal(Content.noise(4096 + lengths[i]), 4096, K);
            IFairExchange.Offer memory offer = anOffer();
            (offer.size, offer.blockSize) = (4096 + lengths[i], 4096);
            (offer.exchangeRoot, offer.nonce) = (content.root, bytes32(i));
            (offer.bond, offer.noShow) = (0, 0);
            opened(offer);
            Fault memory proof = fault(content, 1);
            refused(abi.encodeWithSelector(IFairExchange.NotFaulty.selector, exchange.offerId(offer)));
            complain(offer, proof);
            content.ciphers[1][lengths[i] - 1] ^= 0x80;
            Content.commit(content);
            offer.exchangeRoot = content.root;
            bytes32 id = opened(offer);
            complain(offer, fault(content, 1));
            inState(id, 3, 0);
        }
    }
}
