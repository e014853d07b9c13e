/** What was earned and spent, by source: words, and bars that stand on one another. */
import { t } from './strings';
import type { Earnings } from './types';
import { lengthOf } from './units';

export type { Earnings };

export const SOURCES = ['data', 'calls', 'channels', 'bandwidth', 'storage', 'fees'] as const;
export type Source = (typeof SOURCES)[number];

/** A source that this page does not know yet is called as the node calls it. */
export function sourceWord(source: string): string {
  return (SOURCES as readonly string[]).includes(source) ? t(`source.${source as Source}`) : source;
}

export type Bar = { source: string; from: number; length: number };

/** The parts of one day that stand on one another, in the sources' own order, the first at the line. */
export function bars(day: Earnings['days'][number], side: 'earned' | 'spent', largest: bigint, longest: number): Bar[] {
  const order = (source: string) => (SOURCES as readonly string[]).indexOf(source);
  let from = 0;
  return day.sources
    .filter((part) => part[side] !== '0')
    .toSorted((a, b) => order(a.source) - order(b.source))
    .map((part) => {
      const bar = { source: part.source, from, length: lengthOf(BigInt(part[side]), largest, longest) };
      from += bar.length;
      return bar;
    });
}
