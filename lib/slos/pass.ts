import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { sameJson } from '@/lib/shared/same-json';
import { DAY_MS, dayStart } from '@/lib/shared/utc-day';
import { addToBuckets, addToSpend, type Delta, sumRanges, sumRangesOf } from './bucket-store';
import { NOTHING, type Sum } from './budget';
import { type Count, countAll, countNewer, countOlder } from './count-samples';
import { definitionOf } from './definition';
import { evaluate, type Sums } from './evaluate';
import { addLate, countedFrom, movingRanges, rangesOfSpan, SLIDES_AT_MOST_MS, slide } from './slide';
import { EMPTY, floorTo, SPANS, unpack } from './spans';
import { type Cursor, type Loaded, loadSlos, lockCursor, moveCursor, type Written, writeStates } from './state-store';
import { isCalendarUnit, longestPeriodMs } from './window';

const LATE_EVERY_MS = 3_600_000;
/** Slices older than this are closed; their minutes are kept as long (see `pruneSlos`). */
const SLICES_OPEN_MS = 3 * DAY_MS;

export type PassOptions = {
  retentionDays: number;
  /** How many SLOs are counted for the first time at once. */
  newAtMost?: number;
  /** What Prometheus answered since the last pass; recorded as pulled under the lock of this one. */
  pulled?: (sql: Sql) => Promise<Count[]>;
};

/** What one pass found: who changed, and whether more wait to be counted for the first time. */
export type PassResult = { changed: { service: string; slo: string }[]; more: boolean };

/**
 * Counts what arrived since the last pass and publishes how every SLO stands: each sample once, whenever it was
 * committed. It reads new samples and what goes out of each span, never a window. Run it in a transaction of its own.
 * @returns null while another replica does it. `now` in epoch ms.
 */
export async function countSlos(sql: Sql, now: number, options: PassOptions): Promise<PassResult | null> {
  const cursor = await lockCursor(sql);
  if (!cursor) return null;
  const asOf = Math.max(floorTo(now, 1), cursor.asOf ?? 0);
  const all = await loadSlos(sql);
  const isNew = all.filter(({ asOf: counted }) => counted === null);
  const begun = isNew.slice(0, options.newAtMost ?? 100);
  const late = begun.length > 0 || now - cursor.lateAt >= LATE_EVERY_MS;
  const counts = [...(await newCounts(sql, cursor, late, now, options)), ...((await options.pulled?.(sql)) ?? [])];
  const first = await firstCounts(sql, begun, cursor.to, now);
  const deltas = await addToBuckets(sql, counts, now - SLICES_OPEN_MS);
  await addToBuckets(sql, first, Number.NEGATIVE_INFINITY);
  await addToSpend(sql, [...counts, ...first]);
  const waiting = new Set(isNew.slice(begun.length).map(({ id }) => id));
  const slos = all.filter(({ id }) => !waiting.has(id));
  const sums = await sumsAt(sql, { slos, before: cursor.asOf, asOf, deltas });
  const states = slos.map((slo) => stateOf(slo, sums.get(slo.id) ?? unpack(EMPTY), asOf));
  await writeStates(sql, asOf, states);
  // The limit between new and old moves only together with the search for old ones: each sample is on one side of it.
  const limit = late ? { lateTx: cursor.to, lateAt: now, lateBefore: dayBefore(now) } : {};
  await moveCursor(sql, { ...cursor, ...limit, tx: cursor.to, asOf });
  const changed = await tell(sql, slos, states, asOf);
  return { changed, more: waiting.size > 0 };
}

const dayBefore = (now: number): number => dayStart(now) - DAY_MS;

/** New samples of the last two days in every pass; older ones once an hour, and before an SLO is counted for the first time. */
async function newCounts(
  sql: Sql,
  cursor: Cursor,
  late: boolean,
  now: number,
  { retentionDays }: PassOptions,
): Promise<Count[]> {
  const before = new Date(cursor.lateBefore);
  const recent = await countNewer(sql, cursor.tx, cursor.to, before);
  if (!late) return recent;
  return [
    ...recent,
    ...(await countOlder(sql, cursor.lateTx, cursor.to, before, new Date(now - retentionDays * DAY_MS))),
  ];
}

async function firstCounts(sql: Sql, slos: readonly Loaded[], to: string, now: number): Promise<Count[]> {
  const counted = slos.filter(({ spec }) => spec.sli.kind !== 'promql');
  if (counted.length === 0) return [];
  const longest = Math.max(3 * DAY_MS, ...counted.map(({ spec }) => longestPeriodMs(spec.window) ?? 0));
  return countAll(
    sql,
    counted.map(({ id }) => id),
    to,
    new Date(now - longest - DAY_MS),
  );
}

type Moving = { slos: readonly Loaded[]; before: number | null; asOf: number; deltas: readonly Delta[] };

