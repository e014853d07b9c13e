// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestDollar} from "../demo/TestDollar.sol";
import {Test} from "./Test.sol";

contract TestDollarTest is Test {
    uint256 private constant KEY = 0xa11ce;
    uint256 private constant START = 1_790_000_000;
    bytes32 private constant NONCE = keccak256("nonce");
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant TRANSFER = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant RECEIVE = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");

    struct Sig {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    TestDollar private dollar;
    address private owner = vm.addr(KEY);
    address private other = address(0xbee);

    function setUp() public {
        vm.warp(START);
        dollar = new TestDollar();
        dollar.mint(owner, 100);
    }

    function signed(bytes memory words) private view returns (Sig memory sig) {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), keccak256(words)));
        (sig.v, sig.r, sig.s) = vm.sign(KEY, digest);
    }

    function authorized(bytes32 kind) private view returns (Sig memory) {
        return signed(abi.encode(kind, owner, other, 10, START - 1, START + 10, NONCE));
    }

    function transferred(Sig memory sig) private {
        dollar.transferWithAuthorization(owner, other, 10, START - 1, START + 10, NONCE, sig.v, sig.r, sig.s);
    }

    function test_saysWhatItIs() public view {
        same(keccak256(bytes(dollar.name())), keccak256("Play Dollar (no value)"), "name");
        same(keccak256(bytes(dollar.symbol())), keccak256("PLAY"), "symbol");
        same(keccak256(bytes(dollar.version())), keccak256("1"), "version");
        same(dollar.decimals(), 6, "decimals");
        (, string memory name,, uint256 chainId, address place,,) = dollar.eip712Domain();
        same(keccak256(bytes(name)), keccak256(bytes(dollar.name())), "domain's name");
        holds(chainId == block.chainid && place == address(dollar), "domain");
    }

    function test_permitsOnce() public {
        Sig memory sig = signed(abi.encode(PERMIT, owner, other, 5, 0, START));
        dollar.permit(owner, other, 5, START, sig.v, sig.r, sig.s);
        same(dollar.allowance(owner, other), 5, "allowance");
        vm.expectRevert();
        dollar.permit(owner, other, 5, START, sig.v, sig.r, sig.s);
    }

    function test_permitsUntilTheDeadline() public {
        Sig memory sig = signed(abi.encode(PERMIT, owner, other, 5, 0, START));
        vm.warp(START + 1);
        vm.expectRevert(abi.encodeWithSelector(TestDollar.Expired.selector, START + 1, START));
        dollar.permit(owner, other, 5, START, sig.v, sig.r, sig.s);
    }

    function test_movesOnAnAuthorizationOnce() public {
        transferred(authorized(TRANSFER));
        same(dollar.balanceOf(other), 10, "balance");
        Sig memory sig = authorized(TRANSFER);
        vm.expectRevert(abi.encodeWithSelector(TestDollar.AuthorizationSpent.selector, owner, NONCE));
        transferred(sig);
    }

    function test_anAuthorizationHoldsBetweenItsInstants() public {
        Sig memory sig = authorized(TRANSFER);
        vm.warp(START - 1);
        vm.expectRevert(abi.encodeWithSelector(TestDollar.NotYetValid.selector, START - 1, START - 1));
        transferred(sig);
        vm.warp(START + 10);
        vm.expectRevert(abi.encodeWithSelector(TestDollar.Expired.selector, START + 10, START + 10));
        transferred(sig);
    }

    function test_receivingIsForThePayee() public {
        Sig memory sig = authorized(RECEIVE);
        vm.expectRevert(abi.encodeWithSelector(TestDollar.OnlyPayee.selector, address(this), other));
        dollar.receiveWithAuthorization(owner, other, 10, START - 1, START + 10, NONCE, sig.v, sig.r, sig.s);
        vm.prank(other);
        dollar.receiveWithAuthorization(owner, other, 10, START - 1, START + 10, NONCE, sig.v, sig.r, sig.s);
        same(dollar.balanceOf(other), 10, "balance");
    }

    function test_oneKindOfSignatureIsNotTheOther() public {
        Sig memory sig = authorized(RECEIVE);
        vm.expectRevert();
        transferred(sig);
    }

    function test_anAuthorizationCanBeCancelled() public {
        Sig memory sig = signed(abi.encode(CANCEL, owner, NONCE));
        dollar.cancelAuthorization(owner, NONCE, sig.v, sig.r, sig.s);
        holds(dollar.authorizationState(owner, NONCE), "spent");
        sig = authorized(TRANSFER);
        vm.expectRevert(abi.encodeWithSelector(TestDollar.AuthorizationSpent.selector, owner, NONCE));
        transferred(sig);
    }

    function test_anybodyMintsAnything() public {
        vm.prank(other);
        dollar.mint(other, 1e30);
        same(dollar.balanceOf(other), 1e30, "balance");
    }
}
