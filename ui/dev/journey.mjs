// What a person does: finds, buys, downloads, sells, sends, backs up, answers what is asked; with the node away for a moment.
import { readFile } from 'node:fs/promises';

/** `look(name)` judges what is on the screen; `note(text)` reports what is not as it should be. */
export async function walk(page, mock, look, note) {
  await gate(page, mock, look);
  await buy(page, mock, look, note);
  await refused(page, look);
  await sell(page, look);
  await send(page, look, note);
  await lock(page, mock, look);
  await backUp(page, look);
  await approve(page, look, note);
  await keep(page, look);
  await away(page, mock, look, note);
}

async function gate(page, mock, look) {
  await page.goto(mock.base);
  await page.getByRole('heading', { name: 'This page needs its key' }).waitFor();
  await look('gate');
  await page.getByLabel('Address or token').fill(mock.url);
  await page.getByRole('button', { name: 'Open the page' }).click();
  await page.getByRole('heading', { name: 'Browse' }).waitFor();
}

async function buy(page, mock, look, note) {
  await page.getByRole('searchbox').fill('bird');
  await page.getByText('1 listing', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: /Bird strikes/ }).focus();
  await page.keyboard.press('Enter');
  const buyButton = page.getByRole('button', { name: 'Buy for 4.00 PLAY' });
  await buyButton.focus();
  await page.keyboard.press('Enter');
  const yes = page.getByRole('button', { name: 'Yes, pay 4.00 PLAY' });
  await yes.waitFor();
  await look('buy dialog');
  // What rings meanwhile must neither ask again nor take the offer back.
  mock.ring('listings', 'peers', 'wallet');
  await page.waitForResponse((response) => response.url().includes('/listings/'));
  await page.waitForTimeout(400);
  const asked = mock.world.purchases.filter((purchase) => purchase.title.startsWith('Bird') && purchase.state === 'cancelled');
  if (asked.length > 0) note('an open offer was taken back by itself');
  await page.keyboard.press('Escape');
  await yes.waitFor({ state: 'detached' });
  if (!(await buyButton.evaluate((button) => button === document.activeElement))) note('focus did not return to Buy');
  await page.keyboard.press('Enter');
  await yes.click();
  await page.getByText('Received and checked').waitFor();
  await look('buying');
  const download = page.getByRole('button', { name: 'Download the file' });
  await download.waitFor();
  await look('bought');
  const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
  if ((await readFile(await file.path(), 'utf8')) !== 'the file') note('the download is another file');
}

async function refused(page, look) {
  await page.getByRole('link', { name: 'Browse' }).first().click();
  await page.getByRole('link', { name: /Night sounds/ }).click();
  await page.getByRole('button', { name: /Buy for/ }).click();
  await page.getByText('The other peer does not answer').waitFor();
  await look('refused offer');
  await page.keyboard.press('Escape');
}

