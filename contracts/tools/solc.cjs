#!/usr/bin/env node
// What forge takes for the solc binary: npm's solc behind the two calls that forge makes.
const solc = require('solc');
const { readFileSync } = require('node:fs');

if (process.argv.includes('--version')) {
  const [version] = /^[^.]+\.[^.]+\.[^.]+\+commit\.[0-9a-f]+/.exec(solc.version());
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version}.Linux.g++`);
} else {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8')));
}
