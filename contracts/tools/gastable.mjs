// The gas table of README.md, made of gas.json.

import { readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './compile.mjs';

const FILE = new URL('README.md', ROOT);
const BEGIN = '<!-- written by gas.mjs -->\n';
const END = '<!-- to here -->';
const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** The figures that have something to stand beside, course by course. */
export function gasTable({ courses }) {
  const rows = Object.values(courses).flatMap(({ contract, gas, beside }) =>
    Object.entries(beside).map(([figure, { budget, ...others }]) => {
      const theirs = Object.entries(others).map(([who, used]) => `${who} ${number(used)}`);
      const limit = budget === undefined ? '' : number(budget);
      return `| ${contract} | ${figure} | ${number(gas[figure])} | ${limit} | ${theirs.join(', ')} |\n`;
    }),
  );
  return `| contract | step | gas | budget | others |\n|---|---|---:|---:|---|\n${rows.join('')}`;
}

const parts = () => {
  const text = readFileSync(FILE, 'utf8');
  const [from, to] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
  return { before: text.slice(0, from), table: text.slice(from, to), after: text.slice(to) };
};

export const tableInReadme = () => parts().table;

export function writeTable(table) {
  const { before, after } = parts();
  writeFileSync(FILE, before + table + after);
}
