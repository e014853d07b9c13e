// Where npm put forge.

import { fileURLToPath } from 'node:url';
import { ROOT } from './compile.mjs';

export const FORGE = fileURLToPath(new URL('node_modules/@foundry-rs/forge-linux-amd64/bin/forge', ROOT));
