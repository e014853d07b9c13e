/** What somebody types into the Send form, what is still wrong with it, and what the node says it would do. */

import { intentKey } from './intent';
import { amountFault } from './faults';
import type { Names } from './names.svelte';
import { t } from './strings';
import type { Token } from './types';
import { parseAmount } from './units';
import type { Order } from './wallet-api';
import type { Money, Pace } from './wallet-types';

export class PaymentForm {
  from = $state<string | undefined>();
  to = $state('');
  tokenAddress = $state<string | undefined>();
  amount = $state('');
  /** The whole balance, whatever it comes to after the fee. */
  all = $state(false);
  pace = $state<Pace>('normal');
  /** What the paying account holds. */
  money = $state.raw<Money[]>([]);
  readonly #names: Names;
  #key = { of: '', key: intentKey() };

  constructor(names: Names) {
    this.#names = names;
  }

  get held(): Money | undefined {
    const wanted = this.tokenAddress?.toLowerCase();
    return this.money.find((one) => one.token.address.toLowerCase() === wanted) ?? this.money[0];
  }

  get token(): Token | undefined {
    return this.held?.token;
  }

  get payee(): string | undefined {
    return this.#names.payee(this.to);
  }

  get faults() {
    const { token, held } = this;
    const read = parseAmount(this.amount, token?.decimals ?? 0);
    const more = 'value' in read && held !== undefined && read.value > BigInt(held.amount);
    return {
      to: this.payee === undefined ? t('pay.to.fault') : undefined,
      amount: this.all || token === undefined ? undefined : more ? t('send.fault.more') : amountFault(read, token),
    };
  }

  /** What the node is asked to try, once nothing is wrong. */
  get order(): Order | undefined {
    const { token, payee, faults } = this;
    if (token === undefined || payee === undefined || faults.to !== undefined || faults.amount !== undefined) return undefined;
    const read = parseAmount(this.amount, token.decimals);
    const amount = this.all ? 'all' : 'value' in read ? read.value.toString() : '';
    return { to: payee, token: token.address, amount, ...(this.from === undefined ? {} : { from: this.from }) };
  }

  /** The same payment asked for again carries the same key; any other, a new one. */
  keyOf(order: Order): string {
    const of = JSON.stringify([order, this.pace]);
    if (this.#key.of !== of) this.#key = { of, key: intentKey() };
    return this.#key.key;
  }
}
