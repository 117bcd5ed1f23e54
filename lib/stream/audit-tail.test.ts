import { expect, it } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { withTestDatabase } from '@/lib/testing/database';
import { AuditTail } from './audit-tail';

const db = withTestDatabase();

const append = async (sql: Sql, ...chains: string[]): Promise<string[]> => {
  const fact = { type: 'service.changed', actor: CONTROLLER, data: {}, at: new Date() };
  return (
    await appendAudit(
      sql,
      chains.map((chain) => ({ ...fact, chain })),
    )
  ).map(({ id }) => id);
};

it('tells what a slow transaction appended below a faster one, and each event once', async () => {
  const tail = new AuditTail();
  const slow = await db.connect();
  await slow.query('BEGIN');
  const early = await append(
    { query: async (text, params) => (await slow.query(text, params as unknown[])).rows },
    'a',
  );
  const [late = ''] = await append(db.sql, 'b');
  tail.appended(late, late);
  expect((await tail.read(db.sql)).map(({ id }) => id)).toEqual([late]);
  await slow.query('COMMIT');
  // The slow one's range encloses the other's, as it does when it appends twice.
  tail.appended(early[0] ?? '', late);
  expect((await tail.read(db.sql)).map(({ id }) => id)).toEqual(early);
  expect([tail.isWaiting, await tail.read(db.sql)]).toEqual([false, []]);
});

it('tells all of a transaction that appended hundreds', async () => {
  const tail = new AuditTail();
  const ids = await append(db.sql, ...Array.from({ length: 450 }, (_, i) => `many-${i}`));
  tail.appended(ids[0] ?? '', ids.at(-1) ?? '');
  expect(await tail.read(db.sql)).toHaveLength(450);
});
