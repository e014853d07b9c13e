/** The owner's rule for earnings, as the node has it. Amounts are decimal strings of base units, shares per mille. */
import { call } from './api';
import type { Token } from './types';

export const OUTLETS = ['savings', 'availability', 'seeders', 'gas'] as const;
export type Outlet = (typeof OUTLETS)[number];

export type LoopRule = {
  on: boolean;
  savings: number;
  availability: number;
  seeders: number;
  gas: number;
  savingsTo?: string;
  tokens: { token: string; least: string; perDay: string; inAll: string }[];
  copies: number;
  days: number;
  collateral: number;
  gasTarget: string;
};
export type Pot = { outlet: string; token: Token; came: string; spent: string; left: string };
export type LoopStep = {
  id: string;
  outlet: string;
  state: string;
  token: Token;
  amount: string;
  spent: string;
  why: string;
  to?: string;
  listing?: string;
  trouble?: string;
  at: number;
};
export type LoopWaiting = { outlet: string; token: Token; amount: string; listing?: string; why: string };
export type LoopView = {
  rule: LoopRule;
  since?: number;
  restored?: number;
  pots: Pot[];
  steps: LoopStep[];
  waiting: LoopWaiting[];
  from: { account: string; name?: string; source: string; token: Token; amount: string }[];
  listings: { id: string; title: string; token: Token; earned: string; spent: string; brought: string }[];
};
export type LoopPlan = { pots: Pot[]; steps: LoopStep[]; waiting: LoopWaiting[]; income: number };

export const loop = {
  view: (signal?: AbortSignal) => call<LoopView>('GET', '/loop', undefined, signal),
  set: (rule: LoopRule) => call<LoopView>('PUT', '/loop', rule),
  plan: (rule: LoopRule) => call<LoopPlan>('POST', '/loop/plan', rule),
};
