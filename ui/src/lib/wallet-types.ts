/** The shapes of the node's HTTP API for keys, spending and who may. Amounts are decimal strings of base units. */

import type { Token } from './types';

export type SetupState = 'none' | 'locked' | 'starting' | 'running';
export type Setup = {
  state: SetupState;
  /** What stands in the way of starting, in a sentence. */
  problem?: string;
  /** Unix seconds until which no passphrase is tried. */
  retryAt?: number;
  /** Whether a backup file waits for its words. */
  backup: boolean;
};
export type Created = { words: string[]; account: string };

export type Lock = {
  state: string;
  locksAt?: number;
  retryAt?: number;
  backedUp: boolean;
  /** Whether the node starts without its owner. */
  standby: boolean;
  /** Pays for protective calls while it is locked. */
  operations?: { account: string; token: Token; balance: string };
  needs: Need[];
};
/** What only the owner's key can do for an open deal, `by` when, and what happens otherwise. */
export type Need = { kind: string; id: string; title: string; needs: string; by?: number; otherwise: string };

/** `kind`: words, imported or watched. */
export type Account = { address: string; name: string; kind: string; path?: string; main: boolean };
export type Exported = { account: string; keystore?: string; key?: string };
export type BackupFile = { file: string; path: string; size: number; at: number; url: string };
export type Found = {
  accounts: number;
  apps: number;
  contacts: number;
  listings: number;
  records: number;
  kinds: Record<string, number>;
};
/** `words`: whether it was opened with words that were given, as on a new machine. */
export type Drill = { file: string; at: number; words: boolean; ok: boolean; found: Found };

export type Money = { token: Token; amount: string };
export type Held = { account: string; money: Money[] };
export type Pace = 'slow' | 'normal' | 'fast';
/** `cost`: wei that it would cost now; `most`: that it can cost. */
export type Fee = { seconds?: number; cost: string; most: string; maxFee: string; priorityFee: string };
export type Quote = {
  /** fine, unchecked or refused. */
  check: string;
  reason?: string;
  from: string;
  send: Money[];
  get: Money[];
  after: Money[];
  fees?: { slow: Fee; normal: Fee; fast: Fee };
  warnings: { code: string; text: string }[];
  to: { address: string; name?: string };
};
/** `state`: done, or waiting for the owner's yes. */
export type Sent = { state: string; transaction?: string; approval?: string };

/** The books against the chain; amounts may have a minus. */
export type Reconciliation = {
  ok: boolean;
  block: number;
  rows: {
    account: string;
    place: string;
    token: Token;
    history: string;
    chain: string;
    difference: string;
    why?: string;
  }[];
};
export type OpenTransaction = {
  hash: string;
  from: string;
  to: string;
  name?: string;
  title: string;
  token: Token;
  amount: string;
  nonce: number;
  sentAt: number;
  maxFee: string;
  most: string;
  /** pending, cancelling, or mined while its block is not final. */
  state: string;
  canSpeedUp: boolean;
  canCancel: boolean;
  whyNot?: string;
};

export type PaymentRequest = { uri: string; svg: string; text: string };
export type ReadRequest = { chainId: number; to: string; name?: string; token: Token; amount?: string };
export type Contact = { address: string; name: string; note: string; lastPaidAt?: number };

/** `kind`: owner, node or app. */
export type Asker = { kind: string; id?: string; name: string };
/** `kind`: what it is paid for. */
export type Spend = { token: Token; amount: string; to: string; kind: string };
export type Approval = {
  id: string;
  at: number;
  expiresAt: number;
  asker: Asker;
  action: string;
  account: string;
  title: string;
  lines: { label: string; value: string }[];
  spends: Spend[];
  gas: string;
  rule: string;
  reason: string;
  /** Of a message, what would be signed. */
  digest?: string;
  /** waiting, approved while it is carried out, done, denied, expired or failed. */
  state: string;
  result?: string;
};
export type Decision = {
  at: number;
  asker: Asker;
  purpose: string;
  /** allowed, asked or refused. */
  outcome: string;
  rule: string;
  reason?: string;
  spends: Spend[];
  gas: string;
  account?: string;
  digest: string;
};
export type Decisions = { decisions: Decision[]; next?: string };

/** Base units; `token` an address. */
export type Budget = {
  token: string;
  perPayment: string;
  perCounterpartyDay?: string;
  perDay: string;
  kinds?: Record<string, string>;
  counterparties?: Record<string, string>;
};
export type Rules = {
  version: number;
  /** What a change is made from; an older one is refused. */
  revision: number;
  budgets: Budget[];
  gasPerTransaction: string;
  gasPerDay: string;
  expiresAt?: number;
};
export type Policy = { policy: Rules; tokens: Token[] };
export type Allowance = {
  token: Token;
  perPayment: string;
  perCounterpartyDay: string;
  perDay: string;
  spentToday: string;
};
export type App = {
  id: string;
  name: string;
  /** read, sell, buy, spend, sign. */
  scopes: string[];
  budgets: Allowance[];
  gasPerTransaction: string;
  gasPerDay: string;
  gasToday: string;
  createdAt: number;
  expiresAt: number;
  lastUsedAt?: number;
  /** live, revoked or expired. */
  state: string;
};
