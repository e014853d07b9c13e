// Writes docs/vectors/transactions.json and docs/vectors/accounts.json: what ethers makes of fixed keys and words.
// Run once from this folder, with its packages installed: node wallet-vectors.mjs

import { writeFileSync } from 'node:fs';
import {
  HDNodeWallet, Mnemonic, Signature, SigningKey, Transaction, TypedDataEncoder, Wallet,
  computeAddress, encryptKeystoreJson, getAddress, getBytes, hexlify, id, toBeHex,
} from 'ethers';

const folder = process.argv[2] ?? new URL('../docs/vectors/', import.meta.url).pathname;
const key = (name) => id('peer vector ' + name);
const address = (name) => getAddress('0x' + id('peer vector ' + name).slice(-40));
const write = (name, content) => writeFileSync(folder + name, JSON.stringify(content, null, 2) + '\n');

const gwei = 10n ** 9n;
const transfer = '0xa9059cbb' + '00'.repeat(12) + address('receiver').slice(2).toLowerCase() + toBeHex(4000000n, 32).slice(2);
const bytes = (length) => hexlify(Uint8Array.from({ length }, (_, i) => (7 * i + 3) % 256));

function transaction(name, { chainId, nonce, priorityFee, maxFee, gasLimit, to, value, data }) {
  const unsigned = Transaction.from({
    type: 2, chainId, nonce, maxPriorityFeePerGas: priorityFee, maxFeePerGas: maxFee, gasLimit, to, value, data,
  });
  const signingKey = new SigningKey(key(name));
  const signed = unsigned.clone();
  signed.signature = signingKey.sign(unsigned.unsignedHash);
  return {
    name, chainId: String(chainId), nonce: String(nonce), priorityFee: String(priorityFee), maxFee: String(maxFee),
    gasLimit: String(gasLimit), to, value: String(value), data,
    privateKey: key(name), from: computeAddress(signingKey.publicKey),
    signingHash: unsigned.unsignedHash,
    signature: Signature.from(signed.signature).serialized,
    encoded: signed.serialized, hash: signed.hash,
  };
}

const plain = { chainId: 31337n, nonce: 0, priorityFee: gwei, maxFee: 30n * gwei, gasLimit: 21000n, to: address('receiver'), value: 10n ** 18n, data: '0x' };
const transactions = [
  ['plain', {}],
  ['nothing', { value: 0n, priorityFee: 0n, maxFee: 0n, gasLimit: 1n }],
  ['token transfer', { nonce: 7, value: 0n, gasLimit: 65000n, data: transfer }],
  ['mainnet', { chainId: 1n, nonce: 127 }],
  ['nonce of two bytes', { nonce: 128 }],
  ['nonce of four bytes', { nonce: 4294967295 }],
  ['long chain id', { chainId: 9007199254740991n }],
  ['largest value', { value: 2n ** 256n - 1n }],
  ['largest fees', { priorityFee: 2n ** 128n, maxFee: 2n ** 128n }],
  ['new contract', { to: null, gasLimit: 3000000n, data: bytes(300) }],
  ['zero address', { to: '0x' + '00'.repeat(20) }],
  ...[1, 55, 56, 57, 255, 256, 5000].map((n) => ['data of ' + n, { data: bytes(n) }]),
  ['one zero byte', { data: '0x00' }],
  ['one byte of 127', { data: '0x7f' }],
  ['one byte of 128', { data: '0x80' }],
  ...Array.from({ length: 12 }, (_, i) => ['key ' + i, { nonce: i }]),
].map(([name, change]) => transaction(name, { ...plain, ...change }));

const token = { name: 'Play Dollar (no value)', version: '1', chainId: 31337, verifyingContract: address('token') };
const uint = (name) => ({ name, type: 'uint256' });
const account = (name) => ({ name, type: 'address' });
function typed(name, domain, types, message) {
  const digest = TypedDataEncoder.hash(domain, types, message);
  const signingKey = new SigningKey(key(name));
  return {
    name, domain, primaryType: Object.keys(types)[0], fields: types[Object.keys(types)[0]], message,
    type: TypedDataEncoder.from(types).encodeType(Object.keys(types)[0]),
    domainSeparator: TypedDataEncoder.hashDomain(domain), digest,
    privateKey: key(name), signer: computeAddress(signingKey.publicKey), signature: signingKey.sign(digest).serialized,
  };
}
const typedData = [
  typed('permit', token,
    { Permit: [account('owner'), account('spender'), uint('value'), uint('nonce'), uint('deadline')] },
    { owner: address('owner'), spender: address('exchange'), value: '4000000', nonce: '3', deadline: '1799000000' }),
  typed('authorization', token,
    { ReceiveWithAuthorization: [account('from'), account('to'), uint('value'), uint('validAfter'), uint('validBefore'), { name: 'nonce', type: 'bytes32' }] },
    { from: address('owner'), to: address('exchange'), value: '4000000', validAfter: '0', validBefore: '1799000000', nonce: id('nonce') }),
  typed('words', { name: 'Grüße', version: '2', chainId: 1 },
    { Note: [{ name: 'text', type: 'string' }, { name: 'count', type: 'uint8' }] },
    { text: 'blåbær 🫐', count: '255' }),
];

write('transactions.json', {
  about: 'Written by contracts/wallet-vectors.mjs with ethers. Amounts are wei, keys are of no value to anybody.',
  transactions, typedData,
});

const phrases = [
  ['first', 16, ''], ['with a passphrase', 16, 'correct horse'], ['accented', 16, 'naïve café'],
  ['compatibility letters', 20, 'ﬁnance Ⅳ ２'], ['long', 24, ''], ['longer', 28, 'x'], ['longest', 32, ''],
].map(([name, length, passphrase]) => {
  const entropy = hexlify(getBytes(key('entropy ' + name)).slice(0, length));
  const words = Mnemonic.fromEntropy(entropy, passphrase);
  const root = HDNodeWallet.fromSeed(words.computeSeed());
  const at = (path) => ({ path, address: root.derivePath(path).address });
  return {
    name, entropy, words: words.phrase, passphrase, seed: words.computeSeed(),
    accounts: ["m/44'/60'/0'/0/0", "m/44'/60'/0'/0/1", "m/44'/60'/0'/0/999", "m/44'/60'/7'/1/2147483647", "m/0", "m"].map(at),
  };
});

async function sealed(name, password, scrypt) {
  const wallet = new Wallet(key(name));
  const json = await encryptKeystoreJson({ address: wallet.address, privateKey: wallet.privateKey }, password, {
    scrypt, salt: getBytes(id('salt ' + name)), iv: getBytes(id('iv ' + name)).slice(0, 16),
    uuid: getBytes(id('uuid ' + name)).slice(0, 16),
  });
  return { name, password, address: wallet.address, privateKey: wallet.privateKey, json: JSON.parse(json) };
}
const light = { N: 4096, r: 8, p: 6 };

write('accounts.json', {
  about: 'Written by contracts/wallet-vectors.mjs with ethers. These words and keys are of no value to anybody.',
  phrases,
  addresses: Array.from({ length: 40 }, (_, i) => address('checksum ' + i)),
  keystores: [
    await sealed('light', 'a passphrase', light),
    await sealed('accented', 'naïve café', light),
    await sealed('compatibility letters', 'ﬁnance Ⅳ ２', light),
    await sealed('no passphrase', '', light),
  ],
});
