// The types of the API as the node prints them: npm run types. The page's own names for them are in src/lib/types.ts;
// src/lib/agreement.ts holds the two together.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../../docs/openapi.json', import.meta.url);
const WRITTEN = new URL('../src/lib/openapi.d.ts', import.meta.url);
const HEAD = '// Made by `npm run types` from docs/openapi.json. Not to be changed by hand.\n\n';

export async function printed() {
  return HEAD + astToString(await openapiTS(JSON.parse(readFileSync(DOCUMENT, 'utf8'))));
}

export const written = () => readFileSync(WRITTEN, 'utf8');

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(WRITTEN, await printed());
