// The formats of docs/protocol/04-fair-exchange.md once more, on node's crypto and ethers, sharing no code with the
// contracts or the node: what the vectors and the gas figures are made with.

import { createHash } from 'node:crypto';
import { AbiCoder, concat, keccak256, toBeHex } from 'ethers';

export const LEAF = 256;
export const NOTHING = new Uint8Array(32);

export const sha256 = (...parts) => {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return new Uint8Array(hash.digest());
};
export const tag = (n) => Uint8Array.of(n);
export const uint64be = (n) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(n));
  return bytes;
};
export const content = (size) => Uint8Array.from({ length: size }, (_, i) => (7 * i + 11 * Math.floor(i / LEAF) + 3) % 256);
export const pieces = (bytes, size) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
export const depthFor = (count) => Math.max(4, Math.ceil(Math.log2(count)));

/** All levels of a tree of the given depth, from the leaves up; what is missing is the zero of its height. */
export function levels(leaves, nodeTag, depth) {
  const result = [leaves];
  let zero = NOTHING;
  for (let height = 0; height < depth; height++) {
    const below = result[height];
    const level = [];
    for (let i = 0; i < below.length; i += 2) {
      level.push(sha256(tag(nodeTag), below[i], below[i + 1] ?? zero));
    }
    zero = sha256(tag(nodeTag), zero, zero);
    result.push(level);
  }
  return result;
}

export function zeroes(nodeTag, heights) {
  const result = [NOTHING];
  for (let i = 0; i < heights; i++) result.push(sha256(tag(nodeTag), result[i], result[i]));
  return result;
}

/** Siblings from a node up; `base` is the height of the lowest level that is given. */
export function path(tree, index, nodeTag, base = 0) {
  const zero = zeroes(nodeTag, base + tree.length);
  return tree.slice(0, -1).map((level, height) => level[(index >> height) ^ 1] ?? zero[base + height]);
}

export const contentLeaves = (bytes) => pieces(bytes, LEAF).map((leaf) => sha256(tag(0), leaf));
export const word = (key, block, j) => sha256(key, uint64be(128n * BigInt(block) + BigInt(j)));
export function encrypt(key, block, plain) {
  const cipher = new Uint8Array(plain.length);
  let stream = NOTHING;
  for (let at = 0; at < plain.length; at++) {
    if (at % 32 === 0) stream = word(key, block, at / 32);
    cipher[at] = plain[at] ^ stream[at % 32];
  }
  return cipher;
}

export const field = (declaration) =>
  declaration.split(',').map((part) => ({ type: part.split(' ')[0], name: part.split(' ')[1] }));
export const TYPES = {
  Offer: 'address seller,address buyer,address buyerKey,address token,bytes32 payee,uint96 price,uint96 bond,uint96 noShow,uint64 acceptBy,uint32 revealWindow,uint32 disputeWindow,bytes32 listing,bytes32 contentRoot,uint64 size,uint32 blockSize,bytes32 exchangeRoot,bytes32 keyHash,bytes32 maskHash,bytes32 nonce',
  Release: 'bytes32 offerId',
  Deal: 'address client,address provider,address token,bytes32 root,uint64 size,uint32 epochs,uint32 epochBlocks,uint32 windowBlocks,uint32 samples,uint32 maxMissed,uint96 pricePerEpoch,uint96 collateral,uint96 penalty,uint96 repairCost,uint64 acceptBy,bytes32 predecessor,bytes32 nonce',
  EarlyEnd: 'bytes32 dealId,uint32 epochs,uint64 validUntil',
  Reveal: 'bytes32 offerId,bytes32 z',
  Delegation: 'address seller,address delegate,bytes32 listing,address token,uint96 minPrice,bytes32 payee,uint64 until,uint64 epoch',
  Listing: 'bytes32 bodyHash,address seller,bytes32 listingKey,uint64 sequence,bytes32 contentRoot,uint64 size,uint32 blockSize,address token,uint96 price,bytes32 payee,uint64 validUntil,bytes32 exchangeRoot,bytes32 keyHash',
  Revocation: 'address seller,bytes32 listingKey,uint64 sequence',
  Change:
    'bytes32 union,bytes32 previous,bytes32 root,uint96 totalWeight,uint64 count,uint96 quorum,address secretary,bytes32 terms,uint64 until',
  Channel:
    'address payer,address payee,address token,address voucherKey,uint32 challenge,uint64 expiry,bytes32 salt',
  Voucher: 'bytes32 channelId,uint96 cumulative',
  CoopClose: 'bytes32 channelId,uint96 cumulative,uint64 validUntil',
  Cond: 'bytes32 channelId,uint96 base,uint96 amount,bytes32 offerHash,uint64 claimBy,uint32 disputeWindow,uint96 bond',
  NodeKey: 'address account,address node,uint64 sequence,uint64 validUntil',
};
export const typesOf = (primaryType) => ({ [primaryType]: field(TYPES[primaryType]) });

/** The payee of members with shares in ten thousandths: the top two bits are 10. */
export function splitOf(members, bps) {
  const hash = BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32[]', 'uint16[]'], [members, bps])));
  return toBeHex((hash & ((1n << 254n) - 1n)) | (2n << 254n), 32);
}

/** Masked mode: z = K xor keccak256(s | offerId); the same call unmasks. */
export function masked(K, s, offerId) {
  return toBeHex(BigInt(K) ^ BigInt(keccak256(concat([s, offerId]))), 32);
}
