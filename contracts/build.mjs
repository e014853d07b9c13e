// Compiles the contracts and writes abi/*.json: what nodes, wrappers and clients are built from.
//
//   node build.mjs             write the files
//   node build.mjs --check     exit 1 if a committed file differs by a byte
//
// Either way, exit 1 if a contract holds an address of another that isn't where the other's bytes put it.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { getCreate2Address, keccak256 } from 'ethers';
import { ROOT, SETTINGS, compile, solc } from './tools/compile.mjs';
import { CONTRACTS, PROXY, pinned } from './tools/contracts.mjs';

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

/** Each is compiled alone, so that its bytes follow from what it imports and from no neighbour. */
function files() {
  return Object.entries(CONTRACTS).map(([name, source]) => {
    const made = artifact(name, compile([source])[source][name]);
    return { file: new URL(`abi/${name}.json`, ROOT), name, made, text: JSON.stringify(made, null, 2) + '\n' };
  });
}

function committed(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const built = files();
if (process.argv.includes('--check')) {
  const different = built.filter(({ file, text }) => committed(file) !== text);
  different.forEach(({ name }) => console.error(`contracts/abi/${name}.json differs from what its source compiles to`));
  process.exitCode = different.length > 0 ? 1 : 0;
  if (different.length === 0) console.log('abi/*.json are what the sources compile to');
} else {
  mkdirSync(new URL('abi/', ROOT), { recursive: true });
  built.forEach(({ file, text }) => writeFileSync(file, text));
}
for (const { file, name, address } of pinned()) {
  const { create2Address } = built.find((it) => it.name === name).made;
  if (create2Address !== address) {
    console.error(`contracts/src/${file} holds ${address} for ${name}, which stands at ${create2Address}`);
    process.exitCode = 1;
  }
}
