/** The accounts of the wallet and the names that people gave to addresses, for whoever shows one. */

import { Resource } from './resource.svelte';
import { nameOf, payeeOf } from './payee';
import { shortHex } from './units';
import { accounts, contacts } from './wallet-api';
import type { Account } from './wallet-types';

export class Names {
  readonly accounts = new Resource((signal) => accounts.all(signal), ['wallet']);
  readonly contacts = new Resource((signal) => contacts.all(signal), ['wallet']);

  /** Accounts that can be paid from. */
  get own(): Account[] {
    return (this.accounts.data ?? []).filter((account) => account.kind !== 'watched');
  }

  /** What somebody typed as the payee: a contact's or account's name, or an address. */
  payee(typed: string): string | undefined {
    return payeeOf(typed, this.accounts.data ?? [], this.contacts.data ?? []);
  }

  known(address: string): string | undefined {
    return nameOf(address, this.accounts.data ?? [], this.contacts.data ?? []);
  }

  of(address: string): string {
    return this.known(address) ?? shortHex(address);
  }
}
