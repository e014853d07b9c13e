// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {UNIONS} from "../src/Addresses.sol";
import {FairExchange} from "../src/FairExchange.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
import {Unions} from "../src/Unions.sol";
import {Content} from "./Content.sol";
import {Stage} from "./Stage.sol";

/// What four people, who all buy, sell, delegate and share in coin and dollars, should have. It follows the terms alone
/// and never reads the ledger of the contract.
abstract contract Model is Stage {
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
        address poster;
    }

    /// What a deed would like to buy.
    struct Wish {
        uint256 people;
        bool coin;
        uint96 price;
        uint96 bond;
        uint96 noShow;
        bool honest;
        uint8 mask;
        uint8 payee;
        bool delegated;
    }

    uint256 internal constant PEOPLE = 4;
    uint32 internal constant BLOCK = 256;
    uint256 internal constant SIZE = 300;
    bytes32 public constant UNION = bytes32(uint256(3) << 254 | 5);

    mapping(bool honest => bytes32) internal roots;
    mapping(bool honest => bytes[2]) internal proofs;
    bytes32[][2] internal members;
    uint16[][2] internal bps;
    bytes32[2] public splits;
    Deal[] internal deals;
    uint256[] internal open;
    mapping(bytes32 => mapping(address => uint256)) public due;
    mapping(address => uint64) internal epochs;
    mapping(address => uint256) public locked;
    mapping(address => uint256) public outside;
    uint256 public ended;
    uint256 public begun;

    constructor() {
        exchange = new FairExchange();
        dollar = new TestDollar();
        vm.etch(UNIONS, address(new Unions()).code);
        vm.warp(START);
        prepare(true);
        prepare(false);
        share();
        for (uint256 i = 0; i < PEOPLE; ++i) {
            fund(who(i));
            outside[COIN] += FUNDS;
            outside[address(dollar)] += FUNDS;
            put(who(i), COIN, FUNDS / 4);
            put(who(i), address(dollar), FUNDS / 4);
        }
    }

    function setUp() public override {}

    function parts() external view returns (FairExchange, TestDollar) {
        return (exchange, dollar);
    }

    function begin(IFairExchange.Offer memory offer, address poster, Wish memory wish) internal {
        bytes32 id = exchange.offerId(offer);
        bytes memory call_ = poster == offer.seller && !wish.delegated
            ? abi.encodeCall(exchange.accept, (offer, signature(keyOf(wish.people), id)))
            : abi.encodeCall(exchange.acceptDelegated, (offer, warrant(offer, poster, wish.people, id)));
        vm.prank(offer.buyer);
        (bool taken,) = address(exchange).call{value: wish.coin ? offer.price : 0}(call_);
        holds(taken, "accept");
        due[word(poster)][offer.token] -= offer.bond;
        locked[offer.token] += uint256(offer.price) + offer.bond;
        outside[offer.token] -= offer.price;
        Deal storage deal = deals.push();
        (deal.offer, deal.honest, deal.id, deal.poster) = (offer, wish.honest, id, poster);
        deal.deadline = block.timestamp + offer.revealWindow;
        // One masked key in three doesn't unmask.
        deal.z = offer.maskHash == 0 ? K : maskedKey(offer) ^ bytes32(uint256(wish.mask % 3 == 1 ? 1 : 0));
        open.push(deals.length - 1);
        ++begun;
    }

    function warrant(IFairExchange.Offer memory offer, address poster, uint256 people, bytes32 id)
        internal
        view
        returns (IFairExchange.Warrant memory)
    {
        IFairExchange.Delegation memory given = IFairExchange.Delegation(
            offer.seller,
            poster,
            offer.listing,
            offer.token,
            offer.price,
            offer.payee,
            uint64(block.timestamp),
            epochs[offer.seller]
        );
        bytes32 kind = keccak256(
            "Delegation(address seller,address delegate,bytes32 listing,address token,uint96 minPrice,bytes32 payee,uint64 until,uint64 epoch)"
        );
        bytes memory sellerSig = signature(keyOf(people), typed(keccak256(abi.encode(kind, given))));
        return IFairExchange.Warrant(given, sellerSig, signature(keyOf(people / PEOPLE / PEOPLE), id));
    }

    function typed(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", exchange.domainSeparator(), structHash));
    }

    function mayReveal(Deal storage deal, address caller) internal view returns (bool) {
        bool sellers = caller == deal.offer.seller
            && (deal.offer.maskHash == 0 || exchange.delegateOf(deal.id) == address(0));
        return (sellers || caller == exchange.delegateOf(deal.id)) && deal.status == Status.ACCEPTED
            && block.timestamp <= deal.deadline;
    }

    function revealed(Deal storage deal, bool may, bool done) internal {
        holds(may == done, "reveal");
        if (!may) return;
        deal.status = Status.REVEALED;
        deal.deadline = block.timestamp + deal.offer.disputeWindow;
    }

    function maySettle(Deal storage deal) internal view returns (bool) {
        return deal.status == Status.REVEALED && block.timestamp > deal.deadline;
    }

    function several(uint256 seed)
        internal
        view
        returns (IFairExchange.Offer[] memory offers, uint256[] memory places)
    {
        uint256 count = deals.length == 0 ? 0 : seed % 5;
        (offers, places) = (new IFairExchange.Offer[](count), new uint256[](count));
        for (uint256 i = 0; i < count; ++i) {
            places[i] = (seed >> (16 * (i + 1))) % 65536 % deals.length;
            offers[i] = deals[places[i]].offer;
        }
    }

    function close(Deal storage deal, bytes32 winner, uint256 amount) internal {
        uint256 whole = uint256(deal.offer.price) + deal.offer.bond;
        due[winner][deal.offer.token] += amount;
        due[word(deal.poster)][deal.offer.token] += whole - amount;
        locked[deal.offer.token] -= whole;
        deal.status = Status.ENDED;
        uint256 place = 0;
        while (deals[open[place]].id != deal.id) ++place;
        open[place] = open[open.length - 1];
        open.pop();
        ++ended;
    }

    function put(address account, address token, uint256 amount) internal {
        deposit(account, token, amount);
        due[word(account)][token] += amount;
        outside[token] -= amount;
    }

    function tried(bytes memory call_) internal returns (bool taken) {
        (taken,) = address(exchange).call(call_);
    }

    /// Two blocks, the second wrong where the seller isn't honest.
    function prepare(bool honest) internal {
        Content.Sealed memory content = Content.seal(Content.noise(SIZE), BLOCK, K);
        if (!honest) content.ciphers[1][0] ^= 0x01;
        Content.commit(content);
        roots[honest] = content.root;
        for (uint256 i = 0; i < 2; ++i) proofs[honest][i] = abi.encode(fault(content, i));
    }

    /// A split of two people, and one of that split, the union and one of the two again.
    function share() internal {
        members[0] = [word(who(0)), word(who(1))];
        bps[0] = [6001, 3999];
        splits[0] = exchange.splitOf(members[0], bps[0]);
        members[1] = [splits[0], UNION, word(who(1))];
        bps[1] = [3333, 3333, 3334];
        splits[1] = exchange.splitOf(members[1], bps[1]);
    }

    function payeeOf(uint256 kind, uint256 person) internal view returns (bytes32) {
        return kind % 5 < 2 ? splits[kind % 5] : kind % 5 == 2 ? UNION : word(who(person));
    }

    function tokenOf(bool coin) internal view returns (address) {
        return coin ? COIN : address(dollar);
    }

    function word(address account) public pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function keyOf(uint256 person) internal pure returns (uint256) {
        return 0x1000 + person % PEOPLE;
    }

    function who(uint256 person) public pure returns (address) {
        return vm.addr(keyOf(person));
    }

    /// Everybody who can be owed something.
    function owners() public view returns (bytes32[] memory all) {
        all = new bytes32[](PEOPLE + 3);
        for (uint256 i = 0; i < PEOPLE; ++i) all[i] = word(who(i));
        (all[PEOPLE], all[PEOPLE + 1], all[PEOPLE + 2]) = (splits[0], splits[1], UNION);
    }

    /// All of them, or the last few.
    function checkSales(uint256 most) external view {
        for (uint256 i = deals.length; i > 0 && deals.length - i < most; --i) {
            Deal storage deal = deals[i - 1];
            (uint8 state, uint64 deadline) = exchange.saleOf(deal.id);
            same(state, uint256(deal.status) + 1, "state");
            same(deadline, deal.status == Status.ENDED ? 0 : deal.deadline, "deadline");
        }
    }
}
