import { existsSync } from 'node:fs';

export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's own Chromium; nothing is downloaded. */
export function executable() {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
  if (found === undefined) throw new Error('No Chromium here: install the package chromium, or name it in CHROMIUM.');
  return found;
}

/** Every view of the page, by name and address. */
export function places(world) {
  const [offered, fetching, paying, delivered, refunded, failed] = world.purchases;
  const single = (name, path, of) => (of === undefined ? [] : [[name, `${path}/${of.id}`]]);
  return [
    ['browse', '/'],
    ['search', '/?q=bird'],
    ['nomatch', '/?q=zebra%20crossing'],
    ['tag', '/?tag=weather'],
    ...single('listing-csv', '/listings', world.listings[0]),
    ...single('listing-json', '/listings', world.listings[1]),
    ...single('listing-hex', '/listings', world.listings[2]),
    ...single('listing-elsewhere', '/listings', world.listings[3]),
    ...single('listing-hostile', '/listings', world.listings[4]),
    ...single('listing-mine', '/listings', world.listings[5]),
    ['listing-missing', '/listings/0x00'],
    ['purchases', '/purchases'],
    ...single('purchase-offered', '/purchases', offered),
    ...single('purchase-fetching', '/purchases', fetching),
    ...single('purchase-paying', '/purchases', paying),
    ...single('purchase-delivered', '/purchases', delivered),
    ...single('purchase-refunded', '/purchases', refunded),
    ...single('purchase-failed', '/purchases', failed),
    ['sell', '/sell'],
    ['sales', '/sales'],
    ...single('sale', '/sales', world.sales[0]),
    ['services', '/services'],
    ['seeding', '/seeding'],
    ['storage', '/storage'],
    ['channels', '/channels'],
    ['wallet', '/wallet'],
    ['send', '/wallet/send'],
    ['receive', '/wallet/receive'],
    ['history', '/wallet/history'],
    ['accounts', '/wallet/accounts'],
    ['contacts', '/wallet/contacts'],
    ['backup', '/wallet/backup'],
    ['loop', '/wallet/loop'],
    ['approvals', '/approvals'],
    ['decisions', '/approvals/decisions'],
    ['apps', '/apps'],
    ['rules', '/rules'],
    ['node', '/node'],
    ['nowhere', '/nothing/here'],
  ];
}
