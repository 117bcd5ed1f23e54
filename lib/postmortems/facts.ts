import type { AuditEvent } from '@/lib/audit/schema';
import type { PlanSpec } from '@/lib/plans/schema';
import type { Series } from '@/lib/telemetry/series-schema';
import { crossing, type Limit, whenBack, whenBegan } from './regression';
import type { Facts } from './schema';

/** The release as its row has it. Times in epoch ms. */
export type FactsRelease = {
  service: string;
  version: string;
  baselineVersion: string | null;
  planName: string;
  plan: PlanSpec;
  commit: string | null;
  artifact: string | null;
  owner: string;
  tier: number;
};

export type Sums = { requests: number; errors: number };

/** What telemetry counted while somebody saw the version. */
export type Counted = { canary: Sums; baseline: Sums; usersAffected: number | null };

export type FactsInput = {
  release: FactsRelease;
  /** The release's events, oldest first. */
  events: readonly AuditEvent[];
  /** Who decided, as a role. */
  decidedBy: string;
  counted: Counted;
  /** By SLI, from before the exposure until after the rollback. */
  series: ReadonlyMap<string, Series>;
};

/** When things happened, by the events alone. Epoch ms; null where it did not happen. */
export type Moments = {
  exposed: number | null;
  lastStep: number | null;
  detected: number | null;
  commanded: number | null;
  confirmed: number | null;
};

/** The moments of the last rollback: a release that was completed and taken back later has only one. */
export function momentsOf(events: readonly AuditEvent[]): Moments {
  const at = (event: AuditEvent | undefined) => (event ? Date.parse(event.at) : null);
  const commanded = events.findLast(({ type }) => type === 'rollback.commanded');
  const until = commanded ? events.indexOf(commanded) : events.length;
  const before = events.slice(0, until);
  return {
    exposed: at(
      before.find(({ type, data }) => type === 'exposure.confirmed' && Number(data.exposure) > 0) ??
        before.find(({ type }) => type === 'release.started'),
    ),
    lastStep: at(before.findLast(({ type }) => type === 'exposure.confirmed')),
    detected: at(before.find(({ type }) => type === 'gate.failed')),
    commanded: at(commanded),
    confirmed: at(events.slice(until).find(({ type }) => type === 'rollback.confirmed')),
  };
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const span = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.max(0, to - from);

/** What the record says about a rollback; nothing in it is an opinion. Pure. */
export function factsOf({ release, events, decidedBy, counted, series }: FactsInput): Facts {
  const moments = momentsOf(events);
  const rollback = events.findLast(({ type }) => type === 'rollback.commanded');
  const failed = events.filter(
    ({ type, at }) => type === 'gate.failed' && (moments.commanded === null || Date.parse(at) <= moments.commanded),
  );
  const limit = limitOf(release.plan, failed[0]);
  const line = limit ? series.get(limit.sli) : undefined;
  const began =
    limit && line && moments.detected !== null ? whenBegan(line, limit, moments.exposed ?? 0, moments.detected) : null;
  const back = limit && line && moments.confirmed !== null ? whenBack(line, limit, moments.confirmed) : null;
  const step = release.plan.steps[Number(rollback?.data.step ?? 0)];
  return {
    service: release.service,
    version: release.version,
    baselineVersion: release.baselineVersion,
    plan: release.planName,
    mechanism: release.plan.mechanism,
    commit: release.commit,
    artifact: release.artifact,
    owner: release.owner,
    tier: release.tier,
    decidedBy,
    automatic: rollback?.data.automatic === true,
    reason: rollback?.reason ?? '',
    gates: failed.map(({ data, reason, at }) => ({
      name: String(data.gate),
      sli: String(data.sli),
      why: reason ?? '',
      canary: number(data.canary),
      baseline: number(data.baseline),
      effect: number(data.effect),
      bound: number(data.bound),
      at,
    })),
    exposure: {
      ring: step?.ring ?? '',
      percent: number(rollback?.data.from) ?? 0,
      exposedMs: span(moments.exposed, moments.confirmed),
      lastStepMs: span(moments.lastStep, moments.confirmed),
    },
    impact: impactOf(counted),
    times: {
      exposedAt: iso(moments.exposed),
      regressionBeganAt: iso(began),
      detectedAt: iso(moments.detected),
      commandedAt: iso(moments.commanded),
      confirmedAt: iso(moments.confirmed),
      backAt: iso(back),
      recoveredAt: iso(
        limit && back === null ? null : moments.confirmed === null ? null : Math.max(moments.confirmed, back ?? 0),
      ),
    },
  };
}

function impactOf({ canary, baseline, usersAffected }: Counted): Facts['impact'] {
  const expected = baseline.requests > 0 ? (canary.requests * baseline.errors) / baseline.requests : null;
  return {
    requests: canary.requests,
    errors: canary.errors,
    expectedErrors: expected === null ? null : Math.round(expected * 10) / 10,
    extraErrors: expected === null ? null : Math.max(0, Math.round(canary.errors - expected)),
    usersAffected,
  };
}

/** The line that the first failing gate was held against. */
function limitOf(plan: PlanSpec, failed: AuditEvent | undefined): Limit | null {
  const spec = failed && plan.gates[String(failed.data.gate)];
  return spec ? crossing(spec, number(failed.data.baseline), number(failed.data.bound)) : null;
}