/** The sums of every SLO at `asOf`: slid on where they can be, else summed anew. */
async function sumsAt(sql: Sql, { slos, before, asOf, deltas }: Moving): Promise<Map<number, Sums>> {
  const slid = new Map<number, Sums>();
  const anew: { slo: Loaded; spans: readonly number[] }[] = [];
  const movable = (slo: Loaded): boolean =>
    before !== null &&
    asOf - before <= SLIDES_AT_MOST_MS &&
    slo.asOf === before &&
    (slo.sums?.length ?? 0) === EMPTY.length;
  const rolling = [
    ...new Set(
      slos
        .filter(movable)
        .flatMap(({ spec }) => (isCalendarUnit(spec.window) ? [] : [longestPeriodMs(spec.window) ?? 0])),
    ),
  ];
  const moved =
    before === null
      ? new Map<number, Map<number, Sum>>()
      : bySlo(await sumRanges(sql, movingRanges(before, asOf, rolling)));
  const late = new Map<number, Delta[]>();
  for (const delta of deltas) {
    const of = late.get(delta.slo);
    if (of) of.push(delta);
    else late.set(delta.slo, [delta]);
  }
  for (const slo of slos) {
    if (before === null || !movable(slo)) {
      anew.push({ slo, spans: SPANS.map((_, tag) => tag) });
      continue;
    }
    const sums = unpack(slo.sums ?? EMPTY);
    const calendar = isCalendarUnit(slo.spec.window);
    addLate(sums, late.get(slo.id) ?? [], before, slo.windowStart ?? 0);
    slide(
      sums,
      moved.get(slo.id) ?? new Map(),
      calendar ? null : rolling.indexOf(longestPeriodMs(slo.spec.window) ?? 0),
    );
    slid.set(slo.id, sums);
    if (calendar && countedFrom(slo.spec, asOf) !== slo.windowStart)
      anew.push({ slo, spans: [SPANS.indexOf('window')] });
  }
  await sumAnew(sql, anew, asOf, slid);
  return slid;
}

const AT_ONCE = 200;

async function sumAnew(
  sql: Sql,
  wanted: readonly { slo: Loaded; spans: readonly number[] }[],
  asOf: number,
  into: Map<number, Sums>,
): Promise<void> {
  for (let i = 0; i < wanted.length; i += AT_ONCE) {
    const part = wanted.slice(i, i + AT_ONCE);
    const ranges = part.flatMap(({ slo, spans }) =>
      spans.flatMap((tag) =>
        rangesOfSpan(SPANS[tag] ?? 'window', slo.spec, asOf).map((range) => ({ ...range, slo: slo.id, tag })),
      ),
    );
    const found = bySlo(await sumRangesOf(sql, ranges));
    for (const { slo, spans } of part) {
      const sums = into.get(slo.id) ?? unpack(EMPTY);
      for (const tag of spans) sums[SPANS[tag] ?? 'window'] = found.get(slo.id)?.get(tag) ?? NOTHING;
      into.set(slo.id, sums);
    }
  }
}

function bySlo(rows: readonly (Sum & { slo: number; tag: number })[]): Map<number, Map<number, Sum>> {
  const found = new Map<number, Map<number, Sum>>();
  for (const { slo, tag, ...sum } of rows) {
    const of = found.get(slo);
    if (of) of.set(tag, sum);
    else found.set(slo, new Map([[tag, sum]]));
  }
  return found;
}

function stateOf(slo: Loaded, sums: Sums, asOf: number): Written {
  const definition = definitionOf(slo.spec);
  const { status, budget, burning, noData } = evaluate(definition, sums, asOf);
  const spent = budget.remaining !== null && budget.remaining <= 0;
  const { id, service, name, version } = slo;
  return {
    id,
    service,
    name,
    version,
    status,
    burning,
    noData,
    remaining: budget.remaining,
    sums: SPANS.flatMap((span) => [sums[span].total, sums[span].bad, sums[span].slices, sums[span].badSlices]),
    windowStart: countedFrom(slo.spec, asOf),
    exhaustedAt: spent ? (slo.exhaustedAt ?? new Date(asOf)) : null,
  };
}

/** What a person would call a change: another status, another alert, or a thousandth of the budget. */
function isChanged(before: Loaded, after: Written): boolean {
  if (before.status !== after.status) return true;
  if (Math.abs((before.remaining ?? 0) - (after.remaining ?? 0)) >= 0.001) return true;
  const alerts = (list: readonly { severity: string; long: string }[]) =>
    list.map(({ severity, long }) => `${severity} ${long}`);
  return !sameJson(alerts(before.burning ?? []), alerts(after.burning));
}

const NAMES = 60;

/** Records budgets that ran out or came back, and tells pages who changed. */
async function tell(
  sql: Sql,
  before: readonly Loaded[],
  after: readonly Written[],
  asOf: number,
): Promise<PassResult['changed']> {
  const changed = after.filter((state, i) => {
    const was = before[i];
    return was !== undefined && isChanged(was, state);
  });
  const turned = after.filter(
    ({ exhaustedAt }, i) => (exhaustedAt === null) !== ((before[i]?.exhaustedAt ?? null) === null),
  );
  await appendAudit(
    sql,
    turned.map(({ service, name, remaining, exhaustedAt }) => ({
      chain: `service:${service}`,
      service,
      type: exhaustedAt ? 'budget.exhausted' : 'budget.restored',
      actor: CONTROLLER,
      data: { slo: name, remaining },
      at: new Date(asOf),
    })),
  );
  for (let i = 0; i < changed.length; i += NAMES) {
    const payload = JSON.stringify({ t: 'budget', s: changed.slice(i, i + NAMES).map(({ id }) => id) });
    await sql.query("SELECT pg_notify('rampart', $1)", [payload]);
  }
  return changed.map(({ service, name }) => ({ service, slo: name }));
}
