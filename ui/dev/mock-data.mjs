// Made-up goods, deals and money for the mock node.
import { createHash } from 'node:crypto';
import { walletWorld } from './mock-wallet.mjs';

export const hash = (text) => '0x' + createHash('sha256').update(String(text)).digest('hex');
const address = (text) => hash(text).slice(0, 42);
const now = () => Math.floor(Date.now() / 1000);

const PLAY = { address: address('play'), symbol: 'PLAY', name: 'Play Dollar (no value)', decimals: 6, playMoney: true };
const ETH = { address: '0x' + '0'.repeat(40), symbol: 'ETH', name: 'Ether (test)', decimals: 18, playMoney: true };
const ME = address('me');

const BIRDS = `Airport Name,Aircraft Make Model,Effect Amount of damage,Flight Date,Aircraft Airline Operator,Origin State,Phase of flight,Wildlife Size,Wildlife Species,Time of day,Cost Other,Cost Repair,Cost Total $,Speed IAS in knots
BARKSDALE AIR FORCE BASE ARPT,T-38A,None,1/8/90 0:00,MILITARY,Louisiana,Climb,Large,Turkey vulture,Day,0,0,0,300
BARKSDALE AIR FORCE BASE ARPT,KC-10A,None,1/9/90 0:00,MILITARY,Louisiana,Approach,Medium,Unknown bird or bat,Night,0,0,0,200
BARKSDALE AIR FORCE BASE ARPT,B-52,None,1/11/90 0:00,MILITARY,Louisiana,Take-off run,Medium,Unknown bird or bat,Day,0,0,0,130
NEW ORLEANS INTL,B-737-300,Substantial,1/11/90 0:00,SOUTHWEST AIRLINES,Louisiana,Take-off run,Small,Rock pigeon,Day,0,0,0,140
"CHICAGO O'HARE, INTL",MD-80,None,1/12/90 0:00,AMERICAN AIRLINES,Illinois,Landing Roll,Small,European starling,Dusk,0,1200,1200,110
`;
const BIRDS_LATER = `LATER CUT,Day,0,0,0,140
LOGAN INTL,A-320,Minor,7/19/98 0:00,UNITED AIRLINES,Massachusetts,Approach,Medium,Herring gull,Day,0,5600,5600,160
SALT LAKE CITY INTL,B-757-200,None,7/20/98 0:00,DELTA AIR LINES,Utah,Climb,Small,Barn swallow,Dawn,0,0,0,180
SEATTLE-TACOMA INTL,DHC8 DASH 8,None,7/20/98 0:00,HORIZON AIR,Washington,Landing Roll,Large,Canada goose,Day,0,0,0,90
DENVER INTL,B-737-`;
const COLUMNS = BIRDS.split('\n')[0].split(',').map((name) => ({
  name,
  type: /Cost|Speed/.test(name) ? 'number' : /Date/.test(name) ? 'date' : 'text',
}));

export function listing(of) {
  const id = of.id ?? hash(`listing ${of.title}`);
  const size = of.size ?? 1_223_329;
  return {
    id,
    listingKey: hash(`key ${id}`),
    sequence: 1,
    title: of.title,
    description: of.description ?? '',
    tags: of.tags ?? [],
    licence: of.licence ?? 'US-PD',
    kind: of.schema ? 'dataset' : 'file',
    mediaType: of.mediaType ?? 'text/csv',
    fileName: of.fileName ?? 'data.csv',
    size,
    blockSize: 2048,
    contentRoot: hash(`root ${id}`),
    shared: false,
    price: of.price ?? '4000000',
    token: PLAY,
    seller: of.seller ?? address(`seller ${of.title}`),
    payee: of.seller ?? address(`seller ${of.title}`),
    validUntil: now() + 30 * 86400,
    createdAt: now() - 5400,
    chainId: of.buyable === false ? 1 : 84532,
    contract: address('contract'),
    mine: of.mine ?? false,
    buyable: of.buyable ?? !of.mine,
    ...(of.buyable === false ? { notBuyableBecause: 'It is sold on another chain (id 1).' } : {}),
    sellerOnline: of.online ?? true,
    sellerLastSeen: now() - (of.online === false ? 11_000 : 4),
    ...(of.schema ? { schema: of.schema } : {}),
    samples: of.samples ?? [],
    gas: '0',
  };
}

