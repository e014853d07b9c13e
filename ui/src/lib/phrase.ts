/** What can be said of typed words before the node looks at them. */

import { t } from './strings';

const LENGTHS = [12, 15, 18, 21, 24];

export function countWords(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/u).length;
}

/** What their number says so far. */
export function wordsHint(text: string): string {
  const n = countWords(text);
  if (n === 0) return t('setup.words.hint');
  return t(LENGTHS.includes(n) ? 'setup.words.enough' : 'setup.words.count', { n });
}

/** What is wrong with their number, in words, or nothing. */
export function wordsFault(text: string): string | undefined {
  const n = countWords(text);
  if (n === 0) return t('setup.words.empty');
  return LENGTHS.includes(n) ? undefined : t('setup.words.count', { n });
}
