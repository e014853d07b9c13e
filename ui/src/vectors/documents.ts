import {
  bytesToHex,
  concat,
  getAddress,
  hexToBytes,
  keccak256,
  numberToHex,
  sha256,
  stringToBytes,
  zeroAddress,
  zeroHash,
  type Hex,
} from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import * as f from './formats';
import { call, signatureOf, signed, signerOf, statement, type Signed } from './statements';

/** A file of vectors as JSON.parse gives it; what is not there shows itself as a difference. */
type Json = any;
/** For every part of a file, that part again: its inputs as they stand, everything else computed from them. */
export type Parts = Record<string, (part: Json, whole: Json) => unknown>;

const each = (again: (row: Json) => unknown) => (rows: Json[]) => Promise.all(rows.map(again));
const hexes = (nodes: f.Bytes[]) => nodes.map((node) => bytesToHex(node));
/** Accounts that calls name and no statement shows. */
const account = (name: string) => privateKeyToAddress(keccak256(stringToBytes(`peer vectors: ${name}`)));

const zeros = (join: (left: f.Bytes, right: f.Bytes) => f.Bytes) => {
  const tree = new f.Tree([], join);
  return Array.from({ length: 9 }, (_, height) => bytesToHex(tree.zero(height)));
};

function contentRow({ size }: { size: number }) {
  const row = f.leafRow(f.contentOf(size));
  const tree = new f.Tree(row, f.contentNode);
  const [firstLeaf, lastLeaf] = hexes([row[0]!, row.at(-1)!]);
  return { size, leafCount: row.length, depth: tree.depth, firstLeaf, lastLeaf, root: bytesToHex(tree.root) };
}

function exchangeRow({ size, blockSize, key, proofs }: { size: number; blockSize: number; key: Hex; proofs: { index: number }[] }) {
  const content = f.contentOf(size);
  const tree = f.contentTree(content);
  const ciphers = f.pieces(content, blockSize).map((plain, i) => f.encrypted(hexToBytes(key), i, plain));
  const roots = ciphers.map((_, i) => tree.node(f.plainHeight(blockSize), i));
  const row = ciphers.map((cipher, i) => f.pairLeaf(i, cipher, roots[i]!));
  const pairs = new f.Tree(row, f.exchangeNode);
  return {
    size,
    blockSize,
    key,
    blocks: row.length,
    depth: pairs.depth,
    contentRoot: bytesToHex(tree.root),
    exchangeRoot: bytesToHex(pairs.root),
    cipherHash: sha256(concat(ciphers)),
    proofs: proofs.map(({ index }) => ({
      index,
      length: ciphers[index]!.length,
      // Longer blocks stand in the file by their hash alone.
      ...(ciphers[index]!.length <= f.LEAF ? { cipher: bytesToHex(ciphers[index]!) } : {}),
      blockCipherHash: sha256(ciphers[index]!),
      plainRoot: bytesToHex(roots[index]!),
      leaf: bytesToHex(row[index]!),
      path: hexes(pairs.path(index)),
    })),
  };
}

function exchangeRunRow({ size, blockSize, key }: { size: number; blockSize: number; key: Hex }) {
  const content = f.contentOf(size);
  const tree = f.contentTree(content);
  const row = f
    .pieces(content, blockSize)
    .map((plain, i) => f.pairLeaf(i, f.encrypted(hexToBytes(key), i, plain), tree.node(f.plainHeight(blockSize), i)));
  const pairs = new f.Tree(row, f.exchangeNode);
  const perRun = (256 << 10) / blockSize;
  const height = Math.min(pairs.depth, Math.log2(perRun));
  return {
    size,
    blockSize,
    key,
    exchangeRoot: bytesToHex(pairs.root),
    runs: Array.from({ length: Math.ceil(row.length / perRun) }, (_, run) => ({
      first: run * perRun,
      count: Math.min(perRun, row.length - run * perRun),
      node: bytesToHex(pairs.node(height, run)),
      path: hexes(pairs.path(run * perRun).slice(height)),
    })),
  };
}

