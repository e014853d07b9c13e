// What the steps of a payment channel cost.

import { AbiCoder, Signature, ZeroAddress, concat, keccak256 } from 'ethers';
import { typesOf } from '../tools/reference.mjs';
import { oneBlock } from './exchange.mjs';

export const contract = 'Channels';

/** The budget of each figure, and what others were measured to need for the same (research on the anchors; receipts). */
export const beside = {
  'open ETH': { budget: 56000 },
  'open ERC-20, approved for it': { budget: 76000, 'x402 batch': 81194 },
  'claim ETH': { 'x402 batch': 48293 },
  'claimMany ERC-20, each of 10': { budget: 21000, 'x402 batch': 23790 },
  'close ETH': { budget: 54000 },
  'close ERC-20': { budget: 63000 },
};

const DEPOSIT = 1000000n;
const FUNDS = 10n ** 12n;
const DAY = 86400;

async function withChannels(at) {
  const { buyer, payee, fresh, deploy, provider, send, relay } = at;
  const channels = await deploy('Channels');
  const dollar = await deploy('TestDollar');
  const { chainId } = await provider.getNetwork();
  const domain = { name: 'Peer Channels', version: '1', chainId, verifyingContract: channels.target };
  await send('', dollar.mint(buyer.address, FUNDS));
  await send('', dollar.connect(buyer).approve(channels.target, FUNDS));
  // Another's money in the contract, as there is in use: so no figure is of the first or the last coin in it.
  await send('', dollar.mint(relay.address, FUNDS));
  await send('', dollar.connect(relay).approve(channels.target, FUNDS));
  await send('deposit ERC-20, first', channels.connect(relay).deposit(dollar.target, FUNDS / 2n));
  await send('deposit ERC-20', channels.connect(relay).deposit(dollar.target, FUNDS / 2n));

  const terms = (token, changes = {}) => ({
    payer: buyer.address,
    payee: payee.address,
    token,
    voucherKey: buyer.address,
    challenge: DAY,
    expiry: 0n,
    salt: fresh(),
    ...changes,
  });
  const voucher = async (channel, cumulative) => {
    const message = { channelId: await channels.channelId(channel), cumulative };
    return buyer.signTypedData(domain, typesOf('Voucher'), message);
  };
  const agreed = async (channel, cumulative, validUntil) => {
    const message = { channelId: await channels.channelId(channel), cumulative, validUntil };
    return payee.signTypedData(domain, typesOf('CoopClose'), message);
  };
  return { ...at, channels, dollar, domain, terms, voucher, agreed, mine: channels.connect(buyer), its: channels.connect(payee) };
}

/** Opens a channel; its cost is recorded under the name, if there is one. */
async function open(at, name, token, changes) {
  const channel = at.terms(token, changes);
  await at.send(name, at.mine.open(channel, DEPOSIT, { value: token === ZeroAddress ? DEPOSIT : 0n }));
  return channel;
}

async function life(at, token, label, suffix) {
  const { send, mine, its, channels, relay, voucher, agreed, pass, provider } = at;
  const first = await open(at, `open ${label}${suffix}`, token);
  await send(`claim ${label}${suffix}`, channels.connect(relay).claim(first, 1000n, await voucher(first, 1000n)));
  await send(`topUp ${label}${suffix}`, mine.topUp(first, 5n, { value: token === ZeroAddress ? 5n : 0n }));
  await send(`close ${label}${suffix}`, its.close(first, 3000n, await voucher(first, 3000n)));
  const again = at.terms(token);
  await send(`openFromLedger ${label}${suffix}`, mine.openFromLedger(again, 900000n));
  const { timestamp } = await provider.getBlock('latest');
  const until = BigInt(timestamp + DAY);
  await send(`coopClose ${label}${suffix}`, mine.coopClose(again, 5000n, until, await agreed(again, 5000n, until)));
  const left = await open(at, '', token);
  await send(`startExit ${label}${suffix}`, mine.startExit(left));
  await pass(DAY + 1);
  await send(`exit ${label}${suffix}`, mine.exit(left));
}

async function batches(at, token, label) {
  for (const count of [10, 50]) {
    const all = [];
    for (let i = 0; i < count; i++) {
      const channel = await open(at, '', token);
      await at.send('', at.its.claim(channel, 10n, await at.voucher(channel, 10n)));
      all.push({ channel, cumulative: 1000n, signature: await at.voucher(channel, 1000n) });
    }
    const { gasUsed } = await at.send('', at.channels.connect(at.relay).claimMany(all));
    at.figures[`claimMany ${label}, each of ${count}`] = Math.ceil(Number(gasUsed) / count);
  }
}

