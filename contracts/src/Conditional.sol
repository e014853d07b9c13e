// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChannelBook} from "./ChannelBook.sol";
import {ContentTree} from "./ContentTree.sol";
import {ExchangeTree} from "./ExchangeTree.sol";
import {IConditional} from "./IConditional.sol";
import {Keystream} from "./Keystream.sol";
import {Signed} from "./Signed.sol";

/// @title Conditional vouchers. What each function does for whom stands in IConditional.
/// @dev What holds at the end of every call, for v a conditional voucher of channel c:
///
///   (9)   v goes None -> Pending -> Resolved, each step once; c is pending just while one of its vouchers is
///   (10)  bond(v) leaves ledger(payee) when v becomes Pending, and when it is Resolved goes to payer (complain) or back
///         (settle)
///   (11)  at every time exactly one of complain (t <= disputeBy) and settle (t > disputeBy) is possible
///   (12)  complain succeeds only if leaf(index, H(cipher), plainRoot) is under exchangeRoot at place index < n, and
///         |cipher| != blockLength(index)  or  blockRoot(cipher xor stream(K, index)) != plainRoot, with keccak256(K) = keyHash
abstract contract Conditional is IConditional, ChannelBook {
    uint8 private constant PENDING = 1;
    uint8 private constant RESOLVED = 2;

    uint256 private constant MIN_WINDOW = 10 minutes;
    uint256 private constant MAX_WINDOW = 30 days;
    uint256 private constant MIN_BLOCK = 256;
    uint256 private constant MAX_BLOCK = 4096;

    bytes32 private constant COND_TYPE = keccak256(
        "Cond(bytes32 channelId,uint96 base,uint96 amount,bytes32 offerHash,uint64 claimBy,uint32 disputeWindow,uint96 bond)"
    );

    /// @dev disputeBy << 8 | state
    mapping(bytes32 condId => uint256) private _conds;

    constructor() {
        // FIPS 180-4, the one-block example "abc".
        if (sha256("abc") != 0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad) {
            revert Sha256Unavailable();
        }
    }

    function reveal(
        Channel calldata channel,
        Cond calldata cond,
        Goods calldata goods,
        bytes32 key,
        bytes calldata signature
    ) external {
        if (msg.sender != channel.payee) revert OnlyPayee(msg.sender, channel.payee);
        bytes32 id = channelId(channel);
        State memory state = _running(id);
        if (state.pending != 0) revert CondPending(id);
        _checkCond(cond, state);
        _checkGoods(cond, goods, key);
        if (goods.size == 0 || !_isBlockSize(goods.blockSize)) revert BadSize(goods.size, goods.blockSize);
        bytes32 named = _condId(id, cond);
        uint8 known = uint8(_conds[named]);
        if (known != 0) revert WrongCond(named, known);
        if (!Signed.byKey(channel.voucherKey, named, signature)) revert BadSignature(channel.voucherKey, named);

        uint64 disputeBy = uint64(block.timestamp + cond.disputeWindow);
        _conds[named] = uint256(disputeBy) << 8 | PENDING;
        uint96 due = _due(state, cond.base);
        if (due != 0) _pay(channel, id, state, due);
        state.pending = 1;
        _store(id, state);
        _debit(channel.payee, channel.token, cond.bond);
        emit Revealed(id, named, key, disputeBy);
    }

    function complain(
        Channel calldata channel,
        Cond calldata cond,
        Goods calldata goods,
        bytes32 key,
        uint64 index,
        bytes32 plainRoot,
        bytes calldata proof
    ) external {
        bytes32 id = channelId(channel);
        bytes32 named = _condId(id, cond);
        _notAfter(_disputeBy(named));
        _checkGoods(cond, goods, key);
        bytes calldata cipher = _committed(goods, index, plainRoot, proof);
        if (!_isFaulty(goods, key, index, plainRoot, cipher)) revert NotFaulty(named);
        _resolve(id, named, _load(id), true);
        _credit(channel.payer, channel.token, cond.bond);
    }

    function settle(Channel calldata channel, Cond calldata cond) external {
        bytes32 id = channelId(channel);
        bytes32 named = _condId(id, cond);
        uint256 disputeBy = _disputeBy(named);
        if (block.timestamp <= disputeBy) revert TooEarly(block.timestamp, disputeBy);
        State memory state = _load(id);
        // The sum was found to be within the deposit, which has not fallen since.
        uint96 due = _due(state, cond.base + cond.amount);
        if (due != 0) _pay(channel, id, state, due);
        _resolve(id, named, state, false);
        _credit(channel.payee, channel.token, cond.bond);
    }

    function condOf(bytes32 named) external view returns (uint8 state, uint64 disputeBy) {
        uint256 word = _conds[named];
        return (uint8(word), uint64(word >> 8));
    }

    function condId(Channel calldata channel, Cond calldata cond) external view returns (bytes32) {
        return _condId(channelId(channel), cond);
    }

    function _resolve(bytes32 id, bytes32 named, State memory state, bool complained) private {
        _conds[named] = RESOLVED;
        state.pending = 0;
        _store(id, state);
        emit Resolved(id, named, complained);
    }

    function _checkCond(Cond calldata cond, State memory state) private view {
        _notAfter(cond.claimBy);
        if (cond.disputeWindow < MIN_WINDOW || cond.disputeWindow > MAX_WINDOW) revert BadWindow(cond.disputeWindow);
        uint256 sum = uint256(cond.base) + cond.amount;
        if (sum <= state.claimed || sum > state.deposited) revert NotBetween(sum, state.claimed, state.deposited);
    }

    function _checkGoods(Cond calldata cond, Goods calldata goods, bytes32 key) private pure {
        bytes32 hash = keccak256(abi.encode(goods));
        if (hash != cond.offerHash) revert WrongGoods(hash, cond.offerHash);
        hash = keccak256(abi.encode(key));
        if (hash != goods.keyHash) revert WrongKey(hash, goods.keyHash);
    }

    function _isBlockSize(uint256 size) private pure returns (bool) {
        return size >= MIN_BLOCK && size <= MAX_BLOCK && size & (size - 1) == 0;
    }

    /// @dev The block and what it promises are a leaf of the exchange tree, at the place of a real block.
    function _committed(Goods calldata goods, uint64 index, bytes32 plainRoot, bytes calldata proof)
        private
        view
        returns (bytes calldata cipher)
    {
        uint256 blocks = (uint256(goods.size) + goods.blockSize - 1) / goods.blockSize;
        if (index >= blocks) revert NoSuchBlock(index, blocks);
        uint256 path = 32 * ExchangeTree.depthOf(blocks);
        if (proof.length < path) revert ShortProof(proof.length, path);
        cipher = proof[:proof.length - path];
        bytes32 leaf = ExchangeTree.leaf(index, cipher, plainRoot);
        bytes32 root = ExchangeTree.root(leaf, index, proof[proof.length - path:]);
        if (root != goods.exchangeRoot) revert NotInTree(root, goods.exchangeRoot);
    }

    /// @dev For an index below the number of blocks.
    function _isFaulty(Goods calldata goods, bytes32 key, uint64 index, bytes32 plainRoot, bytes calldata cipher)
        private
        view
        returns (bool)
    {
        uint256 left = uint256(goods.size) - uint256(index) * goods.blockSize;
        uint256 length = left < goods.blockSize ? left : goods.blockSize;
        if (cipher.length != length) return true;
        return ContentTree.blockRoot(Keystream.applied(key, index, cipher), goods.blockSize) != plainRoot;
    }

    function _disputeBy(bytes32 named) private view returns (uint256) {
        uint256 word = _conds[named];
        if (uint8(word) != PENDING) revert WrongCond(named, uint8(word));
        return word >> 8;
    }

    function _condId(bytes32 id, Cond calldata cond) private view returns (bytes32) {
        return _digest(domainSeparator(), keccak256(abi.encode(COND_TYPE, id, cond)));
    }
}
