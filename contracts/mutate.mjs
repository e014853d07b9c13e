// Leaves out each condition, check and event of the contracts in turn and runs the tests that see its file: some test
// must fail. What a chain cannot tell from the original is named in tools/survivors.json with the reason.
//
//   node mutate.mjs [part of a file's name]   exit 1 if one survives unnamed, or a named one does not survive

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './tools/compile.mjs';
import { FORGE } from './tools/forge.mjs';
import { testsOf, writeMutants } from './tools/mutants.mjs';

const root = fileURLToPath(ROOT);
const wanted = process.argv[2] ?? '';
const work = mkdtempSync(join(tmpdir(), 'mutants-'));
const contracts = join(work, 'contracts');
const SETTINGS = { FOUNDRY_OPTIMIZER: 'false', FOUNDRY_CODE_SIZE_LIMIT: '1000000' };
const QUICK = { FOUNDRY_FUZZ_RUNS: '8', FOUNDRY_INVARIANT_RUNS: '1', FOUNDRY_INVARIANT_DEPTH: '64' };
/** For those that a quick run leaves: luck is no survival. */
const THOROUGH = { FOUNDRY_FUZZ_RUNS: '256', FOUNDRY_INVARIANT_RUNS: '16', FOUNDRY_INVARIANT_DEPTH: '128' };

for (const name of ['src', 'demo', 'test', 'tools', 'abi', 'foundry.toml', 'package.json']) {
  cpSync(join(root, name), join(contracts, name), { recursive: true, filter: (path) => !/src\/(main|test)$/.test(path) });
}
cpSync(join(root, '../docs/vectors'), join(work, 'docs/vectors'), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(contracts, 'node_modules'));

function forge(environment, ...args) {
  const env = { ...process.env, ...SETTINGS, ...environment };
  return new Promise((resolve) => {
    const child = spawn(FORGE, args, { cwd: contracts, env });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    child.on('close', (status) => resolve({ status, said }));
  });
}

/** Each run keeps its failures in a folder of its own, so that none is tried again on the next mutant. */
async function passes(number, tests, runs) {
  const kept = join(work, 'kept-' + number);
  const environment = {
    ...runs,
    FOUNDRY_BLOCK_COINBASE: '0x' + number.toString(16).padStart(40, '0'),
    FOUNDRY_FUZZ_FAILURE_PERSIST_DIR: kept,
    FOUNDRY_INVARIANT_FAILURE_PERSIST_DIR: kept,
  };
  const paths = tests.length === 1 ? tests[0] : `{${tests.join(',')}}`;
  const { status, said } = await forge(environment, 'test', '--fail-fast', '--match-path', paths);
  if (!/tests? passed|\[FAIL/.test(said)) throw new Error(said);
  return status === 0;
}

async function tried(mutants) {
  const survivors = [];
  let next = 0;
  async function take() {
    while (next < mutants.length) {
      const mutant = mutants[next++];
      const tests = testsOf(mutant.file);
      const survives = (await passes(mutant.number, tests, QUICK)) && (await passes(mutant.number, tests, THOROUGH));
      if (survives) survivors.push(mutant);
      console.log(`${survives ? 'SURVIVES' : 'missed  '}  ${mutant.file}:${mutant.line} ${mutant.kind}: ${mutant.code}`);
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism() - 1) }, take));
  return survivors;
}

function judge(mutants, survivors) {
  const named = JSON.parse(readFileSync(new URL('tools/survivors.json', ROOT), 'utf8'));
  const ours = named.filter(({ file }) => file.includes(wanted));
  const same = (a, b) => a.file === b.file && a.kind === b.kind && a.code === b.code;
  const unnamed = survivors.filter((it) => !ours.some((known) => same(it, known)));
  const stale = ours.filter((it) => !survivors.some((known) => same(it, known)));
  unnamed.forEach(({ file, line, kind, code }) => console.error(`no test misses ${file}:${line} ${kind}: ${code}`));
  stale.forEach(({ file, kind, code }) => console.error(`tools/survivors.json names what does not survive: ${file} ${kind}: ${code}`));
  console.log(`${mutants.length} mutants, ${survivors.length} survive, ${unnamed.length} of them unnamed`);
  process.exitCode = unnamed.length + stale.length > 0 ? 1 : 0;
}

try {
  const mutants = writeMutants(contracts, wanted);
  const built = spawnSync(FORGE, ['build'], { cwd: contracts, env: { ...process.env, ...SETTINGS }, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  const files = [...new Set(mutants.map(({ file }) => file))];
  for (const file of files) {
    if (!(await passes(1, testsOf(file), QUICK))) throw new Error(`the tests of ${file} fail with nothing left out`);
  }
  judge(mutants, await tried(mutants));
} finally {
  rmSync(work, { recursive: true, force: true });
}
