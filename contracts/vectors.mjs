// Writes docs/vectors/exchange.json: golden vectors of the formats that Solidity, Java and TypeScript must agree on.
// Written from docs/protocol/04-fair-exchange.md alone, on node's crypto and ethers, sharing no code with any of them.
//
//   node vectors.mjs           write the file
//   node vectors.mjs --check   exit 1 if the committed file differs

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { SigningKey, TypedDataEncoder, computeAddress, concat, hexlify, id, keccak256, toBeHex } from 'ethers';

const FILE = new URL('../docs/vectors/exchange.json', import.meta.url);
const LEAF = 256;
const NOTHING = new Uint8Array(32);

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return new Uint8Array(hash.digest());
};
const tag = (n) => Uint8Array.of(n);
const uint64be = (n) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(n));
  return bytes;
};
const content = (size) => Uint8Array.from({ length: size }, (_, i) => (7 * i + 11 * Math.floor(i / LEAF) + 3) % 256);
const pieces = (bytes, size) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
const depthFor = (count) => Math.max(4, Math.ceil(Math.log2(count)));

/** All levels of a tree of the given depth, from the leaves up; what is missing is the zero of its height. */
function levels(leaves, nodeTag, depth) {
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

function zeroes(nodeTag, heights) {
  const result = [NOTHING];
  for (let i = 0; i < heights; i++) result.push(sha256(tag(nodeTag), result[i], result[i]));
  return result;
}

function path(tree, index, nodeTag) {
  const zero = zeroes(nodeTag, tree.length);
  return tree.slice(0, -1).map((level, height) => level[(index >> height) ^ 1] ?? zero[height]);
}

const contentLeaves = (bytes) => pieces(bytes, LEAF).map((leaf) => sha256(tag(0), leaf));
const word = (key, block, j) => sha256(key, uint64be(128n * BigInt(block) + BigInt(j)));
function encrypt(key, block, plain) {
  const cipher = new Uint8Array(plain.length);
  let stream = NOTHING;
  for (let at = 0; at < plain.length; at++) {
    if (at % 32 === 0) stream = word(key, block, at / 32);
    cipher[at] = plain[at] ^ stream[at % 32];
  }
  return cipher;
}

function contentTree(size) {
  const leaves = contentLeaves(content(size));
  const depth = depthFor(leaves.length);
  const tree = levels(leaves, 1, depth);
  return {
    size,
    leafCount: leaves.length,
    depth,
    firstLeaf: hexlify(leaves[0]),
    lastLeaf: hexlify(leaves.at(-1)),
    root: hexlify(tree[depth][0]),
  };
}

function exchangeTree(size, blockSize, key, proven) {
  const bytes = content(size);
  const height = Math.log2(blockSize / LEAF);
  const ofContent = levels(contentLeaves(bytes), 1, depthFor(Math.ceil(size / LEAF)));
  const plainRoots = ofContent[height];
  const ciphers = pieces(bytes, blockSize).map((plain, i) => encrypt(key, i, plain));
  const leaves = ciphers.map((cipher, i) => sha256(tag(2), uint64be(i), sha256(cipher), plainRoots[i]));
  const depth = depthFor(leaves.length);
  const tree = levels(leaves, 3, depth);
  return {
    size,
    blockSize,
    key: hexlify(key),
    blocks: leaves.length,
    depth,
    contentRoot: hexlify(ofContent.at(-1)[0]),
    exchangeRoot: hexlify(tree[depth][0]),
    cipherHash: hexlify(sha256(...ciphers)),
    proofs: proven.map((index) => ({
      index,
      length: ciphers[index].length,
      ...(ciphers[index].length <= 256 ? { cipher: hexlify(ciphers[index]) } : {}),
      blockCipherHash: hexlify(sha256(ciphers[index])),
      plainRoot: hexlify(plainRoots[index]),
      leaf: hexlify(leaves[index]),
      path: path(tree, index, 3).map((node) => hexlify(node)),
    })),
  };
}

const field = (declaration) =>
  declaration.split(',').map((part) => ({ type: part.split(' ')[0], name: part.split(' ')[1] }));
const TYPES = {
  Offer: 'address seller,address buyer,address buyerKey,address token,bytes32 payee,uint96 price,uint96 bond,uint96 noShow,uint64 acceptBy,uint32 revealWindow,uint32 disputeWindow,bytes32 listing,bytes32 contentRoot,uint64 size,uint32 blockSize,bytes32 exchangeRoot,bytes32 keyHash,bytes32 maskHash,bytes32 nonce',
  Release: 'bytes32 offerId',
  Listing: 'bytes32 bodyHash,address seller,bytes32 listingKey,uint64 sequence,bytes32 contentRoot,uint64 size,uint32 blockSize,address token,uint96 price,bytes32 payee,uint64 validUntil,bytes32 exchangeRoot,bytes32 keyHash',
  Revocation: 'address seller,bytes32 listingKey,uint64 sequence',
  NodeKey: 'address account,address node,uint64 sequence,uint64 validUntil',
};
const key = (name) => id('peer vectors: ' + name);
const account = (name) => computeAddress(new SigningKey(key(name)));
const hash = (name) => hexlify(sha256(Buffer.from('peer vectors: ' + name)));

function typed(domain, primaryType, message, signer) {
  const types = { [primaryType]: field(TYPES[primaryType]) };
  const digest = TypedDataEncoder.hash(domain, types, message);
  return {
    domain,
    primaryType,
    type: `${primaryType}(${TYPES[primaryType]})`,
    typeHash: id(`${primaryType}(${TYPES[primaryType]})`),
    message,
    domainSeparator: TypedDataEncoder.hashDomain(domain),
    structHash: TypedDataEncoder.hashStruct(primaryType, types, message),
    digest,
    signer: account(signer),
    signerKey: key(signer),
    signature: new SigningKey(key(signer)).sign(digest).serialized,
  };
}

function typedData() {
  const at = { version: '1', chainId: 31337, verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3' };
  const padded = (address) => toBeHex(address, 32);
  const offer = (maskHash) => ({
    seller: account('seller'),
    buyer: account('buyer'),
    buyerKey: account('buyer key'),
    token: account('token'),
    payee: padded(account('payee')),
    price: '4000000',
    bond: '600000',
    noShow: '150000',
    acceptBy: '1793000000',
    revealWindow: 3600,
    disputeWindow: 86400,
    listing: hash('listing'),
    contentRoot: contentTree(5000).root,
    size: '5000',
    blockSize: 2048,
    exchangeRoot: exchangeTree(5000, 2048, Buffer.from(hash('K').slice(2), 'hex'), []).exchangeRoot,
    keyHash: keccak256(hash('K')),
    maskHash,
    nonce: hash('nonce'),
  });
  const exchange = { name: 'Peer FairExchange', ...at };
  const listing = { name: 'Peer Listing', ...at };
  const direct = typed(exchange, 'Offer', offer('0x' + '00'.repeat(32)), 'seller');
  const masked = typed(exchange, 'Offer', offer(keccak256(hash('s'))), 'seller');
  return {
    offer: direct,
    maskedOffer: masked,
    release: typed(exchange, 'Release', { offerId: direct.digest }, 'buyer key'),
    listing: typed(
      listing,
      'Listing',
      {
        bodyHash: hash('body'),
        seller: account('seller'),
        listingKey: hash('listing key'),
        sequence: '7',
        contentRoot: contentTree(5000).root,
        size: '5000',
        blockSize: 2048,
        token: account('token'),
        price: '4000000',
        payee: padded(account('payee')),
        validUntil: '1799000000',
        exchangeRoot: '0x' + '00'.repeat(32),
        keyHash: '0x' + '00'.repeat(32),
      },
      'seller',
    ),
    revocation: typed(
      listing,
      'Revocation',
      { seller: account('seller'), listingKey: hash('listing key'), sequence: '7' },
      'seller',
    ),
    nodeKey: typed(
      { name: 'Peer', version: '1' },
      'NodeKey',
      { account: account('seller'), node: account('node'), sequence: '3', validUntil: '1799000000' },
      'seller',
    ),
  };
}

function masking(offerId) {
  const K = hash('K');
  const s = hash('s');
  const mask = keccak256(concat([s, offerId]));
  const z = toBeHex(BigInt(K) ^ BigInt(mask), 32);
  return { key: K, keyHash: keccak256(K), s, maskHash: keccak256(s), offerId, mask, z };
}

function document() {
  const K = Buffer.from(hash('K').slice(2), 'hex');
  const eip712 = typedData();
  return {
    about: 'Golden vectors, written by contracts/vectors.mjs. Formats: docs/protocol/04-fair-exchange.md',
    content: 'byte i of every content here is (7 * i + 11 * floor(i / 256) + 3) mod 256',
    zeroNodes: {
      content: zeroes(1, 8).map((node) => hexlify(node)),
      exchange: zeroes(3, 8).map((node) => hexlify(node)),
    },
    contentTrees: [1, 31, 255, 256, 257, 1000, 2048, 4095, 4096, 5000, 70000].map(contentTree),
    keystream: {
      key: hexlify(K),
      words: [
        [0, 0],
        [0, 1],
        [0, 127],
        [1, 0],
        [3, 63],
        [4294967296, 5],
      ].map(([block, j]) => ({ block, j, word: hexlify(word(K, block, j)) })),
    },
    exchangeTrees: [
      exchangeTree(1, 256, K, [0]),
      exchangeTree(300, 256, K, [0, 1]),
      exchangeTree(1000, 2048, K, [0]),
      exchangeTree(4096, 4096, K, [0]),
      exchangeTree(5000, 2048, K, [0, 2]),
      exchangeTree(5000, 256, K, [0, 7, 19]),
      exchangeTree(70000, 1024, K, [0, 31, 68]),
      exchangeTree(70000, 2048, K, [0, 17, 34]),
      exchangeTree(70000, 4096, K, [16, 17]),
    ],
    masking: masking(eip712.maskedOffer.digest),
    eip712,
  };
}

const text = JSON.stringify(document(), null, 2) + '\n';
if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== text) {
    console.error('docs/vectors/exchange.json differs from what vectors.mjs writes');
    process.exit(1);
  }
} else {
  mkdirSync(new URL('.', FILE), { recursive: true });
  writeFileSync(FILE, text);
}
