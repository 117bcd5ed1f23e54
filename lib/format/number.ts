/** Numbers as Rampart writes them: a narrow no-break space (U+202F) before a unit, a true minus sign. */

export const NARROW = '\u202f';
const MINUS = '−';

/** A text that was written elsewhere: no number is parted from its unit at the end of a line. */
export const unbroken = (text: string): string => text.replaceAll(/(\d) (%|ms|s|min|h|d)(?![\w])/g, `$1${NARROW}$2`);

function decimals(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || Number.isInteger(value)) return 0;
  if (size < 1) return 2;
  return size < 100 ? 1 : 0;
}

/** Made once each: a page of rows writes thousands of numbers a second. */
const formats = new Map<number, Intl.NumberFormat>();

function formatOf(digits: number): Intl.NumberFormat {
  const known = formats.get(digits);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', { minimumFractionDigits: 0, maximumFractionDigits: digits });
  formats.set(digits, format);
  return format;
}

function plain(value: number, digits: number): string {
  const text = formatOf(digits).format(Math.abs(value));
  return value < 0 && Number(text.replaceAll(',', '')) !== 0 ? `${MINUS}${text}` : text;
}

/** 12,480 */
export function formatCount(value: number): string {
  return plain(value, 0);
}

/** A count short enough for a card: 19,000 → "19 k", 1,240,000 → "1.2 M". Below 10,000 it is written out. */
export function formatCompact(value: number): string {
  if (Math.abs(value) < 10_000) return formatCount(value);
  if (Math.abs(value) < 1_000_000) return `${plain(value / 1_000, 0)}${NARROW}k`;
  return `${plain(value / 1_000_000, 1)}${NARROW}M`;
}

/** Exposure in percent, 0–100, at most two decimals: "5 %", "0.25 %"; `null` (not known) is "?". */
export function formatExposure(percent: number | null): string {
  return percent === null ? '?' : `${plain(percent, 2)}${NARROW}%`;
}

/** A share (0–1) as percent: 0.0047 → "0.47 %"; 0.00004 → "< 0.01 %"; 0.591 → "59.1 %". */
export function formatShare(share: number, digits?: number): string {
  const percent = share * 100;
  if (percent !== 0 && Math.abs(percent) < 0.01) return `< 0.01${NARROW}%`;
  return `${plain(percent, digits ?? decimals(percent))}${NARROW}%`;
}

/** Whole percent of a share, never rounded up to a full 100 or down to an empty 0. */
export function formatProgress(share: number): string {
  const percent = Math.min(100, Math.max(0, share * 100));
  if (percent > 0 && percent < 1) return `1${NARROW}%`;
  if (percent < 100 && percent > 99) return `99${NARROW}%`;
  return `${Math.round(percent)}${NARROW}%`;
}

/** What is left of an error budget (1 is all of it): "38 %", "none", "overspent by 75 %". The one wording of all pages. */
export function formatBudgetLeft(left: number): string {
  if (left < 0) return `overspent by ${formatShare(-left, left > -0.1 ? 1 : 0)}`;
  return left === 0 ? 'none' : formatProgress(left);
}

/** A ratio of canary to baseline: 3.07 → "3.1×", 1.104 → "1.10×", 71.9 → "72×". */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '∞×';
  return `${ratio.toFixed(ratio < 2 ? 2 : ratio < 10 ? 1 : 0)}×`;
}

/** A relative change: 0.017 → "+1.7 %", −0.02 → "−2 %". */
export function formatChange(change: number): string {
  const body = formatShare(Math.abs(change), 1);
  if (change === 0) return body;
  return `${change > 0 ? '+' : MINUS}${body}`;
}

/** Milliseconds of latency: 412 → "412 ms", 1,840 → "1.84 s". */
export function formatLatency(milliseconds: number): string {
  if (milliseconds < 1000) return `${plain(milliseconds, milliseconds < 10 ? 1 : 0)}${NARROW}ms`;
  return `${plain(milliseconds / 1000, 2)}${NARROW}s`;
}

/** A failure rate people can picture: 0.0149 → "1 in 67"; 0 → "none"; above one half as percent. */
export function formatOneIn(rate: number): string {
  if (rate <= 0) return 'none';
  if (rate > 0.5) return formatShare(rate);
  return `1 in ${formatCount(Math.round(1 / rate))}`;
}

/** "1 release", "3 releases", "no releases". */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return `no ${many}`;
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
