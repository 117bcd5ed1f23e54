import { beforeEach, expect, test } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { toSql } from '@/lib/db/sql';
import { withTestDatabase } from '@/lib/testing/database';
import { type AuditDraft, appendAudit } from './append';
import { sealPending } from './seal';
import { verifyOn } from './verify';

const db = withTestDatabase();

const draft = (chain: string): AuditDraft => ({
  chain,
  type: 'x.happened',
  actor: CONTROLLER,
  data: {},
  at: new Date(),
});
const append = (...chains: string[]) => db.inTransaction((sql) => appendAudit(sql, chains.map(draft)));
const seal = () => db.inTransaction(sealPending);
const unsealed = async () =>
  (
    await db.sql.query<{ id: string }>(
      'SELECT id::text FROM audit_event e WHERE NOT EXISTS (SELECT 1 FROM audit_seal_entry s WHERE s.event_id = e.id) ORDER BY e.id',
    )
  ).map(({ id }) => id);
const low = async () => (await db.sql.query<{ low: string }>('SELECT low::text FROM audit_seal_mark'))[0]?.low;

beforeEach(async () => {
  while (await seal());
});

test('nothing new: nothing is sealed', async () => {
  expect(await seal()).toBeNull();
});

test('seals follow one another and hold every event once', async () => {
  await append('a', 'b', 'a');
  const first = await seal();
  await append('a');
  const second = await seal();
  expect(first?.count).toBe(3);
  expect(second).toMatchObject({ seq: (first?.seq ?? 0) + 1, count: 1 });
  expect(await unsealed()).toEqual([]);
  expect(await seal()).toBeNull();
});

test('a lower id that is committed late, after many seals of higher ones, is sealed too', async () => {
  const late = await db.connect();
  await late.query('BEGIN');
  const [held] = await appendAudit(toSql(late), [draft('late')]);
  for (let i = 0; i < 5; i += 1) {
    await append('early');
    await seal();
  }
  expect(Number(await low())).toBeLessThan(Number(held?.id));
  await late.query('COMMIT');
  expect(await unsealed()).toEqual([held?.id]);
  expect(await seal()).toMatchObject({ count: 1 });
  expect(await unsealed()).toEqual([]);
  expect(await verifyOn(db.pool)).toMatchObject({ ok: true });
  await append('early');
  await seal();
  await seal();
  expect(Number(await low())).toBeGreaterThan(Number(held?.id));
});

test('a seal that is rolled back leaves nothing behind', async () => {
  await append('a');
  const failing = db.inTransaction(async (sql) => {
    await sealPending(sql);
    throw new Error('crash');
  });
  await expect(failing).rejects.toThrow('crash');
  expect(await seal()).toMatchObject({ count: 1 });
  expect(await verifyOn(db.pool)).toMatchObject({ ok: true });
});

test('only one process seals at a time; the other goes on without waiting', async () => {
  await append('a');
  const other = await db.connect();
  await other.query('BEGIN');
  expect(await sealPending(toSql(other))).toMatchObject({ count: 1 });
  expect(await seal()).toBeNull();
  await other.query('COMMIT');
  expect(await unsealed()).toEqual([]);
});

test('a mark from another cluster, as after restoring a dump, does not stop the low mark for ever', async () => {
  await db.sql.query("UPDATE audit_seal_mark SET until = '999999999999'");
  const [event] = await append('a');
  for (let i = 0; i < 3; i += 1) {
    await seal();
    await append('a');
  }
  await seal();
  expect(Number(await low())).toBeGreaterThanOrEqual(Number(event?.id));
});

test('100,000 events verify in seconds', async () => {
  for (let i = 0; i < 50; i += 1)
    await append(...Array.from({ length: 2_000 }, (_, n) => `release-${(i * 7 + n) % 1_000}`));
  while (await seal());
  const started = performance.now();
  const found = await verifyOn(db.pool);
  const took = performance.now() - started;
  expect(found.ok).toBe(true);
  expect(found.events).toBeGreaterThanOrEqual(100_000);
  expect(took).toBeLessThan(15_000);
  console.info(`verified ${found.events} events in ${Math.round(took)} ms`);
}, 120_000);
