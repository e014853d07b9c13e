// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IUnions} from "./IUnions.sol";
import {Signed} from "./Signed.sol";

/// @title Unions. What each function does for whom stands in IUnions.
/// @dev What holds at the end of every call, for every membership m with received R(m,T), paid P(m,T) and leaves i of
/// weight w(i) and claimed C(m,T,i), and L(a,T) = ledger(a,T):
///
///   (1)  balance(this, T) >= sum over m of (R - P)(m,T) + sum over a of L(a,T)    equal, but for what was forced in
///   (2)  P(m,T) = sum over i of C(m,T,i) <= R(m,T)                               whatever the weights sum to
///   (3)  C(m,T,i) <= floor(R(m,T) * w(i) / totalWeight(m))
///   (4)  if the weights sum to totalWeight(m), every leaf can bring C(m,T,i) to the right side of (3), in any order;
///        what then remains, R - P, is less than count(m)
///   (5)  R, P and C never fall; L(a,T) falls only by withdraw of a
///   (6)  R(m,T) rises only by pay, and only while m is the current membership of the union paid
///   (7)  current(u) moves only from m to a membership whose `previous` is m, with the signatures that m's rule asks for:
///        so it never returns to one that it left
///
/// They hold for any token whose transfers move what they say; a token that lies hurts its own holders, for no sum above
/// mixes two tokens. Code without immutables and arguments is the same on every chain: FairExchange knows its address.
contract Unions is IUnions {
    using SafeERC20 for IERC20;

    /// @dev sums: received << 128 | paid.
    struct Account {
        uint256 sums;
        mapping(uint64 index => uint256) claimed;
    }

    address private constant COIN = address(0);
    uint256 private constant IDLE = 1;
    uint256 private constant BUSY = 2;
    uint256 private constant UNION = 3;
    uint256 private constant LATER = 1;

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant NAME = keccak256("Peer Unions");
    bytes32 private constant VERSION = keccak256("1");
    bytes32 private constant CHANGE_TYPE = keccak256(
        "Change(bytes32 union,bytes32 previous,bytes32 root,uint96 totalWeight,uint64 count,uint96 quorum,address secretary,bytes32 terms,uint64 until)"
    );

    mapping(address account => mapping(address token => uint256)) public ledger;
    mapping(bytes32 membership => mapping(address token => Account)) private _accounts;
    /// @dev Zero until the first change.
    mapping(bytes32 union => bytes32 membership) private _current;
    uint256 private _door;

    function pay(bytes32 union, address token, uint256 amount) external payable {
        _checkUnion(union);
        if (amount == 0) revert ZeroAmount();
        uint256 due = token == COIN ? amount : 0;
        if (msg.value != due) revert WrongValue(msg.value, due);
        if (token != COIN) _pull(token, amount);
        bytes32 membership = current(union);
        Account storage account = _accounts[membership][token];
        uint256 sums = account.sums;
        uint256 room = type(uint128).max - (sums >> 128);
        if (amount > room) revert TooMuch(amount, room);
        account.sums = sums + (amount << 128);
        emit Paid(union, membership, token, msg.sender, amount);
    }

    function claim(Membership memory membership, address token, Leaf memory leaf, bytes32[] calldata path)
        public
        returns (uint256 amount)
    {
        _checkLeaf(membership, leaf, path);
        bytes32 id = idOf(membership);
        Account storage account = _accounts[id][token];
        uint256 sums = account.sums;
        uint256 claimed = account.claimed[leaf.index];
        // 128 and 96 bits don't overflow; one index is one leaf, whose part never falls; paid never exceeds received.
        unchecked {
            uint256 unpaid = (sums >> 128) - uint128(sums);
            amount = (sums >> 128) * leaf.weight / membership.totalWeight - claimed;
            if (amount > unpaid) amount = unpaid;
            if (amount == 0) revert NothingDue(id, token, leaf.index);
            account.claimed[leaf.index] = claimed + amount;
            account.sums = sums + amount;
        }
        ledger[leaf.member][token] += amount;
        emit Claimed(id, token, leaf.member, leaf.index, amount);
    }

    function claimMany(Claim[] calldata claims) external {
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim calldata c = claims[i];
            try this.claim(c.membership, c.token, c.leaf, c.path) {}
            catch (bytes memory reason) {
                emit Skipped(i, reason);
            }
        }
    }

    function withdraw(address token, uint256 amount, address to) external {
        if (amount == 0) revert ZeroAmount();
        if (to == address(0) || to == address(this)) revert BadReceiver(to);
        uint256 available = ledger[msg.sender][token];
        if (available < amount) revert Insufficient(msg.sender, token, available, amount);
        unchecked {
            ledger[msg.sender][token] = available - amount;
        }
        emit Withdrawn(msg.sender, token, amount, to);
        if (token == COIN) {
            _send(to, amount);
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }

    function change(Change calldata c, bytes calldata secretarySignature, Consent[] calldata consents) external {
        if (block.timestamp > c.until) revert TooLate(block.timestamp, c.until);
        bytes32 from = _checkChange(c);
        bytes32 to = idOf(c.next);
        bytes32 digest = changeDigest(c.union, c.next, c.nextRule, c.until);
        if (c.rule.secretary != address(0)) {
            _checkSignature(c.rule.secretary, digest, secretarySignature);
        } else if (secretarySignature.length != 0) {
            // Nothing unchecked goes on record.
            revert BadSignature(address(0), digest);
        }
        uint256 weight = 0;
        uint64 least = 0;
        for (uint256 i = 0; i < consents.length; ++i) {
            Consent calldata consent = consents[i];
            Leaf calldata leaf = consent.leaf;
            if (leaf.index < least) revert OutOfOrder(leaf.index, least);
            _checkLeaf(c.current, leaf, consent.path);
            _checkSignature(leaf.member, digest, consent.signature);
            // An index is below count, so the next one is no overflow.
            least = leaf.index + 1;
            weight += leaf.weight;
            emit Consented(to, leaf.member, leaf.index, leaf.weight, consent.signature);
        }
        if (weight < c.rule.quorum) revert NoQuorum(weight, c.rule.quorum);
        _current[c.union] = to;
        emit Changed(c.union, from, to, c.next, c.nextRule, c.until, secretarySignature);
    }

    function accountOf(bytes32 membership, address token) external view returns (uint128 received, uint128 paid) {
        uint256 sums = _accounts[membership][token].sums;
        return (uint128(sums >> 128), uint128(sums));
    }

    function claimedOf(bytes32 membership, address token, uint64 index) external view returns (uint256) {
        return _accounts[membership][token].claimed[index];
    }

    function current(bytes32 union) public view returns (bytes32 membership) {
        membership = _current[union];
        if (membership == 0) membership = union;
    }

    function changeDigest(bytes32 union, Membership calldata next, Rule calldata nextRule, uint64 until)
        public
        view
        returns (bytes32)
    {
        bytes32 structHash = keccak256(
            abi.encode(
                CHANGE_TYPE,
                union,
                next.previous,
                next.root,
                next.totalWeight,
                next.count,
                nextRule.quorum,
                nextRule.secretary,
                nextRule.terms,
                until
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domainSeparator(), structHash));
    }

    function domainSeparator() public view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPE, NAME, VERSION, block.chainid, address(this)));
    }

    /// @dev In memory a membership is the five words that abi.encode gives.
    function idOf(Membership memory membership) public pure returns (bytes32 id) {
        uint256 tag = membership.previous == 0 ? UNION : LATER;
        assembly ("memory-safe") {
            id := or(shr(2, shl(2, keccak256(membership, 0xa0))), shl(254, tag))
        }
    }

    function ruleHash(Rule calldata rule) public pure returns (bytes32) {
        return keccak256(abi.encode(rule));
    }

    /// @dev While the token is on its way no other payment may come in: two could be credited for one rise. A withdrawal
    /// may: it lowers what is owed by as much as the balance, and the balance must have risen all the same.
    function _pull(address token, uint256 amount) private {
        if (token.code.length == 0) revert NotAToken(token);
        if (_door == BUSY) revert Busy();
        _door = BUSY;
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 present = IERC20(token).balanceOf(address(this));
        uint256 risen = present < before ? 0 : present - before;
        if (risen != amount) revert NotExact(token, risen, amount);
        _door = IDLE;
    }

    /// @dev Nothing that the receiver returns is copied.
    function _send(address to, uint256 amount) private {
        bool sent;
        assembly ("memory-safe") {
            sent := call(gas(), to, amount, 0, 0, 0, 0)
        }
        if (!sent) revert SendFailed(to, amount);
    }

    function _checkChange(Change calldata c) private view returns (bytes32 from) {
        _checkUnion(c.union);
        from = idOf(c.current);
        bytes32 present = current(c.union);
        if (from != present) revert NotCurrent(c.union, from, present);
        _checkRule(c.rule, c.current.rule);
        if (c.rule.secretary == address(0) && c.rule.quorum == 0) revert Fixed(c.union);
        if (c.next.previous != from) revert WrongPrevious(c.next.previous, from);
        _checkRule(c.nextRule, c.next.rule);
        (uint96 total, uint64 count, uint96 quorum) = (c.next.totalWeight, c.next.count, c.nextRule.quorum);
        if (total == 0 || count == 0 || quorum > total) revert BadMembership(total, count, quorum);
    }

    function _checkUnion(bytes32 union) private pure {
        if (uint256(union) >> 254 != UNION) revert NotAUnion(union);
    }

    function _checkRule(Rule calldata rule, bytes32 expected) private pure {
        bytes32 hash = ruleHash(rule);
        if (hash != expected) revert WrongRule(hash, expected);
    }

    function _checkSignature(address account, bytes32 digest, bytes calldata signature) private view {
        if (!Signed.byAccount(account, digest, signature)) revert BadSignature(account, digest);
    }

    /// @dev The leaf is in the tree, at its own place.
    function _checkLeaf(Membership memory membership, Leaf memory leaf, bytes32[] calldata path) private pure {
        (uint64 index, uint64 count) = (leaf.index, membership.count);
        if (index >= count) revert NoSuchMember(index, count);
        (uint96 weight, uint96 totalWeight) = (leaf.weight, membership.totalWeight);
        if (weight == 0 || weight > totalWeight) revert BadWeight(weight, totalWeight);
        // The least d with 2^d >= count.
        uint256 width = 1 << path.length;
        if (width < count || width >> 1 >= count) revert WrongDepth(path.length, count);
        bytes32 root = _rootOver(keccak256(abi.encodePacked(index, leaf.member, weight)), index, path);
        if (root != membership.root) revert NotInTree(root, membership.root);
    }

    /// @dev Bit i of the index tells on which side the node of height i is.
    function _rootOver(bytes32 node, uint256 index, bytes32[] calldata path) private pure returns (bytes32) {
        assembly ("memory-safe") {
            let end := add(path.offset, shl(5, path.length))
            index := shl(5, index)
            for { let at := path.offset } lt(at, end) { at := add(at, 0x20) } {
                let side := and(index, 0x20)
                mstore(side, node)
                mstore(xor(side, 0x20), calldataload(at))
                node := keccak256(0, 0x40)
                index := shr(1, index)
            }
        }
        return node;
    }
}
