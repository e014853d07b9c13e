// A channel opened, raised and closed by the keyboard alone: prints every complaint, with axe's of each dialog.
//
//   node channels.mjs PAGE LISTING
import { browse, findings, shot, sticksOut, PHONE } from "./browser.mjs";

const [address, listing] = process.argv.slice(2);
const base = new URL(address).origin;
await browse(async (open, complaints) => {
  const page = await open(PHONE);
  const dialog = page.getByRole("dialog");

  /** The dialog that a key has opened: named, with the focus inside, and nothing for axe to say. */
  const look = async (title) => {
    await page.getByRole("dialog", { name: title }).waitFor();
    for (const finding of await findings(page)) complaints.push(`axe, ${title}: ${finding}`);
    const inside = await dialog.evaluate((shown) => shown.contains(document.activeElement));
    if (!inside) complaints.push(`${title}: the focus is not in the dialog`);
    if (await sticksOut(page)) complaints.push(`${title} sticks out on the phone`);
    await shot(page, "channels " + title);
  };
  /** Escape ends it, and the focus is where it was. */
  const escape = async (title, opener) => {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    const back = await opener.evaluate((control) => control === document.activeElement);
    if (!back) complaints.push(`${title}: the focus is not back after Escape`);
  };
  /** Goes on by the tabulator until the control has the focus, and presses Enter. */
  const press = async (control) => {
    for (let step = 0; step < 20; step++) {
      if (await control.evaluate((one) => one === document.activeElement)) return page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
    }
    throw new Error(`the tabulator does not come to ${control}`);
  };

  await page.goto(address);
  await page.goto(`${base}/#/channels`);
  const whose = page.getByLabel("Listing whose seller is to be paid");
  await whose.waitFor();
  for (const finding of await findings(page)) complaints.push(`axe, channels: ${finding}`);
  await whose.focus();
  await page.keyboard.type(listing);
  await page.keyboard.press("Tab");
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await look("Open a channel");
  await escape("Open a channel", page.getByLabel("Deposit", { exact: true }));
  await page.keyboard.press("Enter");
  await look("Open a channel");
  await press(dialog.getByRole("button", { name: "Open it" }));

  const raise = page.getByRole("button", { name: "Top up: channel with" });
  await raise.waitFor();
  await raise.focus();
  await page.keyboard.press("Enter");
  await look("Raise the deposit");
  await dialog.getByLabel("Add").focus();
  await page.keyboard.type("1");
  await dialog.getByText("The deposit is then").waitFor();
  await escape("Raise the deposit", raise);

  const end = page.getByRole("button", { name: "Close: channel with" });
  await end.focus();
  await page.keyboard.press("Enter");
  await look("Close this channel?");
  await escape("Close this channel?", end);
  await page.keyboard.press("Enter");
  await look("Close this channel?");
  await press(dialog.getByRole("button", { name: "Close", exact: true }).last());
  await dialog.waitFor({ state: "detached" });
  await end.waitFor({ state: "detached" });
  console.log(JSON.stringify({ complaints }));
});
