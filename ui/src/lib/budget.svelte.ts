/** A budget as it is typed: amounts of one token that may go out unasked. */

import { amountFault } from './faults';
import { t } from './strings';
import type { Token } from './types';
import { parseAmount, plainAmount } from './units';
import type { Budget } from './wallet-types';

export type BudgetPart = 'perPayment' | 'perCounterpartyDay' | 'perDay';

export class BudgetForm {
  readonly token: Pick<Token, 'address' | 'symbol' | 'decimals'>;
  typed: Record<BudgetPart, string> = $state({ perPayment: '', perCounterpartyDay: '', perDay: '' });
  readonly #was: Budget | undefined;

  constructor(token: Pick<Token, 'address' | 'symbol' | 'decimals'>, budget?: Budget) {
    this.token = token;
    this.#was = budget;
    if (budget === undefined) return;
    for (const part of ['perPayment', 'perCounterpartyDay', 'perDay'] as const) {
      this.typed[part] = plainAmount(budget[part] ?? budget.perDay, token.decimals);
    }
  }

  get empty(): boolean {
    return Object.values(this.typed).every((text) => text.trim() === '');
  }

  fault(part: BudgetPart): string | undefined {
    if (this.empty) return undefined;
    const read = this.#read(part);
    if (!('value' in read)) return amountFault(read, this.token);
    const day = this.#read('perDay');
    return 'value' in day && read.value > day.value ? t('rules.fault.parts') : undefined;
  }

  get faulty(): boolean {
    return (['perPayment', 'perCounterpartyDay', 'perDay'] as const).some((part) => this.fault(part) !== undefined);
  }

  /** Nothing where nothing was typed: then every payment is asked for. */
  finished(): Budget | undefined {
    const payment = this.#read('perPayment');
    const counterparty = this.#read('perCounterpartyDay');
    const day = this.#read('perDay');
    if (this.empty || this.faulty || !('value' in payment) || !('value' in counterparty) || !('value' in day)) {
      return undefined;
    }
    return {
      ...(this.#was ?? {}),
      token: this.token.address,
      perPayment: payment.value.toString(),
      perCounterpartyDay: counterparty.value.toString(),
      perDay: day.value.toString(),
    };
  }

  /** What is left open is as much as the day. */
  #read(part: BudgetPart) {
    const text = this.typed[part].trim() === '' ? this.typed.perDay : this.typed[part];
    return parseAmount(text, this.token.decimals);
  }
}
