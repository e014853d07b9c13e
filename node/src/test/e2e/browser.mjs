// A real Chromium that keeps an ear on the page: whatever it complains of, and whatever leaves this machine.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(here, "../../../../ui/package.json"));
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
export const DESK = { width: 1280, height: 860 };
export const PHONE = { width: 390, height: 844 };

/** Runs the work with a function that opens heard pages; ends with one sentence where there is no Chromium. */
export async function browse(work) {
  const executablePath = process.env.PEER_CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    console.error(`No Chromium at ${executablePath}: install the package chromium, or name one in PEER_CHROMIUM.`);
    process.exit(1);
  }
  const complaints = [];
  const pages = [];
  const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: 180_000 });
  const open = async (viewport = DESK) => {
    const page = await browser.newPage({ acceptDownloads: true, viewport });
    pages.push(page);
    page.setDefaultTimeout(180_000);
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => { complaints.push("dialog: " + dialog.message()); dialog.dismiss(); });
    page.on("popup", (popup) => complaints.push("popup: " + popup.url()));
    page.on("response", (answer) => answer.status() >= 500 && complaints.push(`${answer.status()} ${answer.url()}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      const here = ["127.0.0.1", "localhost"].includes(url.hostname) || ["data:", "blob:"].includes(url.protocol);
      if (!here) complaints.push("left this machine: " + request.url());
    });
    return page;
  };
  try {
    await work(open, complaints);
  } catch (cause) {
    for (const page of pages) console.error(`On the screen at ${page.url().split("?")[0]}:\n${await text(page)}`);
    throw cause;
  } finally {
    await browser.close();
  }
}

/** What a person could read on the page. */
async function text(page) {
  return page.locator("body").innerText({ timeout: 5_000 }).catch((cause) => String(cause));
}

/** A picture for people to look at, where PEER_SHOTS names a folder. */
export async function shot(page, name) {
  if (process.env.PEER_SHOTS) await page.screenshot({ path: path.join(process.env.PEER_SHOTS, name + ".png"), fullPage: true });
}

/** What WCAG 2.2 AA has against what is on the screen. */
export async function findings(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  // The page's own Content-Security-Policy leaves no second page to finish the run in.
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/** Whether something sticks out to the right, which on a phone means scrolling sideways. */
export const sticksOut = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
