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
  /** Whether keys for protective calls lie open, so that deadlines are met while it is locked. */
  standby: boolean;
};

/** `kind`: words, imported or watched. */
export type Account = { address: string; name: string; kind: string; path?: string; main: boolean };
export type Exported = { account: string; keystore?: string; key?: string };

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
