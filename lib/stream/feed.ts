import type pg from 'pg';
import type { Sql } from '@/lib/db/sql';
import { logger } from '@/lib/log';
import { readReleases } from '@/lib/releases/read-model';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import { AuditTail } from './audit-tail';
import type { StreamEvent } from './event';
import type { Hub } from './hub';
import type { Notice } from './listener';

/** How long notices are gathered before they are read: one query for many, and no client sees a flicker. */
const GATHER_MS = 30;
const READ_AT_ONCE = 100;
const CONTROLLER_SILENT_S = 5;

const BUDGETS = `SELECT service, slo, status, remaining, no_data AS "noData" FROM slo_state WHERE slo_id = ANY($1::int[]) ORDER BY service, slo`;
const ALIVE = `SELECT EXISTS (SELECT 1 FROM controller_heartbeat WHERE seen_at > clock_timestamp() - interval '${CONTROLLER_SILENT_S} seconds') AS alive`;

/** Turns notices of the database into events, reading what they speak of once for all streams of this process. */
export class Feed {
  private readonly sql: Sql;
  private readonly hub: Hub;
  private readonly releases = new Set<string>();
  private readonly services = new Set<string>();
  private readonly slos = new Set<number>();
  private readonly audit = new AuditTail();
  private readonly evaluated = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private flushing = false;
  private vitals = { database: true, controller: true };

  constructor(sql: Sql, hub: Hub) {
    this.sql = sql;
    this.hub = hub;
  }

  onNotice({ t, id, from, s }: Notice): void {
    if (t === 'release' && typeof id === 'string') this.releases.add(id);
    else if (t === 'telemetry' && Array.isArray(s)) for (const name of s) this.services.add(String(name));
    else if (t === 'budget' && Array.isArray(s)) for (const slo of s) this.slos.add(Number(slo));
    else if (t === 'audit' && typeof id === 'string') this.audit.appended(typeof from === 'string' ? from : id, id);
    else return;
    this.schedule();
  }

  onConnected(): void {
    this.vitals.database = true;
    this.hub.publish({ type: 'resync', data: { why: 'the connection to the database was opened' } });
  }

  onLost(): void {
    this.vitals = { database: false, controller: false };
    this.beat();
  }

  /** Asked on the listening connection, so that it is known to be alive too. */
  async check(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ alive: boolean }>(ALIVE);
    this.vitals = { database: true, controller: rows[0]?.alive ?? false };
    this.beat();
  }

  /** Also called by a timer while the database is away. */
  beat(): void {
    this.hub.beat({ type: 'heartbeat', data: { at: Date.now(), ...this.vitals } });
  }

  get connected(): boolean {
    return this.vitals.database;
  }

  private schedule(): void {
    if (this.timer || this.flushing) return;
    this.timer = setTimeout(() => void this.flush(), GATHER_MS);
    this.timer.unref();
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    this.flushing = true;
    try {
      this.hub.publish(...(await this.changes()));
    } catch (error) {
      logger('stream').warn({ err: error }, 'changes could not be read for the streams');
      this.hub.publish({ type: 'resync', data: { why: 'changes could not be read' } });
    } finally {
      this.flushing = false;
    }
    if (this.releases.size > 0 || this.services.size > 0 || this.slos.size > 0 || this.audit.isWaiting) this.schedule();
  }

  /** What the notices since the last time spoke of, as events in one batch. */
  private async changes(): Promise<StreamEvent[]> {
    // Where nobody looks, nothing is read; a page that lost its stream reads everything again.
    if (!this.hub.isWanted) {
      for (const waiting of [this.releases, this.services, this.slos, this.audit]) waiting.clear();
      this.hub.skip();
      return [];
    }
    return [
      ...(await this.releaseEvents()),
      ...this.telemetryEvents(),
      ...(await this.budgetEvents()),
      ...(await this.auditEvents()),
    ];
  }

  private async releaseEvents(): Promise<StreamEvent[]> {
    const ids = take(this.releases, READ_AT_ONCE);
    if (ids.length === 0) return [];
    return (await readReleases(this.sql, ids)).flatMap((release): StreamEvent[] => {
      const { id, service, gates } = release;
      const updated = { type: 'release.updated', data: release } as const;
      return this.newlyEvaluated(release)
        ? [updated, { type: 'gate.evaluated', data: { release: id, service, gates } }]
        : [updated];
    });
  }

  private newlyEvaluated({ id, status, gates }: Release): boolean {
    const at =
      gates
        .map((gate) => gate.evaluatedAt ?? '')
        .sort()
        .at(-1) ?? '';
    const before = this.evaluated.get(id);
    if (isTerminal(status)) this.evaluated.delete(id);
    else this.evaluated.set(id, at);
    return at !== '' && at !== before;
  }

  private telemetryEvents(): StreamEvent[] {
    const services = take(this.services);
    return services.length > 0 ? [{ type: 'telemetry.bucket', data: { services } }] : [];
  }

  private async budgetEvents(): Promise<StreamEvent[]> {
    const ids = take(this.slos, READ_AT_ONCE);
    if (ids.length === 0) return [];
    const slos = await this.sql.query<Extract<StreamEvent, { type: 'budget.updated' }>['data']['slos'][number]>(
      BUDGETS,
      [ids],
    );
    return slos.length > 0 ? [{ type: 'budget.updated', data: { slos } }] : [];
  }

  private async auditEvents(): Promise<StreamEvent[]> {
    const events = await this.audit.read(this.sql);
    return events.length > 0 ? [{ type: 'audit.appended', data: { events } }] : [];
  }
}

function take<T>(waiting: Set<T>, atMost = Number.POSITIVE_INFINITY): T[] {
  const taken = [...waiting].slice(0, atMost);
  for (const one of taken) waiting.delete(one);
  return taken;
}
