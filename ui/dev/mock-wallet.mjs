// Keys, spending and who may, as a node in memory answers them.
import { createHash } from 'node:crypto';

const hash = (text) => '0x' + createHash('sha256').update(String(text)).digest('hex');
const now = () => Math.floor(Date.now() / 1000);
const address = (text) => hash(text).slice(0, 42);
const WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' ');
const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29" shape-rendering="crispEdges"><path fill="#000" d="' +
  Array.from({ length: 420 }, (_, i) => (hash(`bit ${i}`).charCodeAt(5) % 2 ? `M${2 + (i % 25)} ${2 + Math.floor(i / 17)}h1v1h-1z` : '')).join('') +
  '"/></svg>';

export function walletWorld(empty, [play, eth], me) {
  const spend = (amount, to) => ({ token: play, amount, to, kind: 'transfer' });
  const approval = (id, more) => ({
    id, at: now() - 95, expiresAt: now() + 3505, asker: { kind: 'app', id: 'a1', name: 'Weather bot' }, action: 'send',
    title: 'Send 2.50 PLAY to Anna', lines: [{ label: 'Why', value: 'Monthly sensor rent' }], spends: [spend('2500000', address('anna'))],
    gas: '63000000000000', rule: 'payment_cap', reason: 'One payment of this app may be at most 1.00 PLAY.', state: 'waiting', result: null, account: me, digest: null, ...more,
  });
  return {
    setup: { state: 'running', problem: null, retryAt: null, backup: false },
    passphrase: 'right',
    lock: { state: 'unlocked', locksAt: now() + 1500, retryAt: null, backedUp: false, standby: true, operations: null, needs: [] },
    asked: [3, 7, 11],
    accounts: [
      { address: me, name: 'Main', kind: 'words', path: "m/44'/60'/0'/0/0", main: true },
      ...(empty ? [] : [
        { address: address('savings'), name: 'Savings', kind: 'words', path: "m/44'/60'/0'/0/1", main: false },
        { address: address('old'), name: 'Old laptop', kind: 'imported', path: null, main: false },
        { address: address('cold'), name: 'Cold wallet', kind: 'watched', path: null, main: false },
      ]),
    ],
    contacts: empty ? [] : [
      { address: address('anna'), name: 'Anna', note: 'from her card, in person' },
      { address: address('bert'), name: 'Bert’s node', note: '' },
    ],
    open: empty ? [] : [
      { hash: hash('open 1'), from: me, to: address('bert'), title: 'Sent to Bert’s node', token: play, amount: '750000', nonce: 14, sentAt: now() - 140, state: 'pending', canSpeedUp: true, canCancel: true, whyNot: null, name: 'Bert’s node', maxFee: '3000000000', most: '63000000000000' },
    ],
    approvals: empty ? [] : [
      approval('p1', {}),
      approval('p2', {
        action: 'sign_text', title: 'Sign a text', spends: [], gas: '0', rule: 'foreign_words', reason: 'Words that only you can judge.',
        lines: [{ label: 'Text', value: 'I am the owner of this account.\nNonce: 83bd71' }],
      }),
      approval('p3', { state: 'done', result: hash('done tx'), title: 'Send 1.20 PLAY to Bert’s node' }),
      approval('p4', { state: 'denied', title: 'Send 90.00 PLAY to 0x77aa…0b1c' }),
    ],
    decisions: empty ? [] : [
      { at: now() - 95, asker: { kind: 'app', id: 'a1', name: 'Weather bot' }, purpose: 'transfer', outcome: 'asked', rule: 'payment_cap', reason: 'One payment of this app may be at most 1.00 PLAY.', spends: [spend('2500000', address('anna'))] },
      { at: now() - 600, asker: { kind: 'owner', id: null, name: 'owner' }, purpose: 'transfer', outcome: 'allowed', rule: 'owner_consent', reason: null, spends: [spend('750000', address('bert'))] },
      { at: now() - 4000, asker: { kind: 'node', id: null, name: 'node' }, purpose: 'settle', outcome: 'allowed', rule: 'protective', reason: null, spends: [] },
      { at: now() - 9000, asker: { kind: 'app', id: 'a1', name: 'Weather bot' }, purpose: 'permit', outcome: 'refused', rule: 'unlimited_allowance', reason: 'The allowance has no end.', spends: [] },
    ],
    apps: empty ? [] : [
      { id: 'a1', name: 'Weather bot', scopes: ['read', 'buy', 'spend'], createdAt: now() - 400_000, expiresAt: now() + 2_000_000, state: 'live', lastUsedAt: now() - 95, budgets: [{ token: play, perPayment: '1000000', perCounterpartyDay: '5000000', perDay: '5000000', spentToday: '1950000' }] },
      { id: 'a2', name: 'Dashboard', scopes: ['read'], createdAt: now() - 90_000, expiresAt: now() + 900_000, budgets: [], state: 'live', lastUsedAt: null },
      { id: 'a4', name: 'Old script', scopes: ['buy'], createdAt: now() - 900_000, expiresAt: now() - 9000, budgets: [], state: 'expired', lastUsedAt: null },
    ],
    policy: { version: 1, revision: 4, budgets: empty ? [] : [{ token: play.address, perPayment: '10000000', perCounterpartyDay: '20000000', perDay: '50000000' }], gasPerTransaction: '50000000000000000', gasPerDay: '250000000000000000', expiresAt: null },
  };
}

