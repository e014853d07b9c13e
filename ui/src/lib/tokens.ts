import type { Token } from './types';

/** The tokens of both, each once. */
export function together(some: Token[], more: Token[]): Token[] {
  const known = new Set(some.map((token) => token.address.toLowerCase()));
  return [...some, ...more.filter((token) => !known.has(token.address.toLowerCase()))];
}
