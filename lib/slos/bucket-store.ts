import type { Sql } from '@/lib/db/sql';
import type { Sum } from './budget';
import type { Count } from './count-samples';
import { exact, floorTo, GRAINS, type Grain, MINUTE, type Range } from './spans';

/** Something that is added to a minute of an SLO. */
export type Delta = Sum & { slo: number; minute: number };

type Rows = Map<string, { slo: number; grain: Grain; at: number; sum: Sum }>;

function gather(deltas: readonly Delta[]): Rows {
  const rows: Rows = new Map();
  for (const { slo, minute, ...sum } of deltas) {
    for (const grain of GRAINS) {
      const at = floorTo(minute, grain);
      const key = `${grain} ${at} ${slo}`;
      const had = rows.get(key)?.sum;
      if (had) {
        had.total += sum.total;
        had.bad += sum.bad;
        had.slices += sum.slices;
        had.badSlices += sum.badSlices;
      } else rows.set(key, { slo, grain, at, sum: { ...sum } });
    }
  }
  return rows;
}

const ADD = `
WITH added AS (
  INSERT INTO slo_bucket AS b (grain, at, slo, total, bad, slices, bad_slices)
  SELECT grain, to_timestamp(at / 1000), slo, total, bad, slices, bad_slices
  FROM unnest($1::smallint[], $2::float8[], $3::int[], $4::float8[], $5::float8[], $6::int[], $7::int[])
    AS n(grain, at, slo, total, bad, slices, bad_slices)
  ORDER BY grain, at, slo
  ON CONFLICT (grain, at, slo) DO UPDATE SET total = b.total + excluded.total, bad = b.bad + excluded.bad,
    slices = b.slices + excluded.slices, bad_slices = b.bad_slices + excluded.bad_slices
  RETURNING grain, at, slo, total, bad, slices, bad_slices
)
SELECT a.slo, (extract(epoch FROM a.at) * 1000)::float8 AS minute, a.total, a.bad, a.slices, a.bad_slices AS "badSlices", s.slice_target AS target
FROM added a JOIN slo s ON s.id = a.slo AND s.slice_minutes = a.grain`;

type Slice = Delta & { target: number };

const CHUNK = 20_000;

async function addRows(sql: Sql, rows: Rows): Promise<Slice[]> {
  const all = [...rows.values()];
  const slices: Slice[] = [];
  for (let i = 0; i < all.length; i += CHUNK) {
    const part = all.slice(i, i + CHUNK);
    const found = await sql.query<Slice>(ADD, [
      part.map((row) => row.grain),
      part.map((row) => row.at),
      part.map((row) => row.slo),
      part.map((row) => row.sum.total),
      part.map((row) => row.sum.bad),
      part.map((row) => row.sum.slices),
      part.map((row) => row.sum.badSlices),
    ]);
    for (const slice of found) slices.push(slice);
  }
  return slices;
}

/** What a slice that was touched counts as now, as a difference to what it counted as. */
function flipOf({ slo, minute, total, bad, slices, badSlices, target }: Slice): Delta | null {
  const failed = total > 0 && (total - bad) / total < target ? 1 : 0;
  const flip = { slo, minute, total: 0, bad: 0, slices: (total > 0 ? 1 : 0) - slices, badSlices: failed - badSlices };
  return flip.slices === 0 && flip.badSlices === 0 ? null : flip;
}

/**
 * Adds counts to the buckets of every grain and re-judges the slices of time they touch.
 * `frozen`: slices before it are closed, since their minutes are no longer kept.
 * @returns all that was added, by minute.
 */
export async function addToBuckets(sql: Sql, counts: readonly Count[], frozen: number): Promise<Delta[]> {
  const events = counts.map(({ slo, minute, total, bad }) => ({
    slo,
    minute,
    total: exact(total),
    bad: exact(Math.min(total, Math.max(0, bad))),
    slices: 0,
    badSlices: 0,
  }));
  const touched = await addRows(sql, gather(events));
  const flips = touched.flatMap((slice) => (slice.minute < frozen ? [] : (flipOf(slice) ?? [])));
  await addRows(sql, gather(flips));
  return [...events, ...flips];
}

