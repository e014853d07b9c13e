/** Whom a typed name means, and what an address is called. */

import type { Account, Contact } from './wallet-types';

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
type Named = Pick<Account | Contact, 'address' | 'name'>;

export function payeeOf(typed: string, own: Named[], known: Named[]): string | undefined {
  const text = typed.trim();
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return text;
  const found = [...known, ...own].filter((one) => same(one.name.trim(), text));
  // Two of the same name are none: the address has to be chosen.
  return found.length === 1 ? found[0]!.address : undefined;
}

export function nameOf(address: string, own: Named[], known: Named[]): string | undefined {
  return [...known, ...own].find((one) => same(one.address, address) && one.name !== '')?.name;
}
