// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FairExchange} from "../src/FairExchange.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
import {
    BlacklistingToken,
    FeeToken,
    HookedToken,
    Minted,
    PermissiveToken,
    QuietToken,
    Refuser,
    Wallet
} from "./Attackers.sol";
import {Stage} from "./Stage.sol";

/// Random deeds in tokens that don't behave, by sellers whose signature is a contract's mood and receivers that refuse,
/// beside a model of what each should have all the same.
contract Bazaar is Stage {
    struct Deal {
        IFairExchange.Offer offer;
        uint256 deadline;
        bool revealed;
    }

    uint256 public constant TOKENS = 6;
    uint256 public constant PEOPLE = 3;

    address[TOKENS] public tokens;
    address[PEOPLE] public people;
    Wallet private immutable moody;
    HookedToken private immutable hooked;
    BlacklistingToken private immutable black;
    Deal[] private deals;
    mapping(address => mapping(address => uint256)) public due;
    mapping(address => uint256) public locked;
    mapping(address => uint256) public gifts;
    uint256 private made;
    /// How often a token came back in, and what it got done.
    uint256 public returns_;
    uint256 public endedMeanwhile;
    /// Who came back in got something else than the model says.
    bool public broken;

    constructor() {
        vm.warp(START);
        exchange = new FairExchange();
        (hooked, black, moody) = (new HookedToken(), new BlacklistingToken(), new Wallet());
        tokens = [
            COIN,
            address(hooked),
            address(black),
            address(new PermissiveToken()),
            address(new FeeToken()),
            address(new QuietToken())
        ];
        people = [address(moody), vm.addr(BUYER_KEY), address(new Refuser())];
        for (uint256 p = 0; p < PEOPLE; ++p) {
            vm.deal(people[p], FUNDS);
            for (uint256 t = 1; t < TOKENS; ++t) {
                Minted(tokens[t]).mint(people[p], FUNDS);
                vm.prank(people[p]);
                (bool ok,) = tokens[t].call(abi.encodeCall(hooked.approve, (address(exchange), type(uint256).max)));
                holds(ok, "approve");
            }
        }
    }

    function setUp() public override {}

    function place() external view returns (FairExchange) {
        return exchange;
    }

    // --- deeds

    function put(uint256 who, uint256 what, uint256 amount, uint256 hook) external {
        (address account, address token) = (people[who % PEOPLE], tokens[what % TOKENS]);
        amount = between(amount, 1, FUNDS / 100);
        armed(token, hook);
        if (tryDeposit(account, token, amount)) due[account][token] += amount;
        disarmed();
    }

    function take(uint256 who, uint256 what, uint256 amount, uint256 to, uint256 hook) external {
        (address account, address token) = (people[who % PEOPLE], tokens[what % TOKENS]);
        if (due[account][token] == 0) return;
        amount = between(amount, 1, due[account][token]);
        armed(token, hook);
        vm.prank(account);
        (bool ok,) = address(exchange)
            .call(abi.encodeCall(exchange.withdraw, (token, amount, people[to % PEOPLE])));
        if (ok) due[account][token] -= amount;
        disarmed();
    }

    /// @param how 0 allowance or coin, 1 a permit that isn't one, 2 an authorization that isn't one
    function buy(uint256 who, uint256 what, uint96 price, uint96 bond, uint256 mood, uint256 how, uint256 hook)
        external
    {
        IFairExchange.Offer memory offer = anOffer();
        (offer.seller, offer.buyer) = (address(moody), people[1 + who % 2]);
        offer.token = tokens[what % TOKENS];
        offer.payee = bytes32(uint256(uint160(people[(who >> 8) % PEOPLE])));
        offer.price = uint96(between(price, 1, FUNDS / 1000));
        offer.bond = uint96(between(bond, 0, due[offer.seller][offer.token]));
        offer.noShow = offer.bond / 3;
        offer.acceptBy = uint64(block.timestamp);
        offer.nonce = bytes32(++made);
        moody.say(Wallet.Answer(mood % 7));
        bool yes = mood % 7 == uint256(Wallet.Answer.YES) || mood % 7 == uint256(Wallet.Answer.BOMB);
        armed(offer.token, hook);
        if (tryAccept(offer, how % 3)) {
            holds(yes, "a seller that didn't say yes");
            holds(how % 3 != 2, "an authorization that no token knows");
            due[offer.seller][offer.token] -= offer.bond;
            locked[offer.token] += uint256(offer.price) + offer.bond;
            deals.push(Deal(offer, block.timestamp + offer.revealWindow, false));
        }
        disarmed();
    }

    function reveal(uint256 which) external {
        if (deals.length == 0) return;
        Deal storage deal = deals[which % deals.length];
        moody.say(Wallet.Answer.NO);
        if (deal.revealed || block.timestamp > deal.deadline) return;
        vm.prank(address(moody));
        exchange.reveal(deal.offer, K);
        (deal.revealed, deal.deadline) = (true, block.timestamp + deal.offer.disputeWindow);
    }

    function release(uint256 which) external {
        if (deals.length == 0) return;
        Deal storage deal = deals[which % deals.length];
        exchange.release(deal.offer, signature(RELEASE_KEY, releaseDigest(exchange.offerId(deal.offer))));
        credit(which % deals.length, payeeOf(deal.offer), deal.offer.price);
    }

    function end(uint256 which) external {
        if (deals.length != 0) tryEnd(which % deals.length);
    }

    function blackList(uint256 who) external {
        black.blockAccount(people[who % PEOPLE]);
    }

    /// Money that nobody asked for belongs to nobody, and changes nothing for anybody.
    function giveAway(uint256 what, uint256 amount) external {
        address token = tokens[what % TOKENS];
        amount = between(amount, 1, 1000);
        if (token == COIN) vm.deal(address(exchange), address(exchange).balance + amount);
        else Minted(token).mint(address(exchange), amount);
        gifts[token] += amount;
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + between(time, 1, 30_000));
    }

    function endEverything() external {
        vm.warp(block.timestamp + 61 days);
        while (deals.length > 0) holds(tryEnd(deals.length - 1), "ends without anybody's help");
    }

    /// What the hooked token does in the middle of a transfer. It forgets what its call answers, so it is kept here.
    function comeBack(uint256 deed) external {
        ++returns_;
        try this.within(deed) {}
        catch {
            broken = true;
        }
    }

    function within(uint256 deed) external {
        address account = people[(deed >> 8) % PEOPLE];
        uint256 amount = between(deed >> 16, 1, 1000);
        if (deed % 4 == 0) {
            bool paid = tryDeposit(account, address(hooked), amount);
            holds(!paid || inWithdrawal, "a deposit within a deposit");
            if (paid) due[account][address(hooked)] += amount;
        } else if (deed % 4 == 1) {
            vm.prank(account);
            (bool ok,) = address(exchange).call(abi.encodeCall(exchange.withdraw, (address(hooked), amount, ANYBODY)));
            holds(!ok || inWithdrawal, "a withdrawal within a deposit");
            if (ok) due[account][address(hooked)] -= amount;
        } else if (deals.length != 0 && tryEnd((deed >> 16) % deals.length)) {
            ++endedMeanwhile;
        }
    }

    // --- the model

    bool private inWithdrawal;

    function armed(address token, uint256 hook) private {
        // In a withdrawal the ledger has been written and nothing is measured, so there a second one, or a deposit, is all right.
        inWithdrawal = msg.sig == this.take.selector;
        if (token == address(hooked) && hook % 2 == 0) {
            hooked.hook(address(this), abi.encodeCall(this.comeBack, (hook >> 1)));
        }
    }

    function disarmed() private {
        hooked.hook(address(0), "");
        holds(!broken, "who came back in got what the model says");
    }

    function tryDeposit(address account, address token, uint256 amount) private returns (bool ok) {
        uint256 value = token == COIN ? amount : 0;
        if (account.balance < value) return false;
        vm.prank(account);
        (ok,) = address(exchange).call{value: value}(abi.encodeCall(exchange.deposit, (token, amount)));
    }

    function tryAccept(IFairExchange.Offer memory offer, uint256 how) private returns (bool ok) {
        bytes memory call_ = how == 0
            ? abi.encodeCall(exchange.accept, (offer, ""))
            : how == 1
                ? abi.encodeCall(exchange.acceptWithPermit, (offer, "", block.timestamp, 27, 0, 0))
                : abi.encodeCall(exchange.acceptWithAuthorization, (offer, "", 0, type(uint256).max, 27, 0, 0));
        uint256 value = offer.token == COIN && how == 0 ? offer.price : 0;
        if (offer.buyer.balance < value) return false;
        vm.prank(offer.buyer);
        (ok,) = address(exchange).call{value: value}(call_);
    }

    function tryEnd(uint256 place_) private returns (bool) {
        Deal storage deal = deals[place_];
        bool may = block.timestamp > deal.deadline;
        bytes memory call_ = deal.revealed
            ? abi.encodeCall(exchange.settle, (deal.offer))
            : abi.encodeCall(exchange.refund, (deal.offer));
        (bool ok,) = address(exchange).call(call_);
        holds(ok == may, "end");
        if (!ok) return false;
        if (deal.revealed) credit(place_, payeeOf(deal.offer), deal.offer.price);
        else credit(place_, deal.offer.buyer, uint256(deal.offer.price) + deal.offer.noShow);
        return true;
    }

    function credit(uint256 place_, address winner, uint256 amount) private {
        IFairExchange.Offer memory offer = deals[place_].offer;
        uint256 whole = uint256(offer.price) + offer.bond;
        due[winner][offer.token] += amount;
        due[offer.seller][offer.token] += whole - amount;
        locked[offer.token] -= whole;
        deals[place_] = deals[deals.length - 1];
        deals.pop();
    }

    function payeeOf(IFairExchange.Offer memory offer) private pure returns (address) {
        return address(uint160(uint256(offer.payee)));
    }
}
