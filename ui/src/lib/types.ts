/** The shapes of the node's HTTP API. Amounts are decimal strings of base units, times are unix seconds. */

export type Token = { address: string; symbol: string; name: string; decimals: number; playMoney: boolean };

export type Cost = {
  price: string;
  token: Token;
  /** Wei, the most it can be. */
  gas: string;
  gasUnits: number;
  fee: string;
  /** Token units; with the gas in it where the token is the chain's coin. */
  total: string;
  gasIfRefunded: string;
  bond: string;
  noShow: string;
  disputeWindowSeconds: number;
  revealWindowSeconds: number;
  /** The most that peers are paid for bringing it, beside the total. */
  transfer: string;
  /** Wei, the most that the channels take by which they are paid. */
  transferGas: string;
};

/** One address by which the chain is asked, and why it is trusted or not. */
export type ChainEndpoint = { url: string; state: string; why?: string; head?: number; since: number };

/** A contract of the market at its address. `state`: ours, or missing. */
export type ChainContract = { name: string; address: string; state: string };

export type Status = {
  version: string;
  nodeId: string;
  account: string;
  chain: {
    id: number;
    name: string;
    playMoney: boolean;
    head: number;
    headTime: number;
    connected: boolean;
    /** Why it cannot be followed at present. */
    trouble?: string;
    /** What gas is paid in. */
    coin: Token;
    endpoints: ChainEndpoint[];
    contracts: ChainContract[];
  };
  peers: number;
  listings: number;
  unlocked: boolean;
  startedAt: number;
  httpAddress: string;
  p2pAddress: string;
  unaudited: boolean;
};

export type Balance = {
  token: Token;
  wallet: string;
  ledger: string;
  /** Of the ledger: the rest are bonds of open offers. */
  free: string;
  escrowed: string;
};
export type Wallet = { account: string; path: string; balances: Balance[]; pendingTransactions: number };

export type Movement = {
  at: number;
  account: string;
  /** `wallet`, or `ledger` for what the exchange holds for the account. */
  place: string;
  kind: string;
  title: string;
  token: Token;
  amount: string;
  direction: 'in' | 'out';
  transaction?: string;
  gasFee?: string;
  saleId?: string;
  listingId?: string;
  /** What the account held of this token at this place afterwards. */
  balance?: string;
  other?: string;
  otherName?: string;
  isFinal: boolean;
  replacedBy?: string;
  state: string;
  /** Why it is not done. */
  reason?: string;
};
export type History = { entries: Movement[]; next?: string };

export type StoredFile = { fileId: string; name: string; size: number; sha256: string };

export type Column = { name: string; type: string };
export type Sample = {
  index: number;
  offset: number;
  bytes: number;
  text?: string;
  /** The first bytes, for content that is not text. */
  hex: string;
  verified: boolean;
};

export type Listing = {
  id: string;
  listingKey: string;
  sequence: number;
  title: string;
  description: string;
  tags: string[];
  licence: string;
  kind: 'dataset' | 'file' | 'storage' | 'api';
  mediaType: string;
  fileName: string;
  size: number;
  blockSize: number;
  contentRoot: string;
  shared: boolean;
  exchangeRoot?: string;
  price: string;
  token: Token;
  seller: string;
  payee: string;
  validUntil: number;
  createdAt: number;
  chainId: number;
  contract: string;
  mine: boolean;
  buyable: boolean;
  notBuyableBecause?: string;
  sellerOnline: boolean;
  sellerLastSeen?: number;
  schema?: { columns: Column[] };
  samples: Sample[];
  gas: string;
  /** What buying it would cost now; the binding figures come with the seller's signed offer. */
  cost?: Cost;
  /** Where an API is called, or a file is sold by x402 as well. */
  service?: string;
};
export type Listings = { listings: Listing[]; total: number; next?: string };

/** Who was asked for encrypted blocks, and what came of it. */
export type Source = {
  kind: 'seller' | 'node';
  address: string;
  bytes: number;
  dropped?: 'lied' | 'refused' | 'stalled' | 'gone';
  why?: string;
};

