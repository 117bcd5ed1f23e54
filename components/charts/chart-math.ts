/** Geometry of the canary chart. Pure: numbers in, numbers out. */

import { formatCount, formatLatency, formatShare } from '@/lib/format/number';
import type { CanaryChartView, ChartPoint, ChartUnit } from './types';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TICK_STEPS = [
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  24 * HOUR,
];

export function formatValue(value: number, unit: ChartUnit): string {
  if (unit === 'share') return formatShare(value);
  if (unit === 'ms') return formatLatency(value);
  return Math.abs(value) >= 100 ? formatCount(value) : String(Math.round(value * 100) / 100);
}

/** A value on the axis: its unit stands in the title, so milliseconds stay milliseconds. A tick is never rounded to another. */
export function tickWords(value: number, unit: ChartUnit): string {
  if (unit === 'ms') return formatCount(value);
  return unit === 'share' ? String(Number((value * 100).toPrecision(3))) : formatValue(value, unit);
}

/** Ticks on round UTC times, at least `room` px apart. */
export function timeTicks(from: number, to: number, width: number, room = 84): number[] {
  const most = Math.max(1, Math.floor(width / room));
  const step = TICK_STEPS.find((size) => (to - from) / size <= most) ?? 24 * HOUR;
  const ticks: number[] = [];
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) ticks.push(t);
  return ticks;
}

/** A round number at or above `value`, with enough ticks to read it by. */
function niceStep(span: number): number {
  const raw = span / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const size = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10;
  return size * power;
}

export type ValueAxis = { bottom: number; top: number; ticks: number[]; broken: boolean };

/**
 * The value axis: from 0 (shares always; others unless all values lie in the upper half) to 1.15 × the largest drawn.
 * `atLeast` keeps a top that was already shown, so that a spike cannot hide by rescaling.
 */
export function valueAxis(view: Pick<CanaryChartView, 'points' | 'unit' | 'previous'>, atLeast = 0): ValueAxis {
  // Where there is no canary the limit holds nothing back: made of a few requests it would dwarf all that is drawn.
  const none = view.points.every(({ canary }) => canary === null);
  const values = view.points.flatMap((point) =>
    [point.canary, point.baseline, none || point.canary !== null ? (point.limit ?? null) : null].filter(
      (value): value is number => value !== null,
    ),
  );
  for (const { value } of view.previous?.points ?? []) values.push(value);
  const largest = Math.max(0, ...values);
  const smallest = values.length > 0 ? Math.min(...values) : 0;
  const top = Math.max(largest * 1.15, atLeast) || 1;
  const broken = view.unit !== 'share' && smallest > top * 0.6;
  const bottom = broken ? smallest - (top - smallest) * 0.5 : 0;
  const step = niceStep(top - bottom);
  const ticks: number[] = [];
  for (let value = Math.ceil(bottom / step) * step; value <= top; value += step) ticks.push(value);
  return { bottom, top, ticks, broken };
}

/** True where the canary is past its limit. */
export function isBreach(point: ChartPoint, worseIs: CanaryChartView['worseIs']): boolean {
  if (point.canary === null || point.limit === null || point.limit === undefined) return false;
  return worseIs === 'above' ? point.canary > point.limit : point.canary < point.limit;
}

/** A bucket of the plot: `null` values break the lines where buckets are missing. */
export type PlotPoint = ChartPoint & { breach: number | null };

const HOLE = { canary: null, baseline: null, limit: null, band: null, breach: null } as const;

/** Points with a hole wherever a bucket is missing, so that no line is drawn across a gap. */
export function withHoles(
  points: readonly ChartPoint[],
  bucketMs: number,
  worseIs: CanaryChartView['worseIs'],
): PlotPoint[] {
  const out: PlotPoint[] = [];
  for (const point of points) {
    const before = out.at(-1);
    if (before && point.t - before.t > bucketMs * 1.5) out.push({ t: before.t + bucketMs, ...HOLE });
    out.push({ ...point, breach: isBreach(point, worseIs) ? point.canary : null });
  }
  return out;
}

/**
 * More points than half the pixels: each column keeps its highest and its lowest canary bucket, in time order, so no
 * spike is averaged away. `thinned` makes the hover say so.
 */
