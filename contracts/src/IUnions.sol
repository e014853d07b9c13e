// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Money for many, posted at one price whatever their number
/// @notice A union is a list of members with weights, known here by one Merkle root. Whoever pays the union writes one
/// slot. Each member's part of all that ever came is reckoned when it is claimed, and kept in a ledger for that member.
/// The list may change by a new root, if the rule that the union was founded with is met and the consents are shown.
/// What came before a change belongs to the old list for good; nobody can touch it.
/// Nobody owns, pauses, upgrades or taxes this contract.
/// @dev Units: amounts in base units of the token (wei where token is the zero address); instants in unix seconds of
/// block.timestamp; weights are plain numbers, a member's part is weight / totalWeight.
///
/// Ids. The top two bits of a 32-byte payee tell what it is, in this contract and in FairExchange:
///   11  a union: the founding membership's id; what `pay` takes and what an offer names as payee
///   10  a split (FairExchange; means nothing here)
///   01  a later membership of a union; holds money, but can't be paid directly
///   00  an account: an address in the low 20 bytes, 96 zero bits above
/// The other 254 bits of an id are those of keccak256(abi.encode(Membership)). Nothing is registered: an id that is
/// the hash of nothing can be paid, and then nobody can ever claim. Whoever pays checks the list behind the id first.
///
/// Tree. leaf = keccak256(uint64 index | address member | uint96 weight), 40 bytes; node = keccak256(left | right), 64
/// bytes; the lengths tell them apart. The leaf of member i is at place i; a missing leaf is 32 zero bytes. Depth is
/// the least d with 2^d >= count. Formats: docs/protocol/07-unions.md, vectors in docs/vectors/union.json.
///
/// Rounding. A member's part is rounded down from the sum of all receipts, so what is lost is made up by the next one:
/// never more than one base unit a member lies idle, and dust doesn't grow with the number of payments.
interface IUnions {
    /// @notice Who gets what, and by which rule that may change. Its hash, tagged, is its id.
    /// @param root of the tree over the members
    /// @param totalWeight at least 1; meant to be the sum of the weights. Where the leaves sum to more, those who claim
    /// first are paid, and never more in all than came in; that harms this union only
    /// @param count of members, at least 1
    /// @param previous id of the membership that this one succeeds; zero for the founding one
    /// @param rule keccak256(abi.encode(Rule))
    struct Membership {
        bytes32 root;
        uint96 totalWeight;
        uint64 count;
        bytes32 previous;
        bytes32 rule;
    }

    /// @notice What a change of this membership needs: the secretary's signature where there is a secretary, and the
    /// consent of members who have together at least the quorum. With neither, the membership is fixed for good.
    /// @param quorum in weight, 0 to totalWeight; 0 leaves it to the secretary alone
    /// @param secretary an account, or a contract such as a multisig (ERC-1271); or the zero address
    /// @param terms hash of what the members agreed to in words; evidence, not read by the contract
    struct Rule {
        uint96 quorum;
        address secretary;
        bytes32 terms;
    }

    /// @notice One member's place in the tree.
    /// @param index counted from 0
    /// @param weight 1 to totalWeight
    struct Leaf {
        uint64 index;
        address member;
        uint96 weight;
    }

    /// @param path the siblings from the leaf up to below the root; as many as the tree is deep
    struct Claim {
        Membership membership;
        address token;
        Leaf leaf;
        bytes32[] path;
    }

    /// @param union the founding membership's id
    /// @param current the membership that holds now, `rule` what is behind its hash
    /// @param next the one that shall follow, `nextRule` what is behind its hash
    /// @param until the last second in which the consents may be used
    struct Change {
        bytes32 union;
        Membership current;
        Rule rule;
        Membership next;
        Rule nextRule;
        uint64 until;
    }

    /// @param leaf the member's, in the current membership; path as in Claim
    /// @param signature by the member over changeDigest: ECDSA (65 bytes), else ERC-1271, asked in this call only
    struct Consent {
        Leaf leaf;
        bytes32[] path;
        bytes signature;
    }

    /// @param membership id of the membership that it belongs to
    event Paid(
        bytes32 indexed union, bytes32 indexed membership, address indexed token, address payer, uint256 amount
    );
    event Claimed(
        bytes32 indexed membership, address indexed token, address indexed member, uint64 index, uint256 amount
    );
    /// @param place in the batch, counted from 0
    /// @param reason the error with which `claim` refuses this one
    event Skipped(uint256 place, bytes reason);
    event Withdrawn(address indexed account, address indexed token, uint256 amount, address to);
    event Changed(
        bytes32 indexed union,
        bytes32 indexed from,
        bytes32 indexed to,
        Membership next,
        Rule nextRule,
        uint64 until,
        bytes secretarySignature
    );
    /// @param to id of the membership that was agreed to
    event Consented(bytes32 indexed to, address indexed member, uint64 index, uint96 weight, bytes signature);

