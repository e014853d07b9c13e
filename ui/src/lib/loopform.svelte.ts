import { amountFault } from './faults';
import { OUTLETS, type LoopRule, type Outlet } from './loop';
import { formatShare, parseShare } from './share';
import { t } from './strings';
import type { Token } from './types';
import { parseAmount, plainAmount } from './units';

const MOST_COPIES = 8;
const MOST_DAYS = 366;

/** Ceilings of one token as they are typed; a token without them does not count. */
export class CeilingForm {
  readonly token: Token;
  readonly #least: string | undefined;
  perDay = $state('');
  inAll = $state('');

  constructor(token: Token, known: LoopRule['tokens'][number] | undefined) {
    this.token = token;
    this.#least = known?.least;
    this.perDay = known === undefined ? '' : plainAmount(known.perDay, token.decimals);
    this.inAll = known === undefined ? '' : plainAmount(known.inAll, token.decimals);
  }

  get used(): boolean {
    return this.perDay !== '' || this.inAll !== '';
  }

  get fault(): string | undefined {
    if (!this.used) return undefined;
    const [day, all] = [parseAmount(this.perDay, this.token.decimals), parseAmount(this.inAll, this.token.decimals)];
    if ('value' in day && 'value' in all) return day.value > all.value ? t('loop.fault.ceilings') : undefined;
    return amountFault(day, this.token) ?? amountFault(all, this.token);
  }

  finished(): LoopRule['tokens'][number] {
    const units = (text: string) => {
      const parsed = parseAmount(text, this.token.decimals);
      return 'value' in parsed ? parsed.value : 0n;
    };
    const perDay = units(this.perDay);
    // A hundredth of a day's, unless the owner chose otherwise elsewhere.
    const least = this.#least ?? String(perDay / 100n || 1n);
    return { token: this.token.address, least, perDay: String(perDay), inAll: String(units(this.inAll)) };
  }
}

/** The rule as it is typed. What is not shown of it is sent back as it came. */
export class LoopForm {
  readonly old: LoopRule;
  readonly ceilings: CeilingForm[];
  shares: Record<Outlet, string> = $state({ savings: '', availability: '', seeders: '', gas: '' });
  savingsTo = $state('');
  copies = $state('');
  days = $state('');

  constructor(rule: LoopRule, tokens: Token[]) {
    this.old = rule;
    const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
    this.ceilings = tokens.map((token) => new CeilingForm(token, rule.tokens.find((one) => same(one.token, token.address))));
    for (const outlet of OUTLETS) this.shares[outlet] = formatShare(rule[outlet]);
    this.savingsTo = rule.savingsTo ?? '';
    this.copies = String(rule.copies);
    this.days = String(rule.days);
  }

  shareFault(outlet: Outlet): string | undefined {
    return parseShare(this.shares[outlet]) === undefined ? t('loop.fault.share') : undefined;
  }

  get tooMuch(): boolean {
    return OUTLETS.reduce((sum, outlet) => sum + (parseShare(this.shares[outlet]) ?? 0), 0) > 1000;
  }

  get noToken(): boolean {
    return !this.ceilings.some((form) => form.used);
  }

  get copiesFault(): string | undefined {
    return whole(this.copies, MOST_COPIES);
  }

  get daysFault(): string | undefined {
    return whole(this.days, MOST_DAYS);
  }

  get faulty(): boolean {
    const faults = [this.copiesFault, this.daysFault, ...OUTLETS.map((one) => this.shareFault(one)), ...this.ceilings.map((one) => one.fault)];
    return this.tooMuch || this.noToken || faults.some((fault) => fault !== undefined);
  }

  finished(on: boolean): LoopRule {
    const shares = Object.fromEntries(OUTLETS.map((outlet) => [outlet, parseShare(this.shares[outlet]) ?? 0]));
    const to = this.savingsTo.trim();
    return {
      ...this.old,
      ...shares,
      on,
      tokens: this.ceilings.filter((form) => form.used).map((form) => form.finished()),
      copies: Number(this.copies),
      days: Number(this.days),
      ...(to === '' ? {} : { savingsTo: to }),
    };
  }
}

function whole(text: string, most: number): string | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= most ? undefined : t('loop.fault.number', { most });
}
