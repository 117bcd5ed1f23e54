import { beforeAll, expect, it } from 'vitest';
import { reconcileBatch } from '@/lib/controller/reconcile';
import { laneDeps, putPlans, putService, release } from '@/lib/controller/testing/world';
import type { GateEvaluation } from '@/lib/gates/schema';
import { insertSamples } from '@/lib/telemetry/store';
import { withTestDatabase } from '@/lib/testing/database';

const db = withTestDatabase();

beforeAll(() =>
  putPlans(db, {
    quiet: {
      mechanism: 'canary',
      steps: [
        { ring: 'early', exposure: 10, hold: '1h' },
        { ring: 'broad', exposure: 100, hold: '0s' },
      ],
      gates: {
        errors: { sli: 'error_rate', compare: 'limit', limit: 0.05, minSamples: 100 },
        p95: { sli: 'latency_p95', compare: 'limit', limit: 300, minSamples: 100 },
      },
    },
  }),
);

type Row = { revision: number; written: string; gates: GateEvaluation[]; notices: number };

const notices: string[] = [];
const lookAt = async (id: string): Promise<Row> => {
  notices.length = 0;
  await db.sql.query("UPDATE service_control SET due_at = now() WHERE service = 'quiet'");
  await reconcileBatch(laneDeps(db), [], 200);
  const [row] = await db.sql.query<Omit<Row, 'notices'>>(
    'SELECT revision, xmin::text AS written, gates FROM release WHERE id = $1',
    [id],
  );
  if (!row) throw new Error('gone');
  // Notices of a commit are delivered before the answer to the next statement of the listener.
  await listener.query('SELECT 1');
  return { ...row, notices: notices.filter((payload) => payload.includes('"t":"release"')).length };
};

let listener: Awaited<ReturnType<typeof db.connect>>;

it('a look that finds nothing new writes nothing and tells nobody; one that does says so of the gates it concerns', async () => {
  listener = await db.connect();
  listener.on('notification', ({ payload }) => notices.push(payload ?? ''));
  await listener.query('LISTEN rampart');
  await putService(db, 'quiet', { provider: { url: 'http://127.0.0.1:1' }, plan: 'quiet' });
  const { id } = await release(db, 'quiet', 'v1');
  for (let i = 0; i < 4; i += 1) {
    await lookAt(id);
    await db.sql.query(
      "UPDATE command SET status = 'accepted', attempts = 1, accepted_at = now(), settled_at = now(), next_attempt_at = NULL WHERE status = 'queued'",
    );
  }
  const first = await lookAt(id);
  expect(first.gates.map(({ verdict }) => verdict)).toEqual(['no_data', 'no_data']);
  const second = await lookAt(id);
  expect(second).toEqual({ ...first, notices: 0 });

  const [confirmed] = await db.sql.query<{ at: number }>(
    "SELECT (state->'confirmed'->>'at')::float8 AS at FROM release WHERE id = $1",
    [id],
  );
  const sample = { service: 'quiet', version: 'v1', cohort: '' as const, source: 't', intervalMs: 1000, dims: '' };
  const none = { latency: null, users: null, values: null, dimensions: null };
  await insertSamples(db.sql, [{ ...sample, ...none, at: (confirmed?.at ?? 0) + 1, requests: 1000, errors: 3 }]);
  const third = await lookAt(id);
  expect(third).toMatchObject({ revision: first.revision + 1, notices: 1 });
  const gate = (row: Row, name: string) => row.gates.find((one) => one.name === name);
  expect(gate(third, 'errors')).toMatchObject({ verdict: 'inconclusive', satisfied: true });
  expect(gate(third, 'errors')?.evaluatedAt).not.toBe(gate(first, 'errors')?.evaluatedAt);
  expect(gate(third, 'p95')).toEqual(gate(first, 'p95'));
  expect(await lookAt(id)).toEqual({ ...third, notices: 0 });
});
