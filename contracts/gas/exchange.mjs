// What the steps of a sale cost.

import { MaxUint256, Signature, ZeroAddress, ZeroHash, concat, hexlify, keccak256, toBeHex } from 'ethers';
import { content, contentLeaves, encrypt, levels, masked, sha256, splitOf, tag, typesOf, uint64be } from '../tools/reference.mjs';

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
  'settle ERC-20, each of ten': { budget: 17000 },
  'release ERC-20, each of ten': { budget: 23000 },
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
  await deploy('Unions');
  const { chainId } = await provider.getNetwork();
  const domain = { name: 'Peer FairExchange', version: '1', chainId, verifyingContract: exchange.target };
  const offer = async (token, changes = {}) => {
    const terms = {
      seller: seller.address,
      buyer: buyer.address,
      buyerKey: ZeroAddress,
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

/** Opens a sale; its cost is recorded under the name, if there is one. A token is approved for the price, no more. */
async function open(at, name, token, changes) {
  const { terms, signature } = await at.offer(token, changes);
  const value = token === ZeroAddress ? terms.price : 0n;
  if (value === 0n) await at.send('', at.dollar.connect(at.buyer).approve(at.exchange.target, terms.price));
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

/** Ten sales of one seller ended at once; the figure is a tenth of the receipt. */
async function batches(at, token) {
  const { exchange, relay, send, pass, buyer, domain, figures } = at;
  const ten = async (end) => {
    const sales = [];
    for (let i = 0; i < 10; i++) sales.push(await end(await open(at, '', token)));
    return sales;
  };
  const each = (name) => (figures[name] = Math.round(figures[name] / 10));
  const revealedOnes = await ten((terms) => revealed(at, '', terms));
  await pass(86401);
  await send('settle ERC-20, each of ten', exchange.connect(relay).settleMany(revealedOnes));
  each('settle ERC-20, each of ten');
  const kept = await ten((terms) => terms);
  const signatures = [];
  for (const terms of kept) {
    signatures.push(await buyer.signTypedData(domain, typesOf('Release'), { offerId: await exchange.offerId(terms) }));
  }
  await send('release ERC-20, each of ten', exchange.connect(relay).releaseMany(kept, signatures));
  each('release ERC-20, each of ten');
}

/** Whoever is paid, a sale costs the same; what several own is moved when somebody likes to. */
async function several(at, token) {
  const { exchange, relay, send, pass, wallet } = at;
  const members = ['one', 'two', 'three', 'four'].map((name) => toBeHex(wallet(name).address, 32));
  const bps = [4000, 3000, 2000, 1000];
  const union = toBeHex((3n << 254n) | 77n, 32);
  for (const suffix of [', first', '']) {
    for (const [name, payee] of [
      ['a split', splitOf(members, bps)],
      ['a union', union],
    ]) {
      const sale = await revealed(at, '', await open(at, '', token, { payee }));
      await pass(86401);
      await send(`settle ERC-20 to ${name}${suffix}`, exchange.connect(relay).settle(sale));
    }
    await send(`distribute to 4${suffix}`, exchange.connect(relay).distribute(members, bps, token));
    await send(`forward ERC-20${suffix}`, exchange.connect(relay).forward(union, token));
  }
}

/** The seller asleep: somebody else's bond, offer and key. */
async function delegated(at, token) {
  const { seller, payee: delegate, buyer, exchange, relay, send, domain, dollar } = at;
  await send('', dollar.mint(delegate.address, 10n ** 9n));
  await send('', dollar.connect(delegate).approve(exchange.target, 10n ** 9n));
  await send('', exchange.connect(delegate).deposit(token, 10n ** 9n));
  for (const [label, maskHash] of [
    ['', ZeroHash],
    [', masked', keccak256(S)],
  ]) {
    const { terms } = await at.offer(token, { bond: BOND, maskHash });
    const delegation = {
      seller: seller.address,
      delegate: delegate.address,
      listing: terms.listing,
      token,
      minPrice: PRICE,
      payee: terms.payee,
      until: 1799999999n,
      epoch: 0n,
    };
    const sellerSig = await seller.signTypedData(domain, typesOf('Delegation'), delegation);
    const delegateSig = await delegate.signTypedData(domain, typesOf('Offer'), terms);
    await send('', dollar.connect(buyer).approve(exchange.target, PRICE));
    const warrant = { delegation, sellerSig, delegateSig };
    await send('accept ERC-20, bond, delegated', exchange.connect(buyer).acceptDelegated(terms, warrant));
    const z = hexlify(K);
    const sig = await delegate.signTypedData(domain, typesOf('Reveal'), { offerId: await exchange.offerId(terms), z });
    await send('reveal, signed' + label, exchange.connect(relay).revealSigned(terms, z, sig));
  }
  await send('', exchange.connect(seller).raiseEpoch());
  await send('raise epoch', exchange.connect(seller).raiseEpoch());
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
    await send(name, exchange.connect(relay).complain(sale, fault.key, fault.index, fault.plainRoot, concat([fault.cipher, ...fault.path])));
  }
  const wrong = oneBlock(GIB, 2048, 77, true);
  const sale = await open(at, '', token, { bond: BOND, maskHash: keccak256(S), exchangeRoot: wrong.exchangeRoot });
  const z = masked(hexlify(sha256(Buffer.from('another'))), hexlify(S), await exchange.offerId(sale));
  await revealed(at, 'reveal, masked', sale, z);
  await send('complainMask', exchange.connect(relay).complainMask(sale, z, S));
}

async function otherPayments({ provider, buyer, send, exchange, dollar, offer, relay }) {
  const token = dollar.target;
  await send('approve ERC-20, the price', dollar.connect(buyer).approve(exchange.target, PRICE));
  for (const [name, allowance] of [
    ['standing', 10n ** 12n],
    ['unlimited', MaxUint256],
  ]) {
    const { terms, signature } = await offer(token);
    await send('', dollar.connect(buyer).approve(exchange.target, allowance));
    await send(`accept ERC-20, no bond, ${name} allowance`, exchange.connect(buyer).accept(terms, signature));
  }
  await send('', dollar.connect(buyer).approve(exchange.target, 0n));
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
  await batches(at, at.dollar.target);
  await several(at, at.dollar.target);
  await delegated(at, at.dollar.target);
  await disputes(at, at.dollar.target);
  await otherPayments(at);
  await withdrawals(at);
}