    error ZeroAmount();
    /// @notice The top two bits aren't 11: this is no union's id.
    error NotAUnion(bytes32 id);
    /// @notice Coin sent with the call isn't what is due with it.
    error WrongValue(uint256 sent, uint256 due);
    /// @notice There is no contract at the address.
    error NotAToken(address token);
    /// @notice The token moved something else than it was asked to (a fee, a rebase, or nothing at all).
    error NotExact(address token, uint256 received, uint256 due);
    /// @notice A token called back in while it was being paid with.
    error Busy();
    /// @notice A union takes less than 2^128 base units of a token, ever.
    error TooMuch(uint256 amount, uint256 room);
    error NoSuchMember(uint64 index, uint64 count);
    error BadWeight(uint96 weight, uint96 totalWeight);
    /// @notice The path isn't as long as a tree over so many is deep.
    error WrongDepth(uint256 length, uint64 count);
    /// @notice The member isn't one of the list.
    error NotInTree(bytes32 root, bytes32 expected);
    /// @notice All that is this member's, or all that there is, has been claimed.
    error NothingDue(bytes32 membership, address token, uint64 index);
    /// @notice The ledger of the account holds less than the call needs.
    error Insufficient(address account, address token, uint256 available, uint256 needed);
    /// @notice The zero address and this contract can't be paid out to.
    error BadReceiver(address to);
    error SendFailed(address to, uint256 amount);
    error TooLate(uint256 time, uint256 deadline);
    /// @notice Another membership than the one given holds now.
    error NotCurrent(bytes32 union, bytes32 given, bytes32 current);
    /// @notice The rule given isn't the one behind the membership's hash.
    error WrongRule(bytes32 hash, bytes32 expected);
    error WrongPrevious(bytes32 previous, bytes32 expected);
    /// @notice Nobody and nothing of weight would ever be paid, or the quorum couldn't be reached.
    error BadMembership(uint96 totalWeight, uint64 count, uint96 quorum);
    /// @notice The rule knows neither secretary nor quorum.
    error Fixed(bytes32 union);
    /// @notice Neither an ECDSA signature by that account nor accepted by it as a contract (ERC-1271).
    error BadSignature(address signer, bytes32 digest);
    /// @notice Consents come by rising index, so that none counts twice.
    error OutOfOrder(uint64 index, uint64 least);
    error NoQuorum(uint256 weight, uint96 quorum);

    /// @notice Pays the union: what comes belongs to the membership that holds now.
    /// @param amount exactly what is sent along as coin, or what the caller has approved of an ERC-20
    /// @dev Anybody; one slot whatever the number of members. For ERC-20 the balance must rise by the amount.
    /// Emits Paid. Reverts: NotAUnion, ZeroAmount, WrongValue, NotAToken, NotExact, Busy, TooMuch, whatever the token
    /// reverts with.
    function pay(bytes32 union, address token, uint256 amount) external payable;

    /// @notice Moves what is a member's of all receipts so far, less what was claimed before, to the member's ledger.
    /// @return amount at least 1
    /// @dev Anybody, at any time, also after a change; it pays nobody but the member. Calls no other contract, so no
    /// member and no token can stand in the way. Emits Claimed. Reverts: NoSuchMember, BadWeight, WrongDepth,
    /// NotInTree, NothingDue.
    function claim(Membership calldata membership, address token, Leaf calldata leaf, bytes32[] calldata path)
        external
        returns (uint256 amount);

    /// @notice As many of the claims as can be done, of any members, unions and tokens. They are well-formed ABI, else all
    /// is refused.
    /// @dev Anybody. Emits Claimed or Skipped for each.
    function claimMany(Claim[] calldata claims) external;

    /// @notice Pays out of the caller's ledger to any address: the only way out of this contract.
    /// @dev Emits Withdrawn. Reverts: ZeroAmount, BadReceiver, Insufficient, SendFailed, whatever the token reverts with.
    function withdraw(address token, uint256 amount, address to) external;

    /// @notice A new membership follows the one that holds now, by the latter's rule. What is paid from here on is the
    /// new one's; what came before stays the old one's.
    /// @param secretarySignature over changeDigest, as in Consent; empty where the rule has no secretary. It says the same
    /// as a consent: whoever is to be both secretary and member, and to decide apart, uses two accounts
    /// @param consents of members of the current membership, by rising index
    /// @dev Anybody who holds the signatures, until `until` inclusive. About 15,000 gas and 620 a level for each
    /// consent. Emits Consented for each, then Changed. Reverts: TooLate, NotAUnion, NotCurrent, WrongRule,
    /// WrongPrevious, BadMembership, Fixed, BadSignature, OutOfOrder, NoSuchMember, BadWeight, WrongDepth, NotInTree,
    /// NoQuorum.
    function change(Change calldata c, bytes calldata secretarySignature, Consent[] calldata consents) external;

    /// @notice What the account may withdraw.
    function ledger(address account, address token) external view returns (uint256);

    /// @notice Id of the membership that the union's next payment belongs to; the union's own until the first change.
    function current(bytes32 union) external view returns (bytes32);

    /// @return received all that ever came for the membership
    /// @return paid all that was claimed of it, never more
    function accountOf(bytes32 membership, address token) external view returns (uint128 received, uint128 paid);

    /// @notice What was claimed for one leaf, ever.
    function claimedOf(bytes32 membership, address token, uint64 index) external view returns (uint256);

    /// @notice Id of a membership: a union's where `previous` is zero.
    function idOf(Membership calldata membership) external pure returns (bytes32);

    /// @notice keccak256(abi.encode(rule))
    function ruleHash(Rule calldata rule) external pure returns (bytes32);

    /// @notice What secretary and members sign: EIP-712 digest in this contract's domain on this chain of
    /// Change(bytes32 union,bytes32 previous,bytes32 root,uint96 totalWeight,uint64 count,uint96 quorum,address secretary,bytes32 terms,uint64 until)
    function changeDigest(bytes32 union, Membership calldata next, Rule calldata nextRule, uint64 until)
        external
        view
        returns (bytes32);

    /// @notice EIP-712 domain separator {name "Peer Unions", version "1", chainId, verifyingContract}.
    function domainSeparator() external view returns (bytes32);
}
