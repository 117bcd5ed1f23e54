import { PrismaPg } from '@prisma/adapter-pg';
import { perProcess, takePerProcess } from '@/lib/shared/per-process';
import { Prisma, PrismaClient } from '@/prisma/generated/client';
import { CONNECT_TIMEOUT_MS, databaseUrl, QUERY_TIMEOUT_MS, type Sql } from './sql';

/** A client of its own, for tests and tools. The caller disconnects it. */
export function createPrisma(connectionString: string, queryTimeoutMs = QUERY_TIMEOUT_MS): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString,
      max: 10,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: queryTimeoutMs,
      application_name: 'rampart-prisma',
    }),
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  });
}

/** The process-wide Prisma client, connected by its first query. */
export function prisma(): PrismaClient {
  return perProcess('prisma', () => createPrisma(databaseUrl()));
}

/** Disconnects the process-wide client; used at shutdown and between tests. */
export async function closePrisma(): Promise<void> {
  await takePerProcess<PrismaClient>('prisma')?.$disconnect();
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Prisma.Decimal.isDecimal(value)) return value.toString();
  return value;
}

/**
 * A Prisma client or transaction as `Sql`, so that one piece of code (audit append) works through both doors.
 * Values come back as they do there. Cast `void` and exotic types (`xid8`) to text in the statement.
 */
export function prismaSql(transaction: Pick<Prisma.TransactionClient, '$queryRawUnsafe'>): Sql {
  return {
    async query<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
      const rows = await transaction.$queryRawUnsafe<Record<string, unknown>[]>(text, ...params);
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])) as T);
    },
  };
}
