import { describe, expect, it } from 'vitest';
import { formatShare, parseShare } from './share';

describe('a share', () => {
  it('is a percentage with one digit at most, and nothing where nothing is typed', () => {
    expect(['', '30', '2,5', '2.5 %', '100'].map(parseShare)).toEqual([0, 300, 25, 25, 1000]);
    expect(['101', '-1', '2.55', 'half'].map(parseShare)).toEqual([undefined, undefined, undefined, undefined]);
  });
  it('is shown as it is typed', () => {
    expect([0, 25, 300, 1000].map(formatShare)).toEqual(['0', '2.5', '30', '100']);
  });
});
