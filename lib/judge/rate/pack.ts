import { BAND_SIZE } from './band';
import type { Outcome } from './outcome';
import type { RateState } from './state';
import { SUMS_SIZE } from './sums';

/** A state as stored: its numbers as base64 of little-endian doubles, bit for bit. At most 4 kB as JSON. */
export type PackedRate = { v: 1; n: string };

function toBase64(numbers: readonly number[]): string {
  const bytes = Buffer.alloc(numbers.length * 8);
  for (let i = 0; i < numbers.length; i++) bytes.writeDoubleLE(numbers[i] as number, i * 8);
  return bytes.toString('base64');
}

function fromBase64(text: string): number[] {
  const bytes = Buffer.from(text, 'base64');
  const numbers: number[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8) numbers.push(bytes.readDoubleLE(at));
  return numbers;
}

/** The stored form of a state. Deterministic. */
export function packRate(state: RateState): PackedRate {
  const { origin, passSince, totals, guarded, early, segments, pass, band } = state;
  const numbers = [origin, passSince, Number(guarded), totals.worse, totals.other, totals.buckets, totals.above];
  numbers.push(totals.below, ...totals.squares, early.length, segments.length);
  for (const { at, share, worse, other } of early) numbers.push(at, share, worse, other);
  for (const segment of segments) numbers.push(...segment);
  numbers.push(...pass, ...band);
  return { v: 1, n: toBase64(numbers) };
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
  const take = (count: number): number[] => {
    at += count;
    if (at > numbers.length) throw new RangeError('not a packed rate state');
    return numbers.slice(at - count, at);
  };
  const [origin, passSince, guarded] = [next(), next(), next() === 1];
  const sums = { worse: next(), other: next(), buckets: next(), above: next(), below: next() };
  const totals: RateState['totals'] = { ...sums, squares: [next(), next(), next()] };
  const [earlyCount, segmentCount] = [next(), next()];
  const early: Outcome[] = [];
  while (early.length < earlyCount) early.push({ at: next(), share: next(), worse: next(), other: next() });
  const segments: number[][] = [];
  while (segments.length < segmentCount) segments.push(take(SUMS_SIZE));
  return { origin, passSince, totals, guarded, early, segments, pass: take(SUMS_SIZE), band: take(BAND_SIZE) };
}
