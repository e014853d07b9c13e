// Derives the demo's amounts again, from receipts alone, with ethers: what each account paid in gas, and how each
// token moved between wallets, the contract's ledger and its escrow. Knows nothing of the peers' own word.
//
//   node audit.mjs RPC DEMO.json ACCOUNTS.json
//
// ACCOUNTS.json: {"contract","token","peers":{"seller":"0x…","buyer":"0x…"}}. Prints {"agrees":bool,"differences":[…]}.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(here, "../../../../contracts/package.json"));
const { JsonRpcProvider, Interface, getAddress, ZeroAddress } = require("ethers");

const [rpc, demoFile, accountsFile] = process.argv.slice(2);
const demo = JSON.parse(readFileSync(demoFile, "utf8"));
const accounts = JSON.parse(readFileSync(accountsFile, "utf8"));
const provider = new JsonRpcProvider(rpc, undefined, { staticNetwork: true, cacheTimeout: -1 });
const abi = JSON.parse(readFileSync(path.join(here, "../../../../contracts/abi/FairExchange.json"), "utf8")).abi;
const exchange = new Interface(abi);
const erc20 = new Interface(["event Transfer(address indexed from, address indexed to, uint256 value)"]);

const contract = getAddress(accounts.contract);
const token = getAddress(accounts.token);
const peers = Object.fromEntries(Object.entries(accounts.peers).map(([name, address]) => [getAddress(address), name]));

const fees = Object.fromEntries(Object.keys(accounts.peers).map((name) => [name, 0n]));
const wallets = { ...fees };
let inContract = 0n;
let endings = [];

for (let number = demo.blocks.before + 1; number <= demo.blocks.after; number++) {
  const block = await provider.getBlock(number);
  for (const hash of block.transactions) {
    const receipt = await provider.getTransactionReceipt(hash);
    const sender = peers[getAddress(receipt.from)];
    if (sender) fees[sender] += receipt.gasUsed * receipt.gasPrice;
    for (const log of receipt.logs) {
      if (getAddress(log.address) === token && log.topics[0] === erc20.getEvent("Transfer").topicHash) {
        const { from, to, value } = erc20.parseLog(log).args;
        if (peers[from]) wallets[peers[from]] -= value;
        if (peers[to]) wallets[peers[to]] += value;
        if (getAddress(from) === contract) inContract -= value;
        if (getAddress(to) === contract) inContract += value;
      }
      if (getAddress(log.address) === contract) {
        const parsed = exchange.parseLog(log);
        if (parsed?.name === "Ended") endings.push({ sale: parsed.args.offerId, how: Number(parsed.args.how) });
      }
    }
  }
}

const differences = [];
const expect = (what, said, derived) => {
  if (BigInt(said) !== BigInt(derived)) differences.push(`${what}: said ${said}, derived ${derived}`);
};
const change = (pair) => BigInt(pair.after) - BigInt(pair.before);
let contractChange = 0n;
for (const row of demo.balances) {
  if (getAddress(row.token) === token) {
    expect(`${row.peer} wallet`, change(row.wallet), wallets[row.peer]);
    contractChange += change(row.ledger) + change(row.escrow);
  } else if (row.token === ZeroAddress) {
    expect(`${row.peer} coin`, change(row.wallet), -fees[row.peer]);
  }
}
expect("ledger and escrow", contractChange, inContract);
expect("seller's gas", demo.gas.seller, fees.seller);
expect("buyer's gas", demo.gas.buyer, fees.buyer);
const how = { honest: 2, "cheating-seller": 4, "silent-seller": 3 }[demo.story];
const ended = endings.find((ending) => ending.sale === demo.sale.id);
if (!ended || ended.how !== how) differences.push(`the sale ended ${ended?.how}, expected ${how}`);
console.log(JSON.stringify({ agrees: differences.length === 0, differences }));
provider.destroy();
