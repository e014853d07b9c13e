// The one way Solidity is compiled here: npm solc, these settings. build.mjs uses it, and forge through tools/solc.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const ROOT = new URL('..', import.meta.url);
export const solc = createRequire(import.meta.url)('solc');

export const SETTINGS = {
  evmVersion: 'paris',
  optimizer: { enabled: true, runs: 10000 },
  metadata: { bytecodeHash: 'none', appendCBOR: false },
};

const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');

function find(path) {
  try {
    return { contents: read(path.startsWith('@') ? 'node_modules/' + path : path) };
  } catch {
    return { error: 'not found: ' + path };
  }
}

const isOurs = (location) => !location?.file.startsWith('@');

/** Compiles the named source files and what they import; throws with the compiler's words on any error, and on a warning in our own. */
export function compile(paths) {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(paths.map((path) => [path, { content: read(path) }])),
    settings: {
      ...SETTINGS,
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
  const complaints = (output.errors ?? []).filter(
    ({ severity, sourceLocation }) => severity === 'error' || (severity === 'warning' && isOurs(sourceLocation)),
  );
  if (complaints.length > 0) {
    throw new Error(complaints.map(({ formattedMessage }) => formattedMessage).join('\n'));
  }
  return output.contracts;
}
