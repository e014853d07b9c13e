// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {UNIONS} from "../src/Addresses.sol";
import {IFairExchange} from "../src/IFairExchange.sol";
import {ILedger} from "../src/ILedger.sol";
import {IPayees} from "../src/IPayees.sol";
import {Unions} from "../src/Unions.sol";
import {BlacklistingToken, HookedToken, Puppet} from "./Attackers.sol";
import {Stage} from "./Stage.sol";

/// Proceeds of splits and unions.
contract PayeesTest is Stage {
    bytes32 private constant UNION = bytes32(uint256(3) << 254 | 77);
    address private referrer = address(0x2efe22e2);
    address private seeder = address(0x5eede2);

    function word(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function couple() private view returns (bytes32[] memory members, uint16[] memory bps) {
        (members, bps) = (new bytes32[](2), new uint16[](2));
        (members[0], bps[0]) = (word(payee), 9000);
        (members[1], bps[1]) = (word(referrer), 1000);
    }

    /// A sale settled for this payee.
    function sold(bytes32 to, address token) private returns (uint256 spent) {
        IFairExchange.Offer memory offer = anOffer();
        (offer.payee, offer.token) = (to, token);
        (offer.bond, offer.noShow) = (0, 0);
        offer.nonce = bytes32(gasleft());
        opened(offer);
        uint256 now_ = block.timestamp;
        vm.warp(now_ + DISPUTE_WINDOW + 1);
        spent = gasleft();
        exchange.settle(offer);
        spent -= gasleft();
        vm.warp(now_);
    }

    function has(address account, uint256 amount) private view {
        same(owed(account, address(dollar)), amount, "ledger");
    }

    function holdsOf(bytes32 account, uint256 amount) private view {
        same(exchange.ledgerOf(account, address(dollar)), amount, "ledger of the word");
    }

    function test_aSplitIsCreditedLikeAnyPayee() public {
        (bytes32[] memory members, uint16[] memory bps) = couple();
        bytes32 split = exchange.splitOf(members, bps);
        same(uint256(split) >> 254, 2, "tag");
        sold(split, address(dollar));
        holdsOf(split, PRICE);
        has(payee, 0);
    }

    /// What the fair exchange promises of splits: nothing more for the buyer or the seller to pay.
    function test_aSaleToASplitCostsWhatAnyOtherDoes() public {
        (bytes32[] memory members, uint16[] memory bps) = couple();
        bytes32 split = exchange.splitOf(members, bps);
        (uint256 plain, uint256 shared, uint256 union) =
            (sold(word(payee), COIN), sold(split, COIN), sold(UNION, COIN));
        holds(shared <= plain + 60 && union <= plain + 60, "first");
    }

    function test_distributePaysEachItsShareAndLeavesOneUnit() public {
        (bytes32[] memory members, uint16[] memory bps) = couple();
        bytes32 split = exchange.splitOf(members, bps);
        sold(split, address(dollar));
        uint256 moved = (PRICE - 1) * uint256(9000) / 10000 + (PRICE - 1) * uint256(1000) / 10000;
        vm.expectEmit(address(exchange));
        emit IPayees.Distributed(split, address(dollar), moved);
        vm.prank(ANYBODY);
        exchange.distribute(members, bps, address(dollar));
        has(payee, (PRICE - 1) * uint256(9000) / 10000);
        has(referrer, (PRICE - 1) * uint256(1000) / 10000);
        holdsOf(split, PRICE - moved);
        vm.prank(referrer);
        exchange.withdraw(address(dollar), 1, referrer);
    }

    function test_whatDidNotDivideIsDividedTheNextTime() public {
        (bytes32[] memory members, uint16[] memory bps) = couple();
        sold(exchange.splitOf(members, bps), address(dollar));
        exchange.distribute(members, bps, address(dollar));
        sold(exchange.splitOf(members, bps), address(dollar));
        exchange.distribute(members, bps, address(dollar));
        has(payee, 2 * uint256(PRICE) * 9 / 10 - 1);
        has(referrer, 2 * uint256(PRICE) / 10 - 1);
    }

    function test_theUnitThatStaysIsNotDistributed() public {
        (bytes32[] memory members, uint16[] memory bps) = couple();
        bytes32 split = exchange.splitOf(members, bps);
        bytes memory reason = abi.encodeWithSelector(IPayees.NothingThere.selector, split, address(dollar));
        refused(reason);
        exchange.distribute(members, bps, address(dollar));
        IFairExchange.Offer memory offer = anOffer();
        (offer.payee, offer.price) = (split, 1);
        bytes32 id = accept(offer);
        exchange.release(offer, signature(RELEASE_KEY, releaseDigest(id)));
        refused(reason);
        exchange.distribute(members, bps, address(dollar));
    }

    /// A share of nobody's, or of the contract's own, could never be withdrawn.
    function test_membersAreSomebody() public {
        (bytes32[] memory members, uint16[] memory bps) = couple();
        bytes32[4] memory nobodies =
            [bytes32(0), bytes32(uint256(1) << 160), bytes32(uint256(1) << 254), word(address(exchange))];
        for (uint256 i = 0; i < nobodies.length; ++i) {
            members[1] = nobodies[i];
            refused(abi.encodeWithSelector(IPayees.BadPayee.selector, nobodies[i]));
            exchange.splitOf(members, bps);
        }
    }

    function test_sharesAreTheWholeOrNothing() public {
        (bytes32[] memory members, uint16[] memory bps) = couple();
        for (uint16 wrong = 999; wrong <= 1001; wrong += 2) {
            bps[1] = wrong;
            refused(abi.encodeWithSelector(IPayees.BadShares.selector, 2, 2, 9000 + uint256(wrong)));
            exchange.splitOf(members, bps);
            refused(abi.encodeWithSelector(IPayees.BadShares.selector, 2, 2, 9000 + uint256(wrong)));
            exchange.distribute(members, bps, address(dollar));
        }
        bps[1] = 1000;
        refused(abi.encodeWithSelector(IPayees.BadShares.selector, 1, 2, 10000));
        exchange.splitOf(new bytes32[](1), bps);
        refused(abi.encodeWithSelector(IPayees.BadShares.selector, 0, 0, 0));
        exchange.splitOf(new bytes32[](0), new uint16[](0));
        (members, bps) = (new bytes32[](2), new uint16[](1));
        bps[0] = 10000;
        refused(abi.encodeWithSelector(IPayees.BadShares.selector, 2, 1, 10000));
        exchange.splitOf(members, bps);
    }

    /// Whoever names other members, or other shares, names another split.
    function test_nobodyElseSharesInASplit() public {
        (bytes32[] memory members, uint16[] memory bps) = couple();
        sold(exchange.splitOf(members, bps), address(dollar));
        members[1] = word(ANYBODY);
        refused(
            abi.encodeWithSelector(
                IPayees.NothingThere.selector, exchange.splitOf(members, bps), address(dollar)
            )
        );
        exchange.distribute(members, bps, address(dollar));
    }

    /// A referrer beside a union, and a split in a split: members are payees themselves.
    function test_membersMayBeSplitsAndUnions() public {
        (bytes32[] memory inner, uint16[] memory bps) = couple();
        bytes32 split = exchange.splitOf(inner, bps);
        bytes32[] memory outer = new bytes32[](3);
        uint16[] memory shares = new uint16[](3);
        (outer[0], outer[1], outer[2]) = (split, UNION, word(seeder));
        (shares[0], shares[1], shares[2]) = (5000, 2500, 2500);
        sold(exchange.splitOf(outer, shares), address(dollar));
        exchange.distribute(outer, shares, address(dollar));
        holdsOf(split, (PRICE - 1) / 2);
        holdsOf(UNION, (PRICE - 1) / 4);
        exchange.distribute(inner, bps, address(dollar));
        has(referrer, ((PRICE - 1) / 2 - 1) / 10);
    }

    /// Money is neither made nor lost, whatever is divided among whomever, one of them twice.
    function testFuzz_distributeMovesAndMakesNothing(uint256 seed, uint96 price) public {
        uint256 count = between(seed, 1, 9);
        bytes32[] memory members = new bytes32[](count);
        uint16[] memory bps = new uint16[](count);
        uint256 left = 10000;
        for (uint256 i = 0; i < count; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            members[i] = word(address(uint160(1000 + seed % 5)));
            bps[i] = uint16(i == count - 1 ? left : between(seed >> 8, 0, left));
            left -= bps[i];
        }
        bytes32 split = exchange.splitOf(members, bps);
        IFairExchange.Offer memory offer = anOffer();
        (offer.payee, offer.price, offer.bond, offer.noShow) = (split, uint96(between(price, 1, FUNDS)), 0, 0);
        bytes32 id = accept(offer);
        exchange.release(offer, signature(RELEASE_KEY, releaseDigest(id)));
        if (offer.price == 1) return;
        exchange.distribute(members, bps, address(dollar));
        uint256 sum = exchange.ledgerOf(split, address(dollar));
        holds(sum >= 1 && sum <= count, "what stays");
        for (uint256 i = 0; i < 5; ++i) sum += owed(address(uint160(1000 + i)), address(dollar));
        same(sum, offer.price, "sum");
    }

    // --- unions

    function unions() private returns (Unions there) {
        vm.etch(UNIONS, address(new Unions()).code);
        return Unions(UNIONS);
    }

    function received(Unions there, address token) private view returns (uint256 amount) {
        (amount,) = there.accountOf(UNION, token);
    }

    function test_forwardMovesAUnionsProceedsToUnions() public {
        Unions there = unions();
        address[2] memory tokens = [COIN, address(dollar)];
        for (uint256 i = 0; i < 2; ++i) {
            sold(UNION, tokens[i]);
            vm.expectEmit(address(exchange));
            emit IPayees.Forwarded(UNION, tokens[i], PRICE - 1);
            vm.prank(ANYBODY);
            exchange.forward(UNION, tokens[i]);
            same(received(there, tokens[i]), PRICE - 1, "received");
            same(exchange.ledgerOf(UNION, tokens[i]), 1, "stays");
            refused(abi.encodeWithSelector(IPayees.NothingThere.selector, UNION, tokens[i]));
            exchange.forward(UNION, tokens[i]);
            sold(UNION, tokens[i]);
            exchange.forward(UNION, tokens[i]);
            same(received(there, tokens[i]), 2 * PRICE - 1, "received");
        }
        same(dollar.balanceOf(UNIONS), 2 * PRICE - 1, "dollars there");
        same(UNIONS.balance, 2 * PRICE - 1, "coin there");
        same(dollar.allowance(address(exchange), UNIONS), 0, "no allowance stays");
    }

    /// protocol-review 2: to one address that is part of the code, and for unions only.
    function test_forwardIsForUnionsOnly() public {
        unions();
        (bytes32[] memory members, uint16[] memory bps) = couple();
        bytes32[4] memory others = [
            word(payee),
            exchange.splitOf(members, bps),
            bytes32(uint256(1) << 254 | 77),
            bytes32(0)
        ];
        sold(others[0], address(dollar));
        sold(others[1], address(dollar));
        for (uint256 i = 0; i < 4; ++i) {
            refused(abi.encodeWithSelector(IPayees.NotAUnion.selector, others[i]));
            exchange.forward(others[i], address(dollar));
        }
    }

    /// Coin sent to where there is no code yet would be gone.
    function test_whereUnionsIsNotDeployedTheMoneyWaits() public {
        sold(UNION, COIN);
        refused(abi.encodeWithSelector(IPayees.NoUnions.selector, UNIONS));
        exchange.forward(UNION, COIN);
        same(exchange.ledgerOf(UNION, COIN), PRICE, "waits");
        unions();
        exchange.forward(UNION, COIN);
    }

    function test_whatUnionsRefusesStaysInPlace() public {
        unions();
        BlacklistingToken token = new BlacklistingToken();
        token.mint(buyer, FUNDS);
        vm.prank(buyer);
        token.approve(address(exchange), FUNDS);
        sold(UNION, address(token));
        token.blockAccount(UNIONS);
        vm.expectRevert();
        exchange.forward(UNION, address(token));
        same(exchange.ledgerOf(UNION, address(token)), PRICE, "waits");
    }

    /// A token that comes back in the middle of a deposit and forwards, so that the balance tells two things at once.
    function test_forwardWaitsWhileATokenIsOnItsWay() public {
        unions();
        (HookedToken token, Puppet puppet) = (new HookedToken(), new Puppet());
        address[2] memory accounts = [buyer, address(puppet)];
        for (uint256 i = 0; i < 2; ++i) {
            token.mint(accounts[i], FUNDS);
            vm.prank(accounts[i]);
            token.approve(address(exchange), FUNDS);
        }
        sold(UNION, address(token));
        token.hook(address(exchange), abi.encodeCall(exchange.forward, (UNION, address(token))));
        puppet.act(address(exchange), 0, abi.encodeCall(exchange.deposit, (address(token), 100)));
        holds(!token.answered(), "forwarded meanwhile");
        same(exchange.ledgerOf(UNION, address(token)), PRICE, "waits");
    }

    function test_depositsAreBoundedSoThatCreditsNeverOverflow() public {
        uint256 most = type(uint128).max;
        vm.prank(buyer);
        refused(abi.encodeWithSelector(ILedger.TooMuch.selector, most + 1, most));
        exchange.deposit(address(dollar), most + 1);
        dollar.mint(buyer, most - FUNDS);
        deposit(buyer, address(dollar), most);
        has(buyer, most);
    }
}
