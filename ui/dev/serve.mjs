// `npm run dev`: the page from its sources, with hot reload, in front of the mock node or of a real one (PEER=http://127.0.0.1:PORT).
import { createServer } from 'vite';
import { startMock } from './mock.mjs';

const mock = process.env.PEER === undefined ? await startMock({ scenario: process.argv[2] ?? 'full' }) : undefined;
const target = mock?.base ?? process.env.PEER;
const server = await createServer({ server: { host: '127.0.0.1', proxy: { '/api': target, '/download': target } } });
await server.listen();
const base = server.resolvedUrls?.local[0];
console.log(mock === undefined ? base : `${base}#token=${mock.token}`);
