/** What the node is asked about keys, spending and who may. Secrets go out in a body, never in an address. */

import { call, query } from './api';
import type * as T from './wallet-types';

const id = encodeURIComponent;

export const setup = {
  state: (signal?: AbortSignal) => call<T.Setup>('GET', '/setup', undefined, signal),
  create: (passphrase: string, words: number) => call<T.Created>('POST', '/setup/create', { passphrase, words }),
  restore: (wanted: { words: string; passphrase: string; wordsPassphrase?: string }) =>
    call<{ account: string }>('POST', '/setup/restore', wanted),
  restoreFile: (file: Blob) => call<unknown>('POST', '/setup/restore-file', asBytes(file)),
  unlock: (passphrase: string) => call<T.Setup>('POST', '/setup/unlock', { passphrase }),
};

export const keys = {
  state: (signal?: AbortSignal) => call<T.Lock>('GET', '/wallet/lock', undefined, signal),
  unlock: (passphrase: string, minutes: number) => call<T.Lock>('POST', '/wallet/unlock', { passphrase, minutes }),
  lock: () => call<T.Lock>('POST', '/wallet/lock'),
  words: (passphrase: string) => call<{ words: string[] }>('POST', '/wallet/words', { passphrase }),
  asked: (signal?: AbortSignal) => call<{ asked: number[] }>('GET', '/wallet/words/check', undefined, signal),
  check: (answers: Record<string, string>) => call<{ backedUp: boolean }>('POST', '/wallet/words/check', { answers }),
  backup: () => call<T.BackupFile>('POST', '/wallet/backup'),
  drill: () => call<T.Drill>('POST', '/wallet/drill', {}),
};

export const accounts = {
  all: (signal?: AbortSignal) =>
    call<{ accounts: T.Account[] }>('GET', '/accounts', undefined, signal).then((found) => found.accounts),
  balance: (address: string, signal?: AbortSignal) =>
    call<T.Held>('GET', `/accounts/${id(address)}/balance`, undefined, signal),
  add: (name: string) => call<T.Account>('POST', '/accounts', { name }),
  import: (wanted: { name: string; key?: string; keystore?: string; passphrase?: string }) =>
    call<T.Account>('POST', '/accounts/import', wanted),
  watch: (name: string, address: string) => call<T.Account>('POST', '/accounts/watch', { name, address }),
  export: (address: string, wanted: { passphrase: string; format: 'keystore' | 'key'; newPassphrase?: string }) =>
    call<T.Exported>('POST', `/accounts/${id(address)}/export`, wanted),
  remove: (address: string) => call<unknown>('DELETE', `/accounts/${id(address)}`),
};

export type Order = { from?: string; to: string; token: string; amount: string };
type Paced = Order & { pace: T.Pace };

export const spending = {
  quote: (order: Paced, signal?: AbortSignal) => call<T.Quote>('POST', '/wallet/quote', order, signal),
  send: (order: Paced & { idempotencyKey: string }) => call<T.Sent>('POST', '/wallet/send', order),
  open: (signal?: AbortSignal) =>
    call<{ transactions: T.OpenTransaction[] }>('GET', '/wallet/transactions', undefined, signal).then(
      (found) => found.transactions,
    ),
  speedUp: (hash: string, pace: T.Pace) =>
    call<{ transaction: string }>('POST', `/wallet/transactions/${id(hash)}/speed-up`, { pace }),
  cancel: (hash: string) => call<{ transaction: string }>('POST', `/wallet/transactions/${id(hash)}/cancel`),
  request: (wanted: { account?: string; token: string; amount?: string }, signal?: AbortSignal) =>
    call<T.PaymentRequest>('GET', '/wallet/request' + query(wanted), undefined, signal),
  read: (uri: string) => call<T.ReadRequest>('POST', '/wallet/request/read', { uri }),
  /** A picture of its QR code that was handed over before. */
  readPicture: (file: string) => call<T.ReadRequest>('POST', '/wallet/request/read', { file }),
  reconcile: () => call<T.Reconciliation>('GET', '/wallet/reconcile'),
  exportHistory: (of: { account?: string; token?: string }) => call<{ url: string }>('POST', '/wallet/history/export', of),
};

export const contacts = {
  all: (signal?: AbortSignal) =>
    call<{ contacts: T.Contact[] }>('GET', '/contacts', undefined, signal).then((found) => found.contacts),
  put: (contact: T.Contact) => call<unknown>('POST', '/contacts', contact),
  remove: (address: string) => call<unknown>('DELETE', `/contacts/${id(address)}`),
};

export const approvals = {
  all: (signal?: AbortSignal) =>
    call<{ approvals: T.Approval[] }>('GET', '/approvals', undefined, signal).then((found) => found.approvals),
  approve: (approval: string) => call<T.Approval>('POST', `/approvals/${id(approval)}/approve`),
  deny: (approval: string) => call<T.Approval>('POST', `/approvals/${id(approval)}/deny`),
  decisions: (cursor?: string, signal?: AbortSignal) =>
    call<T.Decisions>('GET', '/decisions' + query({ limit: 30, cursor }), undefined, signal),
};

export const rules = {
  policy: (signal?: AbortSignal) => call<T.Policy>('GET', '/policy', undefined, signal),
  setPolicy: (policy: T.Rules) => call<T.Policy>('PUT', '/policy', policy),
  apps: (signal?: AbortSignal) =>
    call<{ apps: T.App[] }>('GET', '/apps', undefined, signal).then((found) => found.apps),
  pair: (app: { name: string; scopes: string[]; budgets: T.Budget[]; expiresAt: number }) =>
    call<{ id: string; token: string }>('POST', '/apps', app),
  revoke: (app: string) => call<unknown>('DELETE', `/apps/${id(app)}`),
};

function asBytes(file: Blob): Blob {
  return new Blob([file], { type: 'application/octet-stream' });
}
