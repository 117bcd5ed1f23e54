import { prepared, type Sql } from '@/lib/db/sql';
import { SCOPES_OF } from '@/lib/freezes/scope';
import type { CommandFact, Freeze, InFlight, Snapshot } from '../state';
import type { Lane, LaneRelease, LaneService } from './model';

/** The statuses of a release that is in flight, as the partial index `release_active_idx` has them. */
export const ACTIVE = `('pending', 'awaiting_approval', 'applying', 'holding', 'paused', 'rolling_back', 'rollback_failed')`;

const SERVICES = prepared(`
SELECT s.name, s.tier, s.owner, ${SCOPES_OF}, s.archived_at IS NOT NULL AS archived, s.on_newer AS "onNewer", s.rollback_window_ms AS "rollbackWindowMs",
  coalesce(s.provider->>'statusUrl', '') <> '' AS "readBack", coalesce((s.provider->>'rings')::boolean, false) AS rings, s.plan,
  c.generation, c.current_release_id AS "currentReleaseId", c.current_version AS "currentVersion",
  c.observed, c.observed_generation AS "observedGeneration", c.observed_at AS "observedAt",
  c.read_error AS "readError", c.read_error_since AS "readErrorSince", clock_timestamp() AS now
FROM service_control c JOIN service s ON s.name = c.service WHERE c.service = ANY($1)`);

// OFFSET 0 keeps the planner from joining whole tables: it cannot know that few of a service's releases are in flight,
// and the cost of a look must not grow with history.
const releases = (from: string): string =>
  prepared(`
SELECT r.id, r.service, r.version, r.baseline_version AS "baselineVersion", r.plan_name AS "planName", r.plan_version AS "planVersion", r.artifact, r.commit, r.committer, r.plan,
  r.created_by AS "createdBy", r.created_at AS "createdAt", r.start_at AS "startAt", r.deployed, r.kind, r.state, r.gates,
  r.gate_memory AS "gateMemory", to_jsonb(k) AS command
FROM ${from}
LEFT JOIN LATERAL (
  SELECT k.generation, k.action, k.exposure, k.raising, k.status, k.attempts, k.observed AS answered, k.error,
    extract(epoch FROM k.created_at) * 1000 AS "createdAt", extract(epoch FROM k.accepted_at) * 1000 AS "acceptedAt"
  FROM command k WHERE k.service = r.service AND k.generation = r.generation AND r.generation > 0 AND k.release_id = r.id
  OFFSET 0
) k ON true ORDER BY r.id`);

const IN_FLIGHT = releases(`unnest($1::text[]) AS wanted(service)
JOIN LATERAL (SELECT * FROM release a WHERE a.service = wanted.service AND a.status IN ${ACTIVE} OFFSET 0) r ON true`);

const ENDED = releases(`(SELECT * FROM release e WHERE e.id = ANY($1) AND e.status NOT IN ${ACTIVE}) r`);

const APPROVALS = prepared(`
SELECT a.release_id AS "releaseId", a.step_index AS step, a.principal AS person, a.name, a.decision, a.at, a.bound
FROM approval a WHERE a.release_id = ANY($1) ORDER BY a.at, a.id`);

// One list of everything that forbids exposure (the view "standing"): freezes, windows of their calendars, budgets, incidents.
const FREEZES = prepared(`
SELECT kind, scope, reason, title, since, starts_at AS began, ends_at AS "endsAt", in_flight AS "inFlight", allows FROM standing
WHERE scope = ANY($1) AND starts_at <= clock_timestamp() AND (ends_at IS NULL OR ends_at > clock_timestamp())
ORDER BY starts_at, name`);

type ServiceRow = Omit<LaneService, 'provider' | 'freezes' | 'releases'> & {
  observed: number | null;
  observedGeneration: number | null;
  observedAt: Date | null;
  readError: string | null;
  readErrorSince: Date | null;
  now: Date;
};
type ReleaseRow = Omit<LaneRelease, 'createdAt' | 'startAt' | 'approvals' | 'newestCanaryAt'> & {
  createdAt: Date;
  startAt: Date | null;
};
type ApprovalRow = Omit<Snapshot['approvals'][number], 'at'> & { releaseId: string; at: Date };
type FreezeRow = {
  kind: string;
  scope: string;
  reason: string;
  title: string | null;
  since: Date;
  began: Date;
  endsAt: Date | null;
  inFlight: InFlight;
  allows: string[] | null;
};

