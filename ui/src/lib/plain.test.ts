import { expect, it } from 'vitest';
import { plain } from './plain';

it('takes out what turns the reading direction and leaves the rest', () => {
  expect(plain('4.00 \u202e00.4\u2066 PLAY')).toBe('4.00 00.4 PLAY');
  expect(plain('<b>שלום</b>\n\té 🐦')).toBe('<b>שלום</b>\n\té 🐦');
});
