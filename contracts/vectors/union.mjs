// docs/vectors/union.json. Needs abi/Unions.json for the calldata.

import { Interface, ZeroAddress, ZeroHash, getAddress, hexlify, keccak256, toBeHex } from 'ethers';
import { artifact } from '../tools/contracts.mjs';
import { account, hash, key, typed } from '../tools/typed.mjs';
import { changeMessage, depthOf, domain, idOf, leaf, levelsOf, membership, pathOf, ruleHash, share } from '../tools/union.mjs';

const DOMAIN = domain(31337, '0x5FbDB2315678afecb367f032d93F642f64180aa3');
const MOST = 2n ** 96n - 1n;
const UNTIL = '1799000000';

/** Member i of every tree here. */
const somebody = (i) => ({
  member: getAddress('0x' + keccak256(toBeHex(i, 32)).slice(-40)),
  weight: String(1 + ((i * i * 7919) % 100003)),
});

function tree(count, proven) {
  const members = Array.from({ length: count }, (_, i) => somebody(i));
  const levels = levelsOf(members);
  const { root, totalWeight } = membership(members, levels, RULES.quorum);
  return {
    count,
    depth: depthOf(count),
    totalWeight: String(totalWeight),
    root,
    proofs: proven.map((index) => ({
      index,
      ...members[index],
      leaf: hexlify(leaf(index, members[index])),
      path: pathOf(levels, index),
    })),
  };
}

const RULES = {
  fixed: { quorum: '0', secretary: ZeroAddress, terms: ZeroHash },
  quorum: { quorum: '60', secretary: ZeroAddress, terms: hash('terms') },
  both: { quorum: String(MOST), secretary: account('secretary'), terms: hash('terms') },
};

const text = ({ totalWeight, ...rest }) => ({ ...rest, totalWeight: String(totalWeight) });

/** Three people, of whom the second leaves and a fourth comes; the first and the third agree. */
function change() {
  const person = (name, weight) => ({ member: account(name), weight });
  const before = [person('ann', '30'), person('bob', '50'), person('eve', '40')];
  const after = [person('ann', '30'), person('dan', '20'), person('eve', '40')];
  const rule = { ...RULES.quorum, secretary: account('secretary') };
  const nextRule = { quorum: '45', secretary: ZeroAddress, terms: hash('new terms') };
  const [levels, nextLevels] = [levelsOf(before), levelsOf(after)];
  const current = membership(before, levels, rule);
  const union = idOf(current);
  const next = membership(after, nextLevels, nextRule, union);
  const message = changeMessage(union, text(next), nextRule, UNTIL);
  const signed = (name) => typed(DOMAIN, 'Change', message, name);
  const consents = [
    ['ann', 0],
    ['eve', 2],
  ].map(([name, index]) => ({ ...share(before, levels, index), signature: signed(name).signature }));
  return {
    union,
    before,
    rule,
    current: text(current),
    after,
    nextRule,
    next: text(next),
    nextId: idOf(next),
    until: UNTIL,
    statement: signed('secretary'),
    keys: { secretary: key('secretary'), ann: key('ann'), eve: key('eve') },
    secretarySignature: signed('secretary').signature,
    consents,
  };
}

/** What a claim brings: the rounded-down share of all, less what was had, and never more than there is. */
function due(received, weight, totalWeight, claimed, paid) {
  const share = (BigInt(received) * BigInt(weight)) / BigInt(totalWeight) - BigInt(claimed);
  const left = BigInt(received) - BigInt(paid);
  const texts = { received, weight, totalWeight, claimed, paid, due: share < left ? share : left };
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, String(value)]));
}

/** Calls of Unions as a wallet sends them, by ethers and the committed ABI. */
function calldata(c) {
  const contract = new Interface(artifact('Unions').abi);
  const claim = { membership: c.current, token: account('token'), leaf: c.consents[1].leaf, path: c.consents[1].path };
  const { union, current, rule, next, nextRule, until } = c;
  return {
    pay: contract.encodeFunctionData('pay', [union, ZeroAddress, '1500']),
    claim: contract.encodeFunctionData('claim', [claim.membership, claim.token, claim.leaf, claim.path]),
    claimMany: contract.encodeFunctionData('claimMany', [[claim, { ...claim, token: ZeroAddress }]]),
    withdraw: contract.encodeFunctionData('withdraw', [account('token'), '7', account('ann')]),
    change: contract.encodeFunctionData('change', [
      { union, current, rule, next, nextRule, until },
      c.secretarySignature,
      c.consents,
    ]),
  };
}

export default function document() {
  const changed = change();
  const all = (2n ** 128n - 1n).toString();
  return {
    about: 'Golden vectors, written by contracts/vectors/union.mjs. Formats: docs/protocol/07-unions.md',
    members:
      'member i of a tree is the last 20 bytes of keccak256(i as 32 bytes), its weight is 1 + 7919 * i * i mod 100003',
    trees: [
      tree(1, [0]),
      tree(2, [0, 1]),
      tree(3, [0, 2]),
      tree(4, [3]),
      tree(5, [0, 4]),
      tree(8, [5]),
      tree(9, [0, 7, 8]),
      tree(100, [0, 63, 64, 99]),
      tree(1000, [0, 511, 999]),
    ],
    rules: Object.values(RULES).map((rule) => ({ ...rule, hash: ruleHash(rule) })),
    shares: [
      due('1500', '20', '150', '0', '0'),
      due('1501', '20', '150', '200', '1300'),
      due('14', '10', '150', '0', '0'),
      due('100', '50', '50', '0', '60'),
      due('100', '50', '50', '100', '100'),
      due(all, MOST, MOST, '0', '0'),
      due(all, '1', MOST, '1', '2'),
    ],
    change: changed,
    calldata: calldata(changed),
  };
}
