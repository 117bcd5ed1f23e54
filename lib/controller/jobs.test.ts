import { afterEach, describe, expect, it } from 'vitest';
import { enqueue } from '@/lib/jobs/outbox';
import { withTestDatabase } from '@/lib/testing/database';
import { type Jobs, startJobs } from './jobs';

const db = withTestDatabase();
let jobs: Jobs | undefined;
afterEach(() => jobs?.stop(2_000));

const until = async (met: () => boolean, withinMs: number): Promise<number> => {
  const began = Date.now();
  while (!met() && Date.now() - began < withinMs) await new Promise((done) => setTimeout(done, 25));
  return Date.now() - began;
};

describe('jobs that a person waits for', () => {
  it('are all done within two seconds of one another, also when many come at once and one of them fails', async () => {
    const done: number[] = [];
    let failures = 0;
    jobs = await startJobs({
      connectionString: db.url,
      inTransaction: (fn) => db.inTransaction(fn),
      handlers: {
        postmortem: async ({ n }) => {
          if (n === 3 && failures === 0) {
            failures += 1;
            throw new Error('the database hiccups');
          }
          done.push(Number(n));
        },
      },
    });
    const twenty = Array.from({ length: 20 }, (_, n) => ({ queue: 'postmortem' as const, data: { n } }));
    await db.inTransaction((sql) => enqueue(sql, Date.now(), twenty));
    jobs.wake();
    await until(() => done.length >= 19, 10_000);
    expect(new Set(done).size).toBe(19);
    // The one that failed comes again by itself.
    await until(() => done.length === 20, 8_000);
    expect([...done].sort((a, b) => a - b)).toEqual(twenty.map(({ data }) => data.n));

    await until(() => false, 1_500);
    await db.inTransaction((sql) => enqueue(sql, Date.now(), [{ queue: 'postmortem', data: { n: 20 } }]));
    jobs.wake();
    expect(await until(() => done.includes(20), 10_000)).toBeLessThan(2_000);
  }, 40_000);
});
