// What a suspicious stranger derives with ethers, knowing nothing of the program's own code.
//
//   node secrets.mjs keys               words on standard input -> {"address","privateKey","seed"}
//   node secrets.mjs offer RPC TX       -> the offer in the calldata of an accept transaction
//   node secrets.mjs scan RPC           hex strings, one a line, on standard input -> {"found":[…],"bytes"}:
//                                       which of them are anywhere in the chain's blocks, calldata, logs or receipts
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const contracts = path.join(here, "../../../../contracts");
const require = createRequire(path.join(contracts, "package.json"));
const { HDNodeWallet, Interface, JsonRpcProvider, Mnemonic } = require("ethers");

const [what, rpc, hash] = process.argv.slice(2);
const input = () => readFileSync(0, "utf8").trim();
const connect = () => new JsonRpcProvider(rpc, undefined, { staticNetwork: true, cacheTimeout: -1 });

if (what === "keys") {
  const mnemonic = Mnemonic.fromPhrase(input());
  const { address, privateKey } = HDNodeWallet.fromMnemonic(mnemonic, "m/44'/60'/0'/0/0");
  console.log(JSON.stringify({ address, privateKey, seed: mnemonic.computeSeed(), entropy: mnemonic.entropy }));
} else if (what === "offer") {
  const provider = connect();
  const abi = JSON.parse(readFileSync(path.join(contracts, "abi/FairExchange.json"), "utf8")).abi;
  const { data } = await provider.getTransaction(hash);
  const { nonce, buyer, contentRoot, blockSize, keyHash } = new Interface(abi).parseTransaction({ data }).args[0];
  console.log(JSON.stringify({ nonce, buyer, contentRoot, blockSize: Number(blockSize), keyHash }));
  provider.destroy();
} else {
  const provider = connect();
  const needles = input().split("\n").map((line) => line.toLowerCase().replace(/^0x/, ""));
  const found = new Set();
  let bytes = 0;
  const last = await provider.getBlockNumber();
  for (let number = 0; number <= last; number++) {
    const at = "0x" + number.toString(16);
    const block = await provider.send("eth_getBlockByNumber", [at, true]);
    const receipts = await Promise.all(
      block.transactions.map((it) => provider.send("eth_getTransactionReceipt", [it.hash])));
    const text = (JSON.stringify(block) + JSON.stringify(receipts)).toLowerCase();
    bytes += text.length;
    for (const needle of needles) if (text.includes(needle)) found.add(needle);
  }
  console.log(JSON.stringify({ found: [...found], bytes }));
  provider.destroy();
}
