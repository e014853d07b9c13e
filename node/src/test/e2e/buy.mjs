// A person's purchase in a real browser: opens the printed address, finds the listing, looks at the sample, buys, and
// downloads the file. Prints {"sha256","bytes","steps","complaints"}; complaints are console errors, broken rules of
// the page's own security policy, and requests that leave this machine.
//
//   node buy.mjs PAGE SEARCH_WORDS TITLE
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { browse, shot } from "./browser.mjs";

const [address, words, title] = process.argv.slice(2);
await browse(async (open, complaints) => {
  const page = await open();
  await page.goto(address);
  await page.getByRole("searchbox").fill(words);
  await page.getByRole("link", { name: title }).first().waitFor();
  await shot(page, "1-found");
  await page.getByRole("link", { name: title }).first().click();
  await page.getByText("Checked against the seller's signed root").first().waitFor();
  await shot(page, "2-listing");
  if (page.url().includes("token")) complaints.push("the token stays in the address bar");
  await page.getByRole("button", { name: /^Buy for/ }).click();
  const yes = page.getByRole("button", { name: /^Yes, pay/ });
  await yes.waitFor();
  await shot(page, "3-cost");
  await yes.click();
  await page.getByRole("listitem").filter({ hasText: "escrow" }).first().waitFor();
  await shot(page, "4-under-way");
  const steps = await page.getByRole("listitem").allInnerTexts();
  const download = page.getByRole("button", { name: "Download the file" });
  await download.waitFor();
  await shot(page, "5-delivered");
  const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
  const bytes = readFileSync(await file.path());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  console.log(JSON.stringify({ sha256, bytes: bytes.length, name: file.suggestedFilename(), steps, complaints }));
});
