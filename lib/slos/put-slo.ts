import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { enqueue } from '@/lib/jobs/outbox';
import type { Egress } from '@/lib/providers/egress';
import { noService } from '@/lib/services/read-model';
import { requireVersion } from '@/lib/shared/concurrency';
import { sameJson } from '@/lib/shared/same-json';
import { countingOf } from './definition';
import { findSlo, noSlo } from './read-model';
import type { SloInput, SloView } from './schema';
import { type SloRow, sloView } from './view';

export type SloDeps = {
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  clock: Clock;
  egress: Pick<Egress, 'refusal'>;
  authorize?: Authorize;
};

export type PutSlo = {
  service: string;
  slo: string;
  input: SloInput;
  principal: Principal;
  /** The version `If-Match` named; null when none. */
  expected: number | null;
};

const MOST = 50;

/** Creates or replaces an SLO; the same again changes nothing. Another SLI begins to count anew, the rest keeps its history. */
export const putSlo = (deps: SloDeps, put: PutSlo): Promise<{ slo: SloView; created: boolean }> =>
  deps.inTransaction((sql) => putSloIn(sql, deps, put));

export async function putSloIn(
  sql: Sql,
  deps: Omit<SloDeps, 'inTransaction'>,
  put: PutSlo,
): Promise<{ slo: SloView; created: boolean }> {
  const { service, slo, input, principal } = put;
  const before = await lock(sql, deps, put);
  requireVersion(`SLO ${slo} of ${service}`, put.expected, before?.version ?? null);
  if (before && sameJson(before.spec, input)) return { slo: sloView(before), created: false };
  const at = new Date(deps.clock.now());
  const write = before && countsTheSame(before.spec, input) ? update : recreate;
  await write(sql, put, before, at);
  const fact = {
    type: before ? 'slo.changed' : 'slo.created',
    data: { slo, ...(before ? { before: before.spec } : {}), after: input },
  };
  await appendAudit(sql, [{ chain: `service:${service}`, service, actor: principal, at, ...fact }]);
  // It is counted at once, not at the next minute.
  await enqueue(sql, at.getTime(), [{ queue: 'slos', data: {} }]);
  const row = await findSlo(sql, service, slo);
  if (!row) throw noSlo(service, slo);
  return { slo: sloView(row), created: !before };
}

async function lock(
  sql: Sql,
  { egress, authorize }: Omit<SloDeps, 'inTransaction'>,
  { service, slo, input, principal }: PutSlo,
): Promise<SloRow | null> {
  await sql.query('SELECT 1 FROM service_control WHERE service = $1 FOR UPDATE', [service]);
  const [known] = await sql.query<{ telemetry: { kind: string }; slos: number }>(
    'SELECT telemetry, (SELECT count(*)::int FROM slo WHERE service = $1 AND name <> $2) AS slos FROM service WHERE name = $1 AND archived_at IS NULL',
    [service, slo],
  );
  if (!known) throw noService(service);
  await authorize?.(sql, principal, 'admin', { service });
  if (known.slos >= MOST)
    throw new AppError('conflict', `${service} has ${known.slos} SLOs, which is the most there may be.`);
  refuseSource(input, known.telemetry.kind, egress);
  return findSlo(sql, service, slo);
}

function refuseSource({ sli }: SloInput, telemetry: string, egress: Pick<Egress, 'refusal'>): void {
  if (sli.kind !== 'promql') return;
  const message =
    sli.url === undefined
      ? telemetry === 'prometheus'
        ? null
        : 'is needed: the telemetry of this service is pushed, so there is no Prometheus to ask'
      : egress.refusal(sli.url);
  if (message !== null)
    throw new AppError('unprocessable', `sli.url ${message}`, { errors: [{ path: 'sli.url', message }] });
}

const countsTheSame = (before: SloInput, after: SloInput): boolean =>
  sameJson(before.sli, after.sli) && sameJson(countingOf(before), countingOf(after));

/** The buckets stay; what slides over them is summed anew. */
async function update(sql: Sql, { input }: PutSlo, before: SloRow | null, at: Date): Promise<void> {
  await sql.query('UPDATE slo SET spec = $2::text::jsonb, version = version + 1, updated_at = $3 WHERE id = $1', [
    before?.id,
    JSON.stringify(input),
    at,
  ]);
  await sql.query(`UPDATE slo_state SET sums = '{}' WHERE slo_id = $1`, [before?.id]);
}

/** Something else is counted: another id, under which nothing was counted yet. */
async function recreate(sql: Sql, { service, slo, input }: PutSlo, before: SloRow | null, at: Date): Promise<void> {
  await sql.query('DELETE FROM slo WHERE service = $1 AND name = $2', [service, slo]);
  const { kind, valueKey, thresholdMs, sliceMinutes, sliceTarget } = countingOf(input);
  await sql.query(
    `INSERT INTO slo (service, name, spec, kind, value_key, threshold_ms, slice_minutes, slice_target, version, created_at, updated_at)
     VALUES ($1, $2, $3::text::jsonb, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      service,
      slo,
      JSON.stringify(input),
      kind,
      valueKey,
      thresholdMs,
      sliceMinutes,
      sliceTarget,
      (before?.version ?? 0) + 1,
      before?.createdAt ?? at,
      at,
    ],
  );
}

export type DeleteSlo = { service: string; slo: string; principal: Principal; reason?: string | undefined };

/** Removes an SLO with what it counted; the record stays. */
export async function deleteSlo(
  deps: Pick<SloDeps, 'inTransaction' | 'clock' | 'authorize'>,
  { service, slo, principal, reason }: DeleteSlo,
): Promise<void> {
  await deps.inTransaction(async (sql) => {
    await sql.query('SELECT 1 FROM service_control WHERE service = $1 FOR UPDATE', [service]);
    await deps.authorize?.(sql, principal, 'admin', { service });
    const gone = await sql.query('DELETE FROM slo WHERE service = $1 AND name = $2 RETURNING id', [service, slo]);
    if (gone.length === 0) throw noSlo(service, slo);
    const fact = {
      type: 'slo.deleted',
      data: { slo },
      at: new Date(deps.clock.now()),
      ...(reason === undefined ? {} : { reason }),
    };
    await appendAudit(sql, [{ chain: `service:${service}`, service, actor: principal, ...fact }]);
  });
}
