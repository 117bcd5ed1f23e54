import { BAND_SIZE } from './band';
import type { RateState } from './state';
import { SUMS_SIZE } from './sums';

/** A state as stored: its numbers as base64 of little-endian doubles, bit for bit. At most 4 kB as JSON. */
export type PackedRate = { v: 1; n: string };

function toBase64(numbers: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(numbers.length * 8));
  numbers.forEach((value, i) => {
    view.setFloat64(i * 8, value, true);
  });
  let bytes = '';
  for (let i = 0; i < view.byteLength; i++) bytes += String.fromCharCode(view.getUint8(i));
  return btoa(bytes);
}

function fromBase64(text: string): number[] {
  const bytes = atob(text);
  const view = new DataView(new ArrayBuffer(bytes.length));
  for (let i = 0; i < bytes.length; i++) view.setUint8(i, bytes.charCodeAt(i));
  return Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(i * 8, true));
}

/** The stored form of a state. Deterministic. */
export function packRate(state: RateState): PackedRate {
  const { origin, passSince, totals, guarded, early, segments, pass, band } = state;
  const head = [origin, passSince, Number(guarded), totals.worse, totals.other, totals.buckets, totals.above];
  const counts = [totals.below, ...totals.squares, early.length, segments.length];
  const raw = early.flatMap(({ at, share, worse, other }) => [at, share, worse, other]);
  return { v: 1, n: toBase64([...head, ...counts, ...raw, ...segments.flat(), ...pass, ...band]) };
}

/** The state that was packed, bit for bit. Throws a RangeError on anything else. */
export function unpackRate({ v, n }: PackedRate): RateState {
  const numbers = v === 1 ? fromBase64(n) : [];
  let at = 0;
  const next = (): number => {
    const value = numbers[at++];
    if (value === undefined) throw new RangeError('not a packed rate state');
    return value;
  };
  const take = (count: number): number[] => Array.from({ length: count }, next);
  const [origin, passSince, guarded] = [next(), next(), next() === 1];
  const sums = { worse: next(), other: next(), buckets: next(), above: next(), below: next() };
  const totals: RateState['totals'] = { ...sums, squares: [next(), next(), next()] };
  const [earlyCount, segmentCount] = [next(), next()];
  const early = Array.from({ length: earlyCount }, () => ({
    at: next(),
    share: next(),
    worse: next(),
    other: next(),
  }));
  const segments = Array.from({ length: segmentCount }, () => take(SUMS_SIZE));
  return { origin, passSince, totals, guarded, early, segments, pass: take(SUMS_SIZE), band: take(BAND_SIZE) };
}