const GOODS = [
  {
    title: 'Bird strikes on US aircraft, 1990 to 2002',
    description:
      'Every wildlife strike that US civil and military operators reported to the Federal Aviation Administration: where, when, which aircraft, which species, what it cost.\n\nCollected by the FAA, in the public domain. 10 000 rows, 14 columns, one line a strike.',
    tags: ['aviation', 'birds', 'safety', 'faa'],
    schema: { columns: COLUMNS },
    fileName: 'birdstrikes.csv',
    samples: [
      { index: 0, offset: 0, bytes: 2048, text: BIRDS, verified: true },
      { index: 311, offset: 636_928, bytes: 2048, text: BIRDS_LATER, verified: true },
    ],
  },
  {
    title: 'Seattle weather normals',
    description: 'Hourly temperature, wind and pressure normals of Seattle-Tacoma, from NOAA.',
    tags: ['weather', 'noaa', 'seattle'],
    size: 421_000,
    price: '1250000',
    mediaType: 'application/json',
    fileName: 'seattle-weather-hourly-normals.json',
    schema: { columns: [{ name: 'date', type: 'date' }, { name: 'temperature', type: 'number' }] },
    samples: [
      {
        index: 7,
        offset: 14_336,
        bytes: 2048,
        text: '": 3.9}, {"date": "2010-01-04T02:00", "pressure": 1017.2, "temperature": 4.1, "wind": 3.6}, {"date": "2010-01-04T03:00", "pressure": 1017.1, "temperature": 4.0, "wind": 3.5}, {"date": "2010-',
        verified: true,
      },
    ],
  },
  {
    title: 'Night sounds of a harbour, field recording',
    description: 'Forty minutes, two microphones, no voices. Hamburg, spring.',
    tags: ['audio', 'field-recording'],
    licence: 'CC-BY-4.0',
    size: 412_400_000,
    price: '9500000',
    mediaType: 'audio/flac',
    fileName: 'harbour.flac',
    online: false,
    samples: [
      { index: 0, offset: 0, bytes: 2048, hex: '664c6143000000221000100000000f00302f0ac442f00000000000000000000000000000000000000000000400002800200000007265666572656e6365206c6962', verified: true },
    ],
  },
  {
    title: 'Minute prices of the twenty largest coins, last quarter',
    description: 'Open, high, low, close and volume, one file for each coin, gaps marked.',
    tags: ['prices', 'markets'],
    licence: 'Own use only',
    size: 88_120_433,
    price: '24000000',
    mediaType: 'application/vnd.apache.parquet',
    fileName: 'minutes.parquet',
    buyable: false,
  },
  {
    title: '<img src=x onerror=alert(1)>\u202e' + 'Unbroken'.repeat(12),
    description: '"><script>alert(1)</script> {@html} ' + 'x'.repeat(300),
    tags: ['a-tag-that-never-ends-'.repeat(4), '<b>bold</b>'],
    licence: 'Licence'.repeat(14),
    fileName: 'f'.repeat(120) + '.csv',
    price: '79228162514264337593543950335',
    size: 9_007_199_254_740_991,
    online: false,
    samples: [{ index: 0, offset: 0, bytes: 2048, text: 'not,what\n"it says', verified: false }],
  },
  {
    title: 'River levels of the upper Danube',
    description: 'Fifteen gauges, every quarter of an hour, 2015 to 2025.',
    tags: ['water', 'hydrology'],
    licence: 'ODbL-1.0',
    size: 19_700_112,
    price: '3000000',
    mine: true,
    seller: ME,
  },
];

const PATH = [
  ['offered', 'The seller signed an offer'],
  ['fetching', 'You said yes: fetching the encrypted file'],
  ['checked', 'Every block checked against the signed root'],
  ['paying', 'Price put into escrow on the chain'],
  ['paid', 'The seller gave the key'],
  ['opened', 'File opened and compared'],
  ['delivered', 'Seller paid, sale closed'],
];
const TRANSACTIONS = { paying: ['accept', 148_211], delivered: ['release', 61_940] };