function splitRow({ members, bps, held }: { members: Hex[]; bps: number[]; held: string }) {
  const shares = bps.map((part) => ((BigInt(held) - 1n) * BigInt(part)) / 10_000n);
  const left = BigInt(held) - shares.reduce((sum, share) => sum + share, 0n);
  return { members, bps, payee: f.splitPayee(members, bps), held, shares: shares.map(String), left: String(left) };
}

async function exchangeCalls(_: Json, { eip712, exchangeTrees, splits }: Json) {
  const { offer, release, reveal, delegation } = eip712;
  const terms = offer.message;
  const to = (name: string, ...args: unknown[]) => call('FairExchange', name, ...args);
  const [, tree] = exchangeTrees;
  const { index, cipher, plainRoot, path } = tree.proofs.at(-1);
  const delegateSig = await signatureOf(keccak256(stringToBytes('peer vectors: delegate')), offer.digest);
  const warrant = { delegation: delegation.message, sellerSig: delegation.signature, delegateSig };
  return {
    accept: to('accept', terms, offer.signature),
    release: to('release', terms, release.signature),
    reveal: to('reveal', terms, tree.key),
    complain: {
      fault: { key: tree.key, index, cipher, plainRoot, path },
      data: to('complain', terms, tree.key, index, plainRoot, concat([cipher, ...path])),
    },
    refund: to('refund', terms),
    settle: to('settle', terms),
    settleMany: to('settleMany', [terms, terms]),
    releaseMany: to('releaseMany', [terms], [release.signature]),
    revealSigned: to('revealSigned', terms, reveal.message.z, reveal.signature),
    acceptDelegated: { warrant, data: to('acceptDelegated', terms, warrant) },
    raiseEpoch: to('raiseEpoch'),
    distribute: to('distribute', splits[1].members, splits[1].bps, terms.token),
    forward: to('forward', `0x${'ff'.repeat(32)}`, terms.token),
  };
}

export const exchange: Parts = {
  zeroNodes: () => ({ content: zeros(f.contentNode), exchange: zeros(f.exchangeNode) }),
  contentTrees: each(contentRow),
  keystream: ({ key, words }) => ({
    key,
    words: words.map(({ block, j }: Json) => ({ block, j, word: bytesToHex(f.keystreamWord(hexToBytes(key), block, j)) })),
  }),
  exchangeTrees: each(exchangeRow),
  exchangeRuns: each(exchangeRunRow),
  splits: each(splitRow),
  masking: ({ key, s }, { eip712 }) => {
    const offerId = eip712.maskedOffer.digest;
    const hashes = { keyHash: keccak256(key), maskHash: keccak256(s) };
    return { key, s, ...hashes, offerId, mask: f.mask(s, offerId), z: f.masked(key, s, offerId) };
  },
  eip712: async (part: Record<string, Signed>) =>
    Object.fromEntries(await Promise.all(Object.entries(part).map(async ([name, given]) => [name, await signed(given)] as const))),
  calldata: exchangeCalls,
};

export const channel: Parts = {
  domain: (_, { coopClose }) => coopClose.domain,
  domainSeparator: (_, { domain }) => statement(domain, 'Release', { offerId: zeroHash }).domainSeparator,
  keys: (_, { channels, coopClose }) => ({ voucherKey: channels[0].vouchers[0].signerKey, payee: coopClose.signerKey }),
  channels: (rows, { domain }) =>
    each(async ({ message, vouchers }) => {
      const { structHash, digest } = statement(domain, 'Channel', message);
      const own = (given: Signed) => signed({ ...given, message: { ...given.message, channelId: digest } });
      return { message, structHash, channelId: digest, vouchers: await each(own)(vouchers) };
    })(rows),
  coopClose: signed,
  topUpNonce: ({ deposited }, { channels: [{ channelId }] }) => ({
    channelId,
    deposited,
    nonce: keccak256(concat([channelId, numberToHex(BigInt(deposited), { size: 32 })])),
  }),
  conditional: async ({ key, goods, voucher }) => {
    const keyHash = keccak256(key);
    const sizes = [goods.size, goods.blockSize].map((n) => numberToHex(BigInt(n), { size: 32 }));
    const offerHash = keccak256(concat([goods.exchangeRoot, keyHash, ...sizes]));
    return { key, goods: { ...goods, keyHash }, voucher: await signed({ ...voucher, message: { ...voucher.message, offerHash } }) };
  },
  calldata: (_, { channels, coopClose, conditional }) => {
    const { message, channelId, vouchers } = channels[0];
    const { cumulative } = vouchers[0].message;
    const { key, goods, voucher: cond } = conditional;
    const to = (name: string, ...args: unknown[]) => call('Channels', name, message, ...args);
    const closing = coopClose.message;
    return {
      channelId,
      open: to('open', '1000000'),
      openFromLedger: to('openFromLedger', '1000000'),
      topUp: to('topUp', '5'),
      claim: to('claim', cumulative, vouchers[0].signature),
      claimMany: call('Channels', 'claimMany', [{ channel: message, cumulative, signature: vouchers[0].signature }]),
      close: to('close', cumulative, vouchers[0].signature),
      coopClose: to('coopClose', closing.cumulative, closing.validUntil, coopClose.signature),
      startExit: to('startExit'),
      exit: to('exit'),
      reveal: to('reveal', cond.message, goods, key, cond.signature),
      settle: to('settle', cond.message),
    };
  },
};

