import { expect, test } from 'vitest';
import { databaseTrouble } from '@/lib/http/database-errors';
import { withTestDatabase } from '@/lib/testing/database';
import { createPrisma, prisma, prismaSql } from './client';
import { createPool, inTransaction, sql, toSql, transactionOn } from './sql';

const db = withTestDatabase();

test('both doors give the same JavaScript values', async () => {
  const text = `SELECT 9007199254740991::bigint AS big, 1.50::numeric AS money, '2026-01-02T03:04:05Z'::timestamptz AS at,
    '{"a":[1]}'::jsonb AS json, ARRAY['x','y'] AS list, $1::text AS given, NULL::int AS nothing`;
  const thin = await sql.query(text, ['hello']);
  expect(thin).toEqual([
    {
      big: 9007199254740991,
      money: '1.50',
      at: new Date('2026-01-02T03:04:05Z'),
      json: { a: [1] },
      list: ['x', 'y'],
      given: 'hello',
      nothing: null,
    },
  ]);
  const [row] = await prismaSql(prisma()).query<Record<string, unknown>>(text, ['hello']);
  expect({ ...row, money: Number(row?.money) }).toEqual({ ...(thin[0] as object), money: 1.5 });
});

test('a transaction is undone as a whole when its function throws', async () => {
  await sql.query('CREATE TABLE trial (n int)');
  const failure = inTransaction(async (tx) => {
    await tx.query('INSERT INTO trial VALUES (1)');
    throw new Error('no');
  });
  await expect(failure).rejects.toThrow('no');
  await inTransaction(async (tx) => tx.query('INSERT INTO trial VALUES ($1)', [2]));
  expect(await sql.query('SELECT n FROM trial')).toEqual([{ n: 2 }]);
});

test('a connection that is cut while it is lent and nobody asks is no uncaught error, and is not lent again', async () => {
  const pool = createPool(db.url, { max: 1 });
  const lent = await pool.connect();
  const { rows } = await lent.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise((resolve) => lent.once('end', resolve));
  await sql.query('SELECT pg_terminate_backend($1::int)', [rows[0]?.pid]);
  await ended;
  lent.release();
  expect(await toSql(pool).query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await pool.end();
});

test('prismaSql takes part in the Prisma transaction', async () => {
  await sql.query('CREATE TABLE joint (n int)');
  await expect(
    prisma().$transaction(async (tx) => {
      await prismaSql(tx).query('INSERT INTO joint VALUES ($1::int)', [1]);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await sql.query('SELECT n FROM joint')).toEqual([]);
});

test('a database that has stopped answering is told within the time-out, by both doors, and the connection is given up', async () => {
  const pool = createPool(db.url, { query_timeout: 200, max: 1 });
  const client = createPrisma(db.url, 200);
  const silent = 'SELECT 1 AS n FROM pg_sleep(2)';
  const trouble = (work: Promise<unknown>) => work.then(() => null, databaseTrouble);
  for (const ask of [
    () => toSql(pool).query(silent),
    () => transactionOn(pool, (tx) => tx.query(silent)),
    () => prismaSql(client).query(silent),
    () => client.$transaction((tx) => prismaSql(tx).query(silent)),
  ])
    expect(await trouble(ask())).toMatchObject({ code: 'unavailable' });
  expect(await toSql(pool).query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await client.$disconnect();
  await pool.end();
});
