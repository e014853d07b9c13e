// A person's purchase in a real browser: opens the printed address, finds the listing, looks at the sample, buys, and
// downloads the file. Prints {"sha256","bytes","complaints"}; complaints are console errors, broken rules of the
// page's own security policy, and requests that leave this machine.
//
//   node buy.mjs PAGE SEARCH_WORDS TITLE
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(here, "../../../../ui/package.json"));
const { chromium } = require("playwright-core");

const [address, words, title] = process.argv.slice(2);
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.PEER_CHROMIUM ?? "/usr/bin/chromium", args: flags });
const complaints = [];
try {
  const page = await browser.newPage({ acceptDownloads: true });
  page.setDefaultTimeout(120_000);
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const host = new URL(request.url()).hostname;
    if (!["127.0.0.1", "localhost", ""].includes(host)) complaints.push("left this machine: " + request.url());
  });
  await page.goto(address);
  await page.getByRole("searchbox").fill(words);
  await page.getByRole("link", { name: title }).first().click();
  await page.getByText("Checked against the seller's signed root").first().waitFor();
  if (page.url().includes("token")) complaints.push("the token stays in the address bar");
  await page.getByRole("button", { name: /^Buy for/ }).click();
  await page.getByRole("button", { name: /^Yes, pay/ }).click();
  const download = page.getByRole("button", { name: "Download the file" });
  await download.waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
  const bytes = readFileSync(await file.path());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  console.log(JSON.stringify({ sha256, bytes: bytes.length, complaints }));
} finally {
  await browser.close();
}
