/** Every word of the page, by key. What the node says (titles of steps, problems) comes from the node. */

import { channels } from './words/channels';
import { consent } from './words/consent';
import { frame } from './words/frame';
import { loop } from './words/loop';
import { money } from './words/money';
import { seeding } from './words/seeding';
import { services } from './words/services';
import { setup } from './words/setup';
import { spending } from './words/spending';
import { storage } from './words/storage';
import { trade } from './words/trade';

const en = { ...frame, ...trade, ...money, ...setup, ...spending, ...consent, ...services, ...seeding, ...storage, ...channels, ...loop } as const;

export type StringKey = keyof typeof en;

/** The words of `key` with `{name}` filled in. */
export function t(key: StringKey, values: Record<string, string | number> = {}): string {
  const words: string = en[key];
  return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** One, none or many: `key.0` and `key.1` where they exist, else `key` with `{n}`. */
export function count(key: StringKey, n: number, shown: string = String(n)): string {
  const exact = `${key}.${n}`;
  return exact in en ? t(exact as StringKey) : t(key, { n: shown });
}

/** The words of a code that the node says, or the code itself when this page is older than the node. */
export function coded(prefix: string, code: string): string {
  const key = `${prefix}.${code}`;
  return key in en ? t(key as StringKey) : code;
}
