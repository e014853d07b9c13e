import {
  bytesToHex,
  concat,
  encodeAbiParameters,
  encodePacked,
  hexToBytes,
  keccak256,
  numberToBytes,
  parseAbiParameters,
  sha256,
  type Hex,
} from 'viem';

/** The formats of docs/protocol/02, 04, 07 and 09, written down from those pages alone. */
export type Bytes = Uint8Array;
const H = (...parts: Bytes[]) => sha256(concat(parts), 'bytes');
const tag = (n: number) => Uint8Array.of(n);
const u64 = (n: number) => numberToBytes(n, { size: 8 });
const xor = (a: Bytes, b: Bytes) => a.map((byte, i) => byte ^ b[i]!);
const low254 = (hash: Hex) => BigInt.asUintN(254, BigInt(hash));
const word256 = (n: bigint) => bytesToHex(numberToBytes(n, { size: 32 }));

export const LEAF = 256;
/** The content that the vectors speak of. */
export const contentOf = (size: number) => Uint8Array.from({ length: size }, (_, i) => (7 * i + 11 * Math.floor(i / 256) + 3) % 256);
export const pieces = (bytes: Bytes, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** The least depth, from `least` up, at which a full binary tree has so many places. */
export function depthFor(places: number, least: number): number {
  return 2 ** least >= places ? least : depthFor(places, least + 1);
}

/** A full binary tree over its lowest row; 32 zero bytes stand at the places to the right of it. */
export class Tree {
  readonly depth: number;
  private readonly row: readonly Bytes[];
  private readonly join: (left: Bytes, right: Bytes) => Bytes;
  constructor(row: readonly Bytes[], join: (left: Bytes, right: Bytes) => Bytes, least = 4) {
    [this.row, this.join, this.depth] = [row, join, depthFor(row.length, least)];
  }
  zero(height: number): Bytes {
    if (height === 0) return new Uint8Array(32);
    const below = this.zero(height - 1);
    return this.join(below, below);
  }
  node(height: number, place: number): Bytes {
    if (place * 2 ** height >= this.row.length) return this.zero(height);
    return height === 0 ? this.row[place]! : this.join(this.node(height - 1, 2 * place), this.node(height - 1, 2 * place + 1));
  }
  get root(): Bytes {
    return this.node(this.depth, 0);
  }
  /** The siblings of a node, from its height up to below the root. */
  path(place: number, height = 0): Bytes[] {
    return Array.from({ length: this.depth - height }, (_, k) => this.node(height + k, (place >> k) ^ 1));
  }
}

export const contentNode = (left: Bytes, right: Bytes) => H(tag(1), left, right);
export const exchangeNode = (left: Bytes, right: Bytes) => H(tag(3), left, right);
export const leafRow = (content: Bytes) => pieces(content, LEAF).map((data) => H(tag(0), data));
export const contentTree = (content: Bytes) => new Tree(leafRow(content), contentNode);
/** How high over the leaves a block's own node is. */
export const plainHeight = (blockSize: number) => Math.log2(blockSize / LEAF);

export const keystreamWord = (key: Bytes, block: number, j: number) => H(key, u64(128 * block + j));
export const encrypted = (key: Bytes, block: number, plain: Bytes) =>
  concat(pieces(plain, 32).map((part, j) => xor(part, keystreamWord(key, block, j))));
export const pairLeaf = (index: number, cipher: Bytes, plainRoot: Bytes) => H(tag(2), u64(index), H(cipher), plainRoot);
export const mask = (s: Hex, offerId: Hex) => keccak256(concat([s, offerId]));
export const masked = (key: Hex, s: Hex, offerId: Hex) => bytesToHex(xor(hexToBytes(key), hexToBytes(mask(s, offerId))));

export function splitPayee(members: Hex[], bps: number[]): Hex {
  const hash = keccak256(encodeAbiParameters(parseAbiParameters('bytes32[], uint16[]'), [members, bps]));
  return word256((0b10n << 254n) | low254(hash));
}

export type Member = { member: Hex; weight: string };
export type Rule = { quorum: string; secretary: Hex; terms: Hex };
export type Membership = { root: Hex; totalWeight: string; count: number; previous: Hex; rule: Hex };

export const memberLeaf = (index: number, { member, weight }: Member) =>
  keccak256(encodePacked(['uint64', 'address', 'uint96'], [BigInt(index), member, BigInt(weight)]), 'bytes');
export const memberTree = (members: Member[]) =>
  new Tree(
    members.map((member, index) => memberLeaf(index, member)),
    (left, right) => keccak256(concat([left, right]), 'bytes'),
    0,
  );
export const totalOf = (members: Member[]) => String(members.reduce((sum, { weight }) => sum + BigInt(weight), 0n));
export const ruleHash = ({ quorum, secretary, terms }: Rule) =>
  keccak256(encodeAbiParameters(parseAbiParameters('uint96, address, bytes32'), [BigInt(quorum), secretary, terms]));
export const membershipOf = (members: Member[], rule: Rule, previous: Hex): Membership => ({
  root: bytesToHex(memberTree(members).root),
  totalWeight: totalOf(members),
  count: members.length,
  previous,
  rule: ruleHash(rule),
});
export function membershipId({ root, totalWeight, count, previous, rule }: Membership): Hex {
  const fields = parseAbiParameters('bytes32, uint96, uint64, bytes32, bytes32');
  const hash = keccak256(encodeAbiParameters(fields, [root, BigInt(totalWeight), BigInt(count), previous, rule]));
  return word256(((BigInt(previous) === 0n ? 0b11n : 0b01n) << 254n) | low254(hash));
}

export const seedOf = (blockHash: Hex, dealId: Hex) => keccak256(concat([blockHash, dealId]));
export const drawn = (seed: Hex, leaves: number, samples: number) =>
  Array.from({ length: samples }, (_, j) => Number(BigInt(keccak256(concat([seed, word256(BigInt(j))]))) % BigInt(leaves)));

export type Money = { epochs: number; maxMissed: number } & Record<'pricePerEpoch' | 'collateral' | 'penalty' | 'repairCost', string>;
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** The table "Money" of page 09; states as the contract numbers them: 1 running, 2 over, 3 defaulted. */
export function credited(money: Money, proven: bigint, decided: number) {
  const [price, pledge, penalty, repair] = [money.pricePerEpoch, money.collateral, money.penalty, money.repairCost].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const misses = Array.from({ length: decided }, (_, e) => e).filter((e) => ((proven >> BigInt(e)) & 1n) === 0n);
  const fatal = misses[money.maxMissed];
  if (fatal !== undefined) {
    const p = BigInt(fatal - money.maxMissed);
    const unearned = price * (BigInt(money.epochs) - p);
    const share = least(pledge, unearned + repair);
    return { state: 3, provider: price * p, client: unearned + share, burnt: pledge - share };
  }
  const m = BigInt(misses.length);
  const [forfeit, earned, back] = [penalty * m, price * (BigInt(decided) - m), price * m];
  const share = least(forfeit, back + repair);
  return decided < money.epochs
    ? { state: 1, provider: earned, client: back + share, burnt: 0n }
    : { state: 2, provider: earned + pledge - forfeit, client: back + share, burnt: forfeit - share };
}
