// A person and their wallet in a real browser. Prints what was seen, with every complaint and axe finding.
//
//   node wallet.mjs create PAGE PASSPHRASE                 makes a wallet and backs its words up -> {"words","account"}
//   node wallet.mjs spend PAGE RPC PASSPHRASE FRIEND FILE  sends, pairs a program and answers it, speeds up, cancels,
//                                                          locks and unlocks, and saves a backup to FILE
//   node wallet.mjs restore PAGE PASSPHRASE WORDS FILE     takes the wallet up on another machine -> {"account"}
import { browse, DESK, findings, PHONE, shot, sticksOut } from "./browser.mjs";

const [stage, address, ...rest] = process.argv.slice(2);
const base = new URL(address).origin;
const PASTE = process.platform === "darwin" ? "Meta+V" : "Control+V";
// Refusals that are asked for are noted by the browser as failed requests.
const asked = (text) => /^Failed to load resource: .* status of 4\d\d/.test(text);

const open = (page, place) => page.goto(`${base}/#/${place}`);
const button = (page, name, exact = true) => page.getByRole("button", { name, exact });

async function paste(page, field, text) {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await field.focus();
  await page.keyboard.press(PASTE);
}

async function look(page, name, seen) {
  await shot(page, `wallet-${name}`);
  for (const finding of await findings(page)) seen.complaints.push(`axe ${name}: ${finding}`);
}

async function passphrases(page, passphrase) {
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("The same once more").fill(passphrase);
}

async function create(page, [passphrase], seen) {
  await look(page, "welcome", seen);
  await button(page, "Make a new wallet", false).click();
  await passphrases(page, passphrase);
  await look(page, "new", seen);
  await button(page, "Make the wallet").click();
  await page.getByRole("heading", { name: "Write these words down" }).waitFor();
  const words = await page.getByRole("list", { name: "The words, in order" }).locator("strong").allInnerTexts();
  await button(page, "I have written them down").click();
  await answer(page, words, (place) => (place === 0 ? "zebra" : undefined));
  await page.getByRole("alert").waitFor();
  seen.refused = await page.getByRole("alert").innerText();
  await answer(page, words);
  await page.getByRole("heading", { name: "Browse" }).waitFor();
  await open(page, "wallet");
  await page.getByText("Unlocked").first().waitFor();
  if (await page.getByText("not backed up").isVisible()) seen.complaints.push("the reminder stays");
  seen.words = words;
  seen.account = await page.locator(".account code").innerText();
}

/** Pastes each of the three words that are asked for; `other` may put another into one of the fields. */
async function answer(page, words, other = () => undefined) {
  const fields = page.getByLabel(/^Word \d+$/);
  await fields.nth(2).waitFor();
  const labels = await page.locator("label").filter({ hasText: /^Word \d+$/ }).allInnerTexts();
  for (const [i, label] of labels.entries()) {
    const field = page.getByLabel(label, { exact: true });
    await field.fill("");
    await paste(page, field, other(i) ?? words[Number(label.slice(5)) - 1]);
  }
  await button(page, "Check them").click();
}

async function restore(page, [passphrase, words, file], seen) {
  await button(page, "I have a wallet", false).click();
  const typed = words.split(" ");
  await page.getByLabel("Your words").fill([typed[0], typed[1] + "x", ...typed.slice(2)].join(" "));
  await passphrases(page, passphrase);
  await button(page, "Restore the wallet").click();
  await page.getByRole("alert").waitFor({ state: "attached" });
  seen.refused = await page.getByRole("alert").innerText();
  await look(page, "restore", seen);
  await page.getByLabel("Your words").fill("");
  await paste(page, page.getByLabel("Your words"), words);
  await page.getByLabel("Backup file").setInputFiles(file);
  await button(page, "Restore the wallet").click();
  await page.getByRole("heading", { name: "Browse" }).waitFor();
  await open(page, "wallet/contacts");
  await page.getByText("Anna").first().waitFor();
  await open(page, "wallet");
  await page.locator(".account code").waitFor();
  seen.account = await page.locator(".account code").innerText();
}

async function spend(page, [rpc, passphrase, friend, file], seen) {
  const { held, replace, sendTo } = payments(page, rpc, seen);
  await befriend(page, friend);
  await sendTo("anna", "1.25");
  await page.getByRole("heading", { name: "Done" }).waitFor();
  await look(page, "sent", seen);
  await readPicture(page, `${file}.png`, seen);
  const token = await pair(page, seen);
  await overBudget(page, token, friend, seen);
  await replace();
  seen.friend = await held(friend);
  await lock(page, passphrase, seen);
  await backUp(page, file, seen);
  await checkBooks(page, seen);
  await everyView(page, seen);
}

async function checkBooks(page, seen) {
  await open(page, "wallet/history");
  await button(page, "Check the books with the chain").click();
  await page.getByText(/^The books and the chain/).waitFor();
  seen.books = await page.getByText(/^The books and the chain/).innerText();
  await look(page, "books", seen);
}

async function befriend(page, friend) {
  await open(page, "wallet/contacts");
  await button(page, "Add a contact").click();
  await page.getByLabel("Name").fill("Anna");
  await page.getByRole("textbox", { name: "Address" }).fill(friend);
  await button(page, "Save").click();
  await page.getByText(friend).waitFor();
}

