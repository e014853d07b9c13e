// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {FairExchange} from "../src/FairExchange.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
import {Content} from "./Content.sol";
import {Stage} from "./Stage.sol";

/// Random deeds of four people who all buy and sell in coin and dollars, beside a model of what each should have.
/// The model follows the terms alone: it never reads the ledger of the contract.
contract Market is Stage {
    enum Status {
        ACCEPTED,
        REVEALED,
        ENDED
    }

    struct Deal {
        IFairExchange.Offer offer;
        Status status;
        uint256 deadline;
        bool honest;
        bytes32 z;
        bytes32 id;
    }

    uint256 private constant PEOPLE = 4;
    uint32 private constant BLOCK = 256;
    uint256 private constant SIZE = 300;

    mapping(bool honest => bytes32) private roots;
    mapping(bool honest => bytes[2]) private proofs;
    Deal[] private deals;
    uint256[] private open;
    mapping(address => mapping(address => uint256)) public due;
    mapping(address => uint256) public locked;
    mapping(address => uint256) public outside;
    uint256 public ended;
    uint256 public begun;

    constructor() {
        exchange = new FairExchange();
        dollar = new TestDollar();
        vm.warp(START);
        prepare(true);
        prepare(false);
        for (uint256 i = 0; i < PEOPLE; ++i) {
            address person = who(i);
            fund(person);
            put(person, COIN, FUNDS / 4);
            put(person, address(dollar), FUNDS / 4);
        }
    }

    function setUp() public override {}

    function parts() external view returns (FairExchange, TestDollar) {
        return (exchange, dollar);
    }

    // --- deeds

    function give(uint256 person, bool coin, uint256 amount) external {
        address account = who(person);
        uint256 most = coin ? account.balance : dollar.balanceOf(account);
        if (most != 0) put(account, coin ? COIN : address(dollar), between(amount, 1, most));
    }

    function take(uint256 person, bool coin, uint256 amount, uint256 to) external {
        address account = who(person);
        address token = coin ? COIN : address(dollar);
        if (due[account][token] == 0) return;
        amount = between(amount, 1, due[account][token]);
        vm.prank(account);
        exchange.withdraw(token, amount, who(to));
        due[account][token] -= amount;
        outside[token] += amount;
    }

    function takeTooMuch(uint256 person, bool coin) external {
        address account = who(person);
        address token = coin ? COIN : address(dollar);
        bytes memory call_ = abi.encodeCall(exchange.withdraw, (token, due[account][token] + 1, account));
        vm.prank(account);
        (bool taken,) = address(exchange).call(call_);
        holds(!taken, "more than is due");
    }

    function buy(uint256 people, bool coin, uint96 price, uint96 bond, uint96 noShow, bool honest, uint8 mask)
        public
    {
        Deal storage deal = deals.push();
        (address from, address to) = (who(people), who(people / PEOPLE));
        IFairExchange.Offer memory offer = anOffer();
        (offer.seller, offer.buyer) = (from, to);
        offer.token = coin ? COIN : address(dollar);
        offer.payee = bytes32(uint256(uint160(who(people / PEOPLE / PEOPLE))));
        uint256 wealth = coin ? to.balance : dollar.balanceOf(to);
        if (wealth == 0) return;
        offer.price = uint96(between(price, 1, wealth));
        offer.bond = uint96(between(bond, 0, due[from][offer.token]));
        offer.noShow = uint96(between(noShow, 0, offer.bond));
        offer.acceptBy = uint64(block.timestamp);
        offer.nonce = bytes32(deals.length);
        (offer.size, offer.blockSize) = (uint64(SIZE), BLOCK);
        offer.exchangeRoot = roots[honest];
        offer.maskHash = mask % 3 == 0 ? bytes32(0) : keccak256(abi.encode(S));
        bytes32 id = exchange.offerId(offer);
        bytes memory sig = signature(keyOf(people), id);
        vm.prank(to);
        exchange.accept{value: coin ? offer.price : 0}(offer, sig);
        due[from][offer.token] -= offer.bond;
        locked[offer.token] += uint256(offer.price) + offer.bond;
        outside[offer.token] -= offer.price;
        deal.offer = offer;
        deal.honest = honest;
        deal.id = id;
        deal.deadline = block.timestamp + offer.revealWindow;
        // One masked key in three doesn't unmask.
        deal.z = offer.maskHash == 0 ? K : maskedKey(offer) ^ bytes32(uint256(mask % 3 == 1 ? 1 : 0));
        open.push(deals.length - 1);
        ++begun;
    }

    /// Sales are what the rest needs: twice as many.
    function buyAgain(uint256 people, bool coin, uint96 price, bool honest, uint8 mask) external {
        buy(people, coin, price, price / 2, price / 4, honest, mask);
    }

    function showKey(uint256 which) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bool may = deal.status == Status.ACCEPTED && block.timestamp <= deal.deadline;
        vm.prank(deal.offer.seller);
        holds(may == tried(abi.encodeCall(exchange.reveal, (deal.offer, deal.z))), "reveal");
        if (!may) return;
        deal.status = Status.REVEALED;
        deal.deadline = block.timestamp + deal.offer.disputeWindow;
    }

    function complain(uint256 which, uint256 index) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        index = between(index, 0, 1);
        IFairExchange.Fault memory proof = abi.decode(proofs[deal.honest][index], (IFairExchange.Fault));
        bool may = block.timestamp <= deal.deadline && !deal.honest && index == 1;
        holds(may == tried(abi.encodeCall(exchange.complain, (deal.offer, proof))), "complain");
        if (may) close(which, deal.offer.buyer, uint256(deal.offer.price) + deal.offer.bond);
    }

    function complainMask(uint256 which) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bool masked = deal.offer.maskHash != 0;
        bool may = deal.status == Status.REVEALED && block.timestamp <= deal.deadline && masked
            && deal.z != maskedKey(deal.offer);
        holds(may == tried(abi.encodeCall(exchange.complainMask, (deal.offer, deal.z, S))), "complainMask");
        if (may) close(which, deal.offer.buyer, uint256(deal.offer.price) + deal.offer.bond);
    }

    function release(uint256 which, bool genuine) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bytes memory sig = signature(genuine ? RELEASE_KEY : SELLER_KEY, releaseDigest(exchange.offerId(deal.offer)));
        holds(genuine == tried(abi.encodeCall(exchange.release, (deal.offer, sig))), "release");
        if (genuine) close(which, payeeOf(deal), deal.offer.price);
    }

    function refund(uint256 which) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bool may = deal.status == Status.ACCEPTED && block.timestamp > deal.deadline;
        holds(may == tried(abi.encodeCall(exchange.refund, (deal.offer))), "refund");
        if (may) close(which, deal.offer.buyer, uint256(deal.offer.price) + deal.offer.noShow);
    }

    function settle(uint256 which) external {
        if (open.length == 0) return;
        Deal storage deal = deals[open[which % open.length]];
        bool may = deal.status == Status.REVEALED && block.timestamp > deal.deadline;
        holds(may == tried(abi.encodeCall(exchange.settle, (deal.offer))), "settle");
        if (may) close(which, payeeOf(deal), deal.offer.price);
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + between(time, 1, 30_000));
    }

    /// Whatever was done before: whoever waits gets every open sale ended without anybody's help.
    function endEverything() external {
        vm.warp(block.timestamp + 61 days);
        for (uint256 i = open.length; i > 0; --i) {
            Deal storage deal = deals[open[i - 1]];
            if (deal.status == Status.ACCEPTED) {
                exchange.refund(deal.offer);
                close(i - 1, deal.offer.buyer, uint256(deal.offer.price) + deal.offer.noShow);
            } else {
                exchange.settle(deal.offer);
                close(i - 1, payeeOf(deal), deal.offer.price);
            }
        }
    }

    // --- the model

    function close(uint256 which, address winner, uint256 amount) private {
        which = which % open.length;
        Deal storage deal = deals[open[which]];
        uint256 whole = uint256(deal.offer.price) + deal.offer.bond;
        due[winner][deal.offer.token] += amount;
        due[deal.offer.seller][deal.offer.token] += whole - amount;
        locked[deal.offer.token] -= whole;
        deal.status = Status.ENDED;
        open[which] = open[open.length - 1];
        open.pop();
        ++ended;
    }

    function put(address account, address token, uint256 amount) private {
        deposit(account, token, amount);
        due[account][token] += amount;
        if (ended + begun != 0 || outside[token] != 0) outside[token] -= amount;
        else outside[token] = PEOPLE * FUNDS - amount;
    }

    function tried(bytes memory call_) private returns (bool taken) {
        (taken,) = address(exchange).call(call_);
    }

    function payeeOf(Deal storage deal) private view returns (address) {
        return address(uint160(uint256(deal.offer.payee)));
    }

    /// Two blocks, the second wrong where the seller isn't honest.
    function prepare(bool honest) private {
        Content.Sealed memory content = Content.seal(Content.noise(SIZE), BLOCK, K);
        if (!honest) content.ciphers[1][0] ^= 0x01;
        Content.commit(content);
        roots[honest] = content.root;
        for (uint256 i = 0; i < 2; ++i) proofs[honest][i] = abi.encode(fault(content, i));
    }

    function keyOf(uint256 person) private pure returns (uint256) {
        return 0x1000 + person % PEOPLE;
    }

    function who(uint256 person) public pure returns (address) {
        return vm.addr(keyOf(person));
    }

    /// All of them, or the last few.
    function checkSales(uint256 most) external view {
        for (uint256 i = deals.length; i > 0 && deals.length - i < most; --i) {
            Deal storage deal = deals[i - 1];
            if (deal.id == 0) continue;
            (uint8 state, uint64 deadline) = exchange.saleOf(deal.id);
            same(state, uint256(deal.status) + 1, "state");
            same(deadline, deal.status == Status.ENDED ? 0 : deal.deadline, "deadline");
        }
    }
}

