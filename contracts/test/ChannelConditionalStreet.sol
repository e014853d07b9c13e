// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditional} from "../src/IConditional.sol";
import {Content} from "./Content.sol";
import {Street} from "./ChannelStreet.sol";

/// The same street, on which content is bought by conditional vouchers too, and not all of it is what it should be.
contract ConditionalStreet is Street {
    struct Purchase {
        IConditional.Cond cond;
        bool honest;
        uint256 disputeBy;
    }

    uint32 private constant BLOCK = 256;
    uint64 private constant SIZE = 300;
    bytes32 private constant K = keccak256("K");

    mapping(bool honest => IConditional.Goods) private goods;
    mapping(bool honest => bytes32[2]) private plainRoots;
    mapping(bool honest => bytes[2]) private proofs;
    mapping(bytes32 channelId => Purchase) private purchases;

    constructor() {
        prepare(true);
        prepare(false);
    }

    /// @param by whose signature: the payer's own once in four, else the right key's
    function reveal(uint256 which, uint96 base, uint96 amount, uint96 bond, bool honest, uint8 by) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        IConditional.Cond memory cond = condFor(line, base, amount, bond, honest);
        bool may = !line.pending && uint256(cond.base) + cond.amount > line.claimed
            && uint256(cond.base) + cond.amount <= line.deposited && by % 4 != 0
            && cond.bond <= due[line.terms.payee][line.terms.token] + payable_(line, cond.base);
        holds(may == revealed(line, cond, honest, by % 4 == 0), "reveal");
        if (!may) return;
        // What base brings may be in the bond.
        credited(line, cond.base);
        due[line.terms.payee][line.terms.token] -= cond.bond;
        locked[line.terms.token] += cond.bond;
        line.pending = true;
        purchases[line.id] = Purchase(cond, honest, block.timestamp + 2 hours);
    }

    function condFor(Line storage line, uint96 base, uint96 amount, uint96 bond, bool honest)
        private
        view
        returns (IConditional.Cond memory cond)
    {
        cond.base = uint96(between(base, 0, line.deposited));
        cond.amount = uint96(between(amount, 0, line.deposited - cond.base + 1));
        cond.offerHash = keccak256(abi.encode(goods[honest]));
        cond.claimBy = uint64(block.timestamp + 1 hours);
        cond.disputeWindow = 2 hours;
        uint256 owned = due[line.terms.payee][line.terms.token];
        cond.bond = uint96(between(bond, 0, owned + owned / 8));
    }

    function revealed(Line storage line, IConditional.Cond memory cond, bool honest, bool forged)
        private
        returns (bool)
    {
        uint256 key = keys[line.terms.payer];
        bytes memory signed = signature(forged ? key : key << 8, channels.condId(line.terms, cond));
        bytes memory call_ = abi.encodeCall(channels.reveal, (line.terms, cond, goods[honest], K, signed));
        vm.prank(line.terms.payee);
        return tried(call_);
    }

    function complain(uint256 which, uint256 index) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        Purchase storage bought = purchases[line.id];
        index = between(index, 0, 1);
        bool may = line.pending && block.timestamp <= bought.disputeBy && !bought.honest && index == 1;
        bytes memory call_ = abi.encodeCall(
            channels.complain,
            (
                line.terms,
                bought.cond,
                goods[bought.honest],
                K,
                uint64(index),
                plainRoots[bought.honest][index],
                proofs[bought.honest][index]
            )
        );
        holds(may == tried(call_), "complain");
        if (may) resolved(line, line.terms.payer);
    }

    function settle(uint256 which) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        Purchase storage bought = purchases[line.id];
        bool may = line.pending && block.timestamp > bought.disputeBy;
        holds(may == tried(abi.encodeCall(channels.settle, (line.terms, bought.cond))), "settle");
        if (may) settled(line);
    }

    /// Whoever waits gets every one settled without anybody's help.
    function settleEverything() internal override {
        vm.warp(block.timestamp + 2 hours + 1);
        for (uint256 i = 0; i < running.length; ++i) {
            Line storage line = lines[running[i]];
            if (!line.pending) continue;
            channels.settle(line.terms, purchases[line.id].cond);
            settled(line);
        }
    }

    function settled(Line storage line) private {
        IConditional.Cond storage cond = purchases[line.id].cond;
        credited(line, cond.base + cond.amount);
        resolved(line, line.terms.payee);
    }

    function resolved(Line storage line, address winner) private {
        uint256 bond = purchases[line.id].cond.bond;
        locked[line.terms.token] -= bond;
        due[winner][line.terms.token] += bond;
        line.pending = false;
    }

    /// Two blocks, the second wrong where the payee isn't honest.
    function prepare(bool honest) private {
        Content.Sealed memory made = Content.seal(Content.noise(SIZE), BLOCK, K);
        if (!honest) made.ciphers[1][0] ^= 0x01;
        Content.commit(made);
        goods[honest] = IConditional.Goods(made.root, keccak256(abi.encode(K)), SIZE, BLOCK);
        for (uint256 i = 0; i < 2; ++i) {
            plainRoots[honest][i] = made.plainRoots[i];
            proofs[honest][i] = abi.encodePacked(made.ciphers[i], Content.path(made, i));
        }
    }
}
