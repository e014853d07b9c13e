// docs/vectors/deal.json. Needs abi/StorageDeals.json for the calldata.

import { AbiCoder, Interface, ZeroHash, concat, hexlify, keccak256, toQuantity } from 'ethers';
import { artifact } from '../tools/contracts.mjs';
import { content, contentLeaves, depthFor, levels, path, pieces } from '../tools/reference.mjs';
import { account, hash, typed } from '../tools/typed.mjs';

const DOMAIN = {
  name: 'Peer StorageDeals',
  version: '1',
  chainId: 31337,
  verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
};
const MOST = (2n ** 96n - 1n).toString();
const encode = (types, values) => AbiCoder.defaultAbiCoder().encode(types, values);
const rootOf = (size) => levels(contentLeaves(content(size)), 1, depthFor(Math.ceil(size / 256))).at(-1)[0];

function terms(changes) {
  return {
    client: account('client'),
    provider: account('provider'),
    token: account('token'),
    root: hexlify(rootOf(5000)),
    size: '5000',
    epochs: 30,
    epochBlocks: 7168,
    windowBlocks: 2048,
    samples: 2,
    maxMissed: 3,
    pricePerEpoch: '1000',
    collateral: '50000',
    penalty: '3000',
    repairCost: '10000',
    acceptBy: '1793000000',
    predecessor: ZeroHash,
    nonce: hash('nonce'),
    ...changes,
  };
}

const seedOf = (blockHash, dealId) => keccak256(encode(['bytes32', 'bytes32'], [blockHash, dealId]));
const drawn = (seed, leaves, samples) =>
  Array.from({ length: samples }, (_, i) => Number(BigInt(keccak256(encode(['bytes32', 'uint256'], [seed, i]))) % BigInt(leaves)));

function challenge(name, leaves) {
  const [blockHash, dealId] = [hash(name + ' block'), hash(name + ' deal')];
  const seed = seedOf(blockHash, dealId);
  return { blockHash, dealId, seed, leaves, drawn: drawn(seed, leaves, 8) };
}

function proof(size, samples) {
  const bytes = content(size);
  const leaves = contentLeaves(bytes);
  const tree = levels(leaves, 1, depthFor(leaves.length));
  const [blockHash, dealId] = [hash(`proof ${size} block`), hash(`proof ${size} deal`)];
  const places = drawn(seedOf(blockHash, dealId), leaves.length, samples);
  const parts = pieces(bytes, 256);
  return {
    size,
    root: hexlify(tree.at(-1)[0]),
    depth: tree.length - 1,
    blockHash,
    dealId,
    drawn: places,
    samples: hexlify(concat(places.flatMap((index) => [parts[index], ...path(tree, index, 1)]))),
  };
}

/** What each has been credited once so many epochs are decided: from purse to purse, epoch by epoch. */
function accounted(money, proven, decided) {
  const { epochs, maxMissed } = money;
  const [price, penalty, repair] = [money.pricePerEpoch, money.penalty, money.repairCost].map(BigInt);
  let [escrow, kept, lost, earned, back, missed] = [price * BigInt(epochs), BigInt(money.collateral), 0n, 0n, 0n, 0];
  let state = decided === epochs ? 2 : 1;
  for (let epoch = 0; epoch < decided; epoch++) {
    if ((BigInt(proven) >> BigInt(epoch)) & 1n) {
      [escrow, earned] = [escrow - price, earned + price];
    } else if (++missed > maxMissed) {
      [back, escrow, lost, kept, state] = [back + escrow, 0n, lost + kept, 0n, 3];
      break;
    } else {
      [back, escrow, lost, kept] = [back + price, escrow - price, lost + penalty, kept - penalty];
    }
  }
  const share = lost < back + repair ? lost : back + repair;
  const over = state !== 1;
  return {
    ...money,
    proven: toQuantity(proven),
    decided,
    state,
    provider: (earned + (over ? kept : 0n)).toString(),
    client: (back + share).toString(),
    burnt: (over ? lost - share : 0n).toString(),
  };
}

