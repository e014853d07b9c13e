/** What seeding earned, as the page tells it. */

import type { Seed, SeedEarning, Token } from './types';

/** One token's sum. */
export type Sum = { token: Token; amount: bigint };

/** Sums by token, the tokens in the order in which they come first. */
export function sums(parts: SeedEarning[]): Sum[] {
  const all = new Map<string, Sum>();
  for (const part of parts) {
    const known = all.get(part.token.address);
    all.set(part.token.address, { token: part.token, amount: (known?.amount ?? 0n) + BigInt(part.amount) });
  }
  return [...all.values()];
}

/** The name of what was earned by: a listing that is seeded no more is named by its id. */
export function titleOf(listing: string, seeds: Seed[]): string | undefined {
  return seeds.find((each) => each.listing === listing)?.title;
}

/** Whether others pay for it. */
export function isPriced(seed: Seed): boolean {
  return seed.price !== undefined && BigInt(seed.price.perGib) > 0n;
}
