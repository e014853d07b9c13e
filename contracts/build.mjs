// Compiles the contracts and writes abi/*.json: what nodes, wrappers and clients are built from.
//
//   node build.mjs             write the files
//   node build.mjs --check     exit 1 if a committed file differs by a byte
//
// A contract that holds the address of another holds the one that the other's bytes give: writing puts it into the
// source, and --check exits 1 where it is another.

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

/** The constants that aren't where the other contract's bytes put it. */
function strays(built) {
  return pinned()
    .map(({ file, name, address }) => ({ file, name, address, right: built.find((it) => it.name === name).made.create2Address }))
    .filter(({ address, right }) => address !== right);
}

function move({ file, address, right }) {
  const source = new URL('src/' + file, ROOT);
  writeFileSync(source, readFileSync(source, 'utf8').replaceAll(address, right));
}

let built = files();
if (process.argv.includes('--check')) {
  const different = built.filter(({ file, text }) => committed(file) !== text);
  different.forEach(({ name }) => console.error(`contracts/abi/${name}.json differs from what its source compiles to`));
  strays(built).forEach(({ file, name, address, right }) =>
    console.error(`contracts/src/${file} holds ${address} for ${name}, which stands at ${right}`),
  );
  process.exitCode = different.length + strays(built).length > 0 ? 1 : 0;
  if (process.exitCode === 0) console.log('abi/*.json are what the sources compile to');
} else {
  // One that holds another's address moves, too, when the other does.
  for (let rounds = 0; strays(built).length > 0; rounds++) {
    if (rounds > Object.keys(CONTRACTS).length) throw new Error('two contracts hold the address of each other');
    strays(built).forEach(move);
    built = files();
  }
  mkdirSync(new URL('abi/', ROOT), { recursive: true });
  built.forEach(({ file, text }) => writeFileSync(file, text));
}
