// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {IStorageDeals} from "../src/IStorageDeals.sol";
import {StorageDeals} from "../src/StorageDeals.sol";
import {
    BlacklistingToken,
    FalseToken,
    FeeToken,
    Greedy,
    HookedToken,
    Minted,
    PermissiveToken,
    QuietToken,
    Refuser,
    ShrinkingToken,
    Wallet
} from "./Attackers.sol";
import {DealModel} from "./DealModel.sol";

/// Random deals in coin, dollars and tokens that don't behave, with a provider whose signature is a contract's mood, a
/// client that refuses coin and one that comes back in whenever it is paid. The model is written before the contract is
/// asked, so whoever comes back in meets both at the same point; each deed says beforehand whether it will be done.
contract DealBazaar is DealModel {
    uint256 public constant TOKENS = 9;
    uint256 public constant PEOPLE = 5;
    uint256 private constant RICHES = 1000 * FUNDS;

    address[TOKENS] public tokens;
    address[PEOPLE] public people;
    mapping(address => uint256) public gifts;
    Wallet private immutable moody = new Wallet();
    Greedy private immutable greedy = new Greedy();
    HookedToken private immutable hooked = new HookedToken();
    BlacklistingToken private immutable black = new BlacklistingToken();
    /// A token is being paid with.
    bool private busy;
    /// Somebody who came back in got something else than the model says.
    bool public broken;
    /// How often somebody came back in, and what was done there.
    uint256 public returns_;
    uint256 public doneMeanwhile;

    constructor() {
        vm.warp(START);
        chain.roll(FIRST_BLOCK);
        deals = new StorageDeals();
        tokens = [
            COIN,
            address(hooked),
            address(black),
            address(new PermissiveToken()),
            address(new FeeToken()),
            address(new QuietToken()),
            address(new ShrinkingToken()),
            address(new FalseToken()),
            address(new TestDollar())
        ];
        people = [address(moody), provider, client, address(new Refuser()), address(greedy)];
        for (uint256 p = 0; p < PEOPLE; ++p) {
            vm.deal(people[p], RICHES);
            for (uint256 t = 1; t < TOKENS; ++t) {
                Minted(tokens[t]).mint(people[p], RICHES);
                vm.prank(people[p]);
                (bool ok,) = tokens[t].call(abi.encodeCall(hooked.approve, (address(deals), type(uint256).max)));
                holds(ok, "approve");
            }
        }
    }

    function place() external view returns (StorageDeals) {
        return deals;
    }

    // --- deeds

    /// Collateral, or what a later deal is paid with.
    function put(uint256 who, uint256 what, uint256 amount, uint256 hook) external {
        arm(hook);
        putIn(people[who % PEOPLE], tokenAt(what), amount);
        disarm();
    }

    function take(uint256 who, uint256 what, uint256 amount, uint256 to, uint256 hook) external {
        arm(hook);
        takeOut(people[who % PEOPLE], tokenAt(what), amount, to % 2 == 0 ? address(greedy) : people[to / 2 % PEOPLE]);
        disarm();
    }

    function takeTooMuch(uint256 who, uint256 what) external {
        tooMuch(people[who % PEOPLE], tokenAt(what));
    }

    /// @param how 0 allowance or coin, 1 a permit that isn't one, 2 an authorization that isn't one, 3 the ledger
    function store(uint256 people_, uint256 what, uint256 how, uint256 mood, uint256 hook, Wish calldata wish)
        external
    {
        arm(hook);
        begin(people_, tokenAt(what), how % 4, mood, wish);
        disarm();
    }

    function prove(uint256 which, uint256 delay, bool genuine) external {
        if (running.length == 0) return;
        Purse storage purse = purses[running[which % running.length]];
        (uint256 epoch, uint256 b) = nextOf(purse);
        if (epoch >= purse.deal.epochs) return;
        chain.roll(b + between(delay, 1, uint256(purse.deal.windowBlocks) + 3));
        (bytes memory proof, bool may) = shown(purse, epoch, genuine, delay);
        if (may) purse.proven |= 1 << epoch;
        holds(may == sent(ANYBODY, 0, abi.encodeCall(deals.prove, (purse.id, epoch, proof))), "prove");
    }

    function settle(uint256 which) external {
        finishSome(which);
    }

    function endEarly(uint256 which, uint256 mood) external {
        endSome(which, mood);
    }

    function blackList(uint256 who) external {
        black.blockAccount(people[who % PEOPLE]);
    }

    /// Money that nobody asked for belongs to nobody, and changes nothing for anybody.
    function giveAway(uint256 what, uint256 amount) external {
        address token = tokenAt(what);
        amount = between(amount, 1, FUNDS / 1000);
        if (token == COIN) vm.deal(address(deals), address(deals).balance + amount);
        else Minted(token).mint(address(deals), amount);
        gifts[token] += amount;
    }

    function wait(uint256 blocks) external {
        chain.roll(block.number + between(blocks, 1, 700));
    }

    /// By a stranger, with the moody one saying no.
    function endEverything() external {
        chain.roll(block.number + 10_000);
        moody.say(Wallet.Answer.NO);
        while (running.length != 0) holds(finishSome(running.length - 1), "ends without anybody's help");
    }

    /// Whoever can be paid at all gets all that is due, at an address that it names.
    function takeEverything() external {
        for (uint256 p = 0; p < PEOPLE; ++p) {
            for (uint256 t = 0; t < TOKENS; ++t) {
                uint256 all = due[people[p]][tokens[t]];
                if (all != 0) holds(takeOut(people[p], tokens[t], all - 1, ANYBODY), "taken");
            }
        }
    }

    /// What a hooked token and a greedy receiver do in the middle of a transfer. They forget what their call answers,
    /// so it is kept here.
    function comeBack(uint256 deed) external {
        stand();
        ++returns_;
        try this.within(deed) returns (bool did) {
            if (did) ++doneMeanwhile;
        } catch {
            broken = true;
        }
    }

    function within(uint256 deed) external returns (bool) {
        for (uint256 p = 0; p < PEOPLE; ++p) {
            tooMuch(people[p], COIN);
            tooMuch(people[p], address(hooked));
        }
        (address account, uint256 seed) = (people[(deed >> 8) % PEOPLE], deed >> 24);
        address token = deed % 2 == 0 ? address(hooked) : tokens[(deed >> 16) % TOKENS];
        uint256 kind = (deed % 256) / 2 % 5;
        if (kind == 0) return putIn(account, token, seed);
        if (kind == 1) return takeOut(account, token, seed, people[(seed >> 64) % PEOPLE]);
        if (kind == 2) return finishSome(seed);
        if (kind == 3) return endSome(seed % 2 == 0 ? type(uint256).max : seed >> 1, seed >> 64);
        Wish memory wish = Wish(uint96(seed), uint96(seed >> 8), 0, 0, uint32(seed >> 16), 0, 0, 0);
        return begin(seed >> 32, token, (seed >> 64) % 4, 0, wish);
    }

    // --- each beside the model; whether it was done

    function putIn(address account, address token, uint256 amount) private returns (bool may) {
        amount = between(amount, 1, FUNDS / 100);
        if (token == tokens[4] && amount % 2 == 0) amount = between(amount, 1, 99);
        may = comes(account, token, amount);
        bytes memory call_ = abi.encodeCall(deals.deposit, (token, amount));
        holds(may == paying(account, token, token == COIN ? amount : 0, call_), "deposit");
        // Not before: who comes back in while the token is on its way can't spend it yet.
        if (may) due[account][token] += amount;
    }

    function takeOut(address account, address token, uint256 amount, address to) private returns (bool may) {
        if (due[account][token] == 0) return false;
        amount = between(amount, 0, due[account][token] - 1) + 1;
        may = token == COIN ? to != people[3] : !busy;
        if (token == address(black) && black.blocked(to)) may = false;
        if (may) due[account][token] -= amount;
        holds(may == sent(account, 0, abi.encodeCall(deals.withdraw, (token, amount, to))), "withdraw");
    }

    function tooMuch(address account, address token) private {
        bytes memory call_ = abi.encodeCall(deals.withdraw, (token, due[account][token] + 1, ANYBODY));
        holds(!sent(account, 0, call_), "more than is due");
    }

    function begin(uint256 people_, address token, uint256 how, uint256 mood, Wish memory wish)
        private
        returns (bool may)
    {
        address from = people[people_ % 3];
        IStorageDeals.Deal memory deal = wished(wish, token, from, people[(people_ >> 8) % PEOPLE]);
        deal.pricePerEpoch = uint96(between(wish.price, 1, token == tokens[4] ? 20 : FUNDS / 1000));
        bytes32 id = deals.dealId(deal);
        uint256 due_ = price(deal);
        may = how == 3 ? spendable(deal) >= due_ : how != 2 && comes(deal.client, token, due_);
        if (how == 1 && token == COIN) may = false;
        if (from == address(moody)) {
            if (!agrees(mood)) may = false;
        }
        if (may) {
            note(deal, id);
            if (how == 3) due[deal.client][token] -= due_;
        }
        uint256 value = how == 0 && token == COIN ? due_ : 0;
        bytes memory call_ = opening(deal, how, from == address(moody) ? bytes("") : signature(keyOf(from), id));
        bool did = how == 3 ? sent(deal.client, 0, call_) : paying(deal.client, token, value, call_);
        holds(did == may, "open");
    }

    function opening(IStorageDeals.Deal memory deal, uint256 how, bytes memory sig)
        private
        view
        returns (bytes memory)
    {
        if (how == 0) return abi.encodeCall(deals.open, (deal, sig));
        if (how == 1) return abi.encodeCall(deals.openWithPermit, (deal, sig, START, 27, 0, 0));
        if (how == 3) return abi.encodeCall(deals.openFromLedger, (deal, sig));
        return abi.encodeCall(deals.openWithAuthorization, (deal, sig, 0, type(uint256).max, 27, 0, 0));
    }

    function finishSome(uint256 which) private returns (bool may) {
        if (running.length == 0) return false;
        Purse storage purse = purses[running[which % running.length]];
        may = maySettle(purse);
        if (may) settled(purse);
        holds(may == sent(ANYBODY, 0, abi.encodeCall(deals.settle, (purse.deal))), "settle");
    }

    /// The greatest number is the last deal, which may be the one that is being paid for.
    function endSome(uint256 which, uint256 mood) private returns (bool may) {
        if (running.length == 0) return false;
        if (which == type(uint256).max) which = running.length - 1;
        Purse storage purse = purses[running[which % running.length]];
        IStorageDeals.Deal memory deal = purse.deal;
        uint32 epochs = uint32(decidedOf(purse));
        may = mayEndEarly(purse, epochs);
        bytes memory sig = "";
        if (deal.provider != address(moody)) {
            sig = signature(keyOf(deal.provider), earlyEndDigest(purse.id, epochs, uint64(START)));
        } else {
            bool yes = agrees(mood);
            if (deal.client != address(moody) && !yes) may = false;
        }
        if (may) endedEarly(purse, epochs);
        bytes memory call_ = abi.encodeCall(deals.endEarly, (deal, epochs, uint64(START), "", sig));
        holds(may == sent(deal.client, 0, call_), "endEarly");
    }

    // --- what is to be expected

    /// Whether that amount would come in, and exactly.
    function comes(address from, address token, uint256 amount) private view returns (bool) {
        if (token == COIN) return true;
        if (busy || token == tokens[6] || token == tokens[7]) return false;
        if (token == tokens[4]) return amount < 100;
        return token != address(black) || !black.blocked(from);
    }

    /// Half of the time it says yes plainly.
    function agrees(uint256 mood) private returns (bool) {
        Wallet.Answer answer = mood % 14 < 7 ? Wallet.Answer.YES : Wallet.Answer(mood % 7);
        moody.say(answer);
        return answer == Wallet.Answer.YES || answer == Wallet.Answer.BOMB;
    }

    /// Half of the time one of the two with which somebody comes back in.
    function tokenAt(uint256 what) private view returns (address) {
        return what % 4 < 2 ? tokens[1 - what % 4] : tokens[what / 4 % TOKENS];
    }

    function keyOf(address account) private view returns (uint256) {
        return account == people[1] ? PROVIDER_KEY : CLIENT_KEY;
    }

    /// The door is shut as long as it takes.
    function paying(address account, address token, uint256 value, bytes memory call_) private returns (bool did) {
        bool before = busy;
        busy = before || token != COIN;
        did = sent(account, value, call_);
        busy = before;
    }

    function sent(address account, uint256 value, bytes memory call_) private returns (bool did) {
        vm.prank(account);
        (did,) = address(deals).call{value: value}(call_);
    }

    function arm(uint256 hook) private {
        if (hook % 4 == 0) return;
        bytes memory call_ = abi.encodeCall(this.comeBack, (hook >> 2));
        hooked.hook(address(this), call_);
        greedy.want(address(this), call_);
    }

    function disarm() private {
        stand();
        holds(!broken, "who came back in got what the model says");
    }

    function stand() private {
        hooked.hook(COIN, "");
        greedy.want(COIN, "");
    }
}
