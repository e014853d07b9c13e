/** The address after `#` as a route. Every view has an address; back and forward work. */

import { session } from './session.svelte';

export type ViewName =
  | 'browse' | 'listing' | 'purchases' | 'purchase' | 'sell' | 'sales' | 'sale' | 'node' | 'nowhere'
  | 'wallet' | 'send' | 'receive' | 'history' | 'accounts' | 'contacts' | 'backup'
  | 'approvals' | 'decisions' | 'apps' | 'rules' | 'services' | 'storage' | 'seeding' | 'channels' | 'loop';
export type Route = { view: ViewName; id: string; query: URLSearchParams };

const PATTERNS: [RegExp, ViewName][] = [
  [/^\/?$/, 'browse'],
  [/^\/listings\/([^/]+)$/, 'listing'],
  [/^\/purchases$/, 'purchases'],
  [/^\/purchases\/([^/]+)$/, 'purchase'],
  [/^\/sell$/, 'sell'],
  [/^\/sales$/, 'sales'],
  [/^\/sales\/([^/]+)$/, 'sale'],
  [/^\/services$/, 'services'],
  [/^\/storage$/, 'storage'],
  [/^\/seeding$/, 'seeding'],
  [/^\/channels$/, 'channels'],
  [/^\/wallet$/, 'wallet'],
  [/^\/wallet\/send$/, 'send'],
  [/^\/wallet\/receive$/, 'receive'],
  [/^\/wallet\/history$/, 'history'],
  [/^\/wallet\/accounts$/, 'accounts'],
  [/^\/wallet\/contacts$/, 'contacts'],
  [/^\/wallet\/backup$/, 'backup'],
  [/^\/wallet\/loop$/, 'loop'],
  [/^\/approvals$/, 'approvals'],
  [/^\/approvals\/decisions$/, 'decisions'],
  [/^\/apps$/, 'apps'],
  [/^\/rules$/, 'rules'],
  [/^\/node$/, 'node'],
];

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const query = new URLSearchParams(search);
  for (const [pattern, view] of PATTERNS) {
    const match = pattern.exec(path);
    if (match !== null) return { view, id: decode(match[1] ?? ''), query };
  }
  return { view: 'nowhere', id: '', query };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class Router {
  route: Route = $state.raw(parseRoute(location.hash));
  /** Counts the addresses gone to. A view starts anew with each, also where it was the one on the screen. */
  visit = $state(0);

  go(path: string): void {
    location.hash = path;
  }

  /** Changes the address in place, as a search box does while one types. */
  replace(path: string): void {
    history.replaceState(null, '', '#' + path);
    this.route = parseRoute(location.hash);
  }

  start(): () => void {
    const onChange = () => {
      session.takeFromAddress();
      this.route = parseRoute(location.hash);
      this.visit++;
    };
    session.takeFromAddress();
    this.route = parseRoute(location.hash);
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }
}

export const router = new Router();
