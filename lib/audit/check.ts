import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Sql } from '@/lib/db/sql';
import type { Break } from './breaks';
import { type Verification, verifyOn } from './verify';

/** A finished check of the record, as kept. */
export type AuditCheck = Verification & { at: string; tookMs: number };

const running = new Map<Pool, Promise<AuditCheck>>();

/**
 * Verifies the whole record and keeps what was found (`audit_check`), so that pages can say it at once.
 * Callers that come while a check runs share its answer: a check reads everything, and nobody gains from two.
 */
export function checkAudit(pool: Pool, dataDir?: string, now: () => Date = () => new Date()): Promise<AuditCheck> {
  const shared = running.get(pool);
  if (shared) return shared;
  const mine = runCheck(pool, dataDir, now).finally(() => running.delete(pool));
  running.set(pool, mine);
  return mine;
}

async function runCheck(pool: Pool, dataDir: string | undefined, now: () => Date): Promise<AuditCheck> {
  const started = now();
  const found = await verifyOn(pool, dataDir);
  const tookMs = now().getTime() - started.getTime();
  await pool.query(
    `INSERT INTO audit_check (id, at, took_ms, ok, events, sealed_to, head, first_broken)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [randomUUID(), started, tookMs, found.ok, found.events, found.sealedTo, found.head, found.firstBroken ?? null],
  );
  return { at: started.toISOString(), tookMs, ...found };
}

/** The last check, or null before the first. */
export async function lastCheck(sql: Sql): Promise<AuditCheck | null> {
  const [row] = await sql.query<Omit<AuditCheck, 'at' | 'firstBroken'> & { at: Date; firstBroken: Break | null }>(
    `SELECT at, took_ms AS "tookMs", ok, events, sealed_to::text AS "sealedTo", head, first_broken AS "firstBroken"
     FROM audit_check ORDER BY at DESC LIMIT 1`,
  );
  if (!row) return null;
  const { firstBroken, ...check } = row;
  return { ...check, at: row.at.toISOString(), ...(firstBroken ? { firstBroken } : {}) };
}
