/**
 * What a stranger wrote, without the marks that turn the reading direction of what stands beside it: a title could
 * otherwise make a price read backwards. Everything else is left as it is; the page shows text as text.
 */
export function plain(text: string): string {
  return text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
}
