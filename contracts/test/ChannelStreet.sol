// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {Channels} from "../src/Channels.sol";
import {IChannels} from "../src/IChannels.sol";
import {HookedToken, PermissiveToken} from "./Attackers.sol";
import {ChannelStage} from "./ChannelStage.sol";

/// Random deeds of four people who all pay each other in coin and dollars, beside a model of what each should have.
/// The model follows the terms alone: it never reads the contract's books.
contract Street is ChannelStage {
    struct Line {
        IChannels.Channel terms;
        bytes32 id;
        uint8 state;
        uint256 deposited;
        uint256 claimed;
        uint256 exitAt;
        bool pending;
    }

    uint256 private constant PEOPLE = 4;
    PermissiveToken private immutable permissive = new PermissiveToken();
    HookedToken private immutable hooked = new HookedToken();

    address[] private people;
    mapping(address person => uint256) internal keys;
    mapping(address person => address) internal voucherKeys;
    Line[] internal lines;
    uint256[] internal running;
    mapping(address => mapping(address => uint256)) public due;
    mapping(address => uint256) public locked;
    uint256 public begun;
    uint256 public ended;

    constructor() {
        vm.warp(START);
        channels = new Channels();
        dollar = new TestDollar();
        for (uint256 i = 0; i < PEOPLE; ++i) {
            uint256 key = 0x1000 + i;
            address person = vm.addr(key);
            people.push(person);
            keys[person] = key;
            voucherKeys[person] = vm.addr(key << 8);
            fund(person);
            put(person, COIN, FUNDS / 4);
            put(person, address(dollar), FUNDS / 4);
        }
        permissive.mint(who(0), FUNDS);
        hooked.mint(who(0), FUNDS);
        vm.startPrank(who(0));
        permissive.approve(address(channels), FUNDS);
        hooked.approve(address(channels), FUNDS);
        vm.stopPrank();
        put(who(0), address(permissive), FUNDS);
        put(who(0), address(hooked), FUNDS / 2);
    }

    function setUp() public override {}

    function parts() external view returns (Channels, TestDollar, address, address) {
        return (channels, dollar, address(permissive), address(hooked));
    }

    // --- deeds: money in and out

    function give(uint256 person, bool coin, uint256 amount) external {
        (address account, address token) = (who(person), tokenOf(coin));
        uint256 most = wealth(account, token);
        if (most != 0) put(account, token, between(amount, 1, most));
    }

    function take(uint256 person, bool coin, uint256 amount, uint256 to) external {
        (address account, address token) = (who(person), tokenOf(coin));
        if (due[account][token] == 0) return;
        amount = between(amount, 1, due[account][token]);
        vm.prank(account);
        channels.withdraw(token, amount, who(to));
        due[account][token] -= amount;
    }

    function takeTooMuch(uint256 person, bool coin) external {
        (address account, address token) = (who(person), tokenOf(coin));
        bytes memory call_ = abi.encodeCall(channels.withdraw, (token, due[account][token] + 1, account));
        vm.prank(account);
        holds(!tried(call_), "more than is due");
    }

    // --- deeds: channels

    function begin(uint256 pair, bool coin, uint96 amount, uint32 challenge, uint32 life, uint8 way) public {
        IChannels.Channel memory c = channelIn(tokenOf(coin));
        (c.payer, c.payee) = (who(pair), who(pair / PEOPLE));
        c.voucherKey = voucherKeys[c.payer];
        c.challenge = uint32(between(challenge, 1 hours, 2 days));
        c.expiry = life % 3 == 0 ? 0 : uint64(block.timestamp + between(life, 0, 5 days));
        c.salt = bytes32(lines.length);
        bytes32 id = channels.channelId(c);
        uint256 most = way % 3 == 1 ? due[c.payer][c.token] : wealth(c.payer, c.token);
        if (most == 0) return;
        amount = uint96(between(amount, 1, most));
        pay(c, amount, way, id, false);
        running.push(lines.length);
        lines.push(Line(c, id, OPEN, amount, 0, 0, false));
        ++begun;
    }

    /// Channels are what the rest needs: twice as many.
    function beginAgain(uint256 pair, bool coin, uint96 amount, uint8 way) external {
        begin(pair, coin, amount % 1e6, 1 hours, 0, way);
    }

    /// An id that was ever used, from the ledger or with new money.
    function beginAnew(uint256 which, bool ledger) external {
        if (lines.length == 0) return;
        IChannels.Channel memory c = lines[which % lines.length].terms;
        vm.prank(c.payer);
        if (ledger) {
            holds(!tried(abi.encodeCall(channels.openFromLedger, (c, 1))), "an id anew");
        } else {
            (bool ok,) = address(channels).call{value: c.token == COIN ? 1 : 0}(abi.encodeCall(channels.open, (c, 1)));
            holds(!ok, "an id anew");
        }
    }

    function topUp(uint256 which, uint96 amount, uint8 way) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        IChannels.Channel memory c = line.terms;
        if (line.state != OPEN || (c.expiry != 0 && block.timestamp > c.expiry)) return;
        uint256 most = way % 3 == 1 ? due[c.payer][c.token] : wealth(c.payer, c.token);
        if (most == 0) return;
        amount = uint96(between(amount, 1, most));
        pay(c, amount, way, keccak256(abi.encode(line.id, line.deposited)), true);
        line.deposited += amount;
    }

    /// @param by whose signature: 0 and 1 the right key's, 2 the payer's, 3 the payee's; 4 the right key's for another
    function claim(uint256 which, uint96 sum, uint8 by) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        sum = sumFor(line, sum);
        bool may = payable_(line, sum) != 0 && by % 5 < 2;
        holds(may == tried(abi.encodeCall(channels.claim, (line.terms, sum, sig(line, sum, by)))), "claim");
        if (may) credited(line, sum);
    }

    /// Good and bad ones together, each counts for itself.
    function claimMany(uint256[4] calldata which, uint96[4] calldata sums, uint8[4] calldata by) external {
        if (lines.length == 0) return;
        IChannels.SignedVoucher[] memory all = new IChannels.SignedVoucher[](4);
        for (uint256 i = 0; i < 4; ++i) {
            Line storage line = lines[which[i] % lines.length];
            uint96 sum = sumFor(line, sums[i]);
            all[i] = IChannels.SignedVoucher(line.terms, sum, sig(line, sum, by[i]));
            bool may = line.state != CLOSED && payable_(line, sum) != 0 && by[i] % 5 < 2;
            if (may) credited(line, sum);
        }
        channels.claimMany(all);
    }

    function close(uint256 which, uint96 sum, uint8 by, bool stranger) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        sum = sumFor(line, sum);
        bool adds = payable_(line, sum) != 0;
        bool may = !stranger && !line.pending && (!adds || by % 5 < 2);
        bytes memory signed = sig(line, sum, by);
        vm.prank(stranger ? ANYBODY : line.terms.payee);
        holds(may == tried(abi.encodeCall(channels.close, (line.terms, sum, signed))), "close");
        if (!may) return;
        if (adds) credited(line, sum);
        end(which);
    }

    function coopClose(uint256 which, uint96 sum, uint32 late, bool forged, bool byPayee) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        sum = sumFor(line, sum);
        uint64 until = uint64(block.timestamp - late % 2);
        address sender = byPayee ? line.terms.payee : line.terms.payer;
        bool between_ = sum >= line.claimed && sum <= line.deposited;
        bool may = between_ && late % 2 == 0 && !forged && sender == line.terms.payer && !line.pending;
        uint256 key = forged ? VOUCHER_KEY : keyOf(line.terms.payee);
        bytes memory signed = signature(key, coopDigest(line.id, sum, until));
        vm.prank(sender);
        holds(may == tried(abi.encodeCall(channels.coopClose, (line.terms, sum, until, signed))), "coopClose");
        if (!may) return;
        credited(line, sum);
        end(which);
    }

    function startExit(uint256 which, bool byPayee) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        address sender = byPayee ? line.terms.payee : line.terms.payer;
        bool may = sender == line.terms.payer && line.state == OPEN;
        vm.prank(sender);
        holds(may == tried(abi.encodeCall(channels.startExit, (line.terms))), "startExit");
        if (!may) return;
        line.state = EXITING;
        line.exitAt = block.timestamp + line.terms.challenge;
        if (line.terms.expiry != 0 && line.terms.expiry < line.exitAt) line.exitAt = line.terms.expiry;
    }

    function exit(uint256 which) external {
        if (running.length == 0) return;
        Line storage line = pick(which);
        bool over = line.state == EXITING && block.timestamp > line.exitAt;
        bool may = (over || (line.terms.expiry != 0 && block.timestamp > line.terms.expiry)) && !line.pending;
        holds(may == tried(abi.encodeCall(channels.exit, (line.terms))), "exit");
        if (may) end(which);
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + between(time, 1, 40_000));
    }

    // --- deeds: attacks

    /// Signatures that a permissive token takes for good, against the money that others have in it.
    function phantom(uint256 person, uint96 amount, bool again) external {
        IChannels.Channel memory c = channelIn(address(permissive));
        (c.payer, c.payee) = (who(person), who(person));
        amount = uint96(between(amount, 1, FUNDS));
        if (again) {
            holds(!tried(abi.encodeCall(channels.topUpWithAuthorization, (c, amount, 0, 1, 27, 0, 0))), "phantom");
        } else {
            holds(!tried(abi.encodeCall(channels.openWithAuthorization, (c, amount, 0, 1, 27, 0, 0))), "phantom");
        }
    }

    /// A token that comes back in the middle of a deposit, as the receiver of somebody's money or as a payer.
    function reenter(uint96 amount, bool out) external {
        uint256 most = hooked.balanceOf(who(0));
        if (most == 0) return;
        amount = uint96(between(amount, 1, most));
        IChannels.Channel memory c = channelIn(address(hooked));
        c.payer = address(this);
        bytes memory withdraw = abi.encodeCall(channels.withdraw, (address(hooked), 1, ANYBODY));
        bytes memory open = abi.encodeCall(channels.open, (c, 1));
        hooked.hook(address(this), abi.encodeCall(this.act, (out ? withdraw : open)));
        put(who(0), address(hooked), amount);
        holds(!hooked.answered(), "came back");
    }

    function act(bytes calldata call_) external {
        (bool ok,) = address(channels).call(call_);
        require(ok);
    }

    // --- the end

    /// Whatever was done before: each owner alone ends each channel; here the payee, there the payer.
    function endEverything() external {
        settleEverything();
        for (uint256 i = running.length; i > 0; --i) {
            Line storage line = lines[running[i - 1]];
            if (i % 2 == 0) {
                vm.prank(line.terms.payee);
                channels.close(line.terms, 0, "");
                end(i - 1);
            } else if (line.state == OPEN) {
                vm.prank(line.terms.payer);
                channels.startExit(line.terms);
            }
        }
        vm.warp(block.timestamp + 2 days + 1);
        for (uint256 i = running.length; i > 0; --i) {
            vm.prank(lines[running[i - 1]].terms.payer);
            channels.exit(lines[running[i - 1]].terms);
            end(i - 1);
        }
    }

    function settleEverything() internal virtual {}

    // --- the model

    function pay(IChannels.Channel memory c, uint96 amount, uint8 way, bytes32 nonce, bool more) private {
        bool direct = way % 3 == 0 || (way % 3 == 2 && c.token == COIN);
        if (way % 3 == 1) due[c.payer][c.token] -= amount;
        locked[c.token] += amount;
        if (direct || way % 3 == 1) {
            vm.prank(c.payer);
            uint256 value = direct && c.token == COIN ? amount : 0;
            if (direct && more) channels.topUp{value: value}(c, amount);
            else if (direct) channels.open{value: value}(c, amount);
            else if (more) channels.topUpFromLedger(c, amount);
            else channels.openFromLedger(c, amount);
            return;
        }
        Sig memory s = authorizedBy(keyOf(c.payer), amount, nonce);
        if (more) channels.topUpWithAuthorization(c, amount, 0, type(uint64).max, s.v, s.r, s.s);
        else channels.openWithAuthorization(c, amount, 0, type(uint64).max, s.v, s.r, s.s);
    }

    function authorizedBy(uint256 key, uint96 amount, bytes32 nonce) private view returns (Sig memory) {
        return authorization(key, amount, nonce, type(uint64).max);
    }

    /// What the voucher would add.
    function payable_(Line storage line, uint96 sum) internal view returns (uint256) {
        uint256 most = sum < line.deposited ? sum : line.deposited;
        return most > line.claimed ? most - line.claimed : 0;
    }

    function credited(Line storage line, uint96 sum) internal {
        uint256 more = payable_(line, sum);
        line.claimed += more;
        locked[line.terms.token] -= more;
        due[line.terms.payee][line.terms.token] += more;
    }

    function end(uint256 which) private {
        which = which % running.length;
        Line storage line = lines[running[which]];
        uint256 rest = line.deposited - line.claimed;
        locked[line.terms.token] -= rest;
        due[line.terms.payer][line.terms.token] += rest;
        (line.state, line.deposited, line.claimed, line.exitAt) = (CLOSED, 0, 0, 0);
        running[which] = running[running.length - 1];
        running.pop();
        ++ended;
    }

    function put(address account, address token, uint256 amount) private {
        deposit(account, token, amount);
        due[account][token] += amount;
    }

    function pick(uint256 which) internal view returns (Line storage) {
        return lines[running[which % running.length]];
    }

    function sumFor(Line storage line, uint96 sum) private view returns (uint96) {
        return uint96(between(sum, 0, line.deposited + line.deposited / 8 + 1));
    }

    function sig(Line storage line, uint96 sum, uint8 by) private view returns (bytes memory) {
        uint256 payerKey = keyOf(line.terms.payer);
        uint256 key = by % 5 == 2 ? payerKey : by % 5 == 3 ? keyOf(line.terms.payee) : payerKey << 8;
        bytes32 id = by % 5 == 4 ? keccak256(abi.encode(line.id)) : line.id;
        return signature(key, voucherDigest(id, sum));
    }

    function tried(bytes memory call_) internal returns (bool taken) {
        (taken,) = address(channels).call(call_);
    }

    function tokenOf(bool coin) private view returns (address) {
        return coin ? COIN : address(dollar);
    }

    function wealth(address account, address token) private view returns (uint256) {
        return token == COIN ? account.balance : dollar.balanceOf(account);
    }

    function keyOf(address person) internal view returns (uint256) {
        return keys[person];
    }

    function who(uint256 person) public view returns (address) {
        return people[person % PEOPLE];
    }

    /// All of them, or the last few.
    function checkLines(uint256 most) external view {
        for (uint256 i = lines.length; i > 0 && lines.length - i < most; --i) {
            Line storage line = lines[i - 1];
            stands(line.id, line.state, line.deposited, line.claimed, line.exitAt);
        }
    }
}
