// What the steps of a storage deal cost.

import { AbiCoder, ZeroAddress, ZeroHash, concat, hexlify, keccak256 } from 'ethers';
import { LEAF, content, depthFor, sha256, tag, typesOf, zeroes } from '../tools/reference.mjs';

export const contract = 'StorageDeals';

/** The budget of each figure, and what others were measured to need for the same (research on the anchors; receipts). */
export const beside = {
  'open ERC-20': { Codex: 454326 + 94937 + 332639 },
  'prove, 10 GiB, 1 sample': { budget: 76000, Codex: 339000 },
};

const GIB = 2 ** 30;
const GRID = 256;
const PRICE = 1000n;
const EPOCHS = 30;
// As short as they can be; how long makes no difference to gas.
const EPOCH_BLOCKS = 256;

/** Content whose leaves are all alike, so that any of the 2^25 places can be shown without a tree of them. */
function uniform(size) {
  const leaves = size / LEAF;
  const depth = depthFor(leaves);
  const leaf = content(LEAF);
  const full = [sha256(tag(0), leaf)];
  const none = zeroes(1, depth);
  for (let h = 0; h < depth; h++) full.push(sha256(tag(1), full[h], full[h]));
  const node = (height, index) => {
    if ((index + 1) * 2 ** height <= leaves) return full[height];
    if (index * 2 ** height >= leaves) return none[height];
    return sha256(tag(1), node(height - 1, index * 2), node(height - 1, index * 2 + 1));
  };
  const sample = (index) =>
    concat([leaf, ...Array.from({ length: depth }, (_, h) => node(h, (Math.floor(index / 2 ** h) ^ 1) >>> 0))]);
  return { root: hexlify(node(depth, 0)), size, leaves, sample };
}

const replica = uniform(10 * GIB);

async function withDeals(at) {
  const { seller: provider, buyer: client, fresh, deploy } = at;
  const deals = await deploy('StorageDeals');
  const dollar = await deploy('TestDollar');
  const { chainId } = await at.provider.getNetwork();
  const domain = { name: 'Peer StorageDeals', version: '1', chainId, verifyingContract: deals.target };
  const mine = async (blocks) => {
    if (blocks > 0) await at.provider.send('anvil_mine', ['0x' + blocks.toString(16)]).catch(() => at.provider.send('evm_mine', [{ blocks }]));
  };
  const agree = async (token, changes = {}) => {
    const terms = {
      client: client.address,
      provider: provider.address,
      token,
      root: replica.root,
      size: replica.size,
      epochs: EPOCHS,
      epochBlocks: EPOCH_BLOCKS,
      windowBlocks: 256,
      samples: 1,
      maxMissed: 3,
      pricePerEpoch: PRICE,
      collateral: 50000n,
      penalty: 3000n,
      repairCost: 10000n,
      acceptBy: 1799999999n,
      predecessor: ZeroHash,
      nonce: fresh(),
      ...changes,
    };
    return { terms, signature: await provider.signTypedData(domain, typesOf('Deal'), terms) };
  };
  return { ...at, deals, dollar, domain, mine, agree, chain: at.provider, provider, client };
}

async function funds({ provider, client, send, deals, dollar }) {
  for (const account of [provider, client]) {
    await send('', dollar.mint(account.address, 10n ** 12n));
    await send('', dollar.connect(account).approve(deals.target, 10n ** 12n));
    await send('', deals.connect(account).deposit(ZeroAddress, 10n ** 9n, { value: 10n ** 9n }));
    await send('', deals.connect(account).deposit(dollar.target, 10n ** 9n));
  }
}

async function open(at, name, token, changes) {
  const { terms, signature } = await at.agree(token, changes);
  const value = token === ZeroAddress ? terms.pricePerEpoch * BigInt(terms.epochs) : 0n;
  await at.send(name, at.deals.connect(at.client).open(terms, signature, { value }));
  return terms;
}

