// Measures every step and writes gas.json: a course of gas/ for each contract, each on a fresh Anvil (prague). Each
// figure is gasUsed of a receipt. Unless its name says "first", the slots that a step writes have been written before,
// as they have in a second sale.
//
//   node gas.mjs [course...]     write their part of gas.json and the table in README.md, and print it
//   node gas.mjs --json          the same, printed as JSON
//   node gas.mjs --check         exit 1 if a figure is more than 2 % above the committed one
//   node gas.mjs --ganache       the same on Ganache (shanghai, no calldata floor), printed only

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { ROOT, SETTINGS, solc } from './tools/compile.mjs';
import { withAnvil, withGanache } from './tools/chains.mjs';
import { artifact } from './tools/contracts.mjs';
import { gasTable, writeTable } from './tools/gastable.mjs';
import { stage } from './tools/stage.mjs';

const FILE = new URL('gas.json', ROOT);
const OPTIONS = ['--json', '--check', '--ganache'];
const given = process.argv.slice(2);
const option = (name) => given.includes(name);
const names = readdirSync(new URL('gas/', ROOT)).map((file) => file.replace(/\.mjs$/, ''));
const chosen = given.filter((it) => !OPTIONS.includes(it));
const committed = () => JSON.parse(readFileSync(FILE, 'utf8'));

async function measured(name) {
  const { contract, course, beside } = await import(`./gas/${name}.mjs`);
  let gas;
  await (option('--ganache') ? withGanache : withAnvil)(async (provider) => {
    const at = await stage(provider);
    await course(at);
    gas = at.figures;
  });
  const strangers = Object.keys(beside).filter((figure) => !(figure in gas));
  if (strangers.length > 0) throw new Error(`gas/${name}.mjs compares what it doesn't measure: ${strangers.join('; ')}`);
  return { contract, codeHash: artifact(contract).codeHash, gas, beside };
}

function print(name, { gas, beside }) {
  console.log(`\n${name}`);
  for (const [figure, used] of Object.entries(gas)) {
    const others = Object.entries(beside[figure] ?? {}).map(([who, theirs]) => `${who} ${theirs}`);
    console.log(`  ${figure.padEnd(44)}${String(used).padStart(9)}  ${others.join(', ')}`.trimEnd());
  }
}

function document(courses) {
  const chain = option('--ganache') ? 'ganache 7.9.2, shanghai' : 'anvil 1.7.1, prague';
  return JSON.stringify({ chain, compiler: solc.version(), settings: SETTINGS, courses }, null, 2) + '\n';
}

function write(courses) {
  const kept = committed().courses;
  const all = Object.fromEntries(names.filter((it) => courses[it] ?? kept[it]).map((it) => [it, courses[it] ?? kept[it]]));
  const text = document(all);
  writeFileSync(FILE, text);
  writeTable(gasTable({ courses: all }));
  return text;
}

function complain(courses) {
  const before = committed().courses;
  for (const [name, { codeHash, gas }] of Object.entries(courses)) {
    if (before[name]?.codeHash !== codeHash) complaint(`${name}: gas.json is of another code`);
    for (const [figure, used] of Object.entries(gas)) {
      if (!(used <= before[name]?.gas[figure] * 1.02)) complaint(`${figure}: ${used} gas, more than gas.json says`);
    }
  }
}

function complaint(text) {
  console.error(text);
  process.exitCode = 1;
}

const courses = {};
for (const name of chosen.length > 0 ? chosen : names) courses[name] = await measured(name);
if (option('--check')) {
  complain(courses);
} else {
  const text = option('--ganache') ? document(courses) : write(courses);
  if (option('--json')) process.stdout.write(text);
  else Object.entries(courses).forEach(([name, course]) => print(name, course));
}