export type LoadOptions = {
  /** Releases to load even if they have ended, to act on. */
  also?: readonly string[];
};

/**
 * Everything that decisions on these services may depend on, in four statements whatever their number. The caller holds
 * the services' locks (lock.ts).
 */
export async function loadLane(sql: Sql, names: readonly string[], { also = [] }: LoadOptions = {}): Promise<Lane> {
  const services = await sql.query<ServiceRow>(SERVICES, [names]);
  const [first] = services;
  const lane: Lane = { now: first?.now.getTime() ?? 0, services: new Map() };
  for (const row of services) lane.services.set(row.name, serviceOf(row));
  if (!first) return lane;
  const rows = await sql.query<ReleaseRow>(IN_FLIGHT, [names]);
  const ended = also.filter((id) => !rows.some((row) => row.id === id));
  if (ended.length > 0) rows.push(...(await sql.query<ReleaseRow>(ENDED, [ended])));
  const loaded = new Map<string, LaneRelease>();
  for (const row of rows) {
    const release = releaseOf(row);
    loaded.set(release.id, release);
    lane.services.get(release.service)?.releases.push(release);
  }
  await addApprovals(sql, loaded);
  await addFreezes(sql, lane);
  return lane;
}

function serviceOf(row: ServiceRow): LaneService {
  const { observed, observedGeneration, observedAt, readError, readErrorSince, now: _now, ...service } = row;
  return {
    ...service,
    provider: {
      observed,
      generation: observedGeneration,
      at: observedAt?.getTime() ?? null,
      error: readError,
      errorSince: readErrorSince?.getTime() ?? null,
    },
    freezes: [],
    releases: [],
  };
}

function releaseOf({ createdAt, startAt, command, ...row }: ReleaseRow): LaneRelease {
  return {
    ...row,
    createdAt: createdAt.getTime(),
    startAt: startAt?.getTime() ?? null,
    approvals: [],
    newestCanaryAt: null,
    command: command && commandOf(command),
  };
}

const commandOf = (fact: CommandFact): CommandFact => ({
  ...fact,
  createdAt: Math.round(fact.createdAt),
  acceptedAt: fact.acceptedAt === null ? null : Math.round(fact.acceptedAt),
});

async function addApprovals(sql: Sql, loaded: ReadonlyMap<string, LaneRelease>): Promise<void> {
  const asking = [...loaded.values()].filter(({ plan }) => plan.steps.some((step) => step.approval));
  if (asking.length === 0) return;
  const rows = await sql.query<ApprovalRow>(APPROVALS, [asking.map(({ id }) => id)]);
  for (const { releaseId, at, ...row } of rows) loaded.get(releaseId)?.approvals.push({ ...row, at: at.getTime() });
}

const FREEZE_KINDS: Record<string, Snapshot['freezes'][number]['kind']> = { budget: 'budget', incident: 'incident' };

async function addFreezes(sql: Sql, lane: Lane): Promise<void> {
  const byScope = new Map<string, LaneService[]>();
  for (const service of lane.services.values())
    for (const scope of service.scopes) byScope.set(scope, [...(byScope.get(scope) ?? []), service]);
  const rows = await sql.query<FreezeRow>(FREEZES, [[...byScope.keys()]]);
  for (const { kind, scope, reason, title, since, began, endsAt, inFlight, allows } of rows) {
    const freeze: Freeze = {
      kind: FREEZE_KINDS[kind] ?? 'freeze',
      detail: title === null ? reason : `${reason} (${title})`,
      since: since.getTime(),
      ...(began < since ? { began: began.getTime() } : {}),
      ...(endsAt ? { until: endsAt.getTime() } : {}),
      ...(inFlight === 'hold' ? {} : { inFlight }),
      ...(allows && allows.length > 0 ? { allows } : {}),
    };
    for (const service of byScope.get(scope) ?? []) service.freezes.push(freeze);
  }
}
