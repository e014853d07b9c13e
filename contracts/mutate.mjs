// Deletes each refusal of the contracts in turn and runs the tests: every one must be missed by some test.
//
//   node mutate.mjs [part of a file's name]      exit 1 if the tests pass without one

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './tools/compile.mjs';

const REFUSAL = /if \((?:[^;{}]*)\) (?:revert [^;]*;|\{\s*revert [^;]*;\s*\})/g;
const root = fileURLToPath(ROOT);
const work = mkdtempSync(join(tmpdir(), 'mutants-'));
const contracts = join(work, 'contracts');

for (const name of ['src', 'demo', 'test', 'tools', 'foundry.toml', 'package.json']) {
  cpSync(join(root, name), join(contracts, name), { recursive: true, filter: (path) => !path.includes('src/main') });
}
rmSync(join(contracts, 'src/test'), { recursive: true, force: true });
cpSync(join(root, '../docs/vectors'), join(work, 'docs/vectors'), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(contracts, 'node_modules'));

function survives() {
  const forge = join(root, 'node_modules/@foundry-rs/forge-linux-amd64/bin/forge');
  const env = { ...process.env, FOUNDRY_FUZZ_RUNS: '20', FOUNDRY_INVARIANT_RUNS: '2', FOUNDRY_INVARIANT_DEPTH: '100' };
  const { status, stdout } = spawnSync(forge, ['test', '--fail-fast'], { cwd: contracts, env, encoding: 'utf8' });
  if (!/tests? passed|FAIL|Compiler run failed/.test(stdout)) throw new Error(stdout);
  return status === 0;
}

const survivors = [];
let tried = 0;
try {
  if (!survives()) throw new Error('the tests fail on the contracts as they are');
  for (const file of readdirSync(join(contracts, 'src')).filter((name) => name.endsWith('.sol'))) {
    if (process.argv[2] && !file.includes(process.argv[2])) continue;
    const path = join(contracts, 'src', file);
    const source = readFileSync(path, 'utf8');
    for (const { 0: refusal, index } of source.matchAll(REFUSAL)) {
      writeFileSync(path, source.slice(0, index) + source.slice(index + refusal.length));
      tried++;
      const line = `${file}:${source.slice(0, index).split('\n').length}: ${refusal.replace(/\s+/g, ' ')}`;
      const missed = survives();
      if (missed) survivors.push(line);
      console.log((missed ? 'SURVIVES  ' : 'missed    ') + line);
    }
    writeFileSync(path, source);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${tried} refusals deleted one at a time, ${survivors.length} of them not missed by any test`);
process.exitCode = survivors.length > 0 ? 1 : 0;
