// Which contracts there are, and where each stands. A contract is a file of src/ that declares a contract of its own
// name that is not abstract; whoever adds one adds no line here. TestDollar is play money and no part of src/.

import { readFileSync, readdirSync } from 'node:fs';
import { ROOT } from './compile.mjs';

export const PROXY = '0x4e59b44847b379578588920cA78FbF26c0B4956C';
export const PROXY_TRANSACTION =
  '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222';

const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');
const declares = (name) => new RegExp(`^contract ${name}\\b`, 'm').test(read(`src/${name}.sol`));

/** Name to source file, in the order of the alphabet. */
export const CONTRACTS = Object.fromEntries([
  ...readdirSync(new URL('src/', ROOT))
    .filter((file) => file.endsWith('.sol'))
    .map((file) => file.slice(0, -4))
    .filter(declares)
    .sort()
    .map((name) => [name, `src/${name}.sol`]),
  ['TestDollar', 'demo/TestDollar.sol'],
]);

/** FairExchange -> FAIR_EXCHANGE. */
export const constantOf = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

export const artifact = (name) => JSON.parse(read(`abi/${name}.json`));

/** Each address that a source holds as the constant of another contract's name: {file, name, address}. */
export function pinned() {
  return readdirSync(new URL('src/', ROOT))
    .filter((file) => file.endsWith('.sol'))
    .flatMap((file) =>
      [...read('src/' + file).matchAll(/constant\s+([A-Z_]+)\s*=[^;]*?(0x[0-9a-fA-F]{40})\b/g)].map(
        ([, constant, address]) => ({ file, address, name: Object.keys(CONTRACTS).find((it) => constantOf(it) === constant) }),
      ),
    )
    .filter(({ name }) => name !== undefined);
}
