import type { Sql } from '@/lib/db/sql';
import type { StreamEvent } from './event';

type AuditNews = Extract<StreamEvent, { type: 'audit.appended' }>['data']['events'][number];

/** So many of the last ids are remembered as told; transactions that overlap lie closer together than this. */
const REMEMBERED = 20_000;

const READ = `
SELECT DISTINCT ON (e.id) e.id::text AS id, release_id AS release, service, type, at
FROM audit_event e JOIN unnest($1::bigint[], $2::bigint[]) AS told(first, last) ON e.id BETWEEN first AND last ORDER BY e.id`;

/**
 * The audit events that transactions said they appended, each told once. Ids are drawn before a commit, so one transaction's
 * may lie between another's and become visible later: each says its own range, and what was told before is left out.
 */
export class AuditTail {
  private readonly ranges: [first: string, last: string][] = [];
  private readonly told = new Set<string>();

  get isWaiting(): boolean {
    return this.ranges.length > 0;
  }

  /** A transaction committed events whose ids lie between these two. */
  appended(first: string, last: string): void {
    this.ranges.push([first, last]);
  }

  clear(): void {
    this.ranges.length = 0;
  }

  async read(sql: Sql): Promise<AuditNews[]> {
    const ranges = this.ranges.splice(0);
    if (ranges.length === 0) return [];
    const rows = await sql.query<Omit<AuditNews, 'at'> & { at: Date }>(READ, [
      ranges.map(([first]) => first),
      ranges.map(([, last]) => last),
    ]);
    const fresh = rows.filter(({ id }) => !this.told.has(id)).map((row) => ({ ...row, at: row.at.toISOString() }));
    for (const { id } of fresh) this.told.add(id);
    for (const id of this.told) {
      if (this.told.size <= REMEMBERED) break;
      this.told.delete(id);
    }
    return fresh;
  }
}
