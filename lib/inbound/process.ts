import type { Principal } from '@/lib/access/principal';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { enqueue } from '@/lib/jobs/outbox';
import type { CreateOptions } from '@/lib/releases/create-release';
import type { ReleaseInput } from '@/lib/releases/schema';
import type { Action } from '@/lib/releases/state';
import { integrationActor } from './actor';
import type { DeploymentEvent } from './event';
import { decideDelivery, type Outcome } from './match';
import { loadKnown } from './store';

/** The verbs of releases that a delivery may lead to. They throw an `AppError` when the state forbids it. */
export type ReleaseVerbs = {
  create: (
    input: ReleaseInput,
    principal: Principal,
    options: Pick<CreateOptions, 'deployed' | 'askedBy'>,
  ) => Promise<{ id: string }>;
  act: (releaseId: string, action: Action) => Promise<unknown>;
};

export type ProcessDeps = {
  sql: Sql;
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  clock: Clock;
  releases: ReleaseVerbs;
};

type Queued = { id: string; integration: string; service: string; plan: string | null; parsed: DeploymentEvent };

const MAX_ATTEMPTS = 20;

/**
 * Does what a stored delivery says, at least once and with one outcome: every step may be repeated. Deliveries of one
 * service are done one after another, in the order they came. It holds one connection for its lock while the verbs use
 * another: run fewer at once than half the pool.
 */
export async function processHook(deps: ProcessDeps, job: { delivery: string }): Promise<void> {
  await deps.inTransaction(async (lock) => {
    const [row] = await lock.query<{ service: string }>(
      "SELECT service FROM hook_delivery WHERE id = $1 AND status = 'queued'",
      [job.delivery],
    );
    if (!row) return;
    await lock.query("SELECT pg_advisory_xact_lock(hashtextextended('hook:' || $1, 0))::text", [row.service]);
    const queued = await deps.sql.query<Queued>(
      `SELECT d.id, d.integration, d.service, d.parsed, i.config->>'plan' AS plan
       FROM hook_delivery d LEFT JOIN integration i ON i.name = d.integration
       WHERE d.status = 'queued' AND d.service = $1 AND (d.received_at, d.id) <=
         (SELECT received_at, id FROM hook_delivery WHERE id = $2)
       ORDER BY d.received_at, d.id`,
      [row.service, job.delivery],
    );
    for (const delivery of queued) await processOne(deps, delivery);
  });
}

async function processOne(deps: ProcessDeps, delivery: Queued): Promise<void> {
  const [row] = await deps.sql.query<{ attempts: number }>(
    'UPDATE hook_delivery SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts',
    [delivery.id],
  );
  if (row && row.attempts > MAX_ATTEMPTS) {
    const why = `given up after ${MAX_ATTEMPTS} attempts; the log of the controller says why`;
    return settle(deps, delivery, 'refused', { why, release: null });
  }
  const { service, parsed: event } = delivery;
  const look = async () =>
    decideDelivery(service, event, await loadKnown(deps.sql, service, event.version, delivery.id));
  let outcome = await look();
  for (let attempt = 0; outcome.kind === 'do'; attempt += 1) {
    try {
      return await settle(deps, delivery, 'done', await perform(deps, delivery, outcome));
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      const again = error.code === 'conflict' && attempt < 2 ? await look() : null;
      // The release moved on between the look and the act: what it is now decides.
      if (again && JSON.stringify(again) !== JSON.stringify(outcome)) outcome = again;
      else return settle(deps, delivery, 'refused', { why: error.detail, release: outcome.release ?? null });
    }
  }
  const status = outcome.kind === 'nothing' ? 'ignored' : 'refused';
  await settle(deps, delivery, status, {
    why: outcome.why,
    release: 'release' in outcome ? (outcome.release ?? null) : null,
  });
}

type Result = { why: string; release: string | null };

async function perform(
  deps: ProcessDeps,
  delivery: Queued,
  outcome: Extract<Outcome, { kind: 'do' }>,
): Promise<Result> {
  const actor = integrationActor(delivery.integration);
  const event = delivery.parsed;
  if (outcome.verb === 'create') {
    const deployed = event.phase === 'succeeded';
    const { id } = await deps.releases.create(inputOf(delivery), actor, { deployed, askedBy: event.askedBy });
    return { why: deployed ? 'started a release' : 'started a release, which waits for the deployment', release: id };
  }
  if (outcome.release === undefined)
    throw new AppError('unprocessable', `There is no release of ${delivery.service} ${event.version}.`);
  const reason = { deployed: 'deployed', cancel: 'the deployment failed', rollback: 'the deployment failed' }[
    outcome.verb
  ];
  await deps.releases.act(outcome.release, {
    name: outcome.verb,
    actor,
    reason: event.words && outcome.verb !== 'deployed' ? `${reason}: ${event.words}`.slice(0, 2000) : reason,
  });
  const done = {
    deployed: 'the release may start now',
    cancel: 'cancelled the release',
    rollback: 'rolled the release back',
  };
  return { why: done[outcome.verb], release: outcome.release };
}

function inputOf({ service, plan, parsed }: Queued): ReleaseInput {
  const { version, baselineVersion, commit, commitAuthor, committedAt, artifact, changelog } = parsed;
  return {
    service,
    version,
    ...(plan === null ? {} : { plan }),
    ...(baselineVersion === undefined ? {} : { baselineVersion }),
    ...(commit === undefined ? {} : { commit }),
    ...(commitAuthor === undefined ? {} : { commitAuthor }),
    ...(committedAt === undefined ? {} : { committedAt }),
    ...(artifact === undefined ? {} : { artifact }),
    ...(changelog === undefined ? {} : { changelog }),
  };
}

async function settle({ sql, clock }: ProcessDeps, { id }: Queued, status: string, result: Result): Promise<void> {
  await sql.query(
    'UPDATE hook_delivery SET status = $2, reason = $3, release_id = coalesce($4::uuid, release_id), processed_at = $5 WHERE id = $1',
    [id, status, result.why, result.release, new Date(clock.now())],
  );
}

/** Queues again what was stored and not done within a minute: a safety net under the queue. Answers how many. */
export async function sweepHooks({
  inTransaction,
  clock,
}: Pick<ProcessDeps, 'inTransaction' | 'clock'>): Promise<number> {
  const now = clock.now();
  return inTransaction(async (sql) => {
    const rows = await sql.query<{ id: string }>(
      "SELECT id FROM hook_delivery WHERE status = 'queued' AND received_at < $1 ORDER BY received_at LIMIT 500",
      [new Date(now - 60_000)],
    );
    await enqueue(
      sql,
      now,
      rows.map(({ id }) => ({ queue: 'hook', data: { delivery: id } })),
    );
    return rows.length;
  });
}

/** Forgets the raw deliveries of long ago. Answers how many. */
export async function pruneHooks(sql: Sql, before: Date): Promise<number> {
  const rows = await sql.query<{ n: number }>(
    `WITH gone AS (DELETE FROM hook_delivery WHERE received_at < $1 AND status <> 'queued' RETURNING 1)
     SELECT count(*)::int AS n FROM gone`,
    [before],
  );
  return rows[0]?.n ?? 0;
}
