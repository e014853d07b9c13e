/** Amounts, bytes and times as people read them. Amounts are bigint of base units throughout; no float ever touches one. */

export type AmountStyle = {
  locale?: string | undefined;
  /** Digits after the point that are always shown. */
  least?: number;
  /** Digits after the point that are shown at most. */
  most?: number;
  /** Which way a shortened amount goes: what one owns down, what one may pay up. */
  round?: 'down' | 'up';
};

/** All digits of an amount, grouped as the locale does, at least `least` after the point. */
export function formatAmount(base: string | bigint, decimals: number, style: AmountStyle = {}): string {
  const value = BigInt(base);
  const most = Math.min(style.most ?? decimals, decimals);
  const least = Math.min(style.least ?? Math.min(2, decimals), most);
  const shown = shorten(value < 0n ? -value : value, decimals, most, style.round ?? 'down');
  const one = 10n ** BigInt(most);
  let fraction = most === 0 ? '' : (shown % one).toString().padStart(most, '0');
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  const whole = new Intl.NumberFormat(style.locale).format(shown / one);
  const sign = value < 0n && shown !== 0n ? '−' : '';
  return sign + whole + (fraction === '' ? '' : decimalPoint(style.locale) + fraction);
}

/** Whether `formatAmount` with at most `most` digits would leave something out. */
export function isShortened(base: string | bigint, decimals: number, most: number): boolean {
  return most < decimals && BigInt(base) % 10n ** BigInt(decimals - most) !== 0n;
}

/** An amount for reading in passing: a token's own digits up to 6, never a nonzero amount shown as 0. */
export function briefAmount(base: string | bigint, decimals: number, style: AmountStyle = {}): string {
  const value = BigInt(base);
  const most = Math.min(style.most ?? 6, decimals);
  const smallest = 10n ** BigInt(decimals - most);
  if (value > 0n && value < smallest) return '< ' + formatAmount(smallest, decimals, { ...style, most });
  return formatAmount(value, decimals, { ...style, most });
}

function shorten(value: bigint, decimals: number, most: number, round: 'down' | 'up'): bigint {
  const unit = 10n ** BigInt(decimals - most);
  const cut = value / unit;
  return round === 'up' && value % unit !== 0n ? cut + 1n : cut;
}

function decimalPoint(locale: string | undefined): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find((part) => part.type === 'decimal')?.value ?? '.';
}

/** All digits, as one would type them: no groups, a point. */
export function plainAmount(base: string | bigint, decimals: number): string {
  return formatAmount(base, decimals, { locale: 'en' }).replaceAll(',', '');
}

export type AmountFault = 'empty' | 'shape' | 'digits' | 'size';
const LARGEST = 2n ** 96n - 1n;

/** What a person typed, in base units: digits with one point or comma, no sign, no exponent, at most uint96. */
export function parseAmount(text: string, decimals: number): { value: bigint } | { fault: AmountFault } {
  const typed = text.trim().replaceAll(/[\s_\u00a0\u202f]/g, '');
  if (typed === '') return { fault: 'empty' };
  const match = /^(\d{0,60})(?:[.,](\d{0,60}))?$/.exec(typed);
  if (match === null || (match[1] === '' && (match[2] ?? '') === '')) return { fault: 'shape' };
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return { fault: 'digits' };
  const value = BigInt((match[1] || '0') + fraction.padEnd(decimals, '0'));
  return value > LARGEST ? { fault: 'size' } : { value };
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, three digits: `1.23 MB`. */
export function formatBytes(bytes: number, locale?: string): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return `${number} ${BYTE_UNITS[unit]}`;
}

export function formatCount(count: number, locale?: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

const SPANS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** `12 seconds ago`, `in 3 hours`: both in unix seconds. */
export function formatAgo(at: number, now: number, locale?: string): string {
  const distance = at - now;
  const [unit, length] = SPANS.find(([, span]) => Math.abs(distance) >= span) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(distance / length), unit);
}

/** A window's length in its two largest units: `1 h 30 min`. */
export function formatDuration(seconds: number): string {
  const left = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(left / 86_400), 'd'],
    [Math.floor((left % 86_400) / 3_600), 'h'],
    [Math.floor((left % 3_600) / 60), 'min'],
    [left % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** Date and minute (or second) in the reader's zone. */
export function formatTime(at: number, style: { locale?: string; zone?: string; seconds?: boolean } = {}): string {
  return new Intl.DateTimeFormat(style.locale, {
    dateStyle: 'medium',
    timeStyle: style.seconds ? 'medium' : 'short',
    ...(style.zone === undefined ? {} : { timeZone: style.zone }),
  }).format(at * 1000);
}

/** An address or hash by its two ends: `0x12ab…9f0c`. */
export function shortHex(hex: string): string {
  return hex.length <= 13 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

export function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(100, Math.floor((part / whole) * 100));
}

/** How long a bar for `part` is where `whole` is `longest` (whole numbers), to a hundredth. */
export function lengthOf(part: bigint, whole: bigint, longest: number): number {
  return whole <= 0n ? 0 : Number((part * BigInt(longest * 100)) / whole) / 100;
}