function proofRow({ size, blockHash, dealId, drawn }: { size: number; blockHash: Hex; dealId: Hex; drawn: number[] }) {
  const content = f.contentOf(size);
  const tree = f.contentTree(content);
  const data = f.pieces(content, f.LEAF);
  const places = f.drawn(f.seedOf(blockHash, dealId), data.length, drawn.length);
  const samples = bytesToHex(concat(places.flatMap((place) => [data[place]!, ...tree.path(place)])));
  return { size, root: bytesToHex(tree.root), depth: tree.depth, blockHash, dealId, drawn: places, samples };
}

export const deal: Parts = {
  deal: signed,
  largestDeal: signed,
  earlyEnd: signed,
  challenges: each(({ blockHash, dealId, leaves }) => {
    const seed = f.seedOf(blockHash, dealId);
    return { blockHash, dealId, seed, leaves, drawn: f.drawn(seed, leaves, 8) };
  }),
  proofs: each(proofRow),
  accounts: each((row) => {
    const { state, ...sums } = f.credited(row, BigInt(row.proven), row.decided);
    return { ...row, state, ...Object.fromEntries(Object.entries(sums).map(([who, sum]) => [who, String(sum)])) };
  }),
  calldata: async ({ next, epoch, block }, { deal, earlyEnd, proofs }) => {
    const { dealId, samples } = proofs.find(({ size }: { size: number }) => size === 257);
    const to = (name: string, ...args: unknown[]) => call('StorageDeals', name, ...args);
    const { epochs, validUntil } = earlyEnd.message;
    const renewal = await signed({ ...next, message: { ...next.message, predecessor: deal.digest } });
    return {
      next: renewal,
      epoch,
      block,
      shown: { dealId, samples },
      open: to('open', deal.message, deal.signature),
      openFromLedger: to('openFromLedger', deal.message, deal.signature),
      renew: to('renew', deal.message, next.message, renewal.signature),
      prove: to('prove', dealId, epoch, samples),
      proveMany: to('proveMany', [{ dealId, epoch, samples }]),
      settle: to('settle', deal.message),
      settleMany: to('settleMany', [deal.message, next.message]),
      endEarly: to('endEarly', deal.message, epochs, validUntil, deal.signature, earlyEnd.signature),
      pin: to('pin', block),
    };
  },
};

/** Member i of every tree in the file. */
const somebody = (i: number): f.Member => ({
  member: getAddress(`0x${keccak256(numberToHex(i, { size: 32 })).slice(-40)}`),
  weight: String(1 + ((7919 * i * i) % 100_003)),
});

function memberRow({ count, proofs }: { count: number; proofs: { index: number }[] }) {
  const members = Array.from({ length: count }, (_, i) => somebody(i));
  const tree = f.memberTree(members);
  return {
    count,
    depth: tree.depth,
    totalWeight: f.totalOf(members),
    root: bytesToHex(tree.root),
    proofs: proofs.map(({ index }) => ({
      index,
      ...members[index]!,
      leaf: bytesToHex(f.memberLeaf(index, members[index]!)),
      path: hexes(tree.path(index)),
    })),
  };
}

