import { describe, expect, it } from 'vitest';
import { countWords, wordsFault, wordsHint } from './phrase';

const words = (n: number) => Array.from({ length: n }, () => 'zoo').join(' ');

describe('typed words', () => {
  it('are counted whatever stands between them', () => {
    expect(countWords('')).toBe(0);
    expect(countWords('  zoo\n\tzoo  zoo\u3000zoo ')).toBe(4);
  });
  it('come in five numbers', () => {
    for (const n of [12, 15, 18, 21, 24]) expect(wordsFault(words(n))).toBeUndefined();
    for (const n of [1, 11, 13, 23, 25]) expect(wordsFault(words(n))).toContain(`${n} words so far`);
    expect(wordsFault(' \n')).toBe('The words are needed.');
  });
  it('say how many there are', () => {
    expect(wordsHint(words(12))).toBe('12 words.');
    expect(wordsHint(words(7))).toContain('A phrase has 12');
    expect(wordsHint('')).toContain('Paste is fine');
  });
});
