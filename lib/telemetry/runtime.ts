import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { IngestCounters } from './ingest-counters';
import { KnownDays } from './partitions';
import type { TelemetryConfig } from './source-schema';
import { Wake } from './wake';

const KEEP_MS = 5_000;
const MAX_KEPT = 20_000;

/** How a service says its telemetry comes; remembered for seconds, because every push asks. */
export class ServiceDirectory {
  readonly #sql: Sql;
  readonly #kept = new Map<string, { config: TelemetryConfig; until: number }>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The configurations of those of `names` that exist and are not archived. */
  async find(names: readonly string[], now: number): Promise<Map<string, TelemetryConfig>> {
    const found = new Map<string, TelemetryConfig>();
    const unknown: string[] = [];
    for (const name of new Set(names)) {
      const kept = this.#kept.get(name);
      if (kept && kept.until > now) found.set(name, kept.config);
      else unknown.push(name);
    }
    if (unknown.length === 0) return found;
    if (this.#kept.size > MAX_KEPT) this.#kept.clear();
    const rows = await this.#sql.query<{ name: string; telemetry: TelemetryConfig }>(
      'SELECT name, telemetry FROM service WHERE name = ANY($1::text[]) AND archived_at IS NULL',
      [unknown],
    );
    for (const { name, telemetry } of rows) {
      this.#kept.set(name, { config: telemetry, until: now + KEEP_MS });
      found.set(name, telemetry);
    }
    return found;
  }
}

/** What the telemetry verbs work with; one per process, since it remembers days and services. */
export type Telemetry = {
  sql: Sql;
  clock: Clock;
  retentionMs: number;
  services: ServiceDirectory;
  days: KnownDays;
  wake: Wake;
  counters: IngestCounters;
};

export function createTelemetry(deps: { sql: Sql; clock: Clock; retentionDays: number }): Telemetry {
  return {
    sql: deps.sql,
    clock: deps.clock,
    retentionMs: deps.retentionDays * 86_400_000,
    services: new ServiceDirectory(deps.sql),
    days: new KnownDays(),
    wake: new Wake(deps.sql),
    counters: new IngestCounters(),
  };
}
