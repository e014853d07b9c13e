// npm run check:page: every view in light and dark, on a desk and a phone, full, empty, loading and broken, in a real browser
// under the node's own Content-Security-Policy. Fails on an axe finding, a CSP or Trusted Types report, a console error, or a
// page that scrolls sideways. Also walks through buying and selling with the keyboard and the mouse. `views` or `journeys`
// as its argument does one half.
import { AxeBuilder } from '@axe-core/playwright';
import { gzipSync } from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { FLAGS, executable, places } from './browser.mjs';
import { walk } from './journey.mjs';
import { startMock } from './mock.mjs';
import { setUp } from './setup.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LARGEST_JS = 80_000;
const VIEWPORTS = { desk: { width: 1280, height: 860 }, phone: { width: 360, height: 760 } };
const findings = [];
let looked = 0;

async function open(browser, mock, options) {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce', acceptDownloads: true });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await context.newPage();
  const note = (text) => findings.push(`${page.url().replace(/#token.*/, '')}: ${text}`);
  page.on('pageerror', (error) => note(`error ${error.message}`));
  page.on('console', (message) => {
    // The browser itself notes every refused request; those are asked for here.
    const asked = /Failed to load resource/.test(message.text()) && mock.expectsRefusals;
    if (['error', 'warning'].includes(message.type()) && !asked) note(`console ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(mock.base) && !request.url().startsWith('blob:')) note(`asked ${request.url()}`);
  });
  return { context, page, note };
}

/** All rules in light; in dark, where only the colours are others, the rule on contrast. */
async function look(page, note, name) {
  for (const colorScheme of ['light', 'dark']) {
    looked++;
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(['color-contrast'])).analyze();
    report(violations, note, `${name} ${colorScheme}`);
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (sideways > 0) note(`${name} scrolls sideways by ${sideways} px`);
}

function report(violations, note, name) {
  for (const one of violations) {
    note(`axe ${name}: ${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
  }
}

async function everyView(browser, scenario, device) {
  const mock = await startMock({ scenario });
  mock.expectsRefusals = true;
  const { context, page, note } = await open(browser, mock, { viewport: VIEWPORTS[device] });
  await page.goto(mock.url);
  for (const [name, path] of places(mock.world)) {
    await page.goto(`${mock.base}/#${path}`);
    await page.locator('h1').waitFor();
    if (scenario !== 'slow') await page.waitForFunction(() => document.querySelector('.skeleton') === null);
    await look(page, note, `${scenario} ${name} ${device}`);
  }
  await context.close();
  await mock.close();
}

async function journeys(browser, device) {
  const mock = await startMock({ pace: 150 });
  mock.expectsRefusals = true;
  const { context, page, note } = await open(browser, mock, { viewport: VIEWPORTS[device] });
  await setUp(page, mock, (name) => look(page, note, `${name} ${device}`), note);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  mock.world.keys.lock.backedUp = false;
  mock.world.keys.passphrase = 'right';
  mock.world.keys.asked = [3, 7, 11];
  await walk(page, mock, (name) => look(page, note, `${name} ${device}`), note);
  await context.close();
  await mock.close();
}

/** What the first look at the page waits for; the rest comes when it is wanted. */
function weigh() {
  const assets = new URL('../dist/assets/', import.meta.url);
  const html = readFileSync(new URL('../dist/index.html', import.meta.url), 'utf8');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js') && html.includes(name));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, assets)), { level: 9 }).length, 0);
  if (bytes > LARGEST_JS) findings.push(`the scripts weigh ${bytes} bytes gzipped`);
  return bytes;
}

const started = Date.now();
const browser = await chromium.launch({ executablePath: executable(), args: FLAGS });
const only = process.argv[2];
for (const device of ['desk', 'phone']) {
  if (only !== 'journeys') await everyView(browser, 'full', device);
  if (only !== 'views') await journeys(browser, device);
}
for (const scenario of ['empty', 'slow', 'broken']) {
  if (only !== 'journeys') await everyView(browser, scenario, 'phone');
}
await browser.close();
const bytes = weigh();
for (const finding of new Set(findings)) console.error(`- ${finding}`);
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`page: ${looked} looks, ${findings.length} findings, scripts ${bytes} bytes gzipped, ${seconds} s`);
process.exit(findings.length === 0 ? 0 : 1);
