import type { Delta } from './bucket-store';
import { add, type Sum } from './budget';
import { BURN_WINDOWS } from './burn';
import type { Sums } from './evaluate';
import { floorTo, MINUTE, type Range, rangesOf, rollingStart, SPANS, type Span, spanStart } from './spans';
import { isCalendarUnit, type WindowSpec, windowAt } from './window';

/** Where a window's counting begins: a rolling one on the hour, a calendar one with its period. */
export function countedFrom(spec: WindowSpec, asOf: number): number {
  const { start, lengthMs } = windowAt(spec, asOf);
  return isCalendarUnit(spec.window) ? floorTo(start, 1) : rollingStart(lengthMs, asOf);
}

const FINE_KEPT_MS = 3 * 86_400_000;

/** The buckets of a span that ends at `asOf`. Finer ones than hours are only kept for days: then the hour counts whole. */
export function rangesOfSpan(span: Span, spec: WindowSpec, asOf: number): Range[] {
  if (span !== 'window') return rangesOf(spanStart(span, asOf), asOf);
  const from = countedFrom(spec, asOf);
  return rangesOf(from < asOf - FINE_KEPT_MS ? floorTo(from, 60) : from, asOf);
}

/** The tag under which the minutes that come in are summed; others are those of spans, then of rolling windows. */
export const ENTERING = -1;

/** What goes out of each span, and what comes in, when time goes from `before` to `asOf`; windows by their length. */
export function movingRanges(before: number, asOf: number, rollingMs: readonly number[]): (Range & { tag: number })[] {
  const tagged = (tag: number, ranges: Range[]) => ranges.map((range) => ({ ...range, tag }));
  return [
    ...tagged(ENTERING, rangesOf(before, asOf)),
    ...BURN_WINDOWS.flatMap((span, i) => tagged(i, rangesOf(spanStart(span, before), spanStart(span, asOf)))),
    ...rollingMs.flatMap((ms, i) =>
      tagged(SPANS.length + i, rangesOf(rollingStart(ms, before), rollingStart(ms, asOf))),
    ),
  ];
}

/** Adds what arrived late: minutes that the spans ending at `before` have counted already. `from`: where the window begins. */
export function addLate(sums: Sums, deltas: readonly Delta[], before: number, from: number): void {
  for (const delta of deltas) {
    if (delta.minute >= before) continue;
    for (const span of SPANS) {
      const start = span === 'window' ? from : spanStart(span, before);
      if (delta.minute >= start) sums[span] = add(sums[span], delta);
    }
  }
}

/** Moves the spans on: what comes in is added, what goes out taken off. Counts are exact, so nothing drifts. */
export function slide(sums: Sums, moved: ReadonlyMap<number, Sum>, rolling: number | null): void {
  const entering = moved.get(ENTERING);
  SPANS.forEach((span, i) => {
    const leaving =
      span === 'window' ? (rolling === null ? undefined : moved.get(SPANS.length + rolling)) : moved.get(i);
    if (entering) sums[span] = add(sums[span], entering);
    if (leaving) sums[span] = add(sums[span], leaving, -1);
  });
}

/** After a longer pause than this everything is summed anew. */
export const SLIDES_AT_MOST_MS = 120 * MINUTE;
