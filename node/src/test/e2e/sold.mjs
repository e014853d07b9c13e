// The seller's own page after a sale: prints what it says of the sale and of the money, and every complaint.
//
//   node sold.mjs PAGE TITLE
import { browse, DESK, PHONE, shot, sticksOut } from "./browser.mjs";

const [address, title] = process.argv.slice(2);
const base = new URL(address).origin;
await browse(async (open, complaints) => {
  const said = {};
  for (const [device, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    const page = await open(viewport);
    await page.goto(address);
    const look = async (name) => {
      await shot(page, `${name}-${device}`);
      if (await sticksOut(page)) complaints.push(`${name} sticks out on the ${device}`);
      said[name] = await page.locator("main").innerText();
    };
    await page.goto(`${base}/#/sales`);
    await page.getByRole("link", { name: title }).first().waitFor();
    await look("sales");
    await page.getByRole("link", { name: title }).first().click();
    await page.getByText("Released by the buyer").first().waitFor();
    await look("sale");
    await page.goto(`${base}/#/wallet`);
    await page.getByText("Earned").first().waitFor();
    await page.getByText(title).first().waitFor();
    await look("wallet");
    for (const place of ["", "sell", "node", "purchases"]) {
      await page.goto(`${base}/#/${place}`);
      await page.locator("main h1").first().waitFor();
      await page.waitForLoadState();
      await look(place === "" ? "browse" : place);
    }
    await page.close();
  }
  console.log(JSON.stringify({ said, complaints }));
});
