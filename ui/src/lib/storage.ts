/** What the node says about room on disks. Amounts are decimal strings of base units. */

import { call } from './api';
import type { Token } from './types';

export type Hosted = {
  id: string;
  state: string;
  words: string;
  client: string;
  size: number;
  epochs: number;
  proven: number;
  missed: number;
  token: Token;
  earned: string;
  given?: { bytes: number };
  trouble?: string;
};
export type Offered = {
  offer?: { listing: string; token: Token; perTib30Days: string; perEpoch: string; retrievalPerGib?: string };
  space: number;
  used: number;
  ledger: { token: Token; amount: string }[];
  deals: Hosted[];
  uploads: { client: string; day: number; bytes: number; lapsed: number }[];
  trouble?: string;
};
export type Replica = {
  id: string;
  words: string;
  provider: string;
  epochs: number;
  proven: number;
  missed: number;
  price: string;
  lost: boolean;
};
export type Kept = {
  id: string;
  name: string;
  size: number;
  state: string;
  words: string;
  copies: number;
  safe: number;
  until: number;
  token: Token;
  max: string;
  spent: string;
  replicas: Replica[];
  trouble?: string;
};

export const storage = {
  offered: (signal?: AbortSignal) => call<Offered>('GET', '/storage/offered', undefined, signal),
  end: (id: string) => call<Kept>('POST', `/storage/kept/${encodeURIComponent(id)}/end`, {}),
  kept: (signal?: AbortSignal) =>
    call<{ kept: Kept[] }>('GET', '/storage/kept', undefined, signal).then((all) => all.kept),
};
