// Writes docs/vectors/*.json: golden vectors of the formats that Solidity, Java and TypeScript must agree on. Each file
// of vectors/ exports the document that becomes the JSON of its name.
//
//   node vectors.mjs [name...]           write the files
//   node vectors.mjs --check [name...]   exit 1 if a committed file differs

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const CHECK = process.argv.includes('--check');
const wanted = process.argv.slice(2).filter((it) => it !== '--check');
const names = readdirSync(new URL('vectors/', import.meta.url)).map((file) => file.replace(/\.mjs$/, ''));

for (const name of wanted.length > 0 ? wanted : names) {
  const { default: document } = await import(`./vectors/${name}.mjs`);
  const text = JSON.stringify(await document(), null, 2) + '\n';
  const file = new URL(`../docs/vectors/${name}.json`, import.meta.url);
  if (!CHECK) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`docs/vectors/${name}.json differs from what vectors/${name}.mjs makes`);
    process.exitCode = 1;
  }
}
