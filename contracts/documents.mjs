// Every test that docs/threat-model-contracts.md names exists, and every row of it names one or says why it can't.
// A test is named as `File#name`: a .t.sol of contracts/test, or a Java test anywhere. And the gas table of README.md is
// what gas.json says, of the code that is committed.

import { readFileSync, readdirSync } from 'node:fs';
import { artifact } from './tools/contracts.mjs';
import { gasTable, tableInReadme } from './tools/gastable.mjs';

const TOP = new URL('../', import.meta.url);
const FILE = 'docs/threat-model-contracts.md';
/** How a row begins its last cell where nothing can be run. */
const UNTESTED = /^(argued|assumed|open|not built|off chain)\b/;

function* tests(folder) {
  for (const entry of readdirSync(new URL(folder, TOP), { withFileTypes: true })) {
    const path = folder + entry.name;
    if (entry.isDirectory()) yield* tests(path + '/');
    else if (/\.(t\.sol|java)$/.test(entry.name)) yield path;
  }
}

const known = new Map();
for (const folder of ['contracts/test/', 'contracts/src/test/', 'wallet/src/test/', 'market/src/test/', 'node/src/test/']) {
  for (const path of tests(folder)) {
    const name = path.split('/').at(-1).replace(/\.(t\.sol|java)$/, '');
    known.set(name, (known.get(name) ?? '') + readFileSync(new URL(path, TOP), 'utf8'));
  }
}

const declares = (source, name) => new RegExp(`(function|void)\\s+${name}\\s*\\(`).test(source);
const lines = readFileSync(new URL(FILE, TOP), 'utf8').split('\n');
let named = 0;
lines.forEach((line, i) => {
  const complain = (text) => {
    console.error(`${FILE}:${i + 1}: ${text}`);
    process.exitCode = 1;
  };
  const found = [...line.matchAll(/`(\w+)#(\w+)`/g)];
  named += found.length;
  for (const [, file, name] of found) {
    const source = known.get(file);
    if (source === undefined) complain(`there is no test file ${file}`);
    else if (!declares(source, name)) complain(`${file} has no test ${name}`);
  }
  const cells = line.startsWith('| ') ? line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim()) : [];
  const isRow = cells.length >= 3 && !/^-+$/.test(cells[0].replace(/[:| ]/g, '')) && !/^-+\|/.test(line) && !isHead(i);
  if (isRow && found.length === 0 && !UNTESTED.test(cells.at(-1))) complain('names no test and does not say why');
});

function isHead(i) {
  return /^\|[-:| ]+\|$/.test(lines[i + 1] ?? '');
}

const measured = JSON.parse(readFileSync(new URL('contracts/gas.json', TOP), 'utf8'));
if (gasTable(measured) !== tableInReadme()) {
  console.error('contracts/README.md: the gas table is not what gas.json says; run: npm run gas');
  process.exitCode = 1;
}
for (const [name, { contract, codeHash }] of Object.entries(measured.courses)) {
  if (artifact(contract).codeHash !== codeHash) {
    console.error(`contracts/gas.json: ${name} was measured on another code; run: node gas.mjs ${name}`);
    process.exitCode = 1;
  }
}

if (process.exitCode === undefined) console.log(`${FILE}: each of the ${named} tests named in it is there`);
