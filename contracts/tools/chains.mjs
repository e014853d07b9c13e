// A fresh chain for the length of one script: Anvil on a free port, or Ganache inside this process.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { BrowserProvider, JsonRpcProvider } from 'ethers';
import { ROOT } from './compile.mjs';

const ANVIL = fileURLToPath(new URL('node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil', ROOT));
const START = 1790000000;

export async function withAnvil(use) {
  const child = spawn(ANVIL, ['--port', '0', '--hardfork', 'prague', '--prune-history', '--timestamp', String(START)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const provider = new JsonRpcProvider(await listening(child), undefined, { staticNetwork: true, cacheTimeout: -1 });
    provider.pollingInterval = 20;
    await use(provider);
    provider.destroy();
  } finally {
    child.kill('SIGTERM');
  }
}

export async function withGanache(use) {
  const ganache = createRequire(import.meta.url)('ganache').provider({
    chain: { time: new Date(START * 1000), hardfork: 'shanghai' },
    wallet: { seed: 'peer' },
    logging: { quiet: true },
  });
  const provider = new BrowserProvider(ganache, undefined, { cacheTimeout: -1 });
  provider.pollingInterval = 20;
  await use(provider);
  provider.destroy();
  await ganache.disconnect();
}

function listening(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const found = /Listening on (\S+)/.exec(said);
      if (found) resolve('http://' + found[1]);
    });
    child.on('exit', (code) => reject(new Error(`anvil ended with ${code}: ${said}`)));
  });
}
