// A page of one node, storage if none is named: prints what it says on phone and desk, and every complaint.
//
//   node storage.mjs PAGE WORDS [ROUTE]
import { browse, DESK, PHONE, shot, sticksOut } from "./browser.mjs";

const [address, words, route = "storage"] = process.argv.slice(2);
const base = new URL(address).origin;
await browse(async (open, complaints) => {
  const said = {};
  for (const [device, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
    const page = await open(viewport);
    await page.goto(address);
    await page.goto(`${base}/#/${route}`);
    await page.getByText(words).first().waitFor();
    await shot(page, `${route.replaceAll("/", "-")}-${device}`);
    if (await sticksOut(page)) complaints.push(`${route} sticks out on the ${device}`);
    said[device] = await page.locator("main").innerText();
  }
  const page = await open(DESK);
  await page.goto(address);
  await page.goto(`${base}/#/${route}`);
  await page.getByText(words).first().waitFor();
  const markup = await page.locator("main b, main img, main script").count();
  console.log(JSON.stringify({ said, markup, complaints }));
});
