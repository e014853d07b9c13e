/** A percentage that a person typed, per mille: 0 to 100 with at most one digit after the point. */
export function parseShare(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d))?\s*%?$/.exec(text.trim() === '' ? '0' : text.trim());
  if (match === null) return undefined;
  const share = Number(match[1]) * 10 + Number(match[2] ?? 0);
  return share <= 1000 ? share : undefined;
}

export function formatShare(perMille: number): string {
  return perMille % 10 === 0 ? String(perMille / 10) : (perMille / 10).toFixed(1);
}
