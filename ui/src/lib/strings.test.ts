import { describe, expect, it } from 'vitest';
import { coded, count, t } from './strings';

describe('words', () => {
  it('fills in values and leaves unknown ones to be seen', () => {
    expect(t('status.head', { n: 7 })).toBe('Block 7');
    expect(t('status.head')).toBe('Block {n}');
  });
  it('counts', () => {
    expect(count('status.peers', 0)).toBe('No peers connected');
    expect(count('status.peers', 1)).toBe('1 peer connected');
    expect(count('status.peers', 12)).toBe('12 peers connected');
  });
  it('shows a code that it does not know', () => {
    expect(coded('purchase.state', 'delivered')).toBe('Delivered');
    expect(coded('purchase.state', 'teleported')).toBe('teleported');
  });
});
