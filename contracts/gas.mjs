// Measures every step on a fresh Anvil (prague) and writes gas.json. Each figure is gasUsed of a receipt.
// "steady": the slots that a step writes have been written before, as they have in a second sale.
//
//   node gas.mjs             write gas.json and print it as a table
//   node gas.mjs --check     exit 1 if a figure is more than 2 % above the committed one
//   node gas.mjs --ganache   the same on Ganache (shanghai, no calldata floor), printed only

import { readFileSync, writeFileSync } from 'node:fs';
import { Contract, Interface, Signature, Transaction, Wallet, ZeroAddress, ZeroHash, hexlify, keccak256, toBeHex } from 'ethers';
import { ROOT } from './tools/compile.mjs';
import { withAnvil, withGanache } from './tools/chains.mjs';
import { content, contentLeaves, encrypt, levels, masked, sha256, tag, typesOf, uint64be } from './tools/reference.mjs';

const GANACHE = process.argv.includes('--ganache');
const FILE = new URL('gas.json', ROOT);
const PROXY = '0x4e59b44847b379578588920cA78FbF26c0B4956C';
const PROXY_TRANSACTION =
  '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222';
const GIB = 2 ** 30;
const MIB = 2 ** 20;
const K = sha256(Buffer.from('K'));
const S = sha256(Buffer.from('s'));
const PRICE = 1000000n;
const BOND = 300000n;
const figures = {};
let made = 0;
const fresh = () => keccak256(Buffer.from(`fresh ${made++}`));
const artifact = (name) => JSON.parse(readFileSync(new URL(`abi/${name}.json`, ROOT), 'utf8'));

/** A tree of the right depth around one real block, whose other branches are noise: a dispute costs the same in it. */
function oneBlock(size, blockSize, index, honest) {
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

async function stage(provider) {
  const bank = await provider.getSigner(0);
  const [seller, buyer, payee, relay] = ['seller', 'buyer', 'payee', 'relay'].map(
    (name) => new Wallet(keccak256(Buffer.from(name)), provider),
  );
  const send = async (name, transaction) => {
    const receipt = await (await transaction).wait();
    if (receipt.status !== 1) throw new Error(name + ' failed');
    if (name) figures[name] = Number(receipt.gasUsed);
    return receipt;
  };
  for (const { address } of [seller, buyer, payee, relay]) {
    await send('', bank.sendTransaction({ to: address, value: 10n ** 19n }));
  }
  if ((await provider.getCode(PROXY)) === '0x') {
    await send('', relay.sendTransaction({ to: Transaction.from(PROXY_TRANSACTION).from, value: 10n ** 16n }));
    await send('', provider.broadcastTransaction(PROXY_TRANSACTION));
  }
  const deploy = async (name) => {
    const { bin, create2Address, abi } = artifact(name);
    await send('deploy ' + name, relay.sendTransaction({ to: PROXY, data: ZeroHash + bin.slice(2) }));
    return new Contract(create2Address, abi, buyer);
  };
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
  const pass = async (seconds) => {
    await provider.send('evm_increaseTime', [seconds]);
    await provider.send('evm_mine', []);
  };
  return { provider, seller, buyer, payee, relay, send, exchange, dollar, domain, offer, pass };
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

await (GANACHE ? withGanache : withAnvil)(async (provider) => {
  const at = await stage(provider);
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
});

function tooDear() {
  const { gas } = JSON.parse(readFileSync(FILE, 'utf8'));
  return Object.entries(figures).filter(([name, used]) => !(used <= gas[name] * 1.02));
}

if (process.argv.includes('--check')) {
  const dear = tooDear();
  dear.forEach(([name, used]) => console.error(`${name}: ${used} gas, more than gas.json says`));
  process.exitCode = dear.length > 0 ? 1 : 0;
} else {
  if (!GANACHE) write();
  Object.entries(figures).forEach(([name, used]) => console.log(name.padEnd(40) + String(used).padStart(9)));
}

function write() {
  const { compiler, settings, codeHash } = artifact('FairExchange');
  const chain = 'anvil 1.7.1, prague';
  writeFileSync(FILE, JSON.stringify({ chain, compiler, settings, codeHash, gas: figures }, null, 2) + '\n');
}
