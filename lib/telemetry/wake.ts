import type { Sql } from '@/lib/db/sql';
import { logger } from '@/lib/log';

/** What one ingest has to say about its sender. Times in epoch milliseconds. */
export type SourceReport = {
  service: string;
  source: string;
  seenAt: number;
  newestAt: number | null;
  skewMs: number | null;
  refused: number;
  reason: string | null;
};

const EVERY_MS = 250;
const MAX_NAMES = 100;

const SAVE = `
INSERT INTO telemetry_source AS t (service, source, last_seen, newest_at, skew_ms, refused, refused_reason, refused_at)
SELECT service, source, to_timestamp(seen / 1000), to_timestamp(newest / 1000), skew, refused, reason,
  CASE WHEN refused > 0 THEN to_timestamp(seen / 1000) END
FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::bigint[], $6::bigint[], $7::text[])
  AS s (service, source, seen, newest, skew, refused, reason)
ON CONFLICT (service, source) DO UPDATE SET
  last_seen = greatest(t.last_seen, excluded.last_seen),
  newest_at = greatest(t.newest_at, excluded.newest_at),
  skew_ms = excluded.skew_ms,
  refused = t.refused + excluded.refused,
  refused_reason = coalesce(excluded.refused_reason, t.refused_reason),
  refused_at = coalesce(excluded.refused_at, t.refused_at)`;

/**
 * Tells the controller and the pages that telemetry came, and keeps the book of senders: at most four times a second
 * per process, however many requests arrive. The samples are committed before; a lost call costs one interval.
 */
export class Wake {
  readonly #sql: Sql;
  #reports = new Map<string, SourceReport>();
  #services = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #last = 0;
  #flushing: Promise<void> = Promise.resolve();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Notes a sender; `stored` says that there is something new to read. */
  note(report: SourceReport, stored: boolean): void {
    const key = `${report.service} ${report.source}`;
    const had = this.#reports.get(key);
    this.#reports.set(key, had ? { ...report, ...addUp(had, report) } : report);
    if (stored) this.#services.add(report.service);
    this.#timer ??= setTimeout(() => this.#start(), Math.max(0, this.#last + EVERY_MS - Date.now()));
    this.#timer.unref();
  }

  /** Writes what is noted and waits for it; for shutdown and tests. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#start();
    await this.#flushing;
  }

  #start(): void {
    this.#timer = undefined;
    this.#last = Date.now();
    const reports = [...this.#reports.values()].sort(byKey);
    const services = [...this.#services].sort();
    this.#reports = new Map();
    this.#services = new Set();
    this.#flushing = this.#flushing.then(() =>
      this.#write(reports, services).catch((error: unknown) =>
        logger('telemetry').warn({ err: error }, 'could not announce new telemetry'),
      ),
    );
  }

  async #write(reports: readonly SourceReport[], services: readonly string[]): Promise<void> {
    for (let i = 0; i < services.length; i += MAX_NAMES) {
      const payload = JSON.stringify({ t: 'telemetry', s: services.slice(i, i + MAX_NAMES) });
      await this.#sql.query("SELECT pg_notify('rampart', $1)", [payload]);
    }
    if (reports.length === 0) return;
    await this.#sql.query(SAVE, [
      reports.map((r) => r.service),
      reports.map((r) => r.source),
      reports.map((r) => r.seenAt),
      reports.map((r) => r.newestAt),
      reports.map((r) => r.skewMs),
      reports.map((r) => r.refused),
      reports.map((r) => r.reason),
    ]);
  }
}

const byKey = (a: SourceReport, b: SourceReport): number =>
  a.service < b.service ? -1 : a.service > b.service ? 1 : a.source < b.source ? -1 : 1;

const addUp = (had: SourceReport, next: SourceReport): Pick<SourceReport, 'newestAt' | 'refused' | 'reason'> => ({
  newestAt: had.newestAt === null ? next.newestAt : Math.max(had.newestAt, next.newestAt ?? had.newestAt),
  refused: had.refused + next.refused,
  reason: next.reason ?? had.reason,
});
