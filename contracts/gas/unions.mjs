// What paying a union costs, and what its members pay to get at their shares. The million is a real tree.

import { MaxUint256, ZeroAddress, ZeroHash, keccak256 } from 'ethers';
import { typesOf } from '../tools/reference.mjs';
import { changeMessage, domain, idOf, levelsOf, membership, share } from '../tools/union.mjs';

export const contract = 'Unions';

/** The budget of each figure, and what others were measured to need for the same (research on the anchors; receipts). */
export const beside = {
  'claim ETH, of 1,000,000 members': { budget: 58000, 'Data Unions, withdraw': 125601 },
  'claim ERC-20, of 1,000,000 members': { budget: 58000, 'Data Unions, withdraw': 125601 },
  'pay ERC-20': { 'Data Unions, refresh': 281443 },
  'change to 1,000,000 members, by the secretary': { 'Data Unions, 100 members added': 5807102 },
};

const MILLION = 1_000_000;
const AMOUNT = 10n ** 15n;
const UNTIL = 1799999999n;
const OPEN = { quorum: 0n, secretary: ZeroAddress, terms: keccak256(Buffer.from('terms')) };

/** Accounts that need no key: anybody can claim for them. */
const people = (count) =>
  Array.from({ length: count }, (_, i) => ({
    member: '0x' + (0x9e3779b97f4a7c15n * BigInt(i + 1) * 0xd1342543de82ef95n * 0xda942042e4dd58b5n).toString(16).slice(-40).padStart(40, '7'),
    weight: 1000 + (i % 997),
  }));

function union(members, rule = OPEN, previous = ZeroHash) {
  const levels = levelsOf(members);
  const terms = membership(members, levels, rule, previous);
  const claim = (index, token) => ({ membership: terms, token, ...share(members, levels, index) });
  return { terms, rule, id: idOf(terms), claim, share: (index) => share(members, levels, index) };
}

/** As the contract takes them. */
const args = ({ membership, token, leaf, path }) => [membership, token, leaf, path];

async function payments({ send, unions, dollar, relay }, { id }) {
  await send('', dollar.mint(relay.address, 10n ** 24n));
  await send('', dollar.connect(relay).approve(unions.target, MaxUint256));
  const payer = unions.connect(relay);
  const coin = { value: AMOUNT };
  await send('pay ETH, first', payer.pay(id, ZeroAddress, AMOUNT, coin));
  await send('pay ERC-20, first', payer.pay(id, dollar.target, AMOUNT));
  await send('pay ETH', payer.pay(id, ZeroAddress, AMOUNT, coin));
  await send('pay ERC-20', payer.pay(id, dollar.target, AMOUNT));
}

async function claims({ send, unions, dollar, relay }, { id, claim }, size) {
  const payer = unions.connect(relay);
  const index = Math.floor(size * 0.654321);
  for (const [token, label] of [
    [ZeroAddress, 'ETH'],
    [dollar.target, 'ERC-20'],
  ]) {
    const name = `claim ${label}, of ${size.toLocaleString('en')} members`;
    const pay = () => payer.pay(id, token, AMOUNT, { value: token === ZeroAddress ? AMOUNT : 0n });
    await send('', pay());
    await send('', payer.claim(...args(claim(0, token))));
    await send(name + ', first', payer.claim(...args(claim(index, token))));
    await send('', pay());
    await send(name, payer.claim(...args(claim(index, token))));
  }
}

async function batches({ send, unions, dollar, relay }, { id, claim }) {
  const payer = unions.connect(relay);
  const ten = Array.from({ length: 10 }, (_, i) => claim(99_991 * (i + 1), dollar.target));
  for (const name of ['claimMany ERC-20, ten of 1,000,000, first', 'claimMany ERC-20, ten of 1,000,000']) {
    await send('', payer.pay(id, dollar.target, AMOUNT));
    await send(name, payer.claimMany(ten));
  }
}

/** A union of five keys, and what it becomes. */
async function changes(at, million) {
  const { send, unions, relay, wallet, provider, payee, dollar } = at;
  const keys = [payee, ...'abcd'.split('').map((name) => wallet('member ' + name))];
  const members = keys.map(({ address }) => ({ member: address, weight: 10 }));
  const { chainId } = await provider.getNetwork();
  const at712 = domain(chainId, unions.target);
  const change = async (name, from, { terms: next, rule: nextRule }, signers) => {
    const message = changeMessage(from.id, next, nextRule, UNTIL);
    const sign = (key) => key.signTypedData(at712, typesOf('Change'), message);
    const { terms: current, rule } = from;
    const secretarySignature = rule.secretary === ZeroAddress ? '0x' : await sign(relay);
    const consents = [];
    for (const index of signers) consents.push({ ...from.share(index), signature: await sign(keys[index]) });
    const words = { union: from.id, current, rule, next, nextRule, until: UNTIL };
    await send(name, unions.connect(relay).change(words, secretarySignature, consents));
  };
  const led = union(members, { ...OPEN, secretary: relay.address });
  await change('change to 1,000,000 members, by the secretary', led, { ...million, terms: { ...million.terms, previous: led.id } }, []);
  const own = union(members, { ...OPEN, quorum: 30n });
  await change('change by three of five', own, union(members.slice(1), own.rule, own.id), [0, 2, 4]);
  const kept = union(members);
  for (const token of [ZeroAddress, dollar.target]) {
    const label = token === ZeroAddress ? 'ETH' : 'ERC-20';
    await send('', unions.connect(relay).pay(kept.id, token, AMOUNT, { value: token === ZeroAddress ? AMOUNT : 0n }));
    await send(`claim ${label}, of 5 members, first`, unions.connect(relay).claim(...args(kept.claim(0, token))));
    await send('', unions.connect(payee).withdraw(token, 1n, payee.address));
    await send(`withdraw ${label}`, unions.connect(payee).withdraw(token, 1n, payee.address));
  }
}

export async function course(stage) {
  const at = { ...stage, unions: await stage.deploy('Unions'), dollar: await stage.deploy('TestDollar') };
  const million = union(people(MILLION));
  const thousand = union(people(1024));
  await payments(at, million);
  await claims(at, million, MILLION);
  await claims(at, thousand, 1024);
  await batches(at, million);
  await changes(at, million);
}
