/** The only place that talks to the node. Every answer is a value of `types.ts` or a thrown `Problem`. */

import { plain } from './plain';
import { Problem } from './problem';
import { session } from './session.svelte';
import type * as T from './types';

const BASE = '/api/v1';

/** One request. A `Blob` is sent as the bytes that it is, anything else as JSON. */
export async function call<A>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<A> {
  const headers: Record<string, string> = { Authorization: `Bearer ${session.token}`, Accept: 'application/json' };
  const request: RequestInit = { method, headers, cache: 'no-store', redirect: 'error' };
  if (signal !== undefined) request.signal = signal;
  if (body instanceof Blob) {
    headers['Content-Type'] = body.type || 'application/octet-stream';
    request.body = body;
  } else if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(BASE + path, request);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw Problem.away();
  }
  return answer<A>(response.status, await response.text());
}

function answer<A>(status: number, text: string): A {
  const body = readJson(text);
  if (status >= 200 && status < 300 && body !== undefined) return body as A;
  if (status === 401) session.leave();
  throw new Problem(isProblem(body) ? body : unreadable(status), status);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => {
      // The node may write what is not there as null: here it is absent.
      if (value === null) return undefined;
      return typeof value === 'string' ? plain(value) : value;
    });
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is T.ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'detail' in body;
}

function unreadable(status: number): T.ProblemBody {
  return { code: 'unreadable_answer', title: 'The node answered with something else', detail: `HTTP ${status}` };
}

export function query(values: Record<string, string | number | boolean | undefined>): string {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return set.length === 0 ? '' : '?' + new URLSearchParams(set.map(([name, value]) => [name, String(value)]));
}

const id = encodeURIComponent;

export type Search = { q?: string; tag?: string; mine?: boolean; cursor?: string; limit?: number };
export type Movements = { limit?: number; cursor?: string; account?: string; token?: string };
type Payment = { token: string; amount: string; idempotencyKey: string };

export const api = {
  status: (signal?: AbortSignal) => call<T.Status>('GET', '/status', undefined, signal),
  wallet: (signal?: AbortSignal) => call<T.Wallet>('GET', '/wallet', undefined, signal),
  withdraw: (payment: Payment) => call<{ transaction: string }>('POST', '/wallet/withdraw', payment),
  history: (of: Movements, signal?: AbortSignal) =>
    call<T.History>('GET', '/wallet/history' + query(of), undefined, signal),
  listings: (search: Search, signal?: AbortSignal) =>
    call<T.Listings>('GET', '/listings' + query({ limit: 24, ...search }), undefined, signal),
  listing: (listing: string, signal?: AbortSignal) =>
    call<T.Listing>('GET', `/listings/${id(listing)}`, undefined, signal),
  publish: (draft: T.Draft, idempotencyKey: string) =>
    call<T.Listing>('POST', '/listings', { ...draft, idempotencyKey }),
  seeds: (signal?: AbortSignal) =>
    call<{ seeds: T.Seed[] }>('GET', '/seeds', undefined, signal).then((all) => all.seeds),
  seedEarnings: (signal?: AbortSignal) =>
    call<{ parts: T.SeedEarning[] }>('GET', '/seeds/earnings', undefined, signal).then((all) => all.parts),
  seed: (listing: string, perGib?: string) => call<T.Seed>('POST', '/seeds', { listing, perGib }),
  unseed: (listing: string) => call<T.Seed>('DELETE', `/seeds/${id(listing)}`),
  revoke: (listing: string) => call<{ id: string; revoked: true }>('DELETE', `/listings/${id(listing)}`),
  purchases: (signal?: AbortSignal) =>
    call<{ purchases: T.Purchase[] }>('GET', '/purchases', undefined, signal).then((all) => all.purchases),
  purchase: (purchase: string, signal?: AbortSignal) =>
    call<T.Purchase>('GET', `/purchases/${id(purchase)}`, undefined, signal),
  ask: (listingId: string, idempotencyKey: string) =>
    call<T.Purchase>('POST', '/purchases', { listingId, idempotencyKey }),
  approve: (purchase: string, total: string) =>
    call<T.Purchase>('POST', `/purchases/${id(purchase)}/approve`, { total }),
  cancel: (purchase: string) => call<T.Purchase>('POST', `/purchases/${id(purchase)}/cancel`),
  download: (purchase: string) => call<{ url: string }>('POST', `/purchases/${id(purchase)}/download`),
  sales: (signal?: AbortSignal) =>
    call<{ sales: T.Sale[] }>('GET', '/sales', undefined, signal).then((all) => all.sales),
  services: (signal?: AbortSignal) =>
    call<{ services: T.Service[] }>('GET', '/services', undefined, signal).then((all) => all.services),
  paidCalls: (signal?: AbortSignal) =>
    call<{ payments: T.PaidCall[] }>('GET', '/fetch?limit=100', undefined, signal).then((all) => all.payments),
  sale: (sale: string, signal?: AbortSignal) => call<T.Sale>('GET', `/sales/${id(sale)}`, undefined, signal),
  earnings: (signal?: AbortSignal) => call<T.Earnings>('GET', '/balance', undefined, signal),
  exportEarnings: () => call<{ url: string }>('POST', '/balance/export'),
  peers: (signal?: AbortSignal) => call<T.Peers>('GET', '/peers', undefined, signal),
  doctor: (signal?: AbortSignal) => call<T.Doctor>('GET', '/doctor', undefined, signal),
  events: (since: number, wait: number, signal: AbortSignal) =>
    call<T.Bell>('GET', '/events' + query({ since, wait }), undefined, signal),
};

/** Sends a chosen file, telling how many bytes have left; an `XMLHttpRequest` because `fetch` cannot say that. */
export function upload(file: File, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<T.StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', BASE + '/files');
    request.setRequestHeader('Authorization', `Bearer ${session.token}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () => reject(Problem.away());
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.onload = () => {
      try {
        resolve(answer<T.StoredFile>(request.status, request.responseText));
      } catch (cause) {
        reject(Problem.of(cause));
      }
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
