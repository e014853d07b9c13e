// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {IStorageDeals} from "../src/IStorageDeals.sol";
import {StorageDeals} from "../src/StorageDeals.sol";
import {DealModel} from "./DealModel.sol";

/// Random deals of four people who all store and let store, in coin and dollars, beside the model.
contract StorageMarket is DealModel {
    uint256 private constant PEOPLE = 4;
    string private constant PERMIT =
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)";
    string private constant RECEIVE =
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)";

    mapping(address => uint256) public outside;
    /// How often what the fuzzer tried was done.
    mapping(bytes4 handler => uint256) public done;

    constructor() {
        vm.warp(START);
        chain.roll(FIRST_BLOCK);
        deals = new StorageDeals();
        dollar = new TestDollar();
        outside[COIN] = PEOPLE * FUNDS;
        outside[address(dollar)] = PEOPLE * FUNDS;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            fund(who(i));
            put(who(i), COIN, FUNDS / 4);
            put(who(i), address(dollar), FUNDS / 4);
        }
    }

    function parts() external view returns (StorageDeals, TestDollar) {
        return (deals, dollar);
    }

    // --- money

    function give(uint256 person, bool coin, uint256 amount) external {
        address account = who(person);
        uint256 most = coin ? account.balance : dollar.balanceOf(account);
        if (most != 0) put(account, tokenOf(coin), between(amount, 1, most));
    }

    function take(uint256 person, bool coin, uint256 amount, uint256 to) external {
        address account = who(person);
        address token = tokenOf(coin);
        if (due[account][token] == 0) return;
        amount = between(amount, 1, due[account][token]);
        vm.prank(account);
        deals.withdraw(token, amount, who(to));
        due[account][token] -= amount;
        outside[token] += amount;
    }

    function takeTooMuch(uint256 person, bool coin) external {
        address account = who(person);
        bytes memory call_ = abi.encodeCall(
            deals.withdraw, (tokenOf(coin), due[account][tokenOf(coin)] + 1, account)
        );
        vm.prank(account);
        holds(!tried(call_), "more than is due");
    }

    // --- opening

    function store(uint256 people, bool coin, bool fromLedger, Wish calldata wish) external {
        (IStorageDeals.Deal memory deal, bytes32 id, bytes memory sig) = drafted(people, coin, fromLedger, wish);
        if (deal.pricePerEpoch == 0) return;
        vm.prank(deal.client);
        if (fromLedger) deals.openFromLedger(deal, sig);
        else deals.open{value: coin ? price(deal) : 0}(deal, sig);
        note(deal, id);
        pay(deal, fromLedger);
    }

    /// @param how 0 by a stranger's permit, 1 by a permit that somebody submitted first, else by the client's own
    function storeByPermit(uint256 people, uint256 how, Wish calldata wish) external {
        (IStorageDeals.Deal memory deal, bytes32 id, bytes memory sig) = drafted(people, false, false, wish);
        if (deal.pricePerEpoch == 0) return;
        how %= 4;
        vm.prank(deal.client);
        dollar.approve(address(deals), 0);
        uint256 nonce = dollar.nonces(deal.client);
        bytes32 digest = dollarDigest(
            abi.encode(keccak256(bytes(PERMIT)), deal.client, address(deals), price(deal), nonce, START)
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(how == 0 ? 0x999 : keyOfAccount(deal.client), digest);
        if (how == 1) dollar.permit(deal.client, address(deals), price(deal), START, v, r, s);
        vm.prank(deal.client);
        bool taken = tried(abi.encodeCall(deals.openWithPermit, (deal, sig, START, v, r, s)));
        holds(taken == (how != 0), "by permit");
        if (taken) {
            note(deal, id);
            pay(deal, false);
            ++done[msg.sig];
        }
        vm.prank(deal.client);
        dollar.approve(address(deals), type(uint256).max);
    }

    /// @param how 0 signed by a stranger, 1 for another deal, 2 for less money, else as it should be
    function storeByAuthorization(uint256 people, uint256 how, Wish calldata wish) external {
        (IStorageDeals.Deal memory deal, bytes32 id, bytes memory sig) = drafted(people, false, false, wish);
        if (deal.pricePerEpoch == 0) return;
        how %= 6;
        bytes32 digest = dollarDigest(
            abi.encode(
                keccak256(bytes(RECEIVE)),
                deal.client,
                address(deals),
                how == 2 ? price(deal) - 1 : price(deal),
                0,
                START + 1,
                how == 1 ? bytes32(how) : id
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(how == 0 ? 0x999 : keyOfAccount(deal.client), digest);
        bytes memory call_ = abi.encodeCall(deals.openWithAuthorization, (deal, sig, 0, START + 1, v, r, s));
        vm.prank(ANYBODY);
        bool taken = tried(call_);
        holds(taken == (how > 2), "by authorization");
        if (!taken) return;
        note(deal, id);
        pay(deal, false);
        ++done[msg.sig];
        holds(!tried(call_), "an authorization twice");
    }

    /// The same terms again at another price, with money for it or not.
    function renew(uint256 which, uint256 how, uint96 newPrice) external {
        if (purses.length == 0) return;
        uint256 place = which % purses.length;
        // Mostly one that can be.
        for (uint256 i = 0; how % 4 > 1 && i < purses.length && !renewable(purses[place]); ++i) {
            place = (place + 1) % purses.length;
        }
        Purse storage purse = purses[place];
        // In one of four it is waited for.
        if (how % 4 == 0 && purse.state == RUNNING) {
            (uint256 length, uint256 window) = (purse.deal.epochBlocks, purse.deal.windowBlocks);
            uint256 last = purse.start + purse.deal.epochs * length + window;
            if (block.number <= last) chain.roll(last + 1);
        }
        IStorageDeals.Deal memory deal = purse.deal;
        deal.pricePerEpoch = uint96(between(newPrice, 1, due[deal.client][deal.token] / deal.epochs + 1));
        deal.nonce = bytes32(purses.length);
        deal.predecessor = how % 8 == 1 ? purses[(place + 1) % purses.length].id : purse.id;
        bytes32 id = deals.dealId(deal);
        bytes memory sig = signature(keyOfAccount(deal.provider), id);
        (bool may,) = address(this).call(abi.encodeCall(this.renewedInModel, (place, deal, id)));
        vm.prank(deal.client);
        holds(may == tried(abi.encodeCall(deals.renew, (purse.deal, deal, sig))), "renew");
        if (may) ++done[msg.sig];
    }

    /// As one step, so that nothing of it stays if it can't be. Called from above alone.
    function renewedInModel(uint256 place, IStorageDeals.Deal memory deal, bytes32 id) external {
        Purse storage purse = purses[place];
        holds(deal.predecessor == purse.id, "its renewal");
        if (purse.state == RUNNING) {
            holds(maySettle(purse), "something to settle");
            settled(purse);
        }
        holds(renewable(purse), "renewable");
        note(deal, id);
        pay(deal, true);
    }

    function renewable(Purse storage purse) private view returns (bool) {
        return purse.state == COMPLETED || purse.state == ENDED_EARLY;
    }

    function drafted(uint256 people, bool coin, bool fromLedger, Wish calldata wish)
        private
        view
        returns (IStorageDeals.Deal memory deal, bytes32 id, bytes memory sig)
    {
        (address from, address to) = (who(people / PEOPLE), who(people));
        deal = wished(wish, tokenOf(coin), from, to);
        uint256 most = fromLedger ? spendable(deal) : coin ? to.balance : dollar.balanceOf(to);
        deal.pricePerEpoch = most < deal.epochs ? 0 : uint96(between(wish.price, 1, most / deal.epochs));
        id = deals.dealId(deal);
        sig = signature(keyOf(people / PEOPLE), id);
    }

    function pay(IStorageDeals.Deal memory deal, bool fromLedger) private {
        if (fromLedger) due[deal.client][deal.token] -= price(deal);
        else outside[deal.token] -= price(deal);
    }

    function dollarDigest(bytes memory struct_) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), keccak256(struct_)));
    }

    // --- proving

    /// The next epoch that can be: goes to its window first.
    function prove(uint256 which, uint256 delay, bool genuine) external {
        if (running.length == 0) return;
        Purse storage purse = purses[running[which % running.length]];
        (uint256 epoch, uint256 b) = nextOf(purse);
        if (epoch >= purse.deal.epochs) return;
        toWindowOf(purse, b, delay);
        (bytes memory proof, bool may) = shown(purse, epoch, genuine, delay);
        holds(may == tried(abi.encodeCall(deals.prove, (purse.id, epoch, proof))), "prove");
        if (may) purse.proven |= 1 << epoch;
    }

    /// At one deal's window, for any deals whatever, some of them twice, some with another's bytes.
    function proveMany(uint256 seed, uint8 many) external {
        if (running.length == 0) return;
        Purse storage first = purses[running[seed % running.length]];
        (, uint256 b) = nextOf(first);
        toWindowOf(first, b, seed >> 64);
        IStorageDeals.Proof[] memory batch = new IStorageDeals.Proof[](1 + many % 5);
        uint256[] memory places = new uint256[](batch.length);
        for (uint256 i = 0; i < batch.length; ++i) {
            uint256 salt = uint256(keccak256(abi.encode(seed, i)));
            // That deal first, then half of those that run.
            places[i] = salt >> 255 == 0 ? running[salt % running.length] : salt % purses.length;
            if (i == 0) places[i] = running[seed % running.length];
            Purse storage purse = purses[places[i]];
            (uint256 epoch,) = nextOf(purse);
            if (epoch != 0 && salt >> 252 & 7 != 0) --epoch;
            bool may;
            (batch[i].dealId, batch[i].epoch) = (purse.id, epoch);
            (batch[i].samples, may) = shown(purse, epoch, salt >> 248 & 3 != 0, salt >> 64);
            if (!may) continue;
            purse.proven |= 1 << epoch;
            ++done[msg.sig];
        }
        deals.proveMany(batch);
        for (uint256 i = 0; i < places.length; ++i) {
            (,,, uint256 proven) = deals.dealOf(purses[places[i]].id);
            same(proven, purses[places[i]].proven, "proven in a batch");
        }
    }

    function toWindowOf(Purse storage purse, uint256 b, uint256 delay) private {
        chain.roll(b + between(delay, 1, uint256(purse.deal.windowBlocks) + 3));
        if (block.number - b <= 256 && delay % 2 == 1) deals.pin(b);
    }

    // --- endings

    function settle(uint256 which) external {
        if (running.length == 0) return;
        Purse storage purse = purses[running[which % running.length]];
        bool may = maySettle(purse);
        holds(may == tried(abi.encodeCall(deals.settle, (purse.deal))), "settle");
        if (may) settled(purse);
    }

    /// Deals whatever, some of them twice, some that are over, some that never were.
    function settleMany(uint256 seed, uint8 many) external {
        if (purses.length == 0) return;
        IStorageDeals.Deal[] memory batch = new IStorageDeals.Deal[](many % 6);
        for (uint256 i = 0; i < batch.length; ++i) {
            uint256 salt = uint256(keccak256(abi.encode(seed, i)));
            bool any = running.length == 0 || salt >> 254 == 0;
            Purse storage purse = purses[any ? salt % purses.length : running[salt % running.length]];
            batch[i] = purse.deal;
            if (salt >> 250 & 7 == 0) {
                batch[i].pricePerEpoch += 1;
            } else if (maySettle(purse)) {
                settled(purse);
                ++done[msg.sig];
            }
        }
        deals.settleMany(batch);
    }

    function endEarly(uint256 which, bool agreed) external {
        if (running.length == 0) return;
        Purse storage purse = purses[running[which % running.length]];
        uint32 epochs = uint32(decidedOf(purse));
        bytes32 digest = earlyEndDigest(purse.id, epochs, uint64(START));
        bytes memory clientSig = signature(keyOfAccount(purse.deal.client), digest);
        bytes memory providerSig = signature(agreed ? keyOfAccount(purse.deal.provider) : 0x999, digest);
        bool may = agreed && mayEndEarly(purse, epochs);
        bytes memory call_ =
            abi.encodeCall(deals.endEarly, (purse.deal, epochs, uint64(START), clientSig, providerSig));
        holds(may == tried(call_), "endEarly");
        if (may) endedEarly(purse, epochs);
    }

    function wait(uint256 blocks) external {
        chain.roll(block.number + between(blocks, 1, 700));
    }

    /// Whatever was done before: whoever waits gets every deal ended without anybody's help.
    function endEverything() external {
        chain.roll(block.number + 10_000);
        while (running.length != 0) {
            Purse storage purse = purses[running[running.length - 1]];
            vm.prank(ANYBODY);
            deals.settle(purse.deal);
            settled(purse);
        }
    }

    function put(address account, address token, uint256 amount) private {
        deposit(account, token, amount);
        due[account][token] += amount;
        outside[token] -= amount;
    }

    function tried(bytes memory call_) private returns (bool taken) {
        (taken,) = address(deals).call(call_);
    }

    function tokenOf(bool coin) private view returns (address) {
        return coin ? COIN : address(dollar);
    }

    function keyOf(uint256 person) private pure returns (uint256) {
        return 0x1000 + person % PEOPLE;
    }

    function keyOfAccount(address account) private pure returns (uint256 key) {
        key = keyOf(0);
        while (vm.addr(key) != account) ++key;
    }

    function who(uint256 person) public pure returns (address) {
        return vm.addr(keyOf(person));
    }
}
