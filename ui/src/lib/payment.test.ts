import { describe, expect, it } from 'vitest';
import type { Names } from './names.svelte';
import { payeeOf } from './payee';
import { PaymentForm } from './payment.svelte';
import type { Token } from './types';

const TO = '0x' + '12'.repeat(20);
const PLAY: Token = { address: '0x' + '0A'.repeat(20), symbol: 'PLAY', name: 'Play', decimals: 6, playMoney: true };
const names = { payee: (typed: string) => payeeOf(typed, [], [{ address: TO, name: 'Anna' }]) } as Names;

function form(to: string, amount: string) {
  const made = new PaymentForm(names);
  made.money = [{ token: PLAY, amount: '2500000' }];
  made.to = to;
  made.amount = amount;
  return made;
}

describe('a payment as it is typed', () => {
  it('is an order once nothing is wrong', () => {
    expect(form('Anna', '1,25').order).toEqual({ to: TO, token: PLAY.address, amount: '1250000' });
    expect(form('Anna', '2.5').order?.amount).toBe('2500000');
  });
  it('is no order with more than there is, an unknown name or no amount', () => {
    expect(form('Anna', '2.500001').order).toBeUndefined();
    expect(form('Anna', '2.500001').faults.amount).toBe('That is more than you have.');
    expect(form('Carl', '1').order).toBeUndefined();
    expect(form('Anna', '').order).toBeUndefined();
  });
  it('says "all" where all is meant, whatever the fee takes', () => {
    const all = form(TO, '2.5');
    all.all = true;
    all.from = '0x' + '77'.repeat(20);
    expect(all.order).toEqual({ to: TO, token: PLAY.address, amount: 'all', from: all.from });
  });
  it('asks for the same payment under the same key, and for another under another', () => {
    const one = form('Anna', '1');
    const key = one.keyOf(one.order!);
    expect(one.keyOf(one.order!)).toBe(key);
    one.amount = '1.000001';
    const other = one.keyOf(one.order!);
    expect(other).not.toBe(key);
    one.pace = 'fast';
    expect(one.keyOf(one.order!)).not.toBe(other);
  });
  it('finds its token whatever the case of the address', () => {
    const one = form('Anna', '1');
    one.tokenAddress = PLAY.address.toLowerCase();
    expect(one.token).toBe(PLAY);
  });
});
