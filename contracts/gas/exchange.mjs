// What the steps of a sale cost.

import { Signature, ZeroAddress, ZeroHash, hexlify, keccak256, toBeHex } from 'ethers';
import { content, contentLeaves, encrypt, levels, masked, sha256, tag, typesOf, uint64be } from '../tools/reference.mjs';

export const contract = 'FairExchange';

/** The budget of each figure, and what others were measured to need for the same (research on the anchors; receipts). */
export const beside = {
  'deploy FairExchange': { FDE: 893842 },
  'accept ETH, no bond': { budget: 63000, FairSwap: 33238, FDE: 35864 },
  'accept ERC-20, no bond': { budget: 83000 },
  'accept ETH, bond': { budget: 70000 },
  'accept ERC-20, bond': { budget: 90000 },
  reveal: { budget: 36000, FairSwap: 56306, FDE: 63246 },
  'settle ETH, no bond': { budget: 41000, FairSwap: 37851, FDE: 28538 },
  'complain, 2 KiB blocks, 1 GiB': { budget: 145000 },
  'complain, 4 KiB blocks, 1 GiB': { FairSwap: 398680 },
  'complain, 1 KiB blocks, 1 GiB': { FairSwap: 158340 },
};

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const K = sha256(Buffer.from('K'));
const S = sha256(Buffer.from('s'));
const PRICE = 1000000n;
const BOND = 300000n;
/** A tree of the right depth around one real block, whose other branches are noise: a dispute costs the same in it. */
export function oneBlock(size, blockSize, index, honest) {
  const plain = content(blockSize);
  const plainRoot = levels(contentLeaves(plain), 1, Math.log2(blockSize / 256)).at(-1)[0];
  const cipher = encrypt(K, index, plain);
  if (!honest) cipher[blockSize - 1] ^= 1;
  const depth = Math.max(4, Math.ceil(Math.log2(size / blockSize)));
  const path = Array.from({ length: depth }, (_, i) => sha256(Buffer.from('sibling ' + i)));
  const leaf = sha256(tag(2), uint64be(index), sha256(cipher), plainRoot);
  const exchangeRoot = path.reduce(
    (node, sibling, i) => ((index >> i) & 1 ? sha256(tag(3), sibling, node) : sha256(tag(3), node, sibling)),
    leaf,
  );
  return { size, blockSize, exchangeRoot, fault: { key: K, index, cipher, plainRoot, path } };
}

async function withOffers(at) {
  const { seller, buyer, payee, fresh, deploy, provider } = at;
  const exchange = await deploy('FairExchange');
  const dollar = await deploy('TestDollar');
  const { chainId } = await provider.getNetwork();
  const domain = { name: 'Peer FairExchange', version: '1', chainId, verifyingContract: exchange.target };
  const offer = async (token, changes = {}) => {
    const terms = {
      seller: seller.address,
      buyer: buyer.address,
      buyerKey: buyer.address,
      token,
      payee: toBeHex(payee.address, 32),
      price: PRICE,
      bond: 0n,
      noShow: 0n,
      acceptBy: 1799999999n,
      revealWindow: 3600,
      disputeWindow: 86400,
      listing: fresh(),
      contentRoot: fresh(),
      size: GIB,
      blockSize: 2048,
      exchangeRoot: fresh(),
      keyHash: keccak256(K),
      maskHash: ZeroHash,
      nonce: fresh(),
      ...changes,
    };
    return { terms, signature: await seller.signTypedData(domain, typesOf('Offer'), terms) };
  };
  return { ...at, exchange, dollar, domain, offer };
}

async function deposits({ seller, buyer, send, exchange, dollar }) {
  for (const account of [seller, buyer]) {
    await send('', dollar.mint(account.address, 10n ** 12n));
    await send('', dollar.connect(account).approve(exchange.target, 10n ** 12n));
  }
  const own = exchange.connect(seller);
  await send('deposit ETH, first', own.deposit(ZeroAddress, 10n ** 9n, { value: 10n ** 9n }));
  await send('deposit ERC-20, first', own.deposit(dollar.target, 10n ** 9n));
  await send('deposit ETH', own.deposit(ZeroAddress, 10n ** 9n, { value: 10n ** 9n }));
  await send('deposit ERC-20', own.deposit(dollar.target, 10n ** 9n));
}

/** Opens a sale; its cost is recorded under the name, if there is one. */
async function open(at, name, token, changes) {
  const { terms, signature } = await at.offer(token, changes);
  const value = token === ZeroAddress ? terms.price : 0n;
  await at.send(name, at.exchange.connect(at.buyer).accept(terms, signature, { value }));
  return terms;
}

const revealed = async (at, name, terms, z = K) => {
  await at.send(name, at.exchange.connect(at.seller).reveal(terms, z));
  return terms;
};

