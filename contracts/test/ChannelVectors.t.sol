// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {Channels} from "../src/Channels.sol";
import {IChannels} from "../src/IChannels.sol";
import {ChannelStage} from "./ChannelStage.sol";

/// The contract's formats against docs/vectors/channel.json, which a script of its own has written.
contract ChannelVectorsTest is ChannelStage {
    string private json;

    function setUp() public override {
        json = vm.readFile("../docs/vectors/channel.json");
        vm.warp(START);
        vm.chainId(vm.parseJsonUint(json, ".domain.chainId"));
        channels = Channels(etched(".domain.verifyingContract", address(new Channels()).code));
        dollar = TestDollar(etched(".channels[0].message.token", address(new TestDollar()).code));
    }

    function etched(string memory place, bytes memory code) private returns (address where) {
        where = vm.parseJsonAddress(json, place);
        vm.etch(where, code);
    }

    function test_names() public view {
        same(channels.domainSeparator(), vm.parseJsonBytes32(json, ".domainSeparator"), "domain");
        uint256 seen = 0;
        for (; vm.keyExistsJson(json, line(seen, "")); ++seen) {
            bytes32 id = channels.channelId(terms(seen));
            same(id, vm.parseJsonBytes32(json, line(seen, ".channelId")), "channelId");
            for (uint256 i = 0; vm.keyExistsJson(json, line(seen, string.concat(".vouchers[", vm.toString(i), "]"))); ++i) {
                string memory place = line(seen, string.concat(".vouchers[", vm.toString(i), "]"));
                uint96 cumulative = uint96(vm.parseJsonUint(json, string.concat(place, ".message.cumulative")));
                bytes32 expected = vm.parseJsonBytes32(json, string.concat(place, ".digest"));
                same(voucherDigest(id, cumulative), expected, "voucher");
                bytes memory sig = signature(vm.parseJsonUint(json, ".keys.voucherKey"), expected);
                bytes memory given = vm.parseJsonBytes(json, string.concat(place, ".signature"));
                same(keccak256(sig), keccak256(given), "signature");
            }
        }
        same(seen, 3, "channels");
        bytes32 nonce = keccak256(
            abi.encode(channels.channelId(terms(0)), vm.parseJsonUint(json, ".topUpNonce.deposited"))
        );
        same(nonce, vm.parseJsonBytes32(json, ".topUpNonce.nonce"), "nonce");
    }

    /// The calls as ethers encodes them, with the signatures that ethers made.
    function test_calls() public {
        IChannels.Channel memory c = terms(0);
        bytes32 id = channels.channelId(c);
        dollar.mint(c.payer, 1e7);
        vm.prank(c.payer);
        dollar.approve(address(channels), 1e7);
        dollar.mint(c.payee, 20_000);
        vm.prank(c.payee);
        dollar.approve(address(channels), 20_000);
        deposit(c.payer, address(dollar), 1e6);
        uint256 blank = vm.snapshotState();
        send(c.payer, "openFromLedger");
        stands(id, OPEN, 1e6, 0, 0);
        vm.revertToState(blank);
        send(c.payer, "open");
        send(c.payer, "topUp");
        stands(id, OPEN, 1e6 + 5, 0, 0);
        uint256 open = vm.snapshotState();
        send(ANYBODY, "claim");
        stands(id, OPEN, 1e6 + 5, 250_000, 0);
        vm.revertToState(open);
        send(ANYBODY, "claimMany");
        stands(id, OPEN, 1e6 + 5, 250_000, 0);
        vm.revertToState(open);
        send(c.payee, "close");
        has(c.payee, 250_000);
        vm.revertToState(open);
        send(c.payer, "coopClose");
        has(c.payee, 240_000);
        vm.revertToState(open);
        deposit(c.payee, address(dollar), 20_000);
        send(c.payee, "reveal");
        stands(id, OPEN, 1e6 + 5, 100_000, 0);
        vm.warp(START + 86401);
        send(ANYBODY, "settle");
        has(c.payee, 170_000);
        vm.revertToState(open);
        send(c.payer, "startExit");
        vm.warp(START + 86401);
        send(ANYBODY, "exit");
        stands(id, CLOSED, 0, 0, 0);
    }

    function send(address sender, string memory name) private {
        bytes memory call_ = vm.parseJsonBytes(json, string.concat(".calldata.", name));
        vm.prank(sender);
        (bool ok,) = address(channels).call(call_);
        holds(ok, name);
    }

    function terms(uint256 i) private view returns (IChannels.Channel memory c) {
        c.payer = vm.parseJsonAddress(json, line(i, ".message.payer"));
        c.payee = vm.parseJsonAddress(json, line(i, ".message.payee"));
        c.token = vm.parseJsonAddress(json, line(i, ".message.token"));
        c.voucherKey = vm.parseJsonAddress(json, line(i, ".message.voucherKey"));
        c.challenge = uint32(vm.parseJsonUint(json, line(i, ".message.challenge")));
        c.expiry = uint64(vm.parseJsonUint(json, line(i, ".message.expiry")));
        c.salt = vm.parseJsonBytes32(json, line(i, ".message.salt"));
    }

    function line(uint256 i, string memory what) private pure returns (string memory) {
        return string.concat(".channels[", vm.toString(i), "]", what);
    }
}
