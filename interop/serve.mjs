// Answers the interop suite: one JSON request a line on stdin, one JSON answer a line on stdout, in order.
// Each answer is { ok: value } or { error: message }; what is asked for is a function below, by its name.
// Ends when stdin does.

import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import * as ethers from 'ethers';
import * as viem from 'viem';
import * as accounts from 'viem/accounts';
import { createSiweMessage, parseSiweMessage } from 'viem/siwe';
import { recoverAuthorizationAddress } from 'viem/utils';
import { Wallet as MetaMaskWallet } from '@ethereumjs/wallet';
import { SiweMessage } from 'siwe';
import * as bip39 from '@scure/bip39';

const metamask = createRequire(import.meta.url)('@metamask/eth-sig-util');
const V4 = metamask.SignTypedDataVersion.V4;
const bytes = (hex) => Buffer.from(hex.slice(2), 'hex');
const withoutDomain = ({ EIP712Domain, ...types }) => types;
/** viem takes numbers and dates where our requests have text. */
const big = (value) => BigInt(value ?? 0);

const lists = {};
for (const [list, file] of [
  ['ENGLISH', 'english'], ['JAPANESE', 'japanese'], ['KOREAN', 'korean'], ['SPANISH', 'spanish'],
  ['CHINESE_SIMPLIFIED', 'simplified-chinese'], ['CHINESE_TRADITIONAL', 'traditional-chinese'],
  ['FRENCH', 'french'], ['ITALIAN', 'italian'], ['CZECH', 'czech'], ['PORTUGUESE', 'portuguese'],
]) {
  lists[list] = (await import(`@scure/bip39/wordlists/${file}.js`)).wordlist;
}

const viemTransaction = (t) => ({
  type: ['legacy', 'eip2930', 'eip1559', undefined, 'eip7702'][t.type],
  chainId: Number(t.chainId),
  nonce: Number(t.nonce),
  gas: big(t.gasLimit),
  to: t.to ?? undefined,
  value: big(t.value),
  data: t.data,
  ...(t.type === 0 || t.type === 1 ? { gasPrice: big(t.gasPrice) } : {}),
  ...(t.type === 2 || t.type === 4
    ? { maxFeePerGas: big(t.maxFee), maxPriorityFeePerGas: big(t.priorityFee) }
    : {}),
  ...(t.type === 0 ? {} : { accessList: t.accessList }),
});

const ethersTransaction = (t) => ({
  type: t.type,
  chainId: big(t.chainId),
  nonce: Number(t.nonce),
  gasLimit: big(t.gasLimit),
  to: t.to,
  value: big(t.value),
  data: t.data,
  ...(t.type === 0 || t.type === 1 ? { gasPrice: big(t.gasPrice) } : {}),
  ...(t.type === 2 || t.type === 4
    ? { maxFeePerGas: big(t.maxFee), maxPriorityFeePerGas: big(t.priorityFee) }
    : {}),
  ...(t.type === 0 ? {} : { accessList: t.accessList }),
});