export function purchase(of, state) {
  const price = BigInt(of.price);
  const made = {
    id: hash(`purchase ${of.id} ${Math.random()}`),
    listingId: of.id,
    title: of.title,
    seller: of.seller,
    state: 'offered',
    cost: {
      price: of.price,
      token: PLAY,
      gas: '412000000000000',
      gasUnits: 206_000,
      fee: '0',
      total: of.price,
      transfer: '200000',
      transferGas: '1656000000000000',
      gasIfRefunded: '286400000000000',
      bond: (price / 2n).toString(),
      noShow: (price / 20n).toString(),
      disputeWindowSeconds: 5400,
      revealWindowSeconds: 3600,
    },
    progress: { bytes: 0, total: of.size, sources: [] },
    steps: PATH.map(([name, title], i) => ({ name, title, at: i === 0 ? now() - 40 : 0, done: i === 0 })),
    deadlines: {},
    createdAt: now() - 40,
    moneySafe: 'Yes. Nothing has been paid.',
    next: 'Look at the costs, then say yes or no. The offer holds for an hour.',
  };
  return state === 'offered' ? made : advance(made, state, of);
}

export function advance(purchase, state) {
  const reached = PATH.findIndex(([name]) => name === state);
  purchase.state = state;
  purchase.steps.slice(0, reached + (state === 'fetching' ? 0 : 1)).forEach((step) => finish(step));
  if (reached >= 2) purchase.progress.bytes = purchase.progress.total;
  if (reached >= 3) {
    purchase.deadlines = { revealBy: now() + 3600, disputeBy: now() + 9000 };
    purchase.moneySafe = 'Yes. The price is in escrow: it goes to the seller for the right key, or comes back to you.';
    purchase.next = 'Nothing. Your node waits for the key and opens the file by itself.';
  } else if (state === 'fetching') {
    purchase.next = 'Nothing. Your node pays only after every block has been checked.';
  }
  if (state === 'cancelled') {
    purchase.moneySafe = 'Yes. Nothing was paid.';
    purchase.next = '';
  }
  if (state === 'delivered') {
    purchase.moneySafe = 'Yes. You paid the price and hold exactly the file that was listed.';
    purchase.next = 'Download the file, or find it on this machine.';
    purchase.file = { name: 'birdstrikes.csv', size: purchase.progress.total, sha256: hash('file').slice(2), path: '/home/you/.peer/downloads/birdstrikes.csv' };
  }
  return purchase;
}

function finish(step) {
  if (step.done) return;
  step.done = true;
  step.at = now();
  const chain = TRANSACTIONS[step.name];
  if (chain === undefined) return;
  step.transaction = { name: chain[0], hash: hash(step.name), gasUsed: chain[1], fee: '148211000000000', state: 'done' };
}

function failed(of) {
  const bad = purchase(of, 'paying');
  return Object.assign(bad, {
    state: 'refunded',
    problem: undefined,
    claimable: '4200000',
    moneySafe: 'Yes. The price and 0.20 PLAY for the wait are in the ledger under your account.',
    next: 'Withdraw it to your wallet whenever you like.',
    steps: [
      ...bad.steps.slice(0, 4),
      { name: 'refund', title: 'No key came in time: refunded', at: now() - 60, done: true, transaction: { name: 'refund', hash: hash('refund'), gasUsed: 71_204, fee: '71204000000000', state: 'done' } },
    ],
  });
}

function refused(of) {
  return Object.assign(purchase(of, 'fetching'), {
    state: 'failed',
    problem: { code: 'peer_cheated', title: 'The other peer did not keep the protocol', detail: 'Block 118 is not part of the file that the seller signed. The connection was cut.' },
    moneySafe: 'Yes. Nothing was paid: the check came before the payment.',
    next: 'Buy it from another seller, if there is one.',
  });
}

