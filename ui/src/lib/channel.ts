/** A payment channel as the node tells of it, and what follows from that. Amounts are decimal strings of base units. */

import type { Token } from './types';
import { type AmountFault, parseAmount } from './units';

export type Channel = {
  id: string;
  role: 'payer' | 'payee';
  counterparty: string;
  token: Token;
  state: string;
  /** What happens next, in a sentence. */
  next: string;
  deposit: string;
  moved: string;
  claimed: string;
  claimable: string;
  atRisk: string;
  endsAt?: number;
  since: number;
};
export type ChannelQuote = {
  payee: string;
  token: Token;
  deposit: string;
  gas: string;
  coin: Token;
  longest: number;
  enough: boolean;
};
export type ChannelOrder = { listing: string; deposit: string; idempotencyKey?: string };
export type ChannelAct = 'topUp' | 'claim' | 'close';

const LIVE = ['open', 'asking'];
const OVER = ['closed', 'failed', 'cancelled', 'leaving', 'exiting', 'withdrawing', 'closing', 'ending'];

/** What an owner can do about it now. */
export function actsOn(channel: Pick<Channel, 'role' | 'state' | 'claimable'>): ChannelAct[] {
  if (OVER.includes(channel.state)) return [];
  if (channel.role === 'payer') return LIVE.includes(channel.state) ? ['topUp', 'close'] : ['close'];
  return BigInt(channel.claimable) > 0n ? ['claim', 'close'] : ['close'];
}

/** The deposit after adding what was typed, or what is wrong with that. */
export function raised(channel: Pick<Channel, 'deposit' | 'token'>, more: string): { value: string } | { fault: AmountFault } {
  const read = parseAmount(more, channel.token.decimals);
  return 'value' in read ? { value: String(BigInt(channel.deposit) + read.value) } : read;
}