async function sell(page, look) {
  await page.getByRole('link', { name: 'Sell', exact: true }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Choose a file first.').waitFor();
  await look('sell with faults');
  const csv = 'city,people,founded\nHamburg,1900000,0808-01-01\nKyoto,1460000,0794-10-22\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'old-cities.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('3 columns found').waitFor();
  await page.getByLabel('Price').fill('2.5');
  await page.getByLabel('Tags').fill('Cities, History, cities');
  await look('sell filled in');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('It is on the market').waitFor();
  await page.getByRole('button', { name: 'Take it off: old cities' }).click();
  await look('take off the market');
  await page.getByRole('dialog').getByRole('button', { name: 'Take it off' }).click();
  await page.getByRole('button', { name: 'Take it off: old cities' }).waitFor({ state: 'detached' });
}

async function send(page, look, note) {
  await page.getByRole('link', { name: 'Wallet' }).click();
  await page.getByRole('link', { name: 'Send PLAY' }).click();
  await page.getByLabel('To', { exact: true }).fill('0x12');
  await page.getByLabel('Amount').fill('1000');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('That is more than you have.').waitFor();
  await look('send with faults');
  await page.getByLabel('To', { exact: true }).fill('0x66' + '5'.repeat(38));
  await page.getByLabel('Amount').fill('1,25');
  await page.getByText('Look twice').waitFor();
  await look('send with warnings');
  if (await page.getByRole('button', { name: /^Send 1.25 PLAY to/ }).isEnabled()) note('a look-alike is paid without a second look');
  await page.getByLabel('To', { exact: true }).fill('0x' + 'dead'.repeat(10));
  await page.getByText('Nothing was signed and nothing was paid.').waitFor();
  await look('send refused');
  await page.getByLabel('To', { exact: true }).fill('ethereum:0x12@1?value=1');
  await page.getByText('This is another chain').waitFor();
  await page.getByLabel('To', { exact: true }).fill('anna');
  const asked = page.waitForRequest((request) => request.url().endsWith('/wallet/send'));
  await page.getByRole('button', { name: 'Send 1.25 PLAY to Anna' }).click();
  if (JSON.parse((await asked).postData()).amount !== '1250000') note('another amount was sent than was shown');
  await page.getByRole('heading', { name: 'On its way', exact: true }).waitFor();
  await look('sent');
  await page.getByRole('button', { name: 'Speed up: Sent to Bert’s node' }).click();
  await look('speed up');
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Withdraw PLAY' }).click();
  await page.getByRole('button', { name: 'All of it' }).click();
  await look('withdraw');
  await page.getByRole('button', { name: 'Withdraw 7.20 PLAY' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function lock(page, mock, look) {
  await page.getByRole('button', { name: 'Lock now' }).click();
  await page.getByText('Nothing is spent or sold until you unlock it.').waitFor();
  await look('locked');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
  await page.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('The next try is possible in').waitFor();
  await look('unlock refused');
  mock.world.keys.lock.retryAt = null;
  mock.ring('wallet');
  await page.getByLabel('Passphrase', { exact: true }).fill(mock.world.keys.passphrase);
  await page.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('Locks itself').waitFor();
}

async function backUp(page, look) {
  await page.getByRole('link', { name: 'Back up' }).click();
  await page.getByRole('button', { name: 'Show the words' }).click();
  await page.getByLabel("The wallet's passphrase").fill('right');
  await page.getByRole('button', { name: 'Show the words' }).click();
  await page.getByText('winner').first().waitFor();
  await look('words');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  for (const [place, word] of [[3, 'thank'], [7, 'worth'], [11, 'wrong']]) await page.getByLabel(`Word ${place}`).fill(word);
  await page.getByRole('button', { name: 'Check them' }).click();
  await page.getByText('Three other words are asked now.').waitFor();
  await look('words refused');
  for (const [place, word] of [[2, 'winner'], [5, 'wave'], [9, 'legal']]) await page.getByLabel(`Word ${place}`).fill(word);
  await page.getByRole('button', { name: 'Check them' }).click();
  await page.getByText('Backed up: three of the words').waitFor();
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save a backup file' }).click()]);
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('12 listings').waitFor();
  await look('backed up');
}

async function approve(page, look, note) {
  await page.getByRole('link', { name: /Approvals/ }).click();
  await page.getByRole('button', { name: 'Approve: Send 2.50 PLAY to Anna' }).click();
  await page.getByRole('button', { name: 'Deny: Sign a text' }).click();
  await page.getByText('Nothing waits for you.').waitFor();
  if (await page.locator('.waiting').isVisible()) note('the badge stays');
  await page.getByRole('link', { name: 'Apps' }).click();
  await page.getByRole('button', { name: 'Pair an app' }).click();
  await page.getByRole('button', { name: 'Pair it' }).click();
  await page.getByLabel('Name').fill('Reader');
  await page.getByLabel('Buy listings within its budget').check();
  await page.getByRole('group', { name: 'PLAY' }).getByLabel('One payment').fill('9');
  await page.getByRole('group', { name: 'PLAY' }).getByLabel('All together a day').fill('4');
  await page.getByText('No part can be more').waitFor();
  await look('pair');
  await page.getByRole('group', { name: 'PLAY' }).getByLabel('One payment').fill('2');
  await page.getByRole('button', { name: 'Pair it' }).click();
  await page.getByText('Reader is paired').waitFor();
  await look('paired');
  await page.getByRole('button', { name: 'Revoke: Reader' }).click();
  await page.getByRole('button', { name: 'Revoke it' }).click();
  await page.getByRole('button', { name: 'Revoke: Reader' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Rules' }).click();
  await page.getByRole('group', { name: 'PLAY' }).getByLabel('One payment').fill('12');
  const saved = page.waitForRequest((request) => request.method() === 'PUT');
  await page.getByRole('button', { name: 'Save the rules' }).click();
  const policy = JSON.parse((await saved).postData());
  if (policy.budgets[0].perPayment !== '12000000' || policy.revision !== 4) note('other rules were saved than were typed');
}

async function keep(page, look) {
  await page.getByRole('link', { name: 'Wallet' }).click();
  await page.getByRole('link', { name: 'Accounts' }).click();
  for (const name of ['New account', 'Import a key', 'Watch an account']) {
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').getByRole('button', { name }).click();
    await page.getByText('A name is needed.').waitFor();
    await look(name);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Export: Main' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
  await look('export');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Contacts' }).click();
  await page.getByRole('button', { name: 'Add a contact' }).click();
  await page.getByLabel('Name').fill('Carla');
  await page.getByRole('textbox', { name: 'Address' }).fill('0x' + '7'.repeat(40));
  await look('contact');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Carla').first().waitFor();
}

async function away(page, mock, look, note) {
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText('93.75').first().waitFor();
  await page.context().setOffline(true);
  mock.ring('wallet');
  await page.getByText('The node does not answer').first().waitFor();
  await look('offline');
  await page.context().setOffline(false);
  mock.world.wallet.balances[0].wallet = '88888888';
  await page.getByRole('button', { name: 'Try now' }).click();
  await page.getByText('88.888888').first().waitFor();
  if (await page.getByText('Last update').isVisible()) note('the banner stays after the node came back');
}