contract InvariantsTest is Stage {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Market private market;

    function setUp() public override {
        market = new Market();
        (exchange, dollar) = market.parts();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(market);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(market);
        bytes4[12] memory deeds = [
            Market.give.selector,
            Market.take.selector,
            Market.takeTooMuch.selector,
            Market.buy.selector,
            Market.buyAgain.selector,
            Market.showKey.selector,
            Market.complain.selector,
            Market.complainMask.selector,
            Market.release.selector,
            Market.refund.selector,
            Market.settle.selector,
            Market.wait.selector
        ];
        targets[0].selectors = new bytes4[](deeds.length);
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    function invariant_everythingIsAsTheTermsSay() public view {
        solvent();
        ledgerIsTheModel();
        escrowIsTheOpenSales();
        market.checkSales(3);
    }

    /// (1): what is held is what is owed and what is in escrow, by the model's own count.
    function solvent() private view {
        address[2] memory tokens = [COIN, address(dollar)];
        for (uint256 t = 0; t < 2; ++t) {
            uint256 owedToAll = 0;
            for (uint256 i = 0; i < 4; ++i) owedToAll += market.due(market.who(i), tokens[t]);
            uint256 held = t == 0 ? address(exchange).balance : dollar.balanceOf(address(exchange));
            same(held, owedToAll + market.locked(tokens[t]), "held");
            same(held + market.outside(tokens[t]), 4 * FUNDS, "all the money there is");
        }
    }

    /// (2), (6): everybody has in the ledger what the terms give them.
    function ledgerIsTheModel() private view {
        for (uint256 i = 0; i < 4; ++i) {
            address person = market.who(i);
            same(owed(person, COIN), market.due(person, COIN), "coin");
            same(owed(person, address(dollar)), market.due(person, address(dollar)), "dollars");
        }
    }

    /// (4)
    function escrowIsTheOpenSales() private view {
        same(exchange.escrowed(COIN), market.locked(COIN), "coin");
        same(exchange.escrowed(address(dollar)), market.locked(address(dollar)), "dollars");
    }

    /// (7): at the end of every run.
    function afterInvariant() external {
        market.endEverything();
        same(exchange.escrowed(COIN) + exchange.escrowed(address(dollar)), 0, "everything ended");
        same(market.ended(), market.begun(), "every sale");
        invariant_everythingIsAsTheTermsSay();
        market.checkSales(type(uint256).max);
    }
}
