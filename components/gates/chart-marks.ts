/** What stands on the time axis of a chart: steps, holds, what the record says, what else happened. Pure; epoch ms. */

import type { CanaryChartView, PreviousLine } from '@/components/charts/types';
import { spanOf } from '@/components/rail/view';
import type { AuditEvent } from '@/lib/audit/schema';
import { formatExposure } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import type { Moment } from '@/lib/moments/schema';
import type { Release } from '@/lib/releases/schema';
import type { PreviousSeries } from '@/lib/telemetry/series-schema';

type StepMark = { at: number; step: number };

/** When each step was confirmed, from the record. */
export function stepMarks(events: readonly AuditEvent[]): StepMark[] {
  return events
    .filter((event) => event.type === 'exposure.confirmed' && typeof event.data.step === 'number')
    .map((event) => ({ at: Date.parse(event.at), step: Number(event.data.step) }))
    .sort((a, b) => a.at - b.at);
}

export function stepsOf(release: Release, events: readonly AuditEvent[]): CanaryChartView['steps'] {
  return stepMarks(events).flatMap(({ at, step }) => {
    const planned = release.steps[step];
    return planned ? [{ at, label: `${step + 1} ${planned.ring} ${formatExposure(planned.exposure)}` }] : [];
  });
}

/** What ends a hold, or the step itself. */
const ENDS = new Set([
  'release.advanced',
  'exposure.confirmed',
  'rollback.commanded',
  'release.completing',
  'release.completed',
  'release.cancelled',
]);

/** Holds that are over, as the record has them: each from its confirmation to what came next. */
function pastHolds(release: Release, events: readonly AuditEvent[]): CanaryChartView['holds'] {
  const here = release.step.startedAt === null ? Number.POSITIVE_INFINITY : Date.parse(release.step.startedAt);
  const ends = events.filter(({ type }) => ENDS.has(type)).map(({ at }) => Date.parse(at));
  return stepMarks(events).flatMap(({ at, step }) => {
    const planned = release.steps[step];
    const end = Math.min(...ends.filter((one) => one > at));
    // The hold that runs is drawn with its extension; confirmation and clock may be a moment apart.
    if (!planned || !Number.isFinite(end) || at >= here - SAME_MS) return [];
    return [{ from: at, to: end, label: `hold ${spanOf(planned.hold)}` }];
  });
}

const SAME_MS = 2_000;

/** The holds behind it, and the one that runs with its extension. `now` is where the chart ends. */
export function holdsOf(release: Release, events: readonly AuditEvent[], now: number): CanaryChartView['holds'] {
  const { hold, step } = release;
  const past = pastHolds(release, events).filter(({ from }) => from < now);
  if (!hold || !step.startedAt) return past;
  const from = Date.parse(step.startedAt);
  const plain = hold.totalMs - hold.extendedMs;
  // While it stands its clock does not run; the end of one that runs again has moved by as long as it stood.
  const stood = step.holdEndsAt === null ? 0 : Math.max(0, Date.parse(step.holdEndsAt) - from - hold.totalMs);
  const end = Math.min(now, hold.running ? Number.POSITIVE_INFINITY : from + hold.elapsedMs);
  const running = [{ from, to: Math.min(end, from + plain + stood), label: `hold ${formatDuration(plain)}` }];
  if (hold.extendedMs > 0) {
    const most = Math.max(hold.atMostMs, hold.extendedMs);
    running.push({
      from: from + plain + stood,
      to: Math.min(end, from + hold.totalMs + stood),
      label: `at most +${formatDuration(most)}`,
    });
  }
  return [...past, ...running.filter((shade) => shade.to > shade.from)];
}

const EVENT: Record<string, { kind: CanaryChartView['events'][number]['kind']; words: string }> = {
  'gate.failed': { kind: 'verdict', words: 'a gate failed' },
  'exposure.confirmed': { kind: 'confirm', words: 'exposure confirmed' },
  'rollback.confirmed': { kind: 'confirm', words: 'rollback confirmed' },
};

/** What the record says of the release itself, and what else happened meanwhile. */
export function eventsOf(events: readonly AuditEvent[], moments: readonly Moment[]): CanaryChartView['events'] {
  const own = events.flatMap((event) => {
    const known = EVENT[event.type];
    return known ? [{ at: Date.parse(event.at), kind: known.kind, label: event.reason ?? known.words }] : [];
  });
  const others = moments.map(({ at, until, kind, words }) => ({
    at: Date.parse(at),
    kind,
    label: words,
    ...(kind === 'deploy' ? {} : { until: until === null ? null : Date.parse(until) }),
  }));
  return [...own, ...others];
}

/** The release before as a line; null where none came to this step. */
export function previousLine(series: PreviousSeries | undefined): PreviousLine | null {
  if (!series?.previous) return null;
  const points = series.points.flatMap(({ at, value }) => (value === null ? [] : [{ t: Date.parse(at), value }]));
  return { name: series.previous.version, points };
}
