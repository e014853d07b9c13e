import { describe, expect, it } from 'vitest';
import { nameOf, payeeOf } from './payee';

const A = '0x' + 'aB'.repeat(20);
const B = '0x' + '12'.repeat(20);
const C = '0x' + '34'.repeat(20);
const own = [{ address: A, name: 'Main' }];
const known = [{ address: B, name: 'Anna' }, { address: C, name: ' Bert ' }];

describe('whom somebody means', () => {
  it('is an address as it was typed', () => {
    expect(payeeOf(` ${B} `, own, known)).toBe(B);
  });
  it('is a contact or an own account by its name, in any case', () => {
    expect(payeeOf('anna', own, known)).toBe(B);
    expect(payeeOf('BERT', own, known)).toBe(C);
    expect(payeeOf('main', own, known)).toBe(A);
  });
  it('is nobody where the name is of two, or of none', () => {
    expect(payeeOf('anna', own, [...known, { address: C, name: 'Anna' }])).toBeUndefined();
    expect(payeeOf('carl', own, known)).toBeUndefined();
    expect(payeeOf('', own, known)).toBeUndefined();
    expect(payeeOf('0x12', own, known)).toBeUndefined();
  });
  it('is called what the owner calls it', () => {
    expect(nameOf(B.toUpperCase().replace('0X', '0x'), own, known)).toBe('Anna');
    expect(nameOf('0x' + '99'.repeat(20), own, known)).toBeUndefined();
    expect(nameOf(B, [{ address: B, name: '' }], [])).toBeUndefined();
  });
});
