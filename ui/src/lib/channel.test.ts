import { describe, expect, it } from 'vitest';
import { actsOn, raised } from './channel';

const token = { address: '0x1', symbol: 'PLAY', name: 'Play', decimals: 6, playMoney: true };

describe('what can be done about a channel', () => {
  it('is raised or closed by who pays', () => {
    expect(actsOn({ role: 'payer', state: 'open', claimable: '5' })).toEqual(['topUp', 'close']);
    expect(actsOn({ role: 'payer', state: 'asking', claimable: '0' })).toEqual(['topUp', 'close']);
    expect(actsOn({ role: 'payer', state: 'opening', claimable: '0' })).toEqual(['close']);
  });
  it('is claimed by who is paid, where there is something', () => {
    expect(actsOn({ role: 'payee', state: 'open', claimable: '5' })).toEqual(['claim', 'close']);
    expect(actsOn({ role: 'payee', state: 'open', claimable: '0' })).toEqual(['close']);
  });
  it('is nothing once it ends', () => {
    for (const state of ['closed', 'failed', 'cancelled', 'leaving', 'exiting', 'withdrawing', 'closing', 'ending']) {
      expect(actsOn({ role: 'payee', state, claimable: '5' })).toEqual([]);
      expect(actsOn({ role: 'payer', state, claimable: '5' })).toEqual([]);
    }
  });
});

describe('a raised deposit', () => {
  it('is what is there and what was typed, to the last unit', () => {
    expect(raised({ deposit: '9007199254740993', token }, '1.5')).toEqual({ value: '9007199256240993' });
  });
  it('says what is wrong with what was typed', () => {
    expect(raised({ deposit: '1', token }, 'much')).toHaveProperty('fault');
    expect(raised({ deposit: '1', token }, '')).toHaveProperty('fault');
  });
});
