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

    struct Account {
        uint128 received;
        uint128 paid;
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
        uint128 received = account.received;
        uint256 room = type(uint128).max - received;
        if (amount > room) revert TooMuch(amount, room);
        unchecked {
            account.received = received + uint128(amount);
        }
        emit Paid(union, membership, token, msg.sender, amount);
    }

    function claim(Claim calldata c) external returns (uint256 amount) {
        _checkShare(c.membership, c.share);
        bytes32 membership = idOf(c.membership);
        Account storage account = _accounts[membership][c.token];
        (uint256 received, uint256 paid) = (account.received, account.paid);
        uint64 index = c.share.index;
        uint256 claimed = account.claimed[index];
        // 128 and 96 bits don't overflow, and one index is one leaf, whose part doesn't fall.
        amount = received * c.share.weight / c.membership.totalWeight - claimed;
        if (amount > received - paid) amount = received - paid;
        if (amount == 0) revert NothingDue(membership, c.token, index);
        account.claimed[index] = claimed + amount;
        account.paid = uint128(paid + amount);
        ledger[c.share.member][c.token] += amount;
        emit Claimed(membership, c.token, c.share.member, index, amount);
    }

    function claimMany(Claim[] calldata claims) external {
        for (uint256 i = 0; i < claims.length; ++i) {
            try this.claim(claims[i]) {}
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
        if (c.rule.secretary != address(0)) _checkSignature(c.rule.secretary, digest, secretarySignature);
        uint256 weight = 0;
        uint64 least = 0;
        for (uint256 i = 0; i < consents.length; ++i) {
            Share calldata share = consents[i].share;
            if (share.index < least) revert OutOfOrder(share.index, least);
            _checkShare(c.current, share);
            _checkSignature(share.member, digest, consents[i].signature);
            // An index is below count, so the next one is no overflow.
            least = share.index + 1;
            weight += share.weight;
            emit Consented(to, share.member, share.index, share.weight, consents[i].signature);
        }
        if (weight < c.rule.quorum) revert NoQuorum(weight, c.rule.quorum);
        _current[c.union] = to;
        emit Changed(c.union, from, to, c.next, c.nextRule, c.until, secretarySignature);
    }

    function accountOf(bytes32 membership, address token) external view returns (uint128 received, uint128 paid) {
        Account storage account = _accounts[membership][token];
        return (account.received, account.paid);
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

    function idOf(Membership calldata membership) public pure returns (bytes32) {
        uint256 tag = membership.previous == 0 ? UNION : LATER;
        return bytes32(uint256(keccak256(abi.encode(membership))) << 2 >> 2 | tag << 254);
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

    /// @dev The share is a leaf of the tree, at its own place.
    function _checkShare(Membership calldata membership, Share calldata share) private pure {
        (uint64 index, uint64 count) = (share.index, membership.count);
        if (index >= count) revert NoSuchMember(index, count);
        if (share.weight == 0 || share.weight > membership.totalWeight) {
            revert BadWeight(share.weight, membership.totalWeight);
        }
        // The least d with 2^d >= count.
        uint256 width = 1 << share.path.length;
        if (width < count || width >= 2 * uint256(count)) revert WrongDepth(share.path.length, count);
        bytes32 node = keccak256(abi.encodePacked(index, share.member, share.weight));
        node = _rootOf(node, index, share.path);
        if (node != membership.root) revert NotInTree(node, membership.root);
    }

    function _rootOf(bytes32 node, uint256 index, bytes32[] calldata path) private pure returns (bytes32) {
        for (uint256 i = 0; i < path.length; ++i) {
            bytes32 sibling = path[i];
            assembly ("memory-safe") {
                let right := shl(5, and(shr(i, index), 1))
                mstore(right, node)
                mstore(xor(right, 0x20), sibling)
                node := keccak256(0, 0x40)
            }
        }
        return node;
    }
}
