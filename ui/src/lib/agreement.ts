/** Holds the page's own names to what the node says it answers. Nothing here runs: where they differ, it doesn't compile. */
import type { components } from './openapi';
import type * as circle from './loop';
import type * as page from './types';
import type * as wallet from './wallet-types';

type Node = components['schemas'];

/** The same fields all the way down, apart from whether they may be missing and what exactly they hold. */
type Fields<T> = T extends readonly (infer E)[] ? Fields<E>[] : T extends object ? { [K in keyof T]-?: Fields<NonNullable<T[K]>> } : unknown;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * True where the page's type is one of the node's: it names every field, dreams none up, and counts on none that may
 * be missing. It may know more exactly which words a text can be.
 */
type Agrees<Page, Node> = Same<Fields<Page>, Fields<Node>> extends true ? (Page extends Node ? true : false) : false;

type Held<T extends true> = T;

export type Agreement = [
  Held<Agrees<page.Token, Node['Token']>>,
  Held<Agrees<page.Cost, Node['Cost']>>,
  Held<Agrees<page.Status, Node['Status']>>,
  Held<Agrees<page.Wallet, Node['Wallet']>>,
  Held<Agrees<page.History, Node['History']>>,
  Held<Agrees<page.StoredFile, Node['UploadsUpload']>>,
  Held<Agrees<page.Listing, Node['Listing']>>,
  Held<Agrees<page.Listings, Node['ListingFound']>>,
  Held<Agrees<page.Draft & { path?: string; idempotencyKey: string }, Node['NewListing']>>,
  Held<Agrees<page.Purchase, Node['Purchase']>>,
  Held<Agrees<page.Sale, Node['Sale']>>,
  Held<Agrees<page.Service, Node['Service']>>,
  Held<Agrees<page.PaidCall, Node['FetchPaid']>>,
  Held<Agrees<page.Earnings, Node['BalanceSheet']>>,
  Held<Agrees<circle.LoopView, Node['Loop']>>,
  Held<Agrees<circle.LoopPlan, Node['LoopPlan']>>,
  Held<Agrees<page.PeerInfo, Node['Peer']>>,
  Held<Agrees<page.PeerLeft, Node['Left']>>,
  Held<Agrees<page.Finding, Node['DoctorFinding']>>,
  Held<Agrees<page.Bell, Node['Events']>>,
  Held<Agrees<Required<page.ProblemBody>, Node['Problem']>>,
  Held<Agrees<wallet.Setup, Node['SetupDeskState']>>,
  Held<Agrees<wallet.Created, Node['SetupDeskCreated']>>,
  Held<Agrees<wallet.Lock, Node['Lock']>>,
  Held<Agrees<wallet.Account, Node['Account']>>,
  Held<Agrees<wallet.Exported, Node['AccountsExported']>>,
  Held<Agrees<wallet.Quote, Node['Quote']>>,
  Held<Agrees<wallet.Sent, Node['Sent']>>,
  Held<Agrees<wallet.OpenTransaction, Node['OpenTransactionsEntry']>>,
  Held<Agrees<wallet.PaymentRequest, Node['RequestDeskWritten']>>,
  Held<Agrees<wallet.ReadRequest, Node['RequestDeskRead']>>,
  Held<Agrees<wallet.Contact, Node['ContactsEntry']>>,
  Held<Agrees<wallet.Approval, Node['TrustViewsRequest']>>,
  Held<Agrees<wallet.Decisions, Node['TrustViewsDecisions']>>,
  Held<Agrees<wallet.Policy, Node['TrustViewsPolicy']>>,
  Held<Agrees<wallet.App, Node['TrustViewsProgram']>>,
  Held<Agrees<wallet.BackupFile, Node['KeyBackupMade']>>,
  Held<Agrees<wallet.Drill, Node['BackupsDrilled']>>,
];
