// Writes the Java wrappers out of abi/*.json by web3j's generator, which Maven runs (profile "wrappers").
//
//   node wrappers.mjs             write the files
//   node wrappers.mjs --check     exit 1 if a committed file differs

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NAMES = ['FairExchange', 'TestDollar'];
const HERE = new URL('.', import.meta.url);
const WORK = new URL('target/wrappers/', HERE);
const PACKAGE = 'org/pluspeer/contracts/generated/';
const COMMITTED = new URL('src/main/java/' + PACKAGE, HERE);

rmSync(WORK, { recursive: true, force: true });
mkdirSync(WORK, { recursive: true });
for (const name of NAMES) {
  const { abi, bin } = JSON.parse(readFileSync(new URL(`abi/${name}.json`, HERE), 'utf8'));
  writeFileSync(new URL(name + '.abi', WORK), JSON.stringify(abi));
  writeFileSync(new URL(name + '.bin', WORK), bin.slice(2));
}
execFileSync('mvn', ['-q', '-B', '-Pwrappers'], { cwd: fileURLToPath(HERE), stdio: ['ignore', 'ignore', 'inherit'] });

function codeHashes() {
  const constants = NAMES.map((name) => {
    const constant = name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
    const { codeHash } = JSON.parse(readFileSync(new URL(`abi/${name}.json`, HERE), 'utf8'));
    return `    public static final String ${constant} = "${codeHash}";\n`;
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
