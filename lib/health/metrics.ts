import type { Sql } from '@/lib/db/sql';
import { STATUSES, TERMINAL } from '@/lib/releases/status';
import { type Metric, prometheusText } from './prometheus';

type Facts = {
  releases: { status: string; n: number }[];
  commands: { status: string; n: number }[];
  oldestDueSeconds: number | null;
  overdueServices: number;
  controllers: { id: string; ageSeconds: number; skewSeconds: number; stats: Record<string, unknown> }[];
  freezes: number;
};

// Only what is in flight is counted: a scrape must not grow with history.
const ACTIVE = STATUSES.filter((status) => !TERMINAL.includes(status));
const IN_FLIGHT = ACTIVE.map((status) => `'${status}'`).join(', ');

const ASK = `SELECT
  (SELECT coalesce(json_agg(json_build_object('status', status, 'n', n)), '[]') FROM
    (SELECT status, count(*)::int AS n FROM release WHERE status IN (${IN_FLIGHT}) GROUP BY status) r) AS releases,
  (SELECT coalesce(json_agg(json_build_object('status', status, 'n', n)), '[]') FROM
    (SELECT status, count(*)::int AS n FROM command WHERE status IN ('queued', 'sending') GROUP BY status) c) AS commands,
  (SELECT extract(epoch FROM clock_timestamp() - min(due_at))::float8 FROM service_control
    WHERE due_at <= clock_timestamp()) AS "oldestDueSeconds",
  (SELECT count(*)::int FROM service_control WHERE due_at <= clock_timestamp() - interval '1 second') AS "overdueServices",
  (SELECT count(*)::int FROM standing WHERE starts_at <= clock_timestamp()
    AND (ends_at IS NULL OR ends_at > clock_timestamp())) AS freezes,
  (SELECT coalesce(json_agg(json_build_object('id', id, 'stats', stats, 'skewSeconds', clock_skew_ms / 1000.0,
     'ageSeconds', extract(epoch FROM clock_timestamp() - seen_at))), '[]')
   FROM controller_heartbeat WHERE seen_at > clock_timestamp() - interval '1 minute') AS controllers`;

const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
  name: `rampart_${name}`,
  help,
  type: 'gauge',
  samples,
});

/** Rampart's own metrics as Prometheus text. `own` are this process's counters. */
export async function metricsText(sql: Sql, own: readonly Metric[] = []): Promise<string> {
  const [facts] = await sql.query<Facts>(ASK);
  if (!facts) throw new Error('no metrics');
  const count = (status: string) => facts.releases.find((row) => row.status === status)?.n ?? 0;
  return prometheusText([
    gauge(
      'releases',
      'Releases in flight by status.',
      ACTIVE.map((status) => ({ labels: { status }, value: count(status) })),
    ),
    gauge(
      'commands_open',
      'Commands that wait or are being sent.',
      ['queued', 'sending'].map((status) => ({
        labels: { status },
        value: facts.commands.find((row) => row.status === status)?.n ?? 0,
      })),
    ),
    gauge('reconcile_lag_seconds', 'How long the longest-waiting service is overdue.', [
      { value: Math.max(0, facts.oldestDueSeconds ?? 0) },
    ]),
    gauge('services_overdue', 'Services that should have been looked at a second ago.', [
      { value: facts.overdueServices },
    ]),
    gauge('freezes_active', 'Freezes that stand now.', [{ value: facts.freezes }]),
    gauge(
      'controller_heartbeat_age_seconds',
      'Time since each controller was heard from.',
      facts.controllers.map(({ id, ageSeconds }) => ({ labels: { controller: id }, value: Math.max(0, ageSeconds) })),
    ),
    gauge(
      'controller_clock_skew_seconds',
      "Each controller's clock minus the database's.",
      facts.controllers.map(({ id, skewSeconds }) => ({ labels: { controller: id }, value: skewSeconds })),
    ),
    ...controllerCounters(facts.controllers),
    ...own,
  ]);
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every number in a controller's heartbeat is a counter since its start. */
function controllerCounters(controllers: Facts['controllers']): Metric[] {
  const names = new Set(controllers.flatMap(({ stats }) => Object.keys(stats)));
  return [...names].sort().map((name) => ({
    name: `rampart_controller_${snake(name).replace(/_total$/, '')}_total`,
    help: `Controller counter ${name} since its start.`,
    type: 'counter',
    samples: controllers.flatMap(({ id, stats }) => {
      const value = stats[name];
      return typeof value === 'number' ? [{ labels: { controller: id }, value }] : [];
    }),
  }));
}
