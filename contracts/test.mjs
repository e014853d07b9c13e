// Runs the Solidity tests; further arguments go to forge.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from './tools/compile.mjs';

const forge = fileURLToPath(new URL('node_modules/@foundry-rs/forge-linux-amd64/bin/forge', ROOT));
const { status } = spawnSync(forge, ['test', ...process.argv.slice(2)], { cwd: fileURLToPath(ROOT), stdio: 'inherit' });
process.exitCode = status ?? 1;
