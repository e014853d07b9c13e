// Pictures of every view, to look at: node dev/shots.mjs OUTPUT_DIR
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { startMock } from './mock.mjs';
import { FLAGS, executable, places } from './browser.mjs';

const out = process.argv[2] ?? 'target/shots';
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: executable(), args: FLAGS });
for (const scenario of (process.argv[3] ?? 'full').split(',')) {
  const mock = await startMock({ scenario });
  for (const scheme of ['light', 'dark']) {
    for (const [device, viewport] of Object.entries({ desk: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } })) {
      const page = await browser.newPage({ viewport, colorScheme: scheme });
      await page.goto(mock.url);
      for (const [name, path] of places(mock.world)) {
        await page.goto(`${mock.base}/#${path}`);
        await page.waitForTimeout(350);
        await page.screenshot({ path: `${out}/${scenario}-${name}-${scheme}-${device}.png`, fullPage: device === 'desk' });
      }
      await page.close();
    }
  }
  await mock.close();
}
await browser.close();
