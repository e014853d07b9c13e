import { describe, expect, it } from 'vitest';
import {
  briefAmount,
  formatAgo,
  formatAmount,
  formatBytes,
  formatDuration,
  formatTime,
  isShortened,
  lengthOf,
  parseAmount,
  percent,
  shortHex,
} from './units';

const en = { locale: 'en' };

describe('amounts', () => {
  it('keeps two digits after the point and drops further zeros', () => {
    expect(formatAmount('4000000', 6, en)).toBe('4.00');
    expect(formatAmount('4250001', 6, en)).toBe('4.250001');
    expect(formatAmount('1', 6, en)).toBe('0.000001');
    expect(formatAmount('0', 6, en)).toBe('0.00');
  });

  it('is exact beyond what a float can hold', () => {
    expect(formatAmount('123456789012345678901234567', 18, en)).toBe('123,456,789.012345678901234567');
    expect(formatAmount((2n ** 96n - 1n).toString(), 0, en)).toBe('79,228,162,514,264,337,593,543,950,335');
  });

  it('groups and points as the locale does', () => {
    expect(formatAmount('1234567890000', 6, { locale: 'de' })).toBe('1.234.567,89');
  });

  it('rounds what one owns down and what one may pay up', () => {
    expect(formatAmount('1999999', 6, { ...en, most: 2 })).toBe('1.99');
    expect(formatAmount('1990001', 6, { ...en, most: 2, round: 'up' })).toBe('2.00');
    expect(isShortened('1990001', 6, 2)).toBe(true);
    expect(isShortened('1990000', 6, 2)).toBe(false);
  });

  it('marks a negative amount', () => {
    expect(formatAmount('-1500000', 6, en)).toBe('−1.50');
    expect(formatAmount('-1', 6, { ...en, most: 2 })).toBe('0.00');
  });

  it('never shows something as nothing', () => {
    expect(briefAmount('1', 18, en)).toBe('< 0.000001');
    expect(briefAmount('0', 18, en)).toBe('0.00');
    expect(briefAmount('412000000000000', 18, en)).toBe('0.000412');
  });

  it('works for tokens without decimals', () => {
    expect(formatAmount('1234', 0, en)).toBe('1,234');
  });
});

describe('typed amounts', () => {
  it('reads points and commas', () => {
    expect(parseAmount('4', 6)).toEqual({ value: 4_000_000n });
    expect(parseAmount(' 4.25 ', 6)).toEqual({ value: 4_250_000n });
    expect(parseAmount('0,5', 6)).toEqual({ value: 500_000n });
    expect(parseAmount('.5', 6)).toEqual({ value: 500_000n });
    expect(parseAmount('1 000', 6)).toEqual({ value: 1_000_000_000n });
    expect(parseAmount('1.0000000', 6)).toEqual({ value: 1_000_000n });
  });

  it('refuses what it cannot read exactly', () => {
    expect(parseAmount('', 6)).toEqual({ fault: 'empty' });
    expect(parseAmount('.', 6)).toEqual({ fault: 'shape' });
    expect(parseAmount('1e6', 6)).toEqual({ fault: 'shape' });
    expect(parseAmount('-1', 6)).toEqual({ fault: 'shape' });
    expect(parseAmount('1.2.3', 6)).toEqual({ fault: 'shape' });
    expect(parseAmount('0x10', 6)).toEqual({ fault: 'shape' });
    expect(parseAmount('0.0000001', 6)).toEqual({ fault: 'digits' });
    expect(parseAmount('79228162514264337593544', 6)).toEqual({ fault: 'size' });
  });

  it('reads back what it wrote', () => {
    for (const base of [0n, 1n, 999_999n, 1_000_000n, 123_456_789_012_345n]) {
      const text = formatAmount(base, 6, en).replaceAll(',', '');
      expect(parseAmount(text, 6)).toEqual({ value: base });
    }
  });
});

describe('bytes', () => {
  it('uses decimal units and three digits', () => {
    expect(formatBytes(0, 'en')).toBe('0 B');
    expect(formatBytes(999, 'en')).toBe('999 B');
    expect(formatBytes(1_000, 'en')).toBe('1 kB');
    expect(formatBytes(1_223_329, 'en')).toBe('1.22 MB');
    expect(formatBytes(45_600_000, 'en')).toBe('45.6 MB');
    expect(formatBytes(999_600, 'en')).toBe('1 MB');
  });
});

describe('times', () => {
  it('says how long ago', () => {
    expect(formatAgo(988, 1_000, 'en')).toBe('12 seconds ago');
    expect(formatAgo(1_000, 1_000, 'en')).toBe('now');
    expect(formatAgo(1_000 + 7_300, 1_000, 'en')).toBe('in 2 hours');
  });

  it('says how long in two units', () => {
    expect(formatDuration(0)).toBe('0 s');
    expect(formatDuration(600)).toBe('10 min');
    expect(formatDuration(5_400)).toBe('1 h 30 min');
    expect(formatDuration(90_061)).toBe('1 d 1 h');
  });

  it('writes a date in the given zone', () => {
    expect(formatTime(61, { locale: 'en-GB', zone: 'UTC' })).toBe('1 Jan 1970, 00:01');
    expect(formatTime(61, { locale: 'en-GB', zone: 'UTC', seconds: true })).toBe('1 Jan 1970, 00:01:01');
  });
});

describe('the rest', () => {
  it('shortens hashes by their ends', () => {
    expect(shortHex('0x1234567890abcdef1234')).toBe('0x1234…1234');
    expect(shortHex('0x1234')).toBe('0x1234');
  });

  it('draws amounts far beyond floats to scale', () => {
    expect(lengthOf(10n ** 30n, 4n * 10n ** 30n, 44)).toBe(11);
    expect(lengthOf(1n, 0n, 44)).toBe(0);
  });

  it('never passes a hundred percent', () => {
    expect(percent(0, 0)).toBe(0);
    expect(percent(999, 1000)).toBe(99);
    expect(percent(5, 4)).toBe(100);
  });
});
