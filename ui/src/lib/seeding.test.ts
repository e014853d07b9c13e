import { describe, expect, test } from 'vitest';
import { isPriced, sums, titleOf } from './seeding';
import type { Seed, SeedEarning, Token } from './types';

const play = { address: '0x01', symbol: 'PLAY', name: 'Play', decimals: 6, playMoney: true } as Token;
const coin = { address: '0x00', symbol: 'ETH', name: 'Ether', decimals: 18, playMoney: true } as Token;
const seed = (listing: string, perGib?: string): Seed => ({
  listing,
  exchangeRoot: '0x',
  title: `title of ${listing}`,
  state: 'complete',
  size: 1,
  held: 1,
  given: 0,
  sources: [],
  ...(perGib === undefined ? {} : { price: { token: play, perGib, earned: '0' } }),
});

describe('seeding', () => {
  test('sums are by token and do not lose a unit', () => {
    const parts: SeedEarning[] = [
      { listing: 'a', payer: '0x', token: play, amount: '9007199254740993' },
      { listing: 'b', payer: '0x', token: coin, amount: '5' },
      { listing: 'a', payer: '0y', token: play, amount: '1' },
    ];
    expect(sums(parts)).toEqual([
      { token: play, amount: 9007199254740994n },
      { token: coin, amount: 5n },
    ]);
    expect(sums([])).toEqual([]);
  });

  test('what is seeded no more has no title', () => {
    expect(titleOf('a', [seed('a')])).toBe('title of a');
    expect(titleOf('b', [seed('a')])).toBeUndefined();
  });

  test('a price of nothing is none', () => {
    expect(isPriced(seed('a'))).toBe(false);
    expect(isPriced(seed('a', '0'))).toBe(false);
    expect(isPriced(seed('a', '50000'))).toBe(true);
  });
});
