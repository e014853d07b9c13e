// Which lines and branches of src/ the Solidity tests run. The tests are built without optimizer for it; how often the
// fuzzers run does not matter, so they run little.
//
//   node coverage.mjs     exit 1 below 95 % of lines or branches, if one that is not run is not named in
//                         tools/uncovered.json with the reason, or if one that is named there is run

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT } from './tools/compile.mjs';
import { FORGE } from './tools/forge.mjs';

const LEAST = 0.95;
const root = fileURLToPath(ROOT);
const work = fileURLToPath(new URL('target/coverage/', ROOT));
const report = work + 'lcov.info';

function run() {
  mkdirSync(work, { recursive: true });
  const env = {
    ...process.env,
    FOUNDRY_OUT: work + 'out',
    FOUNDRY_CACHE_PATH: work + 'cache',
    FOUNDRY_FUZZ_RUNS: '32',
    FOUNDRY_INVARIANT_RUNS: '8',
  };
  const forge = spawnSync(FORGE, ['coverage', '--report', 'lcov', '--report-file', report], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (forge.status !== 0) throw new Error(forge.stdout + forge.stderr);
}

/** Of each file of src/: how often each line was run, and each arm of each branch. */
function measured() {
  const files = new Map();
  let file;
  for (const line of readFileSync(report, 'utf8').split('\n')) {
    const [kind, rest] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)];
    const fields = rest.split(',');
    if (kind === 'SF') {
      file = rest.startsWith('src/') ? { lines: [], branches: [] } : undefined;
      if (file) files.set(rest, file);
    } else if (file && kind === 'DA') {
      file.lines.push({ line: Number(fields[0]), runs: Number(fields[1]) });
    } else if (file && kind === 'BRDA') {
      file.branches.push({ line: Number(fields[0]), runs: fields[3] === '-' ? 0 : Number(fields[3]) });
    }
  }
  return files;
}

/** Source lines on which something was not run. */
function missed(name, { lines, branches }) {
  const source = readFileSync(new URL(name, ROOT), 'utf8').split('\n');
  const numbers = new Set([...lines, ...branches].filter(({ runs }) => runs === 0).map(({ line }) => line));
  return [...numbers].sort((a, b) => a - b).map((line) => ({ file: name, line, code: source[line - 1].trim() }));
}

function failure(text) {
  console.error(text);
  process.exitCode = 1;
}

run();
const files = measured();
const named = JSON.parse(readFileSync(new URL('tools/uncovered.json', ROOT), 'utf8'));
const gaps = [...files].flatMap(([name, file]) => missed(name, file));
const same = (a, b) => a.file === b.file && a.code === b.code;
gaps
  .filter((gap) => !named.some((it) => same(it, gap)))
  .forEach(({ file, line, code }) => failure(`${file}:${line} is not run, and nobody says why: ${code}`));
named
  .filter((it) => !gaps.some((gap) => same(it, gap)))
  .forEach(({ file, code }) => failure(`tools/uncovered.json names what is run, or is not there: ${file}: ${code}`));

for (const kind of ['lines', 'branches']) {
  const all = [...files.values()].flatMap((file) => file[kind]);
  const hit = all.filter(({ runs }) => runs > 0).length;
  console.log(`${kind.padEnd(9)}${hit} of ${all.length}, ${((100 * hit) / all.length).toFixed(1)} %`);
  if (hit < LEAST * all.length) failure(`fewer ${kind} are run than ${100 * LEAST} %`);
}
console.log(`named     ${named.length} in tools/uncovered.json`);
