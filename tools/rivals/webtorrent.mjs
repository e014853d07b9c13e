// Fetches a file from one WebTorrent client to another on loopback and prints how long that took.
// usage: node webtorrent.mjs FILE DIRECTORY        (npm ci --ignore-scripts)
import { open } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import WebTorrent from 'webtorrent';

const [file, directory] = process.argv.slice(2).map((path) => resolve(path));
const version = createRequire(import.meta.url)('webtorrent/package.json').version;
const quiet = { dht: false, tracker: false, lsd: false, utp: false, natUpnp: false, natPmp: false };

const seeder = new WebTorrent(quiet);
const fetcher = new WebTorrent(quiet);
const made = await new Promise((done) => seeder.seed(file, { announce: [], pieceLength: 256 << 10 }, done));
const began = performance.now();
let first;
const fetched = fetcher.add(made.torrentFile, { path: directory, announce: [] });
fetched.once('download', () => (first = performance.now()));
fetched.on('infoHash', () => fetched.addPeer(`127.0.0.1:${seeder.torrentPort}`));
await new Promise((done) => fetched.once('done', done));
const kept = await open(join(directory, basename(file)), 'r+');
await kept.sync();
await kept.close();
const ended = performance.now();
console.log(
  JSON.stringify({ version, seconds: (ended - began) / 1e3, secondsFromFirstByte: (ended - first) / 1e3 }),
);
process.exit(0);
