// A node that exists only in memory, to look at the page without one. It speaks the page's API and is not shipped.
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as data from './mock-data.mjs';
import { walletRoutes } from './mock-wallet.mjs';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** What answers in every scenario: the page would show nothing else. */
const ALWAYS = ['/events', '/setup'];

class Fault extends Error {
  constructor(status, code, title, detail, more = {}) {
    super(detail);
    this.status = status;
    this.body = { type: `about:${code}`, code, title, detail, retryable: false, requestId: randomUUID(), ...more };
  }
}
const missing = (what) => new Fault(404, 'not_found', 'There is no such thing', `No ${what} has this id.`);

/** `scenario`: full, empty, slow (every answer waits for `release()`), broken (every answer is a problem). */
export async function startMock({ port = 0, scenario = 'full', pace = 700 } = {}) {
  const world = data.world(scenario === 'empty');
  const token = randomBytes(16).toString('hex');
  const tickets = new Map();
  const files = new Map();
  const waiting = new Set();
  const timers = new Set();
  const held = [];
  let bell = 1;
  let rung = [];

  function ring(...topics) {
    bell++;
    rung.push(...topics.map((topic) => ({ at: bell, topic })));
    rung = rung.slice(-200);
    for (const answer of waiting) answer();
    waiting.clear();
  }
  const after = (ms, run) => {
    const timer = setTimeout(() => (timers.delete(timer), run()), ms);
    timers.add(timer);
  };
  const changedSince = (since) => [...new Set(rung.filter((r) => r.at > since).map((r) => r.topic))];

  async function events(query, request) {
    const since = Number(query.get('since') ?? 0);
    const wait = Number(query.get('wait') ?? 0);
    if (bell <= since && wait > 0) {
      await new Promise((resolve) => {
        waiting.add(resolve);
        request.on('close', resolve);
        after(wait * 1000, resolve);
      });
    }
    return { last: bell, changed: changedSince(since) };
  }

  const find = (list, id, what) => list.find((one) => one.id === id) ?? throwIt(missing(what));
  const throwIt = (fault) => {
    throw fault;
  };

  function listings(query) {
    const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const tag = query.get('tag');
    const found = world.listings.filter(
      (l) =>
        (query.get('mine') !== 'true' || l.mine) &&
        (tag === null || l.tags.includes(tag)) &&
        words.every((word) => `${l.title} ${l.description} ${l.tags.join(' ')}`.toLowerCase().includes(word)),
    );
    const start = Number(query.get('cursor') ?? 0);
    const limit = Number(query.get('limit') ?? 24);
    const next = start + limit < found.length ? String(start + limit) : null;
    return { listings: found.slice(start, start + limit), total: found.length, next };
  }

  function publish(body) {
    const file = files.get(body.fileId) ?? throwIt(new Fault(422, 'file_unreadable', 'The file cannot be read', 'No such upload.'));
    const listing = data.listing({ ...body, fileName: file.name, size: file.size, mine: true, seller: world.status.account });
    world.listings.unshift(listing);
    ring('listings');
    return listing;
  }

  function ask(body) {
    const listing = find(world.listings, body.listingId, 'listing');
    if (listing.title.includes('harbour')) {
      throw new Fault(503, 'peer_unreachable', 'The other peer does not answer', 'The seller was last seen 3 hours ago.', {
        retryable: true,
        moneySafe: 'Yes. Nothing was signed and nothing was paid.',
        next: 'Try again when the seller is online.',
      });
    }
    const purchase = data.purchase(listing, 'offered');
    world.purchases.unshift(purchase);
    ring('purchases');
    return purchase;
  }

  /** Walks an approved purchase through its states, as a node would by itself. */
  function walk(purchase) {
    const total = purchase.progress.total;
    const stages = [0.2, 0.45, 0.7, 0.9].map((part) => () => (purchase.progress.bytes = Math.floor(total * part)));
    for (const state of ['checked', 'paying', 'paid', 'opened', 'delivered']) stages.push(() => data.advance(purchase, state));
    stages.forEach((stage, i) => after(pace * (i + 1), () => (stage(), ring('purchases', 'wallet'))));
  }

  function issue(name) {
    const ticket = randomBytes(12).toString('hex');
    tickets.set(ticket, name);
    return `/download/${ticket}`;
  }

  const routes = [
    ['GET', /^\/status$/, () => world.status],
    ['GET', /^\/wallet$/, () => world.wallet],
    ...walletRoutes(world.keys, world.tokens, {
      ring,
      after,
      fault: (...of) => new Fault(...of),
      ticket: (name) => issue(name),
    }),
    ['POST', /^\/wallet\/withdraw$/, ({ body }) => (ring('wallet'), { transaction: data.hash(body.idempotencyKey) })],
    ['GET', /^\/wallet\/history$/, () => ({ entries: world.history, next: null })],
    ['GET', /^\/listings$/, ({ query }) => listings(query)],
    ['POST', /^\/listings$/, ({ body }) => publish(body)],
    ['GET', /^\/listings\/(\w+)$/, ({ id }) => find(world.listings, id, 'listing')],
    [
      'DELETE',
      /^\/listings\/(\w+)$/,
      ({ id }) => {
        world.listings.splice(world.listings.indexOf(find(world.listings, id, 'listing')), 1);
        ring('listings');
        return { id, revoked: true };
      },
    ],
    ['GET', /^\/purchases$/, () => ({ purchases: world.purchases })],
    ['POST', /^\/purchases$/, ({ body }) => ask(body)],
    ['GET', /^\/purchases\/(\w+)$/, ({ id }) => find(world.purchases, id, 'purchase')],
    [
      'POST',
      /^\/purchases\/(\w+)\/approve$/,
      ({ id }) => {
        const purchase = data.advance(find(world.purchases, id, 'purchase'), 'fetching');
        walk(purchase);
        return purchase;
      },
    ],
    ['POST', /^\/purchases\/(\w+)\/cancel$/, ({ id }) => data.advance(find(world.purchases, id, 'purchase'), 'cancelled')],
    [
      'POST',
      /^\/purchases\/(\w+)\/download$/,
      ({ id }) => {
        return { url: issue(find(world.purchases, id, 'purchase').file.name) };
      },
    ],
    ['GET', /^\/sales$/, () => ({ sales: world.sales })],
    ['GET', /^\/sales\/(\w+)$/, ({ id }) => find(world.sales, id, 'sale')],
    ['GET', /^\/services$/, () => ({ services: world.services })],
    ['GET', /^\/seeds\/earnings$/, () => ({ parts: [] })],
    ['GET', /^\/seeds$/, () => ({ seeds: [] })],
    ['GET', /^\/fetch$/, () => ({ payments: world.paidCalls })],
    ['GET', /^\/loop$/, () => world.loop],
    ['PUT', /^\/loop$/, ({ body }) => ((world.loop = { ...world.loop, rule: body, since: 1_700_000_000 }), ring('loop'), world.loop)],
    ['POST', /^\/loop\/plan$/, () => ({ pots: world.loop.pots, steps: world.loop.steps, waiting: world.loop.waiting, income: 3 })],
    ['GET', /^\/storage\/offered$/, () => world.storage.offered],
    ['GET', /^\/channels$/, () => ({ channels: world.channels })],
    ['GET', /^\/storage\/kept$/, () => ({ kept: world.storage.kept })],
    ['GET', /^\/balance$/, () => world.earnings],
    ['GET', /^\/peers$/, () => ({ peers: world.peers, left: world.left })],
    ['GET', /^\/doctor$/, () => world.doctor],
    ['GET', /^\/events$/, ({ query, request }) => events(query, request)],
  ];

  async function serveApi(request, path, query) {
    if (request.headers.authorization !== `Bearer ${token}`) {
      throw new Fault(401, 'unauthorized', 'The access token is missing or wrong', 'Open the address that the node printed.');
    }
    const raw = await read(request);
    if (path === '/files') {
      const name = decodeURIComponent(request.headers['x-file-name'] ?? 'file');
      const fileId = randomUUID();
      files.set(fileId, { name, size: raw.length });
      return { fileId, name, size: raw.length, sha256: data.hash(name) };
    }
    if (scenario === 'slow' && !ALWAYS.includes(path)) await new Promise((resolve) => held.push(resolve));
    if (scenario === 'broken' && !ALWAYS.includes(path)) {
      throw new Fault(503, 'chain_unavailable', 'The chain does not answer', 'No answer from http://127.0.0.1:8545 within 10 s.', {
        retryable: true,
        moneySafe: 'Yes. What you hold is on the chain, not in this program.',
        next: 'Look whether the chain runs, then try again.',
      });
    }
    for (const [method, pattern, run] of routes) {
      const match = pattern.exec(path);
      if (match === null || method !== request.method) continue;
      const json = request.headers['content-type']?.startsWith('application/json') && raw.length > 0;
      const body = json ? JSON.parse(raw.toString('utf8')) : {};
      return run({ id: match[1], query, body, request });
    }
    throw missing('endpoint');
  }

  async function serveFile(path, response) {
    const inside = normalize(path === '/' ? '/index.html' : path);
    const bytes = await readFile(join(DIST, inside)).catch(() => undefined);
    if (bytes === undefined) return response.writeHead(404).end();
    response.writeHead(200, {
      'Content-Type': TYPES[extname(inside)] ?? 'application/octet-stream',
      'Content-Security-Policy': CSP,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    return response.end(bytes);
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const ticket = /^\/download\/(\w+)$/.exec(url.pathname)?.[1];
    if (ticket !== undefined) {
      const name = tickets.get(ticket);
      tickets.delete(ticket);
      if (name === undefined) return response.writeHead(404).end();
      response.writeHead(200, { 'Content-Disposition': `attachment; filename="${name}"`, 'Content-Type': 'application/octet-stream' });
      return response.end('the file');
    }
    if (!url.pathname.startsWith('/api/v1/')) return serveFile(url.pathname, response);
    try {
      const answer = await serveApi(request, url.pathname.slice('/api/v1'.length), url.searchParams);
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(answer));
    } catch (fault) {
      const body = fault.body ?? { code: 'internal', title: 'A fault in this program', detail: String(fault) };
      response.writeHead(fault.status ?? 500, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(body));
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  return {
    base,
    token,
    world,
    ring,
    url: `${base}/#token=${token}`,
    release: () => held.splice(0).forEach((go) => go()),
    close() {
      timers.forEach(clearTimeout);
      held.splice(0).forEach((go) => go());
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock({ port: Number(process.argv[3] ?? 8899), scenario: process.argv[2] ?? 'full' });
  console.log(`${mock.url}`);
}
