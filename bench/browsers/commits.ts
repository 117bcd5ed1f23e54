import { setTimeout as sleep } from 'node:timers/promises';
import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { createPool, type Sql, transactionOn } from '@/lib/db/sql';

/** Changes releases as the lane does: the row, its audit event and the notice, in one transaction. */
export class Commits {
  /** Ids of the audit events that were committed. */
  readonly ids: number[] = [];
  private readonly pool: ReturnType<typeof createPool>;
  private readonly releases: readonly string[];
  private next = 0;

  constructor(databaseUrl: string, releases: readonly string[]) {
    this.pool = createPool(databaseUrl);
    this.releases = releases;
  }

  /** So many a second, for so many seconds; those that are late are made up for. */
  async run(perSecond: number, seconds: number): Promise<void> {
    const start = performance.now();
    const running: Promise<void>[] = [];
    for (let i = 0; i < perSecond * seconds; i += 1) {
      const due = start + (i * 1000) / perSecond - performance.now();
      if (due > 0) await sleep(due);
      running.push(this.one());
    }
    await Promise.all(running);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async one(): Promise<void> {
    const release = this.releases[this.next++ % this.releases.length] ?? '';
    this.ids.push(await transactionOn(this.pool, (sql) => change(sql, release)));
  }
}

async function change(sql: Sql, release: string): Promise<number> {
  const [row] = await sql.query<{ service: string; revision: number }>(
    'UPDATE release SET revision = revision + 1, updated_at = clock_timestamp() WHERE id = $1 RETURNING service, revision',
    [release],
  );
  const { service = '', revision: r = 0 } = row ?? {};
  await sql.query(`SELECT pg_notify('rampart', $1)`, [JSON.stringify({ t: 'release', id: release, s: service, r })]);
  const fact = { chain: release, releaseId: release, service, type: 'gate.evaluated', actor: CONTROLLER, data: { r } };
  // The time is taken before the commit, so what is measured is rather too long than too short.
  const [appended] = await appendAudit(sql, [{ ...fact, at: new Date() }]);
  return Number(appended?.id);
}
