import type pg from 'pg';
import type { Sql } from '@/lib/db/sql';
import { logger } from '@/lib/log';
import { readReleases } from '@/lib/releases/read-model';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import type { StreamEvent } from './event';
import type { Hub } from './hub';
import type { Notice } from './listener';

/** How long notices are gathered before they are read: one query for many, and no client sees a flicker. */
const GATHER_MS = 30;
const READ_AT_ONCE = 100;
const MAX_AUDIT = 200;
const CONTROLLER_SILENT_S = 5;

const AUDIT = `SELECT id::text AS id, release_id AS release, service, type, at FROM audit_event WHERE id > $1::text::bigint ORDER BY id LIMIT ${MAX_AUDIT}`;
const BUDGETS = `SELECT service, slo, status, remaining, no_data AS "noData" FROM slo_state WHERE slo_id = ANY($1::int[]) ORDER BY service, slo`;
const ALIVE = `SELECT EXISTS (SELECT 1 FROM controller_heartbeat WHERE seen_at > clock_timestamp() - interval '${CONTROLLER_SILENT_S} seconds') AS alive`;

/** Turns notices of the database into events, reading what they speak of once for all streams of this process. */
export class Feed {
  private readonly sql: Sql;
  private readonly hub: Hub;
  private readonly releases = new Set<string>();
  private readonly services = new Set<string>();
  private readonly slos = new Set<number>();
  private auditTo: bigint | null = null;
  private auditSeen: bigint | null = null;
  private readonly evaluated = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private flushing = false;
  private vitals = { database: true, controller: true };

  constructor(sql: Sql, hub: Hub) {
    this.sql = sql;
    this.hub = hub;
  }

  onNotice({ t, id, s }: Notice): void {
    if (t === 'release' && typeof id === 'string') this.releases.add(id);
    else if (t === 'telemetry' && Array.isArray(s)) for (const name of s) this.services.add(String(name));
    else if (t === 'budget' && Array.isArray(s)) for (const slo of s) this.slos.add(Number(slo));
    else if (t === 'audit' && typeof id === 'string') this.auditTo = max(this.auditTo, BigInt(id));
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
      await this.flushReleases();
      this.flushTelemetry();
      await this.flushBudgets();
      await this.flushAudit();
    } catch (error) {
      logger('stream').warn({ err: error }, 'changes could not be read for the streams');
      this.hub.publish({ type: 'resync', data: { why: 'changes could not be read' } });
    } finally {
      this.flushing = false;
    }
    if (this.releases.size > 0 || this.services.size > 0 || this.slos.size > 0 || this.auditTo !== null)
      this.schedule();
  }

  private async flushReleases(): Promise<void> {
    const ids = [...this.releases].slice(0, READ_AT_ONCE);
    for (const id of ids) this.releases.delete(id);
    // Where nobody looks, nothing is read; a page that lost its stream reads everything again.
    if (ids.length === 0) return;
    if (!this.hub.isWanted) {
      this.hub.skip();
      return;
    }
    for (const release of await readReleases(this.sql, ids)) {
      this.hub.publish({ type: 'release.updated', data: release });
      if (this.newlyEvaluated(release)) {
        this.hub.publish({
          type: 'gate.evaluated',
          data: { release: release.id, service: release.service, gates: release.gates },
        });
      }
    }
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

  private flushTelemetry(): void {
    const services = [...this.services];
    this.services.clear();
    if (services.length > 0) this.hub.publish({ type: 'telemetry.bucket', data: { services } });
  }

  private async flushBudgets(): Promise<void> {
    const ids = [...this.slos].slice(0, READ_AT_ONCE);
    for (const id of ids) this.slos.delete(id);
    if (ids.length === 0 || this.hub.size === 0) return;
    const slos = await this.sql.query<Extract<StreamEvent, { type: 'budget.updated' }>['data']['slos'][number]>(
      BUDGETS,
      [ids],
    );
    if (slos.length > 0) this.hub.publish({ type: 'budget.updated', data: { slos } });
  }

  private async flushAudit(): Promise<void> {
    const to = this.auditTo;
    this.auditTo = null;
    if (to === null) return;
    const from = this.auditSeen ?? to - 1n;
    this.auditSeen = max(this.auditSeen, to);
    if (!this.hub.isWanted) return;
    const rows = await this.sql.query<{
      id: string;
      release: string | null;
      service: string | null;
      type: string;
      at: Date;
    }>(AUDIT, [String(from)]);
    const events = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    if (events.length > 0) this.hub.publish({ type: 'audit.appended', data: { events } });
  }
}

const max = (a: bigint | null, b: bigint): bigint => (a === null || b > a ? b : a);
