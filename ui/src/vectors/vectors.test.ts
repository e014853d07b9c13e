import { describe, expect, it } from 'vitest';
import { channel, deal, exchange, listing, union, type Parts } from './documents';

const texts = import.meta.glob('../../../docs/vectors/*.json', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;
/** What is only said or given in a file; all else must follow from it. */
const GIVEN = ['about', 'content', 'members', 'now', 'chainId', 'contract'];

type Json = Record<string, unknown>;
type Path = readonly (string | number)[];

/** The ways to all values inside, by the name that each has. */
function waysByName(value: unknown, way: Path = [], ways = new Map<string, Path[]>()) {
  if (typeof value === 'object' && value !== null) {
    for (const [name, inside] of Object.entries(value)) waysByName(inside, [...way, name], ways);
  } else {
    const name = way.filter((step) => !/^\d+$/.test(String(step))).join('.');
    ways.set(name, [...(ways.get(name) ?? []), way]);
  }
  return ways;
}

function next(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  const text = String(value);
  const last = Number.parseInt(text.slice(-1), 16);
  return Number.isNaN(last) ? `${text}.` : text.slice(0, -1) + ((last + 1) % 10);
}

/** The same with one value one further. */
function changed(whole: Json, way: Path): Json {
  const copy = structuredClone(whole);
  const holder = way.slice(0, -1).reduce<Json>((at, step) => at[step] as Json, copy);
  const name = way.at(-1)!;
  holder[name] = next(holder[name]);
  return copy;
}

/** Whether any part of the file is another than what its inputs give; the changed one is asked first. */
async function disagrees(whole: Json, parts: Parts, first: string) {
  for (const name of [first, ...Object.keys(parts).filter((other) => other !== first)]) {
    try {
      expect(await parts[name]!(whole[name], whole)).toEqual(whole[name]);
    } catch {
      return true;
    }
  }
  return false;
}

describe.each(Object.entries({ exchange, channel, deal, union, listing }))('the vectors of %s', (file, parts) => {
  const whole = JSON.parse(texts[`../../../docs/vectors/${file}.json`]!) as Json;

  it('are all read', () => {
    expect(Object.keys(parts).sort()).toEqual(Object.keys(whole).filter((name) => !GIVEN.includes(name)).sort());
  });
  it.each(Object.keys(parts))('give %s again', async (name) => {
    expect(await parts[name]!(whole[name], whole)).toEqual(whole[name]);
  });
  it.each(Object.keys(parts))('could not be otherwise in %s', async (part) => {
    const unnoticed: string[] = [];
    for (const [name, ways] of waysByName({ [part]: whole[part] })) {
      let noticed = false;
      // Some inputs make no difference in some rows: one leaf is drawn whatever the seed.
      for (const way of ways.toReversed()) noticed ||= await disagrees(changed(whole, way), parts, part);
      if (!noticed) unnoticed.push(name);
    }
    expect(unnoticed).toEqual([]);
  }, 300_000);
});
