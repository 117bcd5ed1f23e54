import { randomUUID } from 'node:crypto';
import { sealPending } from '@/lib/audit/seal';
import { listen } from '@/lib/db/listen';
import type { Sql } from '@/lib/db/sql';
import { logger } from '@/lib/log';
import { CHANNEL } from '@/lib/releases/lane/notify';
import type { ControllerDeps } from './deps';
import { startDispatcher } from './dispatch';
import { beat, farewell, SKEW_LIMIT_MS } from './heartbeat';
import { type JobHandlers, type Jobs, startJobs } from './jobs';
import { startLoop } from './loop';
import { startReadBack } from './read-back';
import { reconciler } from './reconcile';
import { newStats, type Stats } from './stats';
import { sweepCommands } from './sweep';

export type ControllerOptions = Omit<ControllerDeps, 'id' | 'stats'> & {
  connectionString: string;
  /** A pool of its own for signs of life and seals, so that a busy lane starves neither. */
  side: { sql: Sql; inTransaction: ControllerDeps['inTransaction'] };
  /** Absent: no job engine (tests of the lane alone). */
  handlers?: JobHandlers;
};

export type Controller = {
  readonly id: string;
  readonly stats: Stats;
  /** Claims nothing more, finishes or gives back what is under way, within `withinMs`. */
  stop(withinMs?: number): Promise<void>;
};

const LOOK_MS = 1_000;

/** Starts every loop of one replica. Any number may run on one database. */
export async function startController(options: ControllerOptions): Promise<Controller> {
  const log = logger('controller');
  const { connectionString, side, handlers, ...rest } = options;
  const deps: ControllerDeps = { ...rest, id: randomUUID(), stats: newStats() };
  const startedAt = new Date();
  let skewed = false;
  // Before anything is claimed: a claim without a sign of life would count as abandoned.
  const sign = () => beat(side.sql, { id: deps.id, startedAt, stats: deps.stats, now: deps.now });
  await untilDone(sign, (error) => log.warn({ err: error.message }, 'waiting for the database'));
  const onError = (): void => {
    deps.stats.errors += 1;
  };

  const heart = startLoop({
    name: 'heartbeat',
    atMostMs: LOOK_MS,
    onError,
    pass: async () => {
      const skew = await sign();
      if (Math.abs(skew) > SKEW_LIMIT_MS !== skewed) {
        skewed = !skewed;
        log[skewed ? 'warn' : 'info'](
          { skewMs: skew },
          skewed ? "this replica's clock is off" : "this replica's clock is right again",
        );
      }
      return LOOK_MS;
    },
  });
  const dispatcher = startDispatcher(deps);
  const readBack = startReadBack(deps);
  const touched = new Set<string>();
  const decideDue = reconciler(deps, (failure) => {
    deps.stats.errors += 1;
    log.error({ err: failure.cause, services: failure.services.slice(0, 5) }, failure.message);
  });
  const reconcile = startLoop({
    name: 'reconcile',
    atMostMs: LOOK_MS,
    onError,
    pass: () => reconcilePass(deps, touched, decideDue),
  });
  const seal = startLoop({
    name: 'seal',
    atMostMs: LOOK_MS,
    onError,
    pass: async () => {
      await side.inTransaction(sealPending);
      return LOOK_MS;
    },
  });
  const sweep = startLoop({
    name: 'sweep',
    atMostMs: 3_000,
    onError,
    pass: async () => {
      await deps.inTransaction(sweepCommands);
      return 3_000;
    },
  });
  let jobs: Jobs | null = null;
  const wakeAll = (): void => {
    for (const one of [reconcile, dispatcher, readBack, jobs]) one?.wake();
  };
  const listener = listen({
    connectionString,
    channel: CHANNEL,
    onConnect: wakeAll,
    onNotice: (payload) => onNotice(payload, { reconcile, dispatcher, readBack, jobs, touched }),
  });
  const jobsStarted = handlers
    ? untilDone(
        () => startJobs({ connectionString, inTransaction: side.inTransaction, handlers }),
        (error) => log.error({ err: error }, 'the job engine did not start; trying again'),
      ).then((started) => {
        jobs = started;
      })
    : Promise.resolve();
  log.info({ id: deps.id, pid: process.pid }, 'the controller is up');

  return {
    id: deps.id,
    stats: deps.stats,
    async stop(withinMs = 7_000) {
      await listener.close();
      await Promise.all([
        reconcile.stop(),
        sweep.stop(),
        readBack.stop(),
        dispatcher.stop(withinMs),
        jobsStarted.then(() => jobs?.stop(withinMs)),
      ]);
      await Promise.all([heart.stop(), seal.stop()]);
      await farewell(side.sql, deps.id).catch((error: Error) =>
        log.warn({ err: error }, 'the farewell could not be written'),
      );
      log.info('the controller has ended');
    },
  };
}

/** Tries until it succeeds, for what a start cannot do without. */
async function untilDone<T>(task: () => Promise<T>, onFailure: (error: Error) => void): Promise<T> {
  for (;;) {
    try {
      return await task();
    } catch (error) {
      onFailure(error as Error);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

/** One batch; answers when the next is wanted: at once while there is more, else when the next service is due. */
async function reconcilePass(
  deps: ControllerDeps,
  touched: Set<string>,
  decideDue: ReturnType<typeof reconciler>,
): Promise<number> {
  const news = [...touched].slice(0, 1_000);
  for (const name of news) touched.delete(name);
  const startedAt = performance.now();
  const { services, releases, full } = await decideDue(news);
  deps.stats.batchMsTotal += performance.now() - startedAt;
  if (services === 0 && touched.size === 0) return untilDue(deps.sql);
  deps.stats.batches += 1;
  deps.stats.reconciles += releases;
  return full || touched.size > 0 ? 0 : untilDue(deps.sql);
}

async function untilDue(sql: Sql): Promise<number> {
  const [next] = await sql.query<{ ms: number | null }>(
    'SELECT (extract(epoch FROM min(due_at) - clock_timestamp()) * 1000)::float8 AS ms FROM service_control',
  );
  // What is due and locked by someone else is theirs: no spinning while they have it.
  return next?.ms == null ? LOOK_MS : Math.max(10, next.ms);
}

type Woken = {
  reconcile: { wake(): void };
  dispatcher: { wake(lanes?: readonly string[]): void };
  readBack: { wake(): void };
  jobs: Jobs | null;
  touched: Set<string>;
};

function onNotice(payload: string, { reconcile, dispatcher, readBack, jobs, touched }: Woken): void {
  const notice = parse(payload);
  switch (notice?.t) {
    case 'due':
      reconcile.wake();
      readBack.wake();
      return;
    case 'command':
      dispatcher.wake(Array.isArray(notice.l) ? notice.l.filter((lane) => typeof lane === 'string') : undefined);
      return;
    case 'job':
      jobs?.wake();
      return;
    case 'telemetry':
      for (const name of Array.isArray(notice.s) ? notice.s : []) if (typeof name === 'string') touched.add(name);
      reconcile.wake();
      return;
    default:
      return;
  }
}

function parse(payload: string): { t?: unknown; s?: unknown; l?: unknown } | null {
  try {
    return JSON.parse(payload) as { t?: unknown; s?: unknown; l?: unknown };
  } catch {
    return null;
  }
}
