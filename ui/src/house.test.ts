import { describe, expect, it } from 'vitest';

/** The page's own rules, read from its sources. */
const components = import.meta.glob('./**/*.svelte', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;
const scripts = import.meta.glob(['./**/*.ts', '!./**/*.test.ts'], { query: '?raw', import: 'default', eager: true }) as Record<string, string>;
const all = Object.entries({ ...components, ...scripts });
const holding = (pattern: RegExp) => all.filter(([, text]) => pattern.test(text)).map(([path]) => path);

describe('the house', () => {
  it('is being looked at', () => {
    expect(Object.keys(components).length).toBeGreaterThan(30);
  });
  it('talks to the node in one place', () => {
    expect(holding(/\bfetch\(|XMLHttpRequest\(|EventSource|WebSocket/)).toEqual(['./lib/api.ts']);
  });
  it('writes no HTML out of strings and no style out of attributes', () => {
    expect(holding(/\{@html|innerHTML|insertAdjacentHTML|\bstyle="/)).toEqual([]);
  });
  it('keeps components small', () => {
    const long = Object.entries(components).filter(([, text]) => text.split('\n').length > 150);
    expect(long.map(([path]) => path)).toEqual([]);
  });
  it('loads nothing from elsewhere', () => {
    expect(holding(/https?:\/\/(?!www\.w3\.org)/)).toEqual([]);
  });
  it('never turns an amount into a float', () => {
    expect(holding(/parseFloat|Number\([^)]*\b(price|amount|total|bond|wallet|ledger)\)/)).toEqual([]);
  });
});