/** `fault(status, code, title, detail)` makes a refusal; `ring` tells the page. */
export function walletRoutes(w, tokens, { ring, fault, ticket, after }) {
  const tokenOf = (wanted) => tokens.find((one) => one.address.toLowerCase() === wanted.toLowerCase()) ?? tokens[0];
  const wrong = () => fault(403, 'wrong_passphrase', 'The passphrase does not fit', 'It opens nothing here. Nothing was changed.');
  const open = (body) => {
    if (body.passphrase === w.passphrase) return;
    w.setup.retryAt = w.lock.retryAt = now() + 8;
    throw wrong();
  };
  const start = () => {
    w.setup = { state: 'starting', problem: null, retryAt: null };
    after(900, () => (w.setup.state = 'running'));
    return w.setup;
  };

  function quote(body) {
    const token = tokenOf(body.token);
    const coin = tokens[1];
    const amount = body.amount === 'all' ? '93750000' : body.amount;
    const fees = Object.fromEntries([['slow', 36, 42n], ['normal', 24, 63n], ['fast', 12, 94n]].map(([pace, seconds, n]) =>
      [pace, { seconds, cost: String(n * 10n ** 12n), most: String(n * 13n * 10n ** 11n), maxFee: '3000000000', priorityFee: '1000000000' }]));
    const known = w.contacts.find((one) => one.address.toLowerCase() === body.to.toLowerCase());
    const warnings = [];
    if (known === undefined) warnings.push({ code: 'first_payment', text: 'You never paid this account before. Compare the address with where you got it from.' });
    if (body.to.startsWith('0x66')) warnings.push({ code: 'look_alike', text: 'It begins and ends like Anna, but is another account. Senders of fake payments hope that you copy theirs.' });
    return {
      check: body.to.endsWith('dead') ? 'refused' : body.to.endsWith('beef') ? 'unchecked' : 'fine',
      reason: body.to.endsWith('dead') ? 'The token contract does not let this account receive it.' : null,
      from: body.from ?? w.accounts[0].address, send: [{ token, amount }], get: [],
      after: [{ token, amount: String(93750000n - BigInt(amount)) }, { token: coin, amount: '9998349000000000123' }],
      fees, warnings, to: { address: body.to, name: known?.name ?? null },
    };
  }

  function send(body) {
    const made = { hash: hash(body.idempotencyKey), from: w.accounts[0].address, to: body.to, title: 'Sent to Anna', token: tokenOf(body.token), amount: body.amount, nonce: 15, sentAt: now(), state: 'pending', canSpeedUp: true, canCancel: true };
    w.open.unshift(made);
    after(2500, () => ((w.open = w.open.filter((one) => one !== made)), ring('wallet')));
    ring('wallet');
    return { state: 'done', transaction: made.hash, approval: null };
  }

  const find = (id) => w.approvals.find((one) => one.id === id);
  const answer = (id, state) => (Object.assign(find(id), { state }), ring('approvals', 'wallet'), find(id));
  const gone = (list, key, id) => (list.splice(list.findIndex((one) => one[key] === id), 1), ring('wallet', 'apps'), { removed: true });

  return [
    ['GET', /^\/setup$/, () => w.setup],
    ['POST', /^\/setup\/create$/, ({ body }) => ((w.passphrase = body.passphrase), start(), { words: body.words === 24 ? [...WORDS, ...WORDS] : WORDS, account: w.accounts[0].address })],
    ['POST', /^\/setup\/restore$/, ({ body }) => {
      if (/abandn/.test(body.words)) throw fault(422, 'unknown_word', 'A word is not in the list', 'Word 2, “abandn”, is not in the list. Did you mean abandon?');
      w.passphrase = body.passphrase;
      return start();
    }],
    ['POST', /^\/setup\/restore-file$/, () => ({ taken: true })],
    ['POST', /^\/setup\/unlock$/, ({ body }) => (open(body), start())],
    ['GET', /^\/wallet\/lock$/, () => w.lock],
    ['POST', /^\/wallet\/lock$/, () => ((w.lock = { ...w.lock, state: 'locked', locksAt: null }), ring('wallet'), w.lock)],
    ['POST', /^\/wallet\/unlock$/, ({ body }) => (open(body), (w.lock = { ...w.lock, state: 'unlocked', retryAt: null, locksAt: body.minutes ? now() + body.minutes * 60 : null }), ring('wallet'), w.lock)],
    ['POST', /^\/wallet\/words$/, ({ body }) => (open(body), { words: WORDS })],
    ['GET', /^\/wallet\/words\/check$/, () => ({ asked: w.asked })],
    ['POST', /^\/wallet\/words\/check$/, ({ body }) => {
      if (w.asked.some((place) => body.answers[place] !== WORDS[place - 1])) {
        w.asked = [2, 5, 9];
        throw fault(422, 'word_checksum', 'These words are no phrase', 'One of the three is not the word at that place. Look at your paper again.', { moneySafe: 'Yes. Nothing was changed.', next: 'Three other words are asked now.' });
      }
      w.lock = { ...w.lock, backedUp: true };
      ring('wallet');
      return { backedUp: true };
    }],
    ['POST', /^\/wallet\/backup$/, () => ({ file: 'peer-backup-2026-11-22.peer', path: '/home/you/.peer/backups/peer-backup-2026-11-22.peer', size: 48_211, at: now(), url: ticket('peer-backup-2026-11-22.peer') })],
    ['POST', /^\/wallet\/drill$/, () => ({ ok: true, at: now() - 60, file: 'peer-backup-2026-11-22.peer', words: false, found: { accounts: 4, listings: 12, contacts: 2, apps: 2, records: 431, kinds: {} } })],
    ['GET', /^\/accounts$/, () => ({ accounts: w.accounts })],
    ['POST', /^\/accounts$/, ({ body }) => (w.accounts.push({ address: address(body.name), name: body.name, kind: 'words', path: "m/44'/60'/0'/0/2", main: false }), ring('wallet'), w.accounts.at(-1))],
    ['POST', /^\/accounts\/(import|watch)$/, ({ id, body }) => (w.accounts.push({ address: body.address ?? address(body.name), name: body.name, kind: id === 'watch' ? 'watched' : 'imported', path: null, main: false }), ring('wallet'), w.accounts.at(-1))],
    ['POST', /^\/accounts\/(\w+)\/export$/, ({ body }) => (open(body), body.format === 'key' ? { key: hash('a key of nobody'), keystore: null } : { keystore: '{"version":3}', key: null })],
    ['GET', /^\/accounts\/(\w+)\/balance$/, ({ id }) => ({ account: id, money: [{ token: tokens[0], amount: '93750000' }, { token: tokens[1], amount: '9998412000000000123' }] })],
    ['DELETE', /^\/accounts\/(\w+)$/, ({ id }) => gone(w.accounts, 'address', id)],
    ['POST', /^\/wallet\/quote$/, ({ body }) => quote(body)],
    ['POST', /^\/wallet\/send$/, ({ body }) => send(body)],
    ['GET', /^\/wallet\/transactions$/, () => ({ transactions: w.open })],
    ['POST', /^\/wallet\/transactions\/\w+\/(speed-up|cancel)$/, ({ id }) => (ring('wallet'), { transaction: hash(id) })],
    ['GET', /^\/wallet\/request$/, ({ query }) => ({ uri: `ethereum:${query.get('token')}@84532/transfer?address=${w.accounts[0].address}&uint256=${query.get('amount') ?? ''}`, svg: QR, text: '' })],
    ['POST', /^\/wallet\/request\/read$/, ({ body }) => {
      if (/@1[/?]/.test(body.uri)) throw fault(409, 'chain_mismatch', 'This is another chain', 'It asks to be paid on chain 1, and this node is on chain 84532.');
      return { chainId: 84532, to: address('anna'), token: tokens[0], amount: '1250000' };
    }],
    ['POST', /^\/wallet\/history\/export$/, () => ({ url: ticket('history.csv') })],
    ['GET', /^\/contacts$/, () => ({ contacts: w.contacts })],
    ['POST', /^\/contacts$/, ({ body }) => ((w.contacts = [...w.contacts.filter((one) => one.address !== body.address), body]), ring('wallet'), body)],
    ['DELETE', /^\/contacts\/(\w+)$/, ({ id }) => gone(w.contacts, 'address', id)],
    ['GET', /^\/approvals$/, () => ({ approvals: w.approvals })],
    ['POST', /^\/approvals\/(\w+)\/approve$/, ({ id }) => answer(id, 'done')],
    ['POST', /^\/approvals\/(\w+)\/deny$/, ({ id }) => answer(id, 'denied')],
    ['GET', /^\/decisions$/, () => ({ decisions: w.decisions, next: null })],
    ['GET', /^\/policy$/, () => ({ policy: w.policy, tokens: [] })],
    ['PUT', /^\/policy$/, ({ body }) => ((w.policy = { ...w.policy, ...body, revision: w.policy.revision + 1 }), ring('apps'), { policy: w.policy, tokens: [] })],
    ['GET', /^\/apps$/, () => ({ apps: w.apps })],
    ['POST', /^\/apps$/, ({ body }) => (w.apps.push({ id: hash(body.name).slice(2, 8), createdAt: now(), state: 'live', lastUsedAt: null, ...body, budgets: body.budgets.map((one) => ({ ...one, token: tokenOf(one.token), spentToday: '0' })) }), ring('apps'), { id: 'a3', token: 'peer_app_' + hash(body.name).slice(2, 50) })],
    ['DELETE', /^\/apps\/(\w+)$/, ({ id }) => gone(w.apps, 'id', id)],
  ];
}
