import { describe, expect, it } from 'vitest';
import { bars, sourceWord } from './earnings';

const day = {
  day: '2026-11-23',
  token: '0x0',
  earned: '30',
  spent: '5',
  sources: [
    { source: 'storage', earned: '10', spent: '0' },
    { source: 'data', earned: '20', spent: '5' },
  ],
};

describe('bars of a day', () => {
  it('stand on one another and are as long as the day together', () => {
    expect(bars(day, 'earned', 30n, 60)).toEqual([
      { source: 'data', from: 0, length: 40 },
      { source: 'storage', from: 40, length: 20 },
    ]);
  });
  it('leave out what is nothing', () => {
    expect(bars(day, 'spent', 30n, 60)).toEqual([{ source: 'data', from: 0, length: 10 }]);
  });
});

describe('a source', () => {
  it('has a word, and its own name where the page has none', () => {
    expect(sourceWord('fees')).toBe('Fees');
    expect(sourceWord('compute')).toBe('compute');
  });
});
