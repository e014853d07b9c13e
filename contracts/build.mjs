// Compiles the contracts and writes abi/*.json: what nodes, wrappers and clients are built from.
//
//   node build.mjs             write the files
//   node build.mjs --check     exit 1 if a committed file differs by a byte

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { getCreate2Address, keccak256 } from 'ethers';
import { ROOT, SETTINGS, compile, solc } from './tools/compile.mjs';

const CONTRACTS = { FairExchange: 'src/FairExchange.sol', TestDollar: 'demo/TestDollar.sol' };
const PROXY = '0x4e59b44847b379578588920cA78FbF26c0B4956C';
const SALT = '0x' + '00'.repeat(32);

function artifact(name, { abi, evm }) {
  const bin = '0x' + evm.bytecode.object;
  const runtime = '0x' + evm.deployedBytecode.object;
  return {
    contract: name,
    compiler: solc.version(),
    settings: SETTINGS,
    creationBytes: (bin.length - 2) / 2,
    runtimeBytes: (runtime.length - 2) / 2,
    create2Address: getCreate2Address(PROXY, SALT, keccak256(bin)),
    codeHash: keccak256(runtime),
    abi,
    bin,
  };
}

function files() {
  const compiled = compile(Object.values(CONTRACTS));
  return Object.entries(CONTRACTS).map(([name, source]) => ({
    file: new URL(`abi/${name}.json`, ROOT),
    name: `abi/${name}.json`,
    text: JSON.stringify(artifact(name, compiled[source][name]), null, 2) + '\n',
  }));
}

function committed(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv.includes('--check')) {
  const different = files().filter(({ file, text }) => committed(file) !== text);
  different.forEach(({ name }) => console.error(`contracts/${name} differs from what its source compiles to`));
  process.exitCode = different.length > 0 ? 1 : 0;
  if (different.length === 0) console.log('abi/*.json are what the sources compile to');
} else {
  mkdirSync(new URL('abi/', ROOT), { recursive: true });
  files().forEach(({ file, text }) => writeFileSync(file, text));
}