const functions = {
  addresses({ key }) {
    return [
      new ethers.Wallet(key).address,
      accounts.privateKeyToAddress(key),
      ethers.getAddress(viem.toHex(new MetaMaskWallet(bytes(key)).getAddress())),
    ];
  },

  // Texts. The message is hexadecimal: any bytes.
  async signText({ key, message }) {
    return [
      await new ethers.Wallet(key).signMessage(ethers.getBytes(message)),
      await accounts.privateKeyToAccount(key).signMessage({ message: { raw: message } }),
      metamask.personalSign({ privateKey: bytes(key), data: message }),
    ];
  },
  async recoverText({ message, signature }) {
    return [
      ethers.verifyMessage(ethers.getBytes(message), signature),
      await viem.recoverMessageAddress({ message: { raw: message }, signature }),
      ethers.getAddress(metamask.recoverPersonalSignature({ data: message, signature })),
    ];
  },

  // Typed data, as eth_signTypedData_v4 takes it.
  async signTyped({ key, data }) {
    const { types, primaryType, domain, message } = data;
    return [
      await new ethers.Wallet(key).signTypedData(domain, withoutDomain(types), message),
      await accounts.privateKeyToAccount(key).signTypedData({ types, primaryType, domain, message }),
      metamask.signTypedData({ privateKey: bytes(key), data, version: V4 }),
    ];
  },
  async recoverTyped({ data, signature }) {
    const { types, primaryType, domain, message } = data;
    return [
      ethers.verifyTypedData(domain, withoutDomain(types), message, signature),
      await viem.recoverTypedDataAddress({ types, primaryType, domain, message, signature }),
      ethers.getAddress(metamask.recoverTypedSignature({ data, signature, version: V4 })),
    ];
  },
  /** What MetaMask alone takes: null, and structures in themselves. */
  metamaskTyped({ data }) {
    return '0x' + metamask.TypedDataUtils.eip712Hash(data, V4).toString('hex');
  },

  // Transactions.
  async signTransaction({ key, transaction, authorizations }) {
    const wallet = new ethers.Wallet(key);
    const account = accounts.privateKeyToAccount(key);
    const forEthers = ethersTransaction(transaction);
    const forViem = viemTransaction(transaction);
    if (transaction.type === 4) {
      forEthers.authorizationList = await Promise.all(
        authorizations.map((a) =>
          wallet.authorize({ address: a.address, chainId: big(a.chainId), nonce: big(a.nonce) }),
        ),
      );
      forViem.authorizationList = await Promise.all(
        authorizations.map((a) =>
          account.signAuthorization({
            address: a.address, chainId: Number(a.chainId), nonce: Number(a.nonce),
          }),
        ),
      );
    }
    return [await wallet.signTransaction(forEthers), await account.signTransaction(forViem)];
  },
  async readTransaction({ encoded }) {
    const byEthers = ethers.Transaction.from(encoded);
    const byViem = viem.parseTransaction(encoded);
    return [
      { from: byEthers.from, hash: byEthers.hash, nonce: byEthers.nonce, data: byEthers.data, type: byEthers.type },
      {
        from: await viem.recoverTransactionAddress({ serializedTransaction: encoded }),
        hash: viem.keccak256(encoded),
        nonce: byViem.nonce ?? 0,
        data: byViem.data ?? '0x',
        type: { legacy: 0, eip2930: 1, eip1559: 2, eip7702: 4 }[byViem.type],
      },
    ];
  },
  async recoverAuthorization({ authorization, signature }) {
    const { chainId, address, nonce } = authorization;
    return [
      ethers.verifyAuthorization({ chainId: big(chainId), address, nonce: big(nonce) }, signature),
      await recoverAuthorizationAddress({
        authorization: { chainId: Number(chainId), address, nonce: Number(nonce) },
        signature,
      }),
      ethers.getAddress(
        metamask.recoverEIP7702Authorization({
          authorization: [Number(chainId), address, Number(nonce)],
          signature,
        }),
      ),
    ];
  },

  // Sign-in.
  siweByViem({ fields }) {
    const dates = ['issuedAt', 'expirationTime', 'notBefore'];
    return createSiweMessage(
      Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, dates.includes(k) ? new Date(v) : v])),
    );
  },
  siweBySpruce({ fields }) {
    return new SiweMessage({ ...fields, version: '1' }).prepareMessage();
  },
  async readSiwe({ text, signature }) {
    const spruce = new SiweMessage(text);
    const parsed = parseSiweMessage(text);
    const verified = await spruce.verify({ signature, time: spruce.issuedAt });
    return {
      spruce: { domain: spruce.domain, address: spruce.address, nonce: spruce.nonce, uri: spruce.uri, valid: verified.success },
      viem: { domain: parsed.domain, address: parsed.address, nonce: parsed.nonce, uri: parsed.uri },
    };
  },
  /** Whether the standard's own grammar takes a text. */
  isSiwe({ text }) {
    new SiweMessage(text);
    return true;
  },

  // Key files and words.
  async seal({ key, password }) {
    const light = { scrypt: { N: 4096, r: 8, p: 1 } };
    const wallet = new MetaMaskWallet(bytes(key));
    return [
      ethers.encryptKeystoreJsonSync({ address: new ethers.Wallet(key).address, privateKey: key }, password, light),
      JSON.stringify(await wallet.toV3(password, { kdf: 'scrypt', n: 4096 })),
      JSON.stringify(await wallet.toV3(password, { kdf: 'pbkdf2', c: 10000 })),
    ];
  },
  async open({ json, password }) {
    return [
      ethers.Wallet.fromEncryptedJsonSync(json, password).privateKey,
      viem.toHex((await MetaMaskWallet.fromV3(json, password, true)).getPrivateKey()),
    ];
  },
  words({ list, entropy }) {
    return bip39.entropyToMnemonic(bytes(entropy), lists[list]);
  },
  entropy({ list, phrase }) {
    return viem.toHex(bip39.mnemonicToEntropy(phrase.normalize('NFKD'), lists[list]));
  },
  wallets({ phrase, passphrase, path }) {
    const seed = bip39.mnemonicToSeedSync(phrase.normalize('NFKD'), passphrase);
    return [
      ethers.HDNodeWallet.fromSeed(seed).derivePath(path).address,
      viem.getAddress(accounts.hdKeyToAccount(accounts.HDKey.fromMasterSeed(seed), { path }).address),
    ];
  },
  /** English only: the way that ethers and viem themselves take words. */
  englishWallets({ phrase, passphrase, path }) {
    const byViem = passphrase
      ? []
      : [accounts.mnemonicToAccount(phrase, { path }).address];
    return [ethers.HDNodeWallet.fromPhrase(phrase, passphrase, path).address, ...byViem];
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { call, ...parameters } = JSON.parse(line);
    answer = { ok: await functions[call](parameters) };
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