function shareRow(row: Record<'received' | 'weight' | 'totalWeight' | 'claimed' | 'paid', string>) {
  const [received, weight, total, claimed, paid] = [row.received, row.weight, row.totalWeight, row.claimed, row.paid].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const [own, left] = [(received * weight) / total - claimed, received - paid];
  return { ...row, due: String(own < left ? own : left) };
}

async function changeOf({ before, rule, after, nextRule, until, statement: given, keys, consents }: Json) {
  const current = f.membershipOf(before, rule, zeroHash);
  const union = f.membershipId(current);
  const next = f.membershipOf(after, nextRule, union);
  const { rule: _, ...list } = next;
  const made = await signed({ ...given, message: { union, ...list, ...nextRule, until }, signerKey: keys.secretary });
  const tree = f.memberTree(before);
  const consent = async (name: string, { leaf: { index } }: Json) => ({
    leaf: { index, ...before[index] },
    path: hexes(tree.path(index)),
    signature: await signatureOf(keys[name], made.digest),
  });
  return {
    union,
    before,
    rule,
    current,
    after,
    nextRule,
    next,
    nextId: f.membershipId(next),
    until,
    statement: made,
    keys,
    secretarySignature: made.signature,
    consents: [await consent('ann', consents[0]), await consent('eve', consents[1])],
  };
}

export const union: Parts = {
  trees: each(memberRow),
  rules: each(({ quorum, secretary, terms }) => ({ quorum, secretary, terms, hash: f.ruleHash({ quorum, secretary, terms }) })),
  shares: each(shareRow),
  change: changeOf,
  calldata: (_, { change }) => {
    const { union, current, rule, next, nextRule, until, consents, secretarySignature } = change;
    const { leaf, path } = consents[1];
    const claim = { membership: current, token: account('token'), leaf, path };
    const to = (name: string, ...args: unknown[]) => call('Unions', name, ...args);
    return {
      pay: to('pay', union, zeroAddress, '1500'),
      claim: to('claim', current, claim.token, leaf, path),
      claimMany: to('claimMany', [claim, { ...claim, token: zeroAddress }]),
      withdraw: to('withdraw', claim.token, '7', account('ann')),
      change: to('change', { union, current, rule, next, nextRule, until }, secretarySignature, consents),
    };
  },
};

const listingDomain = ({ chainId, contract }: Json) => ({ name: 'Peer Listing', version: '1', chainId, verifyingContract: contract });
/** The signature if it is the seller's; no key stands in this file, so it can't be made again. */
const ofSeller = async (signature: Hex, hash: Hex, seller: string) =>
  (await signerOf(signature, hash)) === seller ? signature : 'of somebody else';

/** JSON with its members in order and nothing between them: RFC 8785, for what a listing's body may hold. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inside]) => `${JSON.stringify(name)}:${canonical(inside)}`).join()}}`;
}

function bodyOf(written: string, { content, head }: Json) {
  const body = JSON.parse(written);
  const bytes = hexToBytes(content);
  const tree = f.contentTree(bytes);
  const blockSize = Number(head.blockSize);
  const samples = body.samples.map(({ index }: { index: number }) => ({
    index,
    data: btoa(String.fromCharCode(...f.pieces(bytes, blockSize)[index]!)),
    path: hexes(tree.path(index, f.plainHeight(blockSize))),
  }));
  return canonical({ ...body, samples });
}

export const listing: Parts = {
  body: bodyOf,
  head: (head, { content, body }) => ({
    ...head,
    bodyHash: sha256(stringToBytes(body)),
    contentRoot: bytesToHex(f.contentTree(hexToBytes(content)).root),
    size: String(hexToBytes(content).length),
  }),
  id: (_, { head, ...at }) => statement(listingDomain(at), 'Listing', head).digest,
  slot: (_, { head }) => sha256(concat([head.seller, head.listingKey])),
  signature: (given, { head, id }) => ofSeller(given, id, head.seller),
  revocation: async ({ sequence, signature }, { head: { seller, listingKey }, ...at }) => {
    const id = statement(listingDomain(at), 'Revocation', { seller, listingKey, sequence }).digest;
    return { sequence, signature: await ofSeller(signature, id, seller), id };
  },
};
