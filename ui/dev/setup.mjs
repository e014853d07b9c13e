// What stands before the page: making, restoring, unlocking, starting.

/** `look(name)` judges what is on the screen; `note(text)` reports what is not as it should be. */
export async function setUp(page, mock, look, note) {
  const { keys } = mock.world;
  const arrive = async (setup) => {
    keys.setup = { problem: null, retryAt: null, backup: false, ...setup };
    await page.goto('about:blank');
    await page.goto(mock.url);
    await page.locator('h1').waitFor();
  };
  const passphrases = async (first, second) => {
    await page.getByLabel('Passphrase', { exact: true }).fill(first);
    await page.getByLabel('The same once more').fill(second);
  };
  await arrive({ state: 'none' });
  await look('first start');
  await page.getByRole('button', { name: /^I have a wallet/ }).click();
  await page.getByLabel('Your words').fill('legal abandn thank year wave sausage worth useful legal winner thank yellow');
  await passphrases('one', 'one');
  await page.getByRole('button', { name: 'Restore the wallet' }).click();
  await page.getByText('Did you mean abandon?').first().waitFor();
  await look('restore with a wrong word');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: /^Make a new wallet/ }).click();
  await passphrases('one', 'other');
  await page.getByRole('button', { name: 'Make the wallet' }).click();
  await page.getByText('The two are not the same.').waitFor();
  await look('new wallet with faults');
  await passphrases('one', 'one');
  await page.getByRole('button', { name: 'Make the wallet' }).click();
  await page.getByRole('heading', { name: 'Write these words down' }).waitFor();
  await look('words to write down');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  for (const [place, word] of [[3, 'thank'], [7, 'worth'], [11, 'thank']]) await page.getByLabel(`Word ${place}`).fill(word);
  await look('three words');
  await page.getByRole('button', { name: 'Check them' }).click();
  await page.getByRole('heading', { name: 'Browse' }).waitFor();
  if (await page.getByText('sausage').isVisible()) note('the words stay on the screen');

  await arrive({ state: 'starting' });
  await look('starting');
  await arrive({ state: 'starting', problem: 'The chain at http://127.0.0.1:8545 does not answer.' });
  await look('cannot start');
  await arrive({ state: 'locked' });
  await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByText('The next try is possible in').waitFor();
  await look('locked, after a wrong passphrase');
  keys.setup.retryAt = null;
  await page.getByRole('button', { name: 'Unlock', exact: true, disabled: false }).waitFor();
  await page.getByLabel('Passphrase', { exact: true }).fill('one');
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByRole('heading', { name: 'Browse' }).waitFor();
}
