// A fresh Anvil on a free port for the length of one script.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { JsonRpcProvider } from 'ethers';
import { ROOT } from './compile.mjs';

const BINARY = fileURLToPath(new URL('node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil', ROOT));

export async function withAnvil(use) {
  const child = spawn(BINARY, ['--port', '0', '--hardfork', 'prague', '--timestamp', '1790000000'], {
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