export type Seed = {
  listing: string;
  exchangeRoot: string;
  title: string;
  state: 'fetching' | 'waiting' | 'complete';
  size: number;
  held: number;
  given: number;
  /** Absent where it is free and always was. */
  price?: { token: Token; perGib: string; earned: string };
  sources: Source[];
};
/** What one peer paid for one listing's bytes. */
export type SeedEarning = { listing: string; payer: string; token: Token; amount: string };

export type Draft = {
  fileId: string;
  title: string;
  description: string;
  tags: string[];
  licence: string;
  price: string;
  token?: string;
  mediaType?: string;
  schema?: { columns: Column[] };
  validDays?: number;
  shared?: boolean;
  x402?: boolean;
};

export type Transaction = {
  name: string;
  hash: string;
  gasUsed?: number;
  fee?: string;
  state: 'pending' | 'done' | 'failed';
};
export type Step = { name: string; title: string; at: number; done: boolean; transaction?: Transaction };

export type PurchaseState =
  | 'requested'
  | 'offered'
  | 'fetching'
  | 'checked'
  | 'paying'
  | 'paid'
  | 'opened'
  | 'delivered'
  | 'complaining'
  | 'refunding'
  | 'refunded'
  | 'cancelled'
  | 'failed';

export type Purchase = {
  id: string;
  listingId: string;
  title: string;
  seller: string;
  state: PurchaseState;
  cost?: Cost;
  progress: { bytes: number; total: number; sources: Source[] };
  steps: Step[];
  file?: { name: string; size: number; sha256: string; path: string };
  problem?: { code: string; title: string; detail: string };
  deadlines: { revealBy?: number; disputeBy?: number };
  claimable?: string;
  createdAt: number;
  moneySafe: string;
  next?: string;
  approval?: string;
};

export type SaleState =
  | 'offered'
  | 'accepted'
  | 'keySent'
  | 'releasing'
  | 'revealing'
  | 'revealed'
  | 'settling'
  | 'settled'
  | 'released'
  | 'complained'
  | 'refunded'
  | 'expired';

export type Sale = {
  id: string;
  listingId: string;
  title: string;
  buyer: string;
  price: string;
  token: Token;
  state: SaleState;
  steps: Step[];
  bond: string;
  deadlines: { revealBy?: number; disputeBy?: number };
  createdAt: number;
};

export type Sums = { earned: string; pending: string; atRisk: string; claimable: string; spent: string };
export type Earnings = {
  tokens: (Sums & { token: Token; sources: (Sums & { source: string })[] })[];
  days: { day: string; token: string; earned: string; spent: string; sources: { source: string; earned: string; spent: string }[] }[];
};

/** A service that is sold by the call. */
export type Service = {
  name: string;
  url: string;
  target: string;
  file?: string;
  title: string;
  description: string;
  price: string;
  token: Token;
  payee: string;
  listing: string;
  calls: number;
  earned: string;
  owed: string;
  since: number;
  lastAt?: number;
};

/** A call of somebody's service that was paid for. */
export type PaidCall = {
  id: string;
  at: number;
  method: string;
  url: string;
  payee: string;
  token: Token;
  amount: string;
  status?: number;
  transaction?: string;
};

export type PeerInfo = {
  nodeId: string;
  account?: string;
  address: string;
  carrier: string;
  way: string;
  connectedSince: number;
  bytesIn: number;
  bytesOut: number;
  agent: string;
  direction: string;
};

export type PeerLeft = { nodeId: string; address: string; reason: string; text: string; byThem: boolean; at: number };
export type Peers = { peers: PeerInfo[]; left: PeerLeft[] };

export type Finding = { name: string; health: string; sentence: string; advice?: string };
export type Doctor = { health: string; findings: Finding[] };

export type Topic = 'listings' | 'purchases' | 'sales' | 'wallet' | 'peers' | 'chain' | 'approvals' | 'apps' | 'storage' | 'channels' | 'loop';
export type Bell = { last: number; changed: string[] };

/** `application/problem+json`, as the node writes it; what the page makes up itself may say less. */
export type ProblemBody = {
  type?: string;
  code: string;
  title: string;
  status?: number;
  detail: string;
  retryable?: boolean;
  requestId?: string;
  moneySafe?: string;
  next?: string;
};
