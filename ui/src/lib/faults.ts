import { t } from './strings';
import type { Token } from './types';
import type { AmountFault } from './units';

type Read = { value: bigint } | { fault: AmountFault };

/** What is wrong with a typed amount, in words, or nothing. */
export function amountFault(read: Read, token: Pick<Token, 'symbol' | 'decimals'>): string | undefined {
  if ('value' in read) return undefined;
  return t(`amount.fault.${read.fault}`, { symbol: token.symbol, n: token.decimals });
}