const SPEND = `
INSERT INTO slo_spend AS s (slo, at, version, bad)
SELECT slo, to_timestamp(at / 1000), version, bad FROM unnest($1::int[], $2::float8[], $3::text[], $4::float8[]) AS n(slo, at, version, bad)
ORDER BY slo, at, version
ON CONFLICT (slo, at, version) DO UPDATE SET bad = s.bad + excluded.bad`;

/** Adds the bad events of each version to its hour. */
export async function addToSpend(sql: Sql, counts: readonly Count[]): Promise<void> {
  const rows = new Map<string, { slo: number; at: number; version: string; bad: number }>();
  for (const { slo, minute, version, bad } of counts) {
    if (bad <= 0) continue;
    const at = floorTo(minute, 60);
    const key = `${slo} ${at} ${version}`;
    const had = rows.get(key);
    if (had) had.bad += exact(bad);
    else rows.set(key, { slo, at, version, bad: exact(bad) });
  }
  const all = [...rows.values()];
  for (let i = 0; i < all.length; i += CHUNK) {
    const part = all.slice(i, i + CHUNK);
    const column = <K extends keyof (typeof all)[number]>(key: K) => part.map((row) => row[key]);
    await sql.query(SPEND, [column('slo'), column('at'), column('version'), column('bad')]);
  }
}

type Summed = Sum & { slo: number; tag: number };

const SUMMED = `
SELECT b.slo, r.tag, sum(b.total)::float8 AS total, sum(b.bad)::float8 AS bad, sum(b.slices)::int AS slices, sum(b.bad_slices)::int AS "badSlices"
FROM unnest($1::int[], $2::smallint[], $3::float8[], $4::float8[]) AS r(tag, grain, "from", "to")
JOIN slo_bucket b ON b.grain = r.grain AND b.at >= to_timestamp(r."from" / 1000) AND b.at < to_timestamp(r."to" / 1000)
GROUP BY 1, 2`;

/** Sums of ranges over all SLOs at once, each under the tag it was asked with. A range is one place in the index. */
export const sumRanges = (sql: Sql, ranges: readonly (Range & { tag: number })[]): Promise<Summed[]> =>
  ranges.length === 0
    ? Promise.resolve([])
    : sql.query(SUMMED, [
        ranges.map(({ tag }) => tag),
        ranges.map(({ grain }) => grain),
        ranges.map(({ from }) => from),
        ranges.map(({ to }) => to),
      ]);

// One look-up per bucket: an SLO's buckets lie apart from each other. In the order of the index, so that those of many
// SLOs find what the one before has read.
const SUMMED_OF = `
SELECT r.slo, r.tag, sum(b.total)::float8 AS total, sum(b.bad)::float8 AS bad, sum(b.slices)::int AS slices, sum(b.bad_slices)::int AS "badSlices"
FROM (
  SELECT o.slo, o.tag, o.grain, to_timestamp(m.at / 1000.0) AS at
  FROM unnest($1::int[], $2::int[], $3::smallint[], $4::float8[], $5::float8[]) AS o(slo, tag, grain, "from", "to")
  CROSS JOIN LATERAL generate_series(o."from"::bigint, o."to"::bigint - 1, o.grain::bigint * ${MINUTE}) AS m(at)
  ORDER BY o.grain, m.at, o.slo) r
JOIN slo_bucket b ON b.grain = r.grain AND b.at = r.at AND b.slo = r.slo
GROUP BY 1, 2`;

/** Sums of ranges of single SLOs. */
export const sumRangesOf = (sql: Sql, ranges: readonly (Range & { slo: number; tag: number })[]): Promise<Summed[]> =>
  ranges.length === 0
    ? Promise.resolve([])
    : sql.query(SUMMED_OF, [
        ranges.map(({ slo }) => slo),
        ranges.map(({ tag }) => tag),
        ranges.map(({ grain }) => grain),
        ranges.map(({ from }) => from),
        ranges.map(({ to }) => to),
      ]);
