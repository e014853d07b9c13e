// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {Channels} from "../src/Channels.sol";
import {IChannels} from "../src/IChannels.sol";
import {Test} from "./Test.sol";

/// A payer with money, a payee, and channels between them.
abstract contract ChannelStage is Test {
    uint256 internal constant PAYER_KEY = 0xa11ce;
    uint256 internal constant PAYEE_KEY = 0xb0b;
    uint256 internal constant VOUCHER_KEY = 0xc0ffee;
    uint256 internal constant FUNDS = 1e12;
    uint96 internal constant DEPOSIT = 1e6;
    uint32 internal constant CHALLENGE = 86400;
    uint256 internal constant START = 1_790_000_000;
    address internal constant COIN = address(0);
    address internal constant ANYBODY = address(0xa11);
    uint8 internal constant NONE = 0;
    uint8 internal constant OPEN = 1;
    uint8 internal constant EXITING = 2;
    uint8 internal constant CLOSED = 3;

    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant RECEIVE = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    struct Sig {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    Channels internal channels;
    TestDollar internal dollar;
    address internal payer = vm.addr(PAYER_KEY);
    address internal payee = vm.addr(PAYEE_KEY);
    address internal voucherKey = vm.addr(VOUCHER_KEY);

    function setUp() public virtual {
        vm.warp(START);
        channels = new Channels();
        dollar = new TestDollar();
        fund(payer);
    }

    function fund(address account) internal {
        dollar.mint(account, FUNDS);
        vm.deal(account, FUNDS);
        vm.prank(account);
        dollar.approve(address(channels), type(uint256).max);
    }

    function deposit(address account, address token, uint256 amount) internal {
        vm.prank(account);
        channels.deposit{value: token == COIN ? amount : 0}(token, amount);
    }

    function aChannel() internal view returns (IChannels.Channel memory) {
        return channelIn(address(dollar));
    }

    function channelIn(address token) internal view returns (IChannels.Channel memory channel) {
        channel.payer = payer;
        channel.payee = payee;
        channel.token = token;
        channel.voucherKey = voucherKey;
        channel.challenge = CHALLENGE;
        channel.salt = keccak256("salt");
    }

    function opened(IChannels.Channel memory channel) internal returns (bytes32 id) {
        id = channels.channelId(channel);
        vm.prank(channel.payer);
        channels.open{value: channel.token == COIN ? DEPOSIT : 0}(channel, DEPOSIT);
    }

    function exiting(IChannels.Channel memory channel) internal returns (bytes32 id) {
        id = opened(channel);
        vm.prank(channel.payer);
        channels.startExit(channel);
    }

    function closed(IChannels.Channel memory channel) internal returns (bytes32 id) {
        id = opened(channel);
        vm.prank(channel.payee);
        channels.close(channel, 0, "");
    }

    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function voucherDigest(bytes32 id, uint96 cumulative) internal view returns (bytes32) {
        return typedDigest(keccak256(abi.encode(keccak256("Voucher(bytes32 channelId,uint96 cumulative)"), id, cumulative)));
    }

    function voucher(bytes32 id, uint96 cumulative) internal view returns (bytes memory) {
        return signature(VOUCHER_KEY, voucherDigest(id, cumulative));
    }

    function coopDigest(bytes32 id, uint96 cumulative, uint256 validUntil) internal view returns (bytes32) {
        bytes32 kind = keccak256("CoopClose(bytes32 channelId,uint96 cumulative,uint64 validUntil)");
        return typedDigest(keccak256(abi.encode(kind, id, cumulative, validUntil)));
    }

    function typedDigest(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", channels.domainSeparator(), structHash));
    }

    function claim(IChannels.Channel memory channel, uint96 cumulative) internal {
        bytes memory sig = voucher(channels.channelId(channel), cumulative);
        channels.claim(channel, cumulative, sig);
    }

    function signedVoucher(IChannels.Channel memory channel, uint96 cumulative)
        internal
        view
        returns (IChannels.SignedVoucher memory)
    {
        return IChannels.SignedVoucher(channel, cumulative, voucher(channels.channelId(channel), cumulative));
    }

    function permitSig(uint256 amount, uint256 deadline) internal view returns (Sig memory) {
        bytes memory words = abi.encode(PERMIT, payer, address(channels), amount, dollar.nonces(payer), deadline);
        return dollarSig(PAYER_KEY, keccak256(words));
    }

    function authorization(uint256 amount, bytes32 nonce) internal view returns (Sig memory) {
        return authorization(PAYER_KEY, amount, nonce, START + 600);
    }

    function authorization(uint256 key, uint256 amount, bytes32 nonce, uint256 before)
        internal
        view
        returns (Sig memory)
    {
        bytes memory words = abi.encode(RECEIVE, vm.addr(key), address(channels), amount, 0, before, nonce);
        return dollarSig(key, keccak256(words));
    }

    function dollarSig(uint256 key, bytes32 structHash) private view returns (Sig memory sig) {
        bytes32 toSign = keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), structHash));
        (sig.v, sig.r, sig.s) = vm.sign(key, toSign);
    }

    function noAllowance() internal {
        vm.prank(payer);
        dollar.approve(address(channels), 0);
    }

    function refused(bytes memory reason) internal {
        vm.expectRevert(reason);
    }

    function wrongState(bytes32 id, uint8 state) internal {
        vm.expectRevert(abi.encodeWithSelector(IChannels.WrongState.selector, id, state));
    }

    function stands(bytes32 id, uint8 state, uint256 deposited, uint256 claimed, uint256 exitAt) internal view {
        (uint8 s, uint96 d, uint96 c, uint64 e) = channels.channelOf(id);
        same(s, state, "state");
        same(d, deposited, "deposited");
        same(c, claimed, "claimed");
        same(e, exitAt, "exitAt");
    }

    function owed(address account, address token) internal view returns (uint256) {
        return channels.ledger(account, token);
    }

    function has(address account, uint256 amount) internal view {
        same(owed(account, address(dollar)), amount, "ledger");
    }
}
