// Writes the Java wrappers out of abi/*.json by web3j's generator, which Maven runs (profile "wrappers").
//
//   node wrappers.mjs             write the files
//   node wrappers.mjs --check     exit 1 if a committed file differs

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CONTRACTS, artifact, constantOf } from './tools/contracts.mjs';

const NAMES = Object.keys(CONTRACTS);
const HERE = new URL('.', import.meta.url);
const WORK = new URL('target/wrappers/', HERE);
const PACKAGE = 'org/pluspeer/contracts/generated/';
const COMMITTED = new URL('src/main/java/' + PACKAGE, HERE);

rmSync(WORK, { recursive: true, force: true });
mkdirSync(WORK, { recursive: true });
for (const name of NAMES) {
  const { abi, bin } = artifact(name);
  writeFileSync(new URL(name + '.abi', WORK), JSON.stringify(abi));
  writeFileSync(new URL(name + '.bin', WORK), bin.slice(2));
}
const goals = NAMES.map((name) => 'exec:java@' + name);
const maven = spawnSync('mvn', ['-q', '-B', '-Pwrappers', ...goals], {
  cwd: fileURLToPath(HERE),
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
});
if (maven.status !== 0) throw new Error(maven.stdout ?? 'Maven could not be started');

function codeHashes() {
  const constants = NAMES.map((name) => {
    return `    public static final String ${constantOf(name)} = "${artifact(name).codeHash}";\n`;
  });
  return `package org.pluspeer.contracts.generated;

/** Keccak256 of the code that each contract has on a chain; written by contracts/wrappers.mjs. */
public final class CodeHashes {
    private CodeHashes() {}

${constants.join('\n')}}
`;
}

const texts = NAMES.map((name) => {
  const generated = readFileSync(new URL('java/' + PACKAGE + name + '.java', WORK), 'utf8');
  const quiet = generated.replace('@SuppressWarnings("rawtypes")', '@SuppressWarnings({"rawtypes", "unchecked"})');
  return [name, quiet.replace(/[ \t]+$/gm, '')];
});
for (const [name, text] of [...texts, ['CodeHashes', codeHashes()]]) {
  const file = new URL(name + '.java', COMMITTED);
  if (!process.argv.includes('--check')) {
    mkdirSync(COMMITTED, { recursive: true });
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${name}.java differs from what abi/*.json generate`);
    process.exitCode = 1;
  }
}
