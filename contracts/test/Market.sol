// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFairExchange} from "../src/IFairExchange.sol";
import {Model} from "./Model.sol";

/// Random deeds of the four people, each beside what the model says must come of it.
contract Market is Model {
    function give(uint256 person, bool coin, uint256 amount) external {
        address account = who(person);
        uint256 most = coin ? account.balance : dollar.balanceOf(account);
        if (most != 0) put(account, tokenOf(coin), between(amount, 1, most));
    }

    function take(uint256 person, bool coin, uint256 amount, uint256 to) external {
        address account = who(person);
        address token = tokenOf(coin);
        uint256 most = due[word(account)][token];
        if (most == 0) return;
        amount = between(amount, 1, most);
        vm.prank(account);
        exchange.withdraw(token, amount, who(to));
        due[word(account)][token] -= amount;
        outside[token] += amount;
    }

    function takeTooMuch(uint256 person, bool coin) external {
        address account = who(person);
        address token = tokenOf(coin);
        bytes memory call_ = abi.encodeCall(exchange.withdraw, (token, due[word(account)][token] + 1, account));
        vm.prank(account);
        (bool taken,) = address(exchange).call(call_);
        holds(!taken, "more than is due");
    }

    function buy(Wish memory wish) public {
        wish.people %= PEOPLE ** 4;
        (address from, address to) = (who(wish.people), who(wish.people / PEOPLE));
        address poster = wish.delegated ? who(wish.people / PEOPLE / PEOPLE) : from;
        uint256 wealth = wish.coin ? to.balance : dollar.balanceOf(to);
        if (wealth == 0) return;
        IFairExchange.Offer memory offer = anOffer();
        (offer.seller, offer.buyer, offer.token) = (from, to, tokenOf(wish.coin));
        offer.payee = payeeOf(wish.payee, wish.people / PEOPLE / PEOPLE);
        offer.price = uint96(between(wish.price, 1, wealth));
        offer.bond = uint96(between(wish.bond, 0, due[word(poster)][offer.token]));
        offer.noShow = uint96(between(wish.noShow, 0, offer.bond));
        offer.acceptBy = uint64(block.timestamp);
        offer.nonce = bytes32(deals.length);
        (offer.size, offer.blockSize) = (uint64(SIZE), BLOCK);
        offer.exchangeRoot = roots[wish.honest];
        offer.maskHash = wish.mask % 3 == 0 ? bytes32(0) : keccak256(abi.encode(S));
        begin(offer, poster, wish);
    }

    /// Sales are what the rest needs: twice as many.
    function buyAgain(uint256 people, bool coin, uint96 price, bool honest, uint8 mask, uint8 to) external {
        buy(Wish(people, coin, price, price / 2, price / 4, honest, mask, to, to % 2 == 0));
    }

    function raiseEpoch(uint256 person) external {
        vm.prank(who(person));
        exchange.raiseEpoch();
        ++epochs[who(person)];
    }

    function showKey(uint256 which, uint256 by) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        address caller = who(by);
        bool may = mayReveal(deal, caller);
        vm.prank(caller);
        revealed(deal, may, tried(abi.encodeCall(exchange.reveal, (deal.offer, deal.z))));
    }

    function showSignedKey(uint256 which, uint256 by) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bytes32 structHash = keccak256(abi.encode(keccak256("Reveal(bytes32 offerId,bytes32 z)"), deal.id, deal.z));
        bytes memory sig = signature(keyOf(by), typed(structHash));
        revealed(
            deal,
            mayReveal(deal, who(by)),
            tried(abi.encodeCall(exchange.revealSigned, (deal.offer, deal.z, sig)))
        );
    }

    function showBlock(uint256 which, uint256 index) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        index = between(index, 0, 1);
        Fault memory proof = abi.decode(proofs[deal.honest][index], (Fault));
        bool may = block.timestamp <= deal.deadline && !deal.honest && index == 1;
        holds(may == tried(complaint(deal.offer, proof)), "complain");
        if (may) close(deal, word(deal.offer.buyer), uint256(deal.offer.price) + deal.offer.bond);
    }

    function complainMask(uint256 which) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bool masked = deal.offer.maskHash != 0;
        bool may = deal.status == Status.REVEALED && block.timestamp <= deal.deadline && masked
            && deal.z != maskedKey(deal.offer);
        holds(may == tried(abi.encodeCall(exchange.complainMask, (deal.offer, deal.z, S))), "complainMask");
        if (may) close(deal, word(deal.offer.buyer), uint256(deal.offer.price) + deal.offer.bond);
    }

    function release(uint256 which, bool genuine) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bytes memory sig = signature(genuine ? RELEASE_KEY : SELLER_KEY, releaseDigest(deal.id));
        holds(genuine == tried(abi.encodeCall(exchange.release, (deal.offer, sig))), "release");
        if (genuine) close(deal, deal.offer.payee, deal.offer.price);
    }

    function refund(uint256 which) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bool may = deal.status == Status.ACCEPTED && block.timestamp > deal.deadline;
        holds(may == tried(abi.encodeCall(exchange.refund, (deal.offer))), "refund");
        if (may) close(deal, word(deal.offer.buyer), uint256(deal.offer.price) + deal.offer.noShow);
    }

    function settle(uint256 which) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bool may = maySettle(deal);
        holds(may == tried(abi.encodeCall(exchange.settle, (deal.offer))), "settle");
        if (may) close(deal, deal.offer.payee, deal.offer.price);
    }

    /// Any sales there ever were, some of them twice.
    function settleMany(uint256 seed) external {
        (IFairExchange.Offer[] memory offers, uint256[] memory places) = several(seed);
        exchange.settleMany(offers);
        for (uint256 i = 0; i < places.length; ++i) {
            Deal storage deal = deals[places[i]];
            if (maySettle(deal)) close(deal, deal.offer.payee, deal.offer.price);
        }
    }

    function releaseMany(uint256 seed) external {
        (IFairExchange.Offer[] memory offers, uint256[] memory places) = several(seed);
        bytes[] memory sigs = new bytes[](offers.length);
        for (uint256 i = 0; i < sigs.length; ++i) {
            sigs[i] = signature((seed >> i) % 2 == 0 ? RELEASE_KEY : BUYER_KEY, releaseDigest(deals[places[i]].id));
        }
        exchange.releaseMany(offers, sigs);
        for (uint256 i = 0; i < sigs.length; ++i) {
            Deal storage deal = deals[places[i]];
            bool may = (seed >> i) % 2 == 0 && deal.status != Status.ENDED;
            if (may) close(deal, deal.offer.payee, deal.offer.price);
        }
    }

    function distribute(uint256 which, bool coin) external {
        which %= 2;
        address token = tokenOf(coin);
        uint256 held = due[splits[which]][token];
        bool done = tried(abi.encodeCall(exchange.distribute, (members[which], bps[which], token)));
        holds(done == (held > 1), "distribute");
        for (uint256 i = 0; done && i < members[which].length; ++i) {
            uint256 part = (held - 1) * bps[which][i] / 10_000;
            due[members[which][i]][token] += part;
            due[splits[which]][token] -= part;
        }
    }

    function forward(bool coin) external {
        address token = tokenOf(coin);
        uint256 held = due[UNION][token];
        holds(tried(abi.encodeCall(exchange.forward, (UNION, token))) == (held > 1), "forward");
        if (held < 2) return;
        due[UNION][token] = 1;
        outside[token] += held - 1;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + between(time, 1, 30_000));
    }

    /// Whatever was done before: whoever waits gets every open sale ended without anybody's help.
    function endEverything() external {
        vm.warp(block.timestamp + 61 days);
        while (open.length > 0) {
            Deal storage deal = deals[open[open.length - 1]];
            if (deal.status == Status.ACCEPTED) {
                vm.prank(deal.offer.buyer);
                exchange.refund(deal.offer);
                close(deal, word(deal.offer.buyer), uint256(deal.offer.price) + deal.offer.noShow);
            } else {
                vm.prank(deal.poster);
                exchange.settle(deal.offer);
                close(deal, deal.offer.payee, deal.offer.price);
            }
        }
    }
}
