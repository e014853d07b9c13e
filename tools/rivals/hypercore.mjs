// Fetches a file as a Hypercore over TCP with Noise on loopback and prints how long that took: until every block is
// checked and in its store.
// usage: node hypercore.mjs FILE DIRECTORY        (npm ci --ignore-scripts)
import { createReadStream } from 'node:fs';
import { createServer, connect } from 'node:net';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import Hypercore from 'hypercore';

const [file, directory] = process.argv.slice(2).map((path) => resolve(path));
const version = createRequire(import.meta.url)('hypercore/package.json').version;

const source = new Hypercore(join(directory, 'source'));
await source.ready();
for await (const block of createReadStream(file, { highWaterMark: 64 << 10 })) await source.append(block);

const target = new Hypercore(join(directory, 'target'), source.key);
await target.ready();
const server = createServer((socket) => {
  socket.setNoDelay(true);
  const stream = source.replicate(false);
  socket.pipe(stream).pipe(socket);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

const began = performance.now();
let first;
target.on('download', () => (first ??= performance.now()));
const socket = connect(server.address().port, '127.0.0.1');
socket.setNoDelay(true);
const stream = target.replicate(true);
socket.pipe(stream).pipe(socket);
await target.download({ start: 0, end: source.length }).done();
const ended = performance.now();
console.log(
  JSON.stringify({ version, seconds: (ended - began) / 1e3, secondsFromFirstByte: (ended - first) / 1e3 }),
);
process.exit(0);
