/** The views of keys, money and rules, in one file of their own. */
import Accounts from './Accounts.svelte';
import Approvals from './Approvals.svelte';
import Apps from './Apps.svelte';
import Backup from './Backup.svelte';
import Channels from './Channels.svelte';
import Contacts from './Contacts.svelte';
import Decisions from './Decisions.svelte';
import History from './History.svelte';
import Loop from './Loop.svelte';
import Receive from './Receive.svelte';
import Rules from './Rules.svelte';
import Send from './Send.svelte';
import Seeding from './Seeding.svelte';
import Services from './Services.svelte';
import Setup from './Setup.svelte';
import Storage from './Storage.svelte';
import Wallet from './Wallet.svelte';

export { Setup };
export const LATER = {
  wallet: Wallet,
  send: Send,
  receive: Receive,
  history: History,
  accounts: Accounts,
  contacts: Contacts,
  backup: Backup,
  loop: Loop,
  approvals: Approvals,
  decisions: Decisions,
  apps: Apps,
  rules: Rules,
  seeding: Seeding,
  services: Services,
  storage: Storage,
  channels: Channels,
};
