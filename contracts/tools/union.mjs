// The formats of docs/protocol/07-unions.md once more, on ethers, sharing no code with the contract or the node.

import { AbiCoder, TypedDataEncoder, ZeroHash, hexlify, keccak256, toBeHex } from 'ethers';
import { typesOf } from './reference.mjs';

const abi = AbiCoder.defaultAbiCoder();

const hash = (bytes) => Buffer.from(keccak256(bytes).slice(2), 'hex');
const ZERO = Buffer.alloc(32);

/** uint64 index | address member | uint96 weight: 40 bytes. */
export function leaf(index, { member, weight }) {
  const bytes = Buffer.alloc(40);
  bytes.writeBigUInt64BE(BigInt(index), 0);
  bytes.write(member.slice(2), 8, 'hex');
  bytes.write(BigInt(weight).toString(16).padStart(24, '0'), 28, 'hex');
  return hash(bytes);
}

export const depthOf = (count) => Math.ceil(Math.log2(count));

/** All levels from the leaves up to the root, each in one buffer; what is missing is the zero of its height. */
export function levelsOf(members) {
  let zero = ZERO;
  const levels = [Buffer.concat(members.map((member, index) => leaf(index, member)))];
  for (let height = 0; height < depthOf(members.length); height++) {
    let below = levels[height];
    if (below.length % 64 !== 0) below = Buffer.concat([below, zero]);
    const level = Buffer.alloc(below.length / 2);
    for (let i = 0; i < below.length; i += 64) hash(below.subarray(i, i + 64)).copy(level, i / 2);
    levels.push(level);
    zero = hash(Buffer.concat([zero, zero]));
  }
  return levels;
}

export function pathOf(levels, index) {
  let zero = ZERO;
  return levels.slice(0, -1).map((level, height) => {
    const at = ((index >> height) ^ 1) * 32;
    const sibling = at < level.length ? level.subarray(at, at + 32) : zero;
    zero = hash(Buffer.concat([zero, zero]));
    return hexlify(sibling);
  });
}

export const ruleHash = ({ quorum, secretary, terms }) =>
  keccak256(abi.encode(['uint96', 'address', 'bytes32'], [quorum, secretary, terms]));

/** The membership of these people under this rule, as the contract takes it. */
export function membership(members, levels, rule, previous = ZeroHash) {
  return {
    root: hexlify(levels.at(-1)),
    totalWeight: members.reduce((sum, { weight }) => sum + BigInt(weight), 0n),
    count: members.length,
    previous,
    rule: ruleHash(rule),
  };
}

const FIELDS = ['bytes32', 'uint96', 'uint64', 'bytes32', 'bytes32'];

/** Tag 3 for a founding membership, 1 for a later one, above the low 254 bits of the hash. */
export function idOf({ root, totalWeight, count, previous, rule }) {
  const hash = BigInt(keccak256(abi.encode(FIELDS, [root, totalWeight, count, previous, rule])));
  return toBeHex(BigInt.asUintN(254, hash) | ((previous === ZeroHash ? 3n : 1n) << 254n), 32);
}

/** A member's leaf and its way up, as claims and consents have them. */
export const share = (members, levels, index) => ({ leaf: { index, ...members[index] }, path: pathOf(levels, index) });

/** What secretary and members sign. */
export const changeMessage = (union, next, nextRule, until) => ({
  union,
  previous: next.previous,
  root: next.root,
  totalWeight: next.totalWeight,
  count: next.count,
  quorum: nextRule.quorum,
  secretary: nextRule.secretary,
  terms: nextRule.terms,
  until,
});

export const domain = (chainId, verifyingContract) => ({ name: 'Peer Unions', version: '1', chainId, verifyingContract });

export const changeDigest = (domain, message) => TypedDataEncoder.hash(domain, typesOf('Change'), message);