/** The epoch's samples, once the chain has gone so many blocks past the block that draws them. */
async function samples(at, terms, epoch, late = 1) {
  const id = await at.deals.dealId(terms);
  const { start } = await at.deals.dealOf(id);
  const drawn = Number(start) + (epoch + 1) * terms.epochBlocks;
  await at.mine(drawn + late - 1 - (await at.chain.getBlockNumber()));
  const { hash } = await at.chain.getBlock(drawn);
  const seed = keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32', 'bytes32'], [hash, id]));
  const places = Array.from({ length: terms.samples }, (_, i) =>
    Number(BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32', 'uint256'], [seed, i]))) % BigInt(replica.leaves)),
  );
  return { id, drawn, bytes: concat(places.map(replica.sample)) };
}

async function prove(at, name, terms, epoch, late) {
  const { id, bytes } = await samples(at, terms, epoch, late);
  await at.send(name, at.deals.connect(at.relay).prove(id, epoch, bytes));
}

async function proofs(at) {
  const token = at.dollar.target;
  const deal = await open(at, '', token);
  await prove(at, 'prove, 10 GiB, 1 sample', deal, 0);
  for (const count of [2, 4]) {
    await prove(at, `prove, 10 GiB, ${count} samples`, await open(at, '', token, { samples: count }), 0);
  }
  const slow = await open(at, '', token, { epochBlocks: 1280, windowBlocks: 1280 });
  const pinned = await samples(at, slow, 0, 200);
  await at.send('pin', at.deals.connect(at.relay).pin(pinned.drawn));
  await at.mine(300);
  await at.send('prove, 10 GiB, 1 sample, pinned hash', at.deals.connect(at.relay).prove(pinned.id, 0, pinned.bytes));
  const many = [];
  for (let i = 0; i < 10; i++) many.push(await open(at, '', token));
  const batch = [];
  for (const terms of many) batch.push(await samples(at, terms, 0, 20));
  await at.send(
    'proveMany, 10 GiB, 1 sample, ten deals',
    at.deals.connect(at.relay).proveMany(batch.map(({ id, bytes }) => ({ dealId: id, epoch: 0, samples: bytes }))),
  );
  if ((await at.chain.getCode('0x0000F90827F1C53a10cb7A02335B175320002935')) !== '0x') {
    await prove(at, 'prove, 10 GiB, 1 sample, 1000 blocks late', slow, 1, 1000);
  }
}

async function ends(at, token, label) {
  const { deals, relay, client, provider, send, domain } = at;
  const deal = await open(at, '', token, { epochs: 4, maxMissed: 1 });
  await prove(at, '', deal, 0);
  await send(`settle ${label}, midway`, deals.connect(relay).settle(deal));
  for (const epoch of [1, 2, 3]) await prove(at, '', deal, epoch);
  const renewed = await at.agree(token, { predecessor: await deals.dealId(deal) });
  await send(`renew ${label}`, deals.connect(client).renew(deal, renewed.terms, renewed.signature));
  const early = { dealId: await deals.dealId(renewed.terms), epochs: 0, validUntil: 1799999999n };
  const word = await provider.signTypedData(domain, typesOf('EarlyEnd'), early);
  await send(`endEarly ${label}`, deals.connect(client).endEarly(renewed.terms, 0, 1799999999n, '0x', word));
  const whole = await open(at, '', token, { epochs: 4 });
  for (const epoch of [0, 1, 2, 3]) await prove(at, '', whole, epoch);
  await send(`settle ${label}, at the end`, deals.connect(relay).settle(whole));
  const lost = await open(at, '', token, { epochs: 4, maxMissed: 0 });
  await at.mine(4 * EPOCH_BLOCKS);
  await send(`settle ${label}, default, first burnt`, deals.connect(relay).settle(lost));
}

async function openings(at, token, label) {
  const { deals, client, send } = at;
  await open(at, `open ${label}`, token);
  const { terms, signature } = await at.agree(token);
  await send(`openFromLedger ${label}`, deals.connect(client).openFromLedger(terms, signature));
}

export async function course(stage) {
  const at = await withDeals(stage);
  await funds(at);
  await openings(at, ZeroAddress, 'ETH');
  await openings(at, at.dollar.target, 'ERC-20');
  await proofs(at);
  await ends(at, at.dollar.target, 'ERC-20');
}