export function thin(points: readonly PlotPoint[], width: number): { points: readonly PlotPoint[]; thinned: boolean } {
  const columns = Math.max(1, Math.floor(width / 2));
  if (points.length <= columns) return { points, thinned: false };
  const size = Math.ceil(points.length / Math.floor(columns / 2));
  const out: PlotPoint[] = [];
  for (let at = 0; at < points.length; at += size) {
    const column = points.slice(at, at + size);
    const measured = column.filter((point) => point.canary !== null);
    const hole = column.find((point) => point.canary === null && point.baseline === null);
    let low = measured[0];
    let high = measured[0];
    for (const point of measured) {
      if ((point.canary ?? 0) < (low?.canary ?? 0)) low = point;
      if ((point.canary ?? 0) > (high?.canary ?? 0)) high = point;
    }
    const kept = new Set(
      [low, high, hole, measured.length === 0 ? column[0] : undefined].filter((point) => point !== undefined),
    );
    out.push(...[...kept].sort((a, b) => a.t - b.t));
  }
  return { points: out, thinned: true };
}

export type Gap = { from: number; to: number; tail: boolean };

/** Stretches without a bucket, the one after the newest included once two buckets are overdue. */
export function gapsOf(points: readonly ChartPoint[], bucketMs: number, to: number): Gap[] {
  const gaps: Gap[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before && point.t - before.t > bucketMs * 1.5)
      gaps.push({ from: before.t + bucketMs, to: point.t, tail: false });
  });
  const last = points.at(-1);
  if (last && to - (last.t + bucketMs) > 2 * bucketMs) gaps.push({ from: last.t + bucketMs, to, tail: true });
  return gaps;
}

/** Pushes labels apart to at least `room` px, keeping their order and staying within 0…height. */
export function placeLabels(wanted: readonly number[], height: number, room = 14): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  const placed = order.map((label) => label.y);
  for (let i = 1; i < placed.length; i += 1) placed[i] = Math.max(placed[i] ?? 0, (placed[i - 1] ?? 0) + room);
  const last = placed.length - 1;
  if ((placed[last] ?? 0) > height) placed[last] = height;
  for (let i = last - 1; i >= 0; i -= 1) placed[i] = Math.min(placed[i] ?? 0, (placed[i + 1] ?? 0) - room);
  const out: number[] = new Array(wanted.length).fill(0);
  order.forEach((label, i) => {
    out[label.index] = placed[i] ?? 0;
  });
  return out;
}

/** The bucket nearest to a time, or `undefined` when none lies within two buckets. */
export function nearest(points: readonly ChartPoint[], t: number, bucketMs: number): ChartPoint | undefined {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.t ?? 0) < t) low = middle + 1;
    else high = middle;
  }
  const after = points[low];
  const before = points[low - 1];
  const best = before && after && t - before.t < after.t - t ? before : after;
  return best && Math.abs(best.t - t) <= 2 * bucketMs ? best : undefined;
}

/** At most `most` table rows, newest first; wider buckets keep the worst one; a gap is a row of its own. */
export function tableRows(
  points: readonly ChartPoint[],
  bucketMs: number,
  worseIs: CanaryChartView['worseIs'],
  most = 60,
): (ChartPoint | Gap)[] {
  const size = Math.max(1, Math.ceil(points.length / most));
  const rows: (ChartPoint | Gap)[] = [];
  for (let at = 0; at < points.length; at += size) {
    const chunk = points.slice(at, at + size);
    const first = chunk[0];
    const before = points[at - 1];
    if (first && before && first.t - before.t > bucketMs * 1.5)
      rows.push({ from: before.t + bucketMs, to: first.t, tail: false });
    const sign = worseIs === 'above' ? 1 : -1;
    const worst = chunk.reduce<ChartPoint | undefined>(
      (best, point) =>
        best === undefined || sign * ((point.canary ?? -Infinity * sign) - (best.canary ?? -Infinity * sign)) > 0
          ? point
          : best,
      undefined,
    );
    if (worst) rows.push(worst);
  }
  return rows.reverse();
}
