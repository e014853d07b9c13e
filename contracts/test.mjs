// Runs the Solidity tests; further arguments go to forge.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from './tools/compile.mjs';
import { FORGE } from './tools/forge.mjs';

const { status } = spawnSync(FORGE, ['test', ...process.argv.slice(2)], { cwd: fileURLToPath(ROOT), stdio: 'inherit' });
process.exitCode = status ?? 1;