async function honest(at, token, label, suffix) {
  const bonded = { bond: BOND, noShow: 100000n };
  const { exchange, relay, send, pass, buyer, domain } = at;
  const plain = await revealed(at, `reveal${suffix}`, await open(at, `accept ${label}, no bond${suffix}`, token));
  const withBond = await revealed(at, '', await open(at, `accept ${label}, bond${suffix}`, token, bonded));
  const kept = await open(at, '', token, bonded);
  const signature = await buyer.signTypedData(domain, typesOf('Release'), { offerId: await exchange.offerId(kept) });
  await send(`release ${label}, bond${suffix}`, exchange.connect(relay).release(kept, signature));
  await pass(86401);
  await send(`settle ${label}, no bond${suffix}`, exchange.connect(relay).settle(plain));
  await send(`settle ${label}, bond${suffix}`, exchange.connect(relay).settle(withBond));
  const silent = await open(at, '', token, bonded);
  await pass(3601);
  await send(`refund ${label}, bond${suffix}`, exchange.connect(relay).refund(silent));
}

async function disputes(at, token) {
  const { exchange, relay, send } = at;
  const cases = [
    ['complain, 256 B blocks, 1 GiB', GIB, 256],
    ['complain, 1 KiB blocks, 1 GiB', GIB, 1024],
    ['complain, 2 KiB blocks, 1 MiB', MIB, 2048],
    ['complain, 2 KiB blocks, 1 GiB', GIB, 2048],
    ['complain, 2 KiB blocks, 1 TiB', GIB * 1024, 2048],
    ['complain, 4 KiB blocks, 1 GiB', GIB, 4096],
  ];
  for (const [name, size, blockSize] of cases) {
    const { fault, ...terms } = oneBlock(size, blockSize, 77, false);
    const sale = await revealed(at, '', await open(at, '', token, { ...terms, bond: BOND }));
    await send(name, exchange.connect(relay).complain(sale, fault));
  }
  const wrong = oneBlock(GIB, 2048, 77, true);
  const sale = await open(at, '', token, { bond: BOND, maskHash: keccak256(S), exchangeRoot: wrong.exchangeRoot });
  const z = masked(hexlify(sha256(Buffer.from('another'))), hexlify(S), await exchange.offerId(sale));
  await revealed(at, 'reveal, masked', sale, z);
  await send('complainMask', exchange.connect(relay).complainMask(sale, z, S));
}

async function otherPayments({ provider, buyer, send, exchange, dollar, offer, relay }) {
  const token = dollar.target;
  const exact = await offer(token);
  await send('', dollar.connect(buyer).approve(exchange.target, 0n));
  await send('approve ERC-20, the price', dollar.connect(buyer).approve(exchange.target, PRICE));
  await send('accept ERC-20, no bond, approved price', exchange.connect(buyer).accept(exact.terms, exact.signature));
  const { chainId } = await provider.getNetwork();
  const domain = { name: 'Play Dollar (no value)', version: '1', chainId, verifyingContract: token };
  const permitted = await offer(token);
  const permit = Signature.from(
    await buyer.signTypedData(
      domain,
      { Permit: 'owner,spender,value,nonce,deadline'.split(',').map((name, i) => ({ name, type: i < 2 ? 'address' : 'uint256' })) },
      { owner: buyer.address, spender: exchange.target, value: PRICE, nonce: 0, deadline: 1799999999 },
    ),
  );
  const { v, r, s } = permit;
  await send(
    'acceptWithPermit, no bond',
    exchange.connect(buyer).acceptWithPermit(permitted.terms, permitted.signature, 1799999999, v, r, s),
  );
  const authorized = await offer(token);
  const types = ['address', 'address', 'uint256', 'uint256', 'uint256', 'bytes32'];
  const names = ['from', 'to', 'value', 'validAfter', 'validBefore', 'nonce'];
  const sig = Signature.from(
    await buyer.signTypedData(
      domain,
      { ReceiveWithAuthorization: names.map((name, i) => ({ name, type: types[i] })) },
      {
        from: buyer.address,
        to: exchange.target,
        value: PRICE,
        validAfter: 0,
        validBefore: 1799999999,
        nonce: await exchange.offerId(authorized.terms),
      },
    ),
  );
  await send(
    'acceptWithAuthorization, no bond',
    exchange
      .connect(relay)
      .acceptWithAuthorization(authorized.terms, authorized.signature, 0, 1799999999, sig.v, sig.r, sig.s),
  );
}

async function withdrawals({ payee, send, exchange, dollar }) {
  const own = exchange.connect(payee);
  await send('withdraw ETH', own.withdraw(ZeroAddress, 1n, payee.address));
  await send('', own.withdraw(dollar.target, 1n, payee.address));
  await send('withdraw ERC-20', own.withdraw(dollar.target, 1n, payee.address));
}

export async function course(stage) {
  const at = await withOffers(stage);
  await deposits(at);
  for (const [token, label] of [
    [ZeroAddress, 'ETH'],
    [at.dollar.target, 'ERC-20'],
  ]) {
    await honest(at, token, label, ', first');
    await honest(at, token, label, '');
  }
  await disputes(at, at.dollar.target);
  await otherPayments(at);
  await withdrawals(at);
}
