// What Maven runs: installs and builds the page, each only when what it is made from has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const LOCK = 'package-lock.json';
const INSTALLED = join(HERE, 'node_modules', '.peer-lock');
const TARGET = join(HERE, 'target');
const BUILT = join(TARGET, 'ui-built');
const CHECKED = join(TARGET, 'ui-checked');
const SOURCES = ['src', 'public', 'index.html', 'package.json', LOCK, 'vite.config.ts', 'tsconfig.json', 'build.mjs'];
const FONTS = ['figtree', 'bricolage-grotesque'];

function filesUnder(path) {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name);
    return entry.isDirectory() ? filesUnder(inside) : [inside];
  });
}

/** One hash over names and contents: the time stamps of a fresh clone say nothing. */
function hashOf(paths) {
  const hash = createHash('sha256');
  const all = paths.map((path) => join(HERE, path)).flatMap((path) => (path.match(/\.\w+$/) ? [path] : filesUnder(path)));
  for (const path of all.sort()) {
    hash.update(relative(HERE, path).split(sep).join('/') + '\0');
    hash.update(createHash('sha256').update(readFileSync(path)).digest());
  }
  return hash.digest('hex');
}

const said = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function npm(...args) {
  const ran = spawnSync('npm', args, { cwd: HERE, stdio: 'inherit', shell: process.platform === 'win32' });
  if (ran.error !== undefined) fail(`npm does not start (${ran.error.message}): install Node 20.19 or later with npm.`);
  if (ran.status !== 0) fail(`npm ${args.join(' ')} ended with ${ran.status}.`);
}

function fail(why) {
  console.error(`ui: ${why}`);
  process.exit(1);
}

function install() {
  const lock = hashOf([LOCK]);
  if (said(INSTALLED) === lock) return;
  console.log('ui: installing what the page is built with');
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(INSTALLED, lock);
}

function build() {
  const sources = hashOf(SOURCES);
  if (said(BUILT) === sources && existsSync(join(HERE, 'dist', 'index.html'))) return;
  install();
  console.log('ui: building the page');
  npm('run', '--silent', 'build');
  for (const font of FONTS) {
    const licence = join(HERE, 'node_modules', '@fontsource-variable', font, 'LICENSE');
    copyFileSync(licence, join(HERE, 'dist', 'assets', `${font}-licence.txt`));
  }
  // Names carry hashes: what an earlier build left there would end up in the jar.
  rmSync(join(TARGET, 'classes', 'org', 'pluspeer', 'ui'), { recursive: true, force: true });
  stamp(BUILT, sources);
}

function stamp(path, hash) {
  mkdirSync(TARGET, { recursive: true });
  writeFileSync(path, hash);
}

/** Types only when something changed (they take seconds), tests always. */
function test() {
  install();
  const sources = hashOf(SOURCES);
  if (said(CHECKED) !== sources) {
    npm('run', '--silent', 'check');
    stamp(CHECKED, sources);
  }
  npm('run', '--silent', 'test');
}

switch (process.argv[2]) {
  case 'build':
    build();
    break;
  case 'test':
    test();
    break;
  default:
    fail('say build or test');
}
