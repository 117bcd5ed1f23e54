import { type Job, type JobResult, PgBoss } from 'pg-boss';
import type { Sql } from '@/lib/db/sql';
import { QUEUES, type Queue } from '@/lib/jobs/outbox';
import { logger } from '@/lib/log';
import { type Loop, startLoop } from './loop';

export type JobHandler = (data: Record<string, unknown>) => Promise<unknown>;
/** Who does the jobs of each queue. Jobs of a queue without a handler wait. */
export type JobHandlers = Partial<Record<Queue, JobHandler>>;

/** Regular work, by cron in UTC. */
const SCHEDULE: Partial<Record<Queue, string>> = {
  'telemetry-partitions': '7 * * * *',
  'clean-up': '23 * * * *',
  sweep: '* * * * *',
  record: '* * * * *',
  slos: '* * * * *',
  'audit-check': '41 * * * *',
  'freeze-windows': '11 * * * *',
  'deployment-checks': '* * * * *',
};

// A person waits for these: a hook's release, a rollback's postmortem.
const URGENT: readonly Queue[] = ['hook', 'postmortem'];
const MOVE_MOST = 100;
/** Jobs taken at once and done one after another, so that a burst does not wait for the clock between any two. */
const BATCH = 10;

export type Jobs = {
  /** There may be something in the outbox. */
  wake(): void;
  stop(withinMs: number): Promise<void>;
};

export type JobsOptions = {
  connectionString: string;
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  handlers: JobHandlers;
};

/** Starts the job engine: makes its queues and schedule, works on them, and moves the outbox into it. */
export async function startJobs({ connectionString, inTransaction, handlers }: JobsOptions): Promise<Jobs> {
  const log = logger('jobs');
  const boss = new PgBoss({
    connectionString,
    max: 4,
    application_name: 'rampart-jobs',
    superviseIntervalSeconds: 60,
    cronMonitorIntervalSeconds: 15,
    cronWorkerIntervalSeconds: 2,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job engine reports an error'));
  await boss.start();
  let workers: Workers;
  try {
    workers = await prepare(boss, handlers);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
  const pump = startPump(boss, inTransaction, workers);
  return {
    wake: pump.wake,
    async stop(withinMs) {
      await pump.stop();
      await boss.stop({ graceful: true, timeout: withinMs });
    },
  };
}

/** The worker of this process for each urgent queue. */
type Workers = ReadonlyMap<string, string>;

/** Makes the queues and the schedule, and begins to work. */
async function prepare(boss: PgBoss, handlers: JobHandlers): Promise<Workers> {
  const workers = new Map<string, string>();
  for (const name of QUEUES) {
    await boss.createQueue(name, {
      retryLimit: 20,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 300,
      expireInSeconds: 300,
    });
  }
  for (const [name, cron] of Object.entries(SCHEDULE)) await boss.schedule(name, cron);
  for (const name of QUEUES) {
    const handler = handlers[name];
    if (!handler) continue;
    const urgent = URGENT.includes(name);
    const worker = await boss.work(
      name,
      {
        // The pump wakes it for what it moves; a retry has nobody to wake it.
        pollingIntervalSeconds: urgent ? 0.5 : 2,
        batchSize: BATCH,
        burstWhenBatchFull: true,
        perJobResults: true,
      },
      async (jobs: Job<Record<string, unknown>>[]) => {
        const results: JobResult[] = [];
        for (const { id, data } of jobs) results.push(await runJob(id, () => handler(data)));
        return results;
      },
    );
    if (urgent) workers.set(name, worker);
  }
  // At the first start there is no cron run yet to have made today's partitions.
  await boss.send('telemetry-partitions', {}, { singletonKey: 'start', singletonSeconds: 60 });
  return workers;
}

/** One job of a batch fails alone: it is tried again, the others are done. */
const runJob = (id: string, run: () => Promise<unknown>): Promise<JobResult> =>
  run().then(
    (): JobResult => ({ id, status: 'completed' }),
    (error: unknown): JobResult => {
      logger('jobs').warn({ err: error, job: id }, 'a job failed and is tried again');
      return { id, status: 'failed', output: { message: error instanceof Error ? error.message : String(error) } };
    },
  );

type Taken = { id: string; queue: string; data: Record<string, unknown> };

/**
 * Moves jobs from the outbox to the engine, in one transaction: none is lost, none is there twice. Then it wakes the
 * workers of what is urgent. The engine's own notices would do that too, but a listening connection of its that breaks
 * ends the process (pg-boss 12: `Db.listen` drops its error listener before the last error has come).
 */
function startPump(boss: PgBoss, inTransaction: JobsOptions['inTransaction'], workers: Workers): Loop {
  return startLoop({
    name: 'jobs',
    atMostMs: 2_000,
    pass: async () => {
      const { queues, count } = await inTransaction((sql) => move(boss, sql));
      for (const queue of queues) {
        const worker = workers.get(queue);
        if (worker !== undefined) boss.notifyWorker(worker);
      }
      return count === MOVE_MOST ? 0 : 2_000;
    },
  });
}

async function move(boss: PgBoss, sql: Sql): Promise<{ queues: ReadonlySet<string>; count: number }> {
  const taken = await sql.query<Taken>(
    `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT ${MOVE_MOST} FOR UPDATE SKIP LOCKED)
     RETURNING id, queue, data`,
  );
  const db = {
    executeSql: async (text: string, values?: unknown[]) => ({ rows: await sql.query(text, values) }),
  };
  const queues = new Set(taken.map((job) => job.queue));
  for (const queue of queues) {
    const jobs = taken.filter((job) => job.queue === queue).map(({ id, data }) => ({ id, data }));
    await boss.insert(queue, jobs, { db });
  }
  return { queues, count: taken.length };
}
