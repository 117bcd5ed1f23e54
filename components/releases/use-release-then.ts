'use client';

import { useQueries } from '@tanstack/react-query';
import { gateAsOf, stepStartAt } from '@/components/gates/as-of';
import { windowStart } from '@/components/gates/chart-view';
import type { AuditEvent } from '@/lib/audit/schema';
import { seriesOptions } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';

const MINUTE = 60_000;

/** The release as a chart wants it at a moment: the step of then, without a hold that began later. Pure. */
export function releaseThen(release: Release, events: readonly AuditEvent[], at: number): Release {
  const step = stepStartAt(events, at);
  const began = release.startedAt !== null && Date.parse(release.startedAt) <= at ? release.startedAt : null;
  if (!step) return { ...release, hold: null, startedAt: began, step: { ...release.step, startedAt: null } };
  const startedAt = new Date(step.at).toISOString();
  const here = release.step.startedAt !== null && Math.abs(Date.parse(release.step.startedAt) - step.at) < 2_000;
  return {
    ...release,
    startedAt: began,
    hold: here ? release.hold : null,
    step: { ...release.step, index: step.step, startedAt },
  };
}

const BEING_READ = {
  ...{ verdict: 'no_data' as const, why: 'being read', waiting: null, split: null },
  ...{ canary: null, baseline: null, effect: null, interval: null, evidence: null },
};

/** With the gates as they stood then, from the same series the charts draw; as it is where no moment is asked for. */
export function useReleaseThen(release: Release, events: readonly AuditEvent[], at: number | null): Release {
  const then = at === null ? release : releaseThen(release, events, at);
  const from = at === null ? 0 : Math.floor(windowStart('step', then, at) / MINUTE) * MINUTE;
  const series = useQueries({
    queries: at === null ? [] : release.gates.map((gate) => seriesOptions(release, gate.sli, from, at)),
  });
  if (at === null) return release;
  const step = stepStartAt(events, at);
  const gates = release.gates.map((gate, i) => {
    const found = series[i]?.data;
    return found ? gateAsOf({ gate, series: found, events, step, at }) : { ...gate, ...BEING_READ };
  });
  return { ...then, gates };
}
