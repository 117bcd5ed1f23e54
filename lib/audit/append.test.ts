import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { prismaSql } from '@/lib/db/client';
import { toSql } from '@/lib/db/sql';
import { withTestDatabase } from '@/lib/testing/database';
import { type AuditDraft, appendAudit } from './append';
import { eventHash, GENESIS, storable } from './event';
import { sealPending } from './seal';
import { verifyOn } from './verify';

const db = withTestDatabase();

const draft = (chain: string, data: Record<string, unknown> = {}): AuditDraft => ({
  chain,
  type: 'release.created',
  actor: CONTROLLER,
  data,
  at: new Date(),
});

test('values that JSON or PostgreSQL cannot keep are replaced before they are hashed', () => {
  expect(
    storable({ a: undefined, at: new Date(0), nul: 'x\u0000y', half: '\ud800', nan: Number.NaN, 'k\u0000': 1 }),
  ).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    nul: 'x\ufffdy',
    half: '\ufffd',
    nan: null,
    'k\ufffd': 1,
  });
});

test('the hash is over the RFC 8785 form: the order of keys does not matter', () => {
  const fact = {
    id: '1',
    chain: 'a',
    seq: 1,
    releaseId: null,
    service: null,
    type: 't',
    actor: {},
    reason: null,
    at: 'now',
  };
  const one = eventHash(GENESIS, { ...fact, data: { b: 1e21, a: 0.1 } });
  expect(eventHash(GENESIS, { data: { a: 0.1, b: 1e21 }, ...fact })).toBe(one);
  expect(eventHash(GENESIS, { ...fact, data: { b: 1e21, a: 0.2 } })).not.toBe(one);
});

test('a batch goes in order over several chains, in two statements, and tells listeners its last event', async () => {
  const listener = await db.connect();
  const heard = new Promise((resolve) => listener.on('notification', (message) => resolve(message.payload)));
  await listener.query('LISTEN rampart');
  let statements = 0;
  const appended = await db.inTransaction((sql) =>
    appendAudit(
      {
        query: (text, params) => {
          statements += 1;
          return sql.query(text, params);
        },
      },
      [draft('b'), draft('a'), draft('b'), ...Array.from({ length: 500 }, (_, i) => draft(`r${i}`))],
    ),
  );
  expect(statements).toBe(2);
  expect(appended.slice(0, 3).map(({ chain, seq }) => [chain, seq])).toEqual([
    ['b', 1],
    ['a', 1],
    ['b', 2],
  ]);
  expect(JSON.parse(String(await heard))).toEqual({ t: 'audit', from: appended[0]?.id, id: appended.at(-1)?.id });
});

test('awkward content comes back as it was hashed, through both doors', async () => {
  const data = {
    numbers: [0.1 + 0.2, 1e21, 1e-7, -0, 5e-324, 1.7976931348623157e308, 2 ** 53],
    text: 'ä\u2028\u0000\ud83d \u{1f600} "\\',
    none: undefined,
    at: new Date(12_345),
    10: 'x',
    9: 'y',
  };
  const actor = { kind: 'token', person: randomUUID(), name: 'ci \u0007' } as const;
  const awkward = {
    ...draft('awkward', data),
    actor,
    releaseId: randomUUID().toUpperCase(),
    reason: 'be\u0000cause',
    service: 'x',
  };
  await db.inTransaction((sql) => appendAudit(sql, [awkward]));
  await db.prisma.$transaction((tx) => appendAudit(prismaSql(tx), [awkward, awkward]));
  expect(await verifyOn(db.pool)).toMatchObject({ ok: true });
});

test('many connections at once over the same chains: no deadlock, no gap, ids rise within a chain', async () => {
  const clients = await Promise.all(Array.from({ length: 8 }, () => db.connect()));
  await Promise.all(
    clients.map(async (client, c) => {
      for (let i = 0; i < 30; i += 1) {
        await client.query('BEGIN');
        const chains = [`m${(c + i) % 5}`, `m${(c * 3 + i * 2) % 5}`, `m${(i * 4) % 5}`];
        await appendAudit(
          toSql(client),
          chains.map((chain) => draft(chain, { c, i })),
        );
        await client.query(i % 7 === 0 ? 'ROLLBACK' : 'COMMIT');
        if (i % 5 === 0) await db.inTransaction(sealPending);
      }
    }),
  );
  while (await db.inTransaction(sealPending));
  expect(await verifyOn(db.pool)).toMatchObject({ ok: true });
  const inverted = await db.sql.query(
    'SELECT 1 FROM audit_event a JOIN audit_event b ON a.chain = b.chain AND a.seq < b.seq AND a.id > b.id LIMIT 1',
  );
  expect(inverted).toEqual([]);
});
