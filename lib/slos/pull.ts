import type { Sql } from '@/lib/db/sql';
import type { Egress } from '@/lib/providers/egress';
import { failureWords } from '@/lib/providers/failure';
import { type Line, PrometheusError, queryRange } from '@/lib/telemetry/prometheus/wire';
import type { Count } from './count-samples';
import type { Sli } from './schema';
import { floorTo, MINUTE } from './spans';

type Promql = Extract<Sli, { kind: 'promql' }>;
type Target = { id: number; service: string; sli: Promql; url: string | null; pulledTo: number | null };
type Answer = { id: number; from: number | null; to: number; counts: Count[]; error: string | null };

const FIRST_MS = 3 * 86_400_000;
/** A minute without an answer is asked for again for so long: the scrape may only be late. */
const RETRIED_MS = 5 * MINUTE;
const MOST_MINUTES = 3 * 1_440;
const IN_FLIGHT = 8;

const TARGETS = `
SELECT s.id, s.service, s.spec->'sli' AS sli, coalesce(s.spec->'sli'->>'url', CASE WHEN v.telemetry->>'kind' = 'prometheus' THEN v.telemetry->>'url' END) AS url,
  (extract(epoch FROM p.pulled_to) * 1000)::float8 AS "pulledTo"
FROM slo s JOIN service v ON v.name = s.service AND v.archived_at IS NULL LEFT JOIN slo_pull p ON p.slo_id = s.id WHERE s.kind = 'promql'`;

const MATCHES: Record<NonNullable<Promql['op']>, (value: number, threshold: number) => boolean> = {
  lt: (value, threshold) => value < threshold,
  lte: (value, threshold) => value <= threshold,
  gt: (value, threshold) => value > threshold,
  gte: (value, threshold) => value >= threshold,
};

/** The query as Prometheus takes it: of a counter, how much it rose in the window. */
export const queryOf = (query: string, { counter }: Pick<Promql, 'counter'>, service: string): string => {
  const filled = query.replaceAll('{{service}}', service).replaceAll('{{.window}}', '{{window}}');
  return counter ? rise(filled) : filled;
};

const SELECTOR = /^[a-zA-Z_:][\w:]*\s*(?:\{(?:[^{}"]|"[^"]*")*\})?$/;
const GROUPS = String.raw`(?:by|without)\s*\([^()]*\)`;
const SUM = new RegExp(String.raw`^sum\s*(?:${GROUPS}\s*)?\(((?:[^()"]|"[^"]*")*)\)\s*(?:${GROUPS})?$`);

/**
 * How much an ever-rising counter rose. The rise is taken of each series before they are added up: of a sum, one instance
 * that restarts would look as if all of it had been counted again. Only where a query is neither a series nor a sum of
 * them is it taken of the whole. All lines of an answer are added up, so groups may go.
 */
function rise(query: string): string {
  const summed = SUM.exec(query.trim())?.[1]?.trim() ?? query.trim();
  return SELECTOR.test(summed) ? `sum(increase(${summed}[{{window}}]))` : `increase((${query})[{{window}}:15s])`;
}

/** Values of all lines added up, by moment. */
function added(lines: readonly Line[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { points } of lines) for (const [at, value] of points) sums.set(at, (sums.get(at) ?? 0) + value);
  return sums;
}

/** What the answers count in each minute. Without a total there is no minute; without bad ones there were none. */
export function toCounts(
  slo: number,
  sli: Promql,
  answers: { first: readonly Line[]; total: readonly Line[] },
): Count[] {
  const first = added(answers.first);
  const minuteOf = (end: number): number => end * 1000 - MINUTE;
  if (sli.value !== undefined) {
    const holds = MATCHES[sli.op ?? 'lt'];
    return [...first].map(([end, value]) => ({
      slo,
      minute: minuteOf(end),
      version: '',
      total: 1,
      bad: holds(value, sli.threshold ?? 0) ? 0 : 1,
    }));
  }
  return [...added(answers.total)].flatMap(([end, total]) => {
    if (total <= 0) return [];
    const part = Math.min(total, Math.max(0, first.get(end) ?? 0));
    return [{ slo, minute: minuteOf(end), version: '', total, bad: sli.bad === undefined ? total - part : part }];
  });
}

async function ask(egress: Pick<Egress, 'request'>, target: Target, now: number): Promise<Answer> {
  const { id, service, sli, url, pulledTo } = target;
  const last = floorTo(now - 5_000, 1);
  const from = pulledTo ?? last - FIRST_MS;
  const none = { id, from: pulledTo, to: from, counts: [] };
  if (url === null)
    return {
      ...none,
      error: `${service} has no Prometheus: give the SLI a url, or the service telemetry of kind prometheus`,
    };
  if (last <= from) return { ...none, error: null };
  const range = { fromMs: Math.max(from, last - MOST_MINUTES * MINUTE) + MINUTE, toMs: last, stepMs: MINUTE };
  try {
    const run = (query: string | undefined) =>
      query === undefined ? Promise.resolve([]) : queryRange(egress, url, queryOf(query, sli, service), range);
    const [first, total] = await Promise.all([run(sli.value ?? sli.bad ?? sli.good), run(sli.total)]);
    const counts = toCounts(id, sli, { first, total });
    const answered = counts.reduce((newest, { minute }) => Math.max(newest, minute + MINUTE), 0);
    return { id, from: pulledTo, to: Math.max(from, answered, last - RETRIED_MS), counts, error: null };
  } catch (error) {
    return {
      ...none,
      error: error instanceof PrometheusError ? error.message : `Prometheus cannot be asked: ${failureWords(error)}`,
    };
  }
}

/** Asks Prometheus for the minutes since the last time, for every SLO of PromQL. Outside any transaction. `now` in epoch ms. */
export async function askPrometheus(sql: Sql, egress: Pick<Egress, 'request'>, now: number): Promise<Answer[]> {
  const waiting = await sql.query<Target>(TARGETS);
  const answers: Answer[] = [];
  const work = async () => {
    for (let target = waiting.pop(); target; target = waiting.pop()) answers.push(await ask(egress, target, now));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return answers;
}

// Another replica may have asked meanwhile: its minutes are not counted again.
const RECORD = `
INSERT INTO slo_pull AS p (slo_id, pulled_to, error, error_since)
SELECT s.id, to_timestamp(n."to" / 1000), n.error, CASE WHEN n.error IS NOT NULL THEN clock_timestamp() END
FROM unnest($1::int[], $2::float8[], $3::float8[], $4::text[]) AS n(id, "from", "to", error) JOIN slo s ON s.id = n.id
ON CONFLICT (slo_id) DO UPDATE SET pulled_to = excluded.pulled_to, error = excluded.error,
  error_since = CASE WHEN excluded.error IS NOT NULL THEN coalesce(p.error_since, excluded.error_since) END
WHERE p.pulled_to = (SELECT to_timestamp(n."from" / 1000) FROM unnest($1::int[], $2::float8[]) AS n(id, "from") WHERE n.id = p.slo_id)
RETURNING slo_id AS id`;

/** Records how far was asked, in the transaction that counts; answers what is to be counted. */
export async function recordAnswers(sql: Sql, answers: readonly Answer[]): Promise<Count[]> {
  if (answers.length === 0) return [];
  const recorded = await sql.query<{ id: number }>(RECORD, [
    answers.map(({ id }) => id),
    answers.map(({ from }) => from),
    answers.map(({ to }) => to),
    answers.map(({ error }) => error),
  ]);
  const mine = new Set(recorded.map(({ id }) => id));
  return answers.flatMap(({ id, counts }) => (mine.has(id) ? counts : []));
}