async function otherOpenings({ buyer, relay, send, channels, dollar, terms, domain }) {
  const { chainId } = domain;
  const token = { name: await dollar.name(), version: '1', chainId, verifyingContract: dollar.target };
  const uint = (...names) => names.map((name) => ({ name, type: 'uint256' }));
  const address = (...names) => names.map((name) => ({ name, type: 'address' }));
  const permit = {
    owner: buyer.address,
    spender: channels.target,
    value: DEPOSIT,
    nonce: 0n,
    deadline: 1799999999n,
  };
  const types = { Permit: [...address('owner', 'spender'), ...uint('value', 'nonce', 'deadline')] };
  const { v, r, s } = Signature.from(await buyer.signTypedData(token, types, permit));
  const mine = channels.connect(buyer);
  await send('openWithPermit', mine.openWithPermit(terms(dollar.target), DEPOSIT, permit.deadline, v, r, s));
  const channel = terms(dollar.target);
  const message = {
    from: buyer.address,
    to: channels.target,
    value: DEPOSIT,
    validAfter: 0n,
    validBefore: 1799999999n,
    nonce: await channels.channelId(channel),
  };
  const receive = {
    ReceiveWithAuthorization: [
      ...address('from', 'to'),
      ...uint('value', 'validAfter', 'validBefore'),
      { name: 'nonce', type: 'bytes32' },
    ],
  };
  const sig = Signature.from(await buyer.signTypedData(token, receive, message));
  const relayed = channels.connect(relay);
  await send(
    'openWithAuthorization',
    relayed.openWithAuthorization(channel, DEPOSIT, 0n, message.validBefore, sig.v, sig.r, sig.s),
  );
}

/** As this wallet does it: an allowance for exactly the deposit, used up by it. */
async function approved({ send, dollar, buyer, mine, channels, terms }) {
  const own = dollar.connect(buyer);
  await send('', own.approve(channels.target, 0n));
  await send('approve ERC-20, the deposit', own.approve(channels.target, DEPOSIT));
  await send('open ERC-20, approved for it', mine.open(terms(dollar.target), DEPOSIT));
}

/** A purchase through the channel in which one side fails: the payer doesn't pay, or a block is wrong. */
async function conditional(at, token) {
  const { its, channels, relay, send, pass, provider, buyer, domain, dollar, payee } = at;
  await send('', dollar.mint(payee.address, FUNDS));
  await send('', dollar.connect(payee).approve(channels.target, FUNDS));
  await send('', its.deposit(token, 1000n));
  const { fault, ...made } = oneBlock(2 ** 30, 2048, 77, false);
  const goods = { ...made, keyHash: keccak256(fault.key) };
  const types = ['bytes32', 'bytes32', 'uint64', 'uint32'];
  const words = [goods.exchangeRoot, goods.keyHash, goods.size, goods.blockSize];
  const offerHash = keccak256(AbiCoder.defaultAbiCoder().encode(types, words));
  const brought = async (name) => {
    const channel = await open(at, '', token);
    const { timestamp } = await provider.getBlock('latest');
    const cond = { base: 1000n, amount: 500n, offerHash, claimBy: BigInt(timestamp + DAY), disputeWindow: DAY, bond: 300n };
    const message = { channelId: await channels.channelId(channel), ...cond };
    const signature = await buyer.signTypedData(domain, typesOf('Cond'), message);
    await send(name, its.reveal(channel, cond, goods, fault.key, signature));
    return [channel, cond];
  };
  const paid = await brought('reveal, conditional');
  await pass(DAY + 1);
  await send('settle, conditional', channels.connect(relay).settle(...paid));
  const proof = concat([fault.cipher, ...fault.path]);
  const wrong = await brought('');
  await send(
    'complain, conditional, 2 KiB blocks, 1 GiB',
    channels.connect(relay).complain(...wrong, goods, fault.key, fault.index, fault.plainRoot, proof),
  );
}

async function expiry(at, token) {
  const { timestamp } = await at.provider.getBlock('latest');
  const channel = await open(at, '', token, { expiry: BigInt(timestamp + DAY) });
  await at.pass(DAY + 1);
  await at.send('exit ERC-20, after expiry', at.mine.exit(channel));
  const spent = await open(at, '', token);
  await at.send('close ERC-20, all spent', at.its.close(spent, DEPOSIT, await at.voucher(spent, DEPOSIT)));
}

export async function course(stage) {
  const at = await withChannels(stage);
  for (const [token, label] of [
    [ZeroAddress, 'ETH'],
    [at.dollar.target, 'ERC-20'],
  ]) {
    await life(at, token, label, ', first');
    await life(at, token, label, '');
    await batches(at, token, label);
  }
  await expiry(at, at.dollar.target);
  await conditional(at, at.dollar.target);
  await approved(at);
  await otherOpenings(at);
  const own = at.its;
  await at.send('withdraw ETH', own.withdraw(ZeroAddress, 1n, at.payee.address));
  await at.send('', own.withdraw(at.dollar.target, 1n, at.payee.address));
  await at.send('withdraw ERC-20', own.withdraw(at.dollar.target, 1n, at.payee.address));
}