function accounts() {
  const money = { epochs: 6, maxMissed: 2, pricePerEpoch: '1000', collateral: '10000', penalty: '1500', repairCost: '700' };
  const plain = [0b111111, 0b111011, 0b110011, 0b001001, 0b101001, 0b000111, 0];
  const most = { ...money, pricePerEpoch: MOST, collateral: MOST, penalty: (BigInt(MOST) / 2n).toString(), repairCost: MOST };
  return [
    ...plain.map((proven) => accounted(money, proven, 6)),
    ...[0, 1, 2, 3, 4, 5].map((decided) => accounted(money, 0b110101, decided)),
    accounted({ ...money, collateral: '0', penalty: '0', maxMissed: 0 }, 1, 2),
    accounted({ ...money, penalty: '0' }, 0b000011, 6),
    accounted({ ...money, maxMissed: 5, penalty: '2000' }, 0b000001, 6),
    accounted({ ...money, repairCost: '0' }, 0b111001, 6),
    accounted(most, 0b111001, 6),
    accounted(most, 0b000001, 6),
    accounted({ ...money, epochs: 1, maxMissed: 0 }, 1, 1),
    accounted({ ...money, epochs: 1, maxMissed: 0 }, 0, 1),
    accounted({ ...money, epochs: 104, maxMissed: 6 }, (2n ** 104n - 1n) ^ (1n << 103n) ^ 1n, 104),
  ];
}

/** Calls of StorageDeals as a wallet sends them, by ethers and the committed ABI. */
function calldata(deal, earlyEnd, shown) {
  const contract = new Interface(artifact('StorageDeals').abi);
  const call = (name, ...values) => contract.encodeFunctionData(name, values);
  const { message, signature } = deal;
  const next = terms({ predecessor: deal.digest, nonce: hash('next') });
  const { epochs, validUntil } = earlyEnd.message;
  const { dealId, samples } = shown;
  return {
    next: typed(DOMAIN, 'Deal', next, 'provider'),
    epoch: 7,
    block: '10240',
    shown: { dealId, samples },
    open: call('open', message, signature),
    openFromLedger: call('openFromLedger', message, signature),
    renew: call('renew', message, next, typed(DOMAIN, 'Deal', next, 'provider').signature),
    prove: call('prove', dealId, 7, samples),
    proveMany: call('proveMany', [{ dealId, epoch: 7, samples }]),
    settle: call('settle', message),
    settleMany: call('settleMany', [message, next]),
    endEarly: call('endEarly', message, epochs, validUntil, signature, earlyEnd.signature),
    pin: call('pin', 10240),
  };
}

export default function document() {
  const deal = typed(DOMAIN, 'Deal', terms({}), 'provider');
  const edges = { epochs: 104, size: (2n ** 48n - 1n).toString(), pricePerEpoch: MOST, collateral: MOST, predecessor: deal.digest };
  const earlyEnd = typed(DOMAIN, 'EarlyEnd', { dealId: deal.digest, epochs: 12, validUntil: '1794000000' }, 'provider');
  return {
    about: 'Golden vectors, written by contracts/vectors/deal.mjs. Formats: docs/protocol/09-storage-deals.md',
    content: 'byte i of every content here is (7 * i + 11 * floor(i / 256) + 3) mod 256',
    deal,
    largestDeal: typed(DOMAIN, 'Deal', terms(edges), 'provider'),
    earlyEnd,
    challenges: [challenge('one', 1), challenge('small', 20), challenge('10 GiB', 41943040), challenge('largest', 2 ** 40)],
    proofs: [proof(1, 1), proof(256, 1), proof(257, 2), proof(4096, 2), proof(4097, 2), proof(5000, 8), proof(70000, 3)],
    accounts: accounts(),
    calldata: calldata(deal, earlyEnd, proof(257, 2)),
  };
}
