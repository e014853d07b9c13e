// docs/vectors/exchange.json. Needs abi/FairExchange.json for the calldata.

import { Interface, SigningKey, concat, hexlify, keccak256, toBeHex } from 'ethers';
import { artifact } from '../tools/contracts.mjs';
import {
  LEAF,
  content,
  contentLeaves,
  depthFor,
  encrypt,
  levels,
  masked as mask,
  path,
  pieces,
  sha256,
  splitOf,
  tag,
  uint64be,
  word,
  zeroes,
} from '../tools/reference.mjs';
import { account, hash, key, typed } from '../tools/typed.mjs';

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

/** What travels with each run of 256 KiB: the tree's node over it and the siblings from there to the root. */
function exchangeRuns(size, blockSize, key) {
  const bytes = content(size);
  const plainRoots = levels(contentLeaves(bytes), 1, depthFor(Math.ceil(size / LEAF)))[Math.log2(blockSize / LEAF)];
  const leaves = pieces(bytes, blockSize).map((plain, i) =>
    sha256(tag(2), uint64be(i), sha256(encrypt(key, i, plain)), plainRoots[i]),
  );
  const depth = depthFor(leaves.length);
  const tree = levels(leaves, 3, depth);
  const perRun = (256 << 10) / blockSize;
  const height = Math.min(depth, Math.log2(perRun));
  return {
    size,
    blockSize,
    key: hexlify(key),
    exchangeRoot: hexlify(tree[depth][0]),
    runs: Array.from({ length: Math.ceil(leaves.length / perRun) }, (_, run) => ({
      first: run * perRun,
      count: Math.min(perRun, leaves.length - run * perRun),
      node: hexlify(tree[height][run]),
      path: path(tree.slice(height), run, 3, height).map((node) => hexlify(node)),
    })),
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
    reveal: typed(exchange, 'Reveal', { offerId: direct.digest, z: hash('K') }, 'seller'),
    delegation: typed(
      exchange,
      'Delegation',
      {
        seller: account('seller'),
        delegate: account('delegate'),
        listing: hash('listing'),
        token: account('token'),
        minPrice: '3000000',
        payee: padded(account('payee')),
        until: '1799000000',
        epoch: '2',
      },
      'seller',
    ),
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
  return { key: K, keyHash: keccak256(K), s, maskHash: keccak256(s), offerId, mask: keccak256(concat([s, offerId])), z: mask(K, s, offerId) };
}

/** Payees that stand for several: the word, and what each member gets of an amount that doesn't divide. */
function splits() {
  const padded = (name) => toBeHex(account(name), 32);
  const couple = [[padded('seller'), padded('referrer')], [9000, 1000]];
  const nested = [[splitOf(...couple), padded('seeder'), padded('payee')], [3333, 3333, 3334]];
  return [[[padded('seller')], [10000]], couple, nested].map(([members, bps]) => {
    const held = 4000001n;
    const shares = bps.map((share) => ((held - 1n) * BigInt(share)) / 10000n);
    const left = held - shares.reduce((sum, share) => sum + share);
    return { members, bps, payee: splitOf(members, bps), held: held.toString(), shares: shares.map(String), left: left.toString() };
  });
}

/** Calls of FairExchange as a wallet sends them, by ethers and the committed ABI. */
function calldata({ offer, release, reveal, delegation }, tree) {
  const contract = new Interface(artifact('FairExchange').abi);
  const terms = offer.message;
  const { index, cipher, plainRoot, path } = tree.proofs.at(-1);
  const fault = { key: tree.key, index, cipher, plainRoot, path };
  const proof = concat([cipher, ...path]);
  const delegateSig = new SigningKey(key('delegate')).sign(offer.digest).serialized;
  const warrant = { delegation: delegation.message, sellerSig: delegation.signature, delegateSig };
  return {
    accept: contract.encodeFunctionData('accept', [terms, offer.signature]),
    release: contract.encodeFunctionData('release', [terms, release.signature]),
    reveal: contract.encodeFunctionData('reveal', [terms, tree.key]),
    complain: { fault, data: contract.encodeFunctionData('complain', [terms, fault.key, index, plainRoot, proof]) },
    refund: contract.encodeFunctionData('refund', [terms]),
    settle: contract.encodeFunctionData('settle', [terms]),
    settleMany: contract.encodeFunctionData('settleMany', [[terms, terms]]),
    releaseMany: contract.encodeFunctionData('releaseMany', [[terms], [release.signature]]),
    revealSigned: contract.encodeFunctionData('revealSigned', [terms, reveal.message.z, reveal.signature]),
    acceptDelegated: { warrant, data: contract.encodeFunctionData('acceptDelegated', [terms, warrant]) },
    raiseEpoch: contract.encodeFunctionData('raiseEpoch', []),
    distribute: contract.encodeFunctionData('distribute', [splits()[1].members, splits()[1].bps, terms.token]),
    forward: contract.encodeFunctionData('forward', ['0x' + 'ff'.repeat(32), terms.token]),
  };
}

export default function document() {
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
    exchangeRuns: [
      exchangeRuns(5000, 2048, K),
      exchangeRuns(70000, 4096, K),
      exchangeRuns(280000, 2048, K),
      exchangeRuns(600000, 4096, K),
    ],
    splits: splits(),
    masking: masking(eip712.maskedOffer.digest),
    eip712,
    calldata: calldata(eip712, exchangeTree(300, 256, K, [1])),
  };
}