function payments(page, rpc, seen) {
  const chain = async (method, ...params) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const said = await fetch(rpc, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const { result, error } = await said.json();
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const sendTo = async (to, amount) => {
    // Another view first, and seen: two addresses in one go may be one to the page.
    await open(page, "wallet/contacts");
    await button(page, "Add a contact").waitFor();
    await open(page, "wallet/send");
    await page.getByLabel("Money").selectOption({ label: (await page.getByRole("option", { name: /^PLAY/ }).innerText()).trim() });
    await page.getByLabel("To", { exact: true }).fill(to);
    await page.getByLabel("Amount").fill(amount);
    await page.getByText("Tried: it goes through").waitFor();
    await look(page, "send", seen);
    await button(page, `Send ${amount} PLAY to Anna`).click();
  };
  /** With blocks held back: one payment is hurried, another called back. */
  const replace = async () => {
    await chain("evm_setAutomine", false);
    try {
      await sendTo("Anna", "1.00");
      await button(page, "Speed up:", false).click();
      await look(page, "speed-up", seen);
      await button(page, "Speed it up").click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await chain("evm_mine");
      await page.getByRole("heading", { name: "Done" }).waitFor();
      await sendTo("Anna", "7.00");
      await button(page, "Cancel:", false).click();
      await button(page, "Yes, cancel it").click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await chain("evm_mine");
      await page.getByRole("heading", { name: /It was (replaced|dropped)/ }).waitFor();
      await look(page, "cancelled", seen);
    } finally {
      await chain("evm_setAutomine", true);
    }
  };
  /** What the chain itself says somebody holds of play dollars. */
  const held = async (account) => {
    const data = "0x70a08231" + account.slice(2).toLowerCase().padStart(64, "0");
    return String(BigInt(await chain("eth_call", { to: seen.token, data }, "latest")));
  };
  return { held, replace, sendTo };
}

/** Asks to be paid, and reads a picture of that as somebody else would. */
async function readPicture(page, picture, seen) {
  await open(page, "wallet/receive");
  await page.getByLabel("Money").selectOption({ label: (await page.getByRole("option", { name: /^PLAY/ }).innerText()).trim() });
  await page.getByLabel("Amount asked for").fill("3.75");
  await page.getByText("uint256=3750000").waitFor();
  await page.getByRole("img", { name: /QR/ }).screenshot({ path: picture });
  const asked = await page.locator(".line code").first().innerText();
  await open(page, "wallet/send");
  await page.getByLabel("Or its QR code").setInputFiles(picture);
  await page.waitForFunction(
    (to) => [...document.querySelectorAll("input")].some((input) => input.value === to),
    asked,
  );
  seen.picture = await page.getByLabel("Amount").inputValue();
}

async function pair(page, seen) {
  await open(page, "apps");
  await button(page, "Pair an app").click();
  await page.getByLabel("Name").fill("Weather bot");
  await page.getByLabel("Send payments within its budget").check();
  const play = page.getByRole("group", { name: "PLAY" });
  await play.getByLabel("One payment").fill("1");
  await play.getByLabel("All together a day").fill("5");
  await look(page, "pair", seen);
  await button(page, "Pair it").click();
  await page.getByText("Weather bot is paired").waitFor();
  await look(page, "paired", seen);
  return page.locator("[data-token]").innerText();
}

/** The program pays within its budget, asks for more, and is answered on the page. */
async function overBudget(page, token, friend, seen) {
  const wallet = await page.evaluate(async (key) => {
    const said = await fetch("/api/v1/wallet", { headers: { Authorization: `Bearer ${key}` } });
    return said.json();
  }, token);
  const play = wallet.balances.find((one) => one.token.symbol === "PLAY").token.address;
  seen.token = play;
  const order = async (amount, key) => {
    const body = JSON.stringify({ to: friend, token: play, amount, idempotencyKey: key });
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    return (await fetch(`${base}/api/v1/wallet/send`, { method: "POST", headers, body })).json();
  };
  seen.within = await order("500000", "weather-1");
  seen.over = await order("2500000", "weather-2");
  await page.getByText(/1 waits? for you/).waitFor({ state: "attached" });
  await page.getByRole("link", { name: /Approvals/ }).click();
  await button(page, "Approve:", false).waitFor();
  seen.approval = await page.locator("main li.card").first().innerText();
  await look(page, "approval", seen);
  await button(page, "Approve:", false).click();
  await page.getByText("Nothing waits for you.").waitFor();
  await page.getByText("approved and done").waitFor();
}

async function lock(page, passphrase, seen) {
  await open(page, "wallet");
  await button(page, "Lock now").click();
  await page.getByText("Nothing is spent or sold until you unlock it.").waitFor();
  await look(page, "locked", seen);
  await button(page, "Unlock").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await page.getByText("Locks itself").waitFor();
}

async function backUp(page, file, seen) {
  await open(page, "wallet/backup");
  const [saved] = await Promise.all([page.waitForEvent("download"), button(page, "Save a backup file").click()]);
  await saved.saveAs(file);
  await button(page, "Try it").click();
  await page.getByText("It opens and holds together.").waitFor();
  await look(page, "backup", seen);
}

const VIEWS = ["wallet", "wallet/send", "wallet/receive", "wallet/history", "wallet/accounts", "wallet/contacts",
  "wallet/backup", "approvals", "approvals/decisions", "apps", "rules", "node"];

async function everyView(page, seen) {
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport);
    for (const place of VIEWS) {
      await open(page, place);
      await page.locator("main h1").waitFor();
      await page.waitForFunction(() => document.querySelector(".skeleton") === null);
      await look(page, `${place.replace("/", "-")}-${viewport.width}`, seen);
      if (await sticksOut(page)) seen.complaints.push(`${place} sticks out at ${viewport.width}`);
    }
  }
}

await browse(async (newPage, complaints) => {
  const page = await newPage();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: base });
  const seen = { complaints };
  await page.goto(address);
  await page.locator("h1").waitFor();
  await { create, spend, restore }[stage](page, rest, seen);
  seen.complaints = complaints.filter((text) => !asked(text));
  console.log(JSON.stringify(seen));
});
