// Looks at a listing that was written to harm: prints what is shown as text, how much of it became markup, and every
// complaint (a script that ran would be a dialog, a request or an error).
//
//   node hostile.mjs PAGE LISTING_ID
import { browse, DESK, PHONE, shot, sticksOut } from "./browser.mjs";

const [address, id] = process.argv.slice(2);
const base = new URL(address).origin;
const MARKUP = "main script, main img, main iframe, main object, main embed, main form[action], main b, main i, main [onerror], " +
  "main [onclick], main [onload], main a[href^='javascript:'], main a[href^='data:'], main a[href^='http']";
await browse(async (open, complaints) => {
  const said = [];
  let markup = 0;
  for (const viewport of [DESK, PHONE]) {
    const page = await open(viewport);
    await page.goto(address);
    for (const [place, ready] of [["", "main a"], [`listings/${id}`, "main figure"]]) {
      await page.goto(`${base}/#/${place}`);
      await page.locator(ready).first().waitFor();
      await shot(page, `hostile-${place === "" ? "browse" : "listing"}-${viewport.width}`);
      if (await sticksOut(page)) complaints.push(`${place || "browse"} sticks out at ${viewport.width}`);
      markup += await page.locator(MARKUP).count();
      said.push(await page.locator("main").innerText());
    }
    await page.close();
  }
  console.log(JSON.stringify({ said: said.join("\n"), markup, complaints }));
});
