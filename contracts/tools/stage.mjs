// What each course of gas/ starts from: four funded accounts on a fresh chain, and a book of what receipts said.

import { Contract, Transaction, Wallet, ZeroHash, keccak256 } from 'ethers';
import { PROXY, PROXY_TRANSACTION, artifact } from './contracts.mjs';

/** @returns figures, and what a course uses: send(name, transaction) records the receipt's gas unless the name is ''. */
export async function stage(provider) {
  const figures = {};
  let made = 0;
  const bank = await provider.getSigner(0);
  const [seller, buyer, payee, relay] = ['seller', 'buyer', 'payee', 'relay'].map((name) => wallet(name));
  function wallet(name) {
    return new Wallet(keccak256(Buffer.from(name)), provider);
  }
  async function send(name, transaction) {
    const receipt = await (await transaction).wait();
    if (receipt.status !== 1) throw new Error(name + ' failed');
    if (name) figures[name] = Number(receipt.gasUsed);
    return receipt;
  }
  async function deploy(name) {
    const { bin, create2Address, abi } = artifact(name);
    await send('deploy ' + name, relay.sendTransaction({ to: PROXY, data: ZeroHash + bin.slice(2) }));
    return new Contract(create2Address, abi, buyer);
  }
  /** Lets seconds pass, then mines this many blocks. */
  async function pass(seconds, blocks = 1) {
    await provider.send('evm_increaseTime', [seconds]);
    for (let i = 0; i < blocks; i++) await provider.send('evm_mine', []);
  }
  const fresh = () => keccak256(Buffer.from(`fresh ${made++}`));

  for (const { address } of [seller, buyer, payee, relay]) {
    await send('', bank.sendTransaction({ to: address, value: 10n ** 19n }));
  }
  if ((await provider.getCode(PROXY)) === '0x') {
    await send('', relay.sendTransaction({ to: Transaction.from(PROXY_TRANSACTION).from, value: 10n ** 16n }));
    await send('', provider.broadcastTransaction(PROXY_TRANSACTION));
  }
  return { figures, provider, seller, buyer, payee, relay, bank, wallet, send, deploy, pass, fresh };
}