function sale(of, state, done) {
  const steps = [
    ['offered', 'Offer signed for the buyer'],
    ['accepted', 'Buyer put the price into escrow'],
    ['keySent', 'Key sent to the buyer'],
    ['released', 'Buyer released the money'],
  ].map(([name, title], i) => ({
    name,
    title,
    at: i < done ? now() - 3600 + i * 5 : 0,
    done: i < done,
    ...(i < done && (i === 1 || i === 3)
      ? { transaction: { name: i === 1 ? 'accept' : 'release', hash: hash(`${state}${i}`), gasUsed: 148_211 - i * 20_000, state: 'done' } }
      : {}),
  }));
  const buyer = address(`buyer ${state}`);
  return { id: hash(`sale ${state}`), listingId: of.id, title: of.title, buyer, price: of.price, token: PLAY, state, steps, bond: '1500000', deadlines: { revealBy: now() + 3000 }, createdAt: now() - 3600 };
}

export function world(empty) {
  const listings = empty ? [] : GOODS.map(listing);
  if (!empty) listings[0].cost = purchase(listings[0], 'offered').cost;
  const many = empty ? [] : Array.from({ length: 30 }, (_, i) => listing({ title: `Sensor log ${i + 1}`, tags: ['sensors'], description: 'Raw readings of one station.', size: 10_000 * (i + 1), price: String(100_000 * (i + 1)) }));
  const move = (ago, title, token, amount, direction, state = 'done') => ({ at: now() - ago, kind: 'sale', title, token, amount, direction, transaction: hash(title), gasFee: direction === 'out' ? '148211000000000' : '0', state, account: ME, balance: state === 'done' ? '93750000' : null });
  return {
    tokens: [PLAY, ETH],
    keys: walletWorld(empty, [PLAY, ETH], ME),
    listings: [...listings, ...many],
    purchases: empty ? [] : [purchase(listings[0], 'offered'), Object.assign(purchase(listings[1], 'fetching'), { progress: { bytes: 180_224, total: 421_000, sources: [] } }), purchase(listings[0], 'paying'), purchase(listings[0], 'delivered'), failed(listings[0]), refused(listings[1])],
    sales: empty ? [] : [sale(listings[5], 'keySent', 3), sale(listings[5], 'released', 4)],
    services: empty
      ? []
      : [{ name: 'tram-times', url: 'http://127.0.0.1:7339/tram-times', target: 'http://localhost:3000', title: 'Tram times', description: 'When the next tram comes.', price: '2000', token: PLAY, payee: ME, listing: hash('tram times'), calls: 5000, earned: '10000000', owed: '2000', since: now() - 86_400, lastAt: now() - 12 }],
    paidCalls: empty
      ? []
      : [
          { id: hash('call 1'), at: now() - 30, method: 'GET', url: 'https://weather.example/v1/now?place=a-place-with-a-name-that-is-much-longer-than-any-line-of-this-page-could-ever-be', payee: address('weather'), token: PLAY, amount: '3000', status: 200, transaction: hash('call 1') },
          { id: hash('call 2'), at: now() - 90, method: 'POST', url: 'https://weather.example/v1/ask', payee: address('weather'), token: PLAY, amount: '3000' },
        ],
    loop: {
      rule: { on: !empty, savings: 500, availability: 300, seeders: 50, gas: 50, savingsTo: address('bank'), tokens: empty ? [] : [{ token: PLAY.address, least: '20000', perDay: '2000000', inAll: '60000000' }], copies: 1, days: 30, collateral: 500, gasTarget: '20000000000000000' },
      ...(empty ? {} : { since: now() - 400_000 }),
      pots: empty ? [] : ['savings', 'availability', 'seeders'].map((outlet, i) => ({ outlet, token: PLAY, came: String(4_000_000 - i * 1_500_000), spent: i === 2 ? '0' : '1200000', left: String(2_800_000 - i * 1_000_000) })),
      steps: empty ? [] : [{ id: 'loop-2', outlet: 'availability', state: 'paid', token: PLAY, amount: '200000', spent: '200000', why: '0.20 PLAY have 1 copy of “Bird strikes” kept for 30 days, so that it can be had while you are away; it pays for that itself.', listing: hash('listing'), at: now() - 9_000 }, { id: 'loop-1', outlet: 'savings', state: 'open', token: PLAY, amount: '2000000', spent: '2000000', why: '2.00 PLAY of your earnings go to your savings: 50 % of what came in, less what is there already.', to: address('bank'), trouble: 'It waits for your yes, among the approvals.', at: now() - 12_000 }],
      waiting: empty ? [] : [{ outlet: 'seeders', token: PLAY, amount: '800000', why: 'Nobody to pay: no seeder has a reward of yours to claim yet.' }],
      from: empty ? [] : [{ account: address('buyer'), name: 'Anna', source: 'data', token: PLAY, amount: '6000000' }, { account: address('caller'), source: 'calls', token: PLAY, amount: '2000000' }],
      listings: empty ? [] : [{ id: hash('listing'), title: 'Bird strikes on US aircraft, 1990 to 2002', token: PLAY, earned: '6000000', spent: '200000', brought: '2000000' }],
    },
    channels: empty ? [] : [{ id: hash('ch1'), role: 'payer', counterparty: address('trams'), token: PLAY, state: 'open', next: 'Pay through it; close it to get the rest back.', deposit: '10000000', moved: '124000', claimed: '0', claimable: '9876000', atRisk: '2000', since: now() - 90_000 }, { id: hash('ch2'), role: 'payee', counterparty: address('caller'), token: PLAY, state: 'ending', next: 'The payer leaves: what was earned is being claimed.', deposit: '5000000', moved: '4200000', claimed: '4000000', claimable: '200000', atRisk: '0', endsAt: now() + 80_000, since: now() - 300_000 }],
    storage: {
      offered: empty
        ? { space: 0, used: 0, ledger: [], deals: [], uploads: [] }
        : {
            offer: { listing: hash('room'), token: PLAY, perTib30Days: '4000000', perEpoch: '2100', retrievalPerGib: '50000' },
            space: 5 * 2 ** 30,
            used: 91_204_112,
            ledger: [{ token: PLAY, amount: '1240000', reserved: '0' }],
            deals: [
              { id: hash('d1'), state: 'storing', words: 'Kept', client: address('client'), size: 90_000_000, received: 90_000_000, held: true, epochs: 30, proven: 11, missed: 0, token: PLAY, price: '64000', collateral: '12000', earned: '23400', begunAt: now() - 900_000 },
              { id: hash('d2'), state: 'storing', words: 'The bytes are gone', client: address('other'), size: 1_204_112, received: 1_204_112, held: false, epochs: 30, proven: 4, missed: 1, token: PLAY, price: '63010', collateral: '12000', earned: '8400', begunAt: now() - 400_000, trouble: 'The replica is not on this disk any more: each missed epoch costs collateral.' },
            ],
            uploads: [{ client: address('client'), day: Math.floor(now() / 86_400) * 86_400, bytes: 92_000_000, lapsed: 2_000_000 }],
          },
      kept: empty
        ? []
        : [
            {
              id: hash('k1'), name: 'letters and photographs of nineteen ninety-nine.tar', sha256: hash('k1s'), size: 48_000_000, state: 'mending', words: '1 of 2 replicas stand; a new one is being made', copies: 2, safe: 1, until: now() + 1_000_000, token: PLAY, max: '2000000', spent: '128000', local: true, createdAt: now() - 900_000, trouble: 'nobody else that is known offers such storage',
              replicas: [
                { id: hash('r1'), state: 'kept', words: 'Kept', provider: address('north'), epochs: 30, proven: 11, missed: 0, price: '64000', collateral: '12000', back: '0', lost: false },
                { id: hash('r2'), state: 'kept', words: "Missed 1 and can't show the bytes", provider: address('south'), epochs: 30, proven: 4, missed: 1, price: '64000', collateral: '12000', back: '2100', lost: true },
              ],
            },
          ],
    },
    wallet: {
      account: ME,
      path: "m/44'/60'/0'/0/0",
      balances: empty ? [] : [{ token: PLAY, wallet: '93750000', ledger: '7200000', free: '7200000', escrowed: '4000000' }, { token: ETH, wallet: '9998412000000000123', ledger: '0', free: '0', escrowed: '0' }],
      pendingTransactions: empty ? 0 : 1,
    },
    history: empty
      ? []
      : [
          move(40, 'Price of “Bird strikes on US aircraft”', PLAY, '4000000', 'out', 'pending'),
          move(4000, 'Sale of “River levels of the upper Danube”', PLAY, '3000000', 'in'),
          move(9000, 'Deposit of a bond', PLAY, '1500000', 'out'),
          move(90_000, 'Received from the faucet', ETH, '10000000000000000000', 'in'),
          move(90_100, 'Sent to 0x4be1…09aa', PLAY, '250000', 'out', 'failed'),
        ],
    earnings: empty
      ? { tokens: [], days: [] }
      : {
          tokens: [{ token: PLAY, earned: '31200000', pending: '3000000', atRisk: '1500000', claimable: '7200000', spent: '14250000', sources: [{ source: 'data', earned: '28000000', pending: '3000000', atRisk: '1500000', claimable: '7200000', spent: '9250000' }, { source: 'calls', earned: '3200000', pending: '0', atRisk: '0', claimable: '0', spent: '0' }, { source: 'storage', earned: '0', pending: '0', atRisk: '0', claimable: '0', spent: '5000000' }] }],
          days: Array.from({ length: 24 }, (_, i) => ({ day: new Date(Date.now() - i * 86_400_000).toISOString().slice(0, 10), token: PLAY.address, earned: String(((i * 7) % 5) * 650_000 + 40_000), spent: String(((i * 5) % 4) * 320_000), sources: [{ source: 'data', earned: String(((i * 7) % 5) * 650_000), spent: '0' }, { source: 'calls', earned: '40000', spent: '0' }, { source: 'storage', earned: '0', spent: String(((i * 5) % 4) * 320_000) }] })),
        },
    peers: empty ? [] : [{ nodeId: address('peer a'), account: address('seller'), address: '127.0.0.1:41022', carrier: 'quic', way: 'direct', bytesIn: 48211004, bytesOut: 91822, connectedSince: now() - 620, agent: 'peer/0.1.0', direction: 'out' }, { nodeId: address('peer b'), address: '192.168.1.24:4001', carrier: 'tcp', way: 'relayed', bytesIn: 1200, bytesOut: 1400, connectedSince: now() - 43, agent: 'peer/0.1.0', direction: 'in' }],
    left: empty ? [] : [{ nodeId: address('peer c'), address: '203.0.113.9:7338', reason: 'idle', text: 'nothing was heard for 46 s', byThem: false, at: now() - 300 }],
    doctor: {
      health: 'attention',
      findings: [
        { name: 'chain', health: 'ok', sentence: 'Local chain (84532) is followed, block 1284.' },
        { name: 'reach', health: 'attention', sentence: "Peers can't dial this node: 2 peers tried to dial it and none could; the router does not answer.", advice: 'Switch on UPnP or PCP in your router, or forward UDP and TCP 4001 to this machine by hand.' },
      ],
    },
    status: { version: '0.1.0', nodeId: address('node'), account: ME, chain: { id: 84532, name: 'Local chain', playMoney: true, head: 1284, headTime: now() - 3, connected: true, coin: ETH, contracts: [{ name: 'FairExchange', address: address('exchange'), state: 'ours' }, { name: 'Channels', address: address('channels'), state: 'missing' }], endpoints: [{ url: 'http://127.0.0.1:8545', state: 'ok', why: null, head: 1284, since: now() - 7200 }, { url: 'https://rpc.example/…', state: 'lying', why: 'Its block 1270 has another hash than the others say.', head: 1301, since: now() - 340 }] }, peers: empty ? 0 : 2, listings: listings.length, unlocked: true, startedAt: now() - 7200, httpAddress: 'http://127.0.0.1:8899', p2pAddress: '127.0.0.1:4001', unaudited: false },
  };
}
