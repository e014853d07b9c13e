import { describe, expect, it } from 'vitest';
import { BudgetForm } from './budget.svelte';

const PLAY = { address: '0x' + '01'.repeat(20), symbol: 'PLAY', decimals: 6 };
const typed = (perPayment: string, perCounterpartyDay: string, perDay: string) => {
  const form = new BudgetForm(PLAY);
  form.typed = { perPayment, perCounterpartyDay, perDay };
  return form;
};

describe('a budget as it is typed', () => {
  it('is none where nothing is typed: then every payment is asked for', () => {
    const form = typed('', ' ', '');
    expect(form.finished()).toBeUndefined();
    expect(form.faulty).toBe(false);
  });
  it('is as wide as the day where a part is left open', () => {
    expect(typed('', '', '5').finished()).toEqual({
      token: PLAY.address,
      perPayment: '5000000',
      perCounterpartyDay: '5000000',
      perDay: '5000000',
    });
  });
  it('has no part that is more than the day', () => {
    const form = typed('6', '1', '5');
    expect(form.fault('perPayment')).toBe('No part can be more than the whole day.');
    expect(form.fault('perCounterpartyDay')).toBeUndefined();
    expect(form.finished()).toBeUndefined();
  });
  it('needs a day where a part is given', () => {
    expect(typed('1', '', '').fault('perDay')).toBe('An amount is needed.');
    expect(typed('1', '', '').finished()).toBeUndefined();
  });
  it('takes no more digits than the token has', () => {
    expect(typed('1', '1', '1.0000001').fault('perDay')).toContain('at most 6 digits');
  });
  it('keeps what the form does not show', () => {
    const was = { token: PLAY.address, perPayment: '1', perCounterpartyDay: '2', perDay: '3', kinds: { file: '1' } };
    const form = new BudgetForm(PLAY, was);
    expect(form.typed.perDay).toBe('0.000003');
    expect(form.finished()).toEqual(was);
  });
});
