import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import { ACTIVE } from './lane/load';
import { readReleases } from './read-model';
import type { Release, Status } from './schema';
import { beginsWith, FEW_SERVICES, findWords, lowestId, type Search } from './search';

export type ReleaseQuery = {
  limit: number;
  cursor?: string | undefined;
  service?: string | undefined;
  /** Owner of the service. */
  team?: string | undefined;
  status?: readonly Status[] | undefined;
  /** Only what is in flight, by who needs a person most. */
  attention?: boolean | undefined;
} & Search;

/** Releases, newest first, or by attention. Keyset pages: the last page costs what the first does. */
export async function listReleases(sql: Sql, query: ReleaseQuery): Promise<Page<Release>> {
  if (query.attention) {
    const searched = (['q', 'by', 'from', 'to', 'endedFrom'] as const).find((name) => query[name] !== undefined);
    if (searched) throw new AppError('bad_request', `${searched} cannot be asked for together with attention`);
    return byAttention(sql, query);
  }
  const before = readCursor(query.cursor, 1)?.[0];
  if (before !== undefined && !/^[0-9a-f-]{36}$/i.test(before))
    throw new AppError('bad_request', 'cursor is not one that this list gave out');
  const ids = await pick(sql, query, before ?? null);
  const { items, nextCursor } = toPage(
    ids,
    query.limit,
    (id) => id,
    (id) => [id],
  );
  return { items: await readReleases(sql, items), nextCursor };
}

/**
 * Ids newest first. Each status, or each service of a team or of a search, is walked in its own index and the heads
 * merged: a rare one is found at once.
 */
async function pick(sql: Sql, query: ReleaseQuery, before: string | null): Promise<string[]> {
  const { service, team, status, limit, by, from, to, endedFrom } = query;
  const { services, versions } = await findWords(sql, query.q);
  const params: unknown[] = [limit + 1, before];
  const bind = (value: unknown) => `$${params.push(value)}`;
  const conditions = ['($2::uuid IS NULL OR r.id < $2)'];
  if (from !== undefined) conditions.push(`r.id >= ${bind(lowestId(from))}::uuid`);
  if (to !== undefined) conditions.push(`r.id < ${bind(lowestId(to))}::uuid`);
  if (endedFrom !== undefined) conditions.push(`r.finished_at >= ${bind(endedFrom)}::timestamptz`);
  if (service !== undefined) conditions.push(`r.service = ${bind(service)}`);
  for (const version of versions) conditions.push(`r.version LIKE ${bind(beginsWith(version))}`);
  if (by !== undefined) conditions.push(`lower(r.created_by_name) LIKE ${bind(beginsWith(by.toLowerCase()))}`);
  const newest = (...more: readonly string[]) =>
    `SELECT r.id FROM release r WHERE ${[...conditions, ...more].join(' AND ')} ORDER BY r.id DESC LIMIT $1`;
  const among = () => (status ? [`r.status = ANY(${bind(status)}::text[]::"ReleaseStatus"[])`] : []);
  const merged = (source: string, head: string) =>
    `SELECT found.id FROM ${source} CROSS JOIN LATERAL (${head}) AS found ORDER BY found.id DESC LIMIT $1`;
  const selective = versions.length > 0 || by !== undefined;
  const few = services !== null && services.length <= FEW_SERVICES;
  let statement: string;
  if (team !== undefined || few) {
    const wanted = [
      ...(team === undefined ? [] : [`s.owner = ${bind(team)}`]),
      ...(services === null ? [] : [`s.name = ANY(${bind(services)}::text[])`]),
    ];
    const own = `(SELECT s.name FROM service s WHERE ${wanted.join(' AND ')}) AS own`;
    statement = merged(own, newest('r.service = own.name', ...among()));
  } else if (status && !selective && services === null && endedFrom === undefined) {
    const one = newest('r.status = wanted.status::"ReleaseStatus"');
    statement = merged(`unnest(${bind(status)}::text[]) AS wanted(status)`, one);
  } else {
    const named = services === null ? [] : [`r.service = ANY(${bind(services)}::text[])`];
    const rare = await isRare(sql, versions, endedFrom);
    statement = rare ? sorted(conditions, ...named, ...among()) : newest(...named, ...among());
  }
  return (await sql.query<{ id: string }>(statement, params)).map(({ id }) => id);
}

/** Up to so many are read from the index of versions and sorted; of more, the newest are soon met by walking all. */
const SORTED_AT_MOST = 150_000;

/** Whether few enough versions begin so, or ended since. Counts no further than needed, in an index alone. */
async function isRare(sql: Sql, versions: readonly string[], endedFrom: string | undefined): Promise<boolean> {
  if (endedFrom === undefined && versions.length === 0) return false;
  const params = versions.map(beginsWith);
  const wanted = [
    ...versions.map((_, i) => `r.version LIKE $${i + 1}`),
    ...(endedFrom === undefined ? [] : [`r.finished_at >= $${params.push(endedFrom)}::timestamptz`]),
  ].join(' AND ');
  const [found] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM release r WHERE ${wanted} LIMIT ${SORTED_AT_MOST + 1}) AS few`,
    params,
  );
  return (found?.count ?? 0) <= SORTED_AT_MOST;
}

/** As the newest, but found first and sorted then: `OFFSET 0` keeps PostgreSQL from walking all by id in the hope to meet them. */
const sorted = (...conditions: readonly (string | readonly string[])[]): string =>
  `SELECT found.id FROM (SELECT r.id FROM release r WHERE ${conditions.flat().join(' AND ')} OFFSET 0) AS found ORDER BY found.id DESC LIMIT $1`;

type Ranked = { id: string; class: number; priority: number };

// The order of screens.md §5 without harm, which needs the gates: that part is added below for the few that fail.
const RANKED = `
SELECT r.id, r.attention_class AS class,
  (240 * (3 - s.tier) + 3 * greatest(r.desired, CASE WHEN r.desired > 0 THEN coalesce(c.observed, 0) ELSE 0 END) / 100.0
    - floor(coalesce((r.state->'attention'->>'since')::float8, 0) / 60000))::float8 AS priority
FROM release r JOIN service s ON s.name = r.service LEFT JOIN service_control c ON c.service = r.service
WHERE r.status IN ${ACTIVE} AND ($1::text IS NULL OR r.service = $1) AND ($3::text IS NULL OR s.owner = $3) AND ($2::text[] IS NULL OR r.status::text = ANY($2))`;

const FAILING = 8;

async function byAttention(sql: Sql, query: ReleaseQuery): Promise<Page<Release>> {
  const ranked = await sql.query<Ranked>(RANKED, [query.service ?? null, query.status ?? null, query.team ?? null]);
  const failing = await readReleases(
    sql,
    ranked.filter((row) => row.class >= FAILING).map((row) => row.id),
  );
  const exact = new Map(failing.map((release) => [release.id, release.attention.priority]));
  const key = (row: Ranked): readonly [number, number, string] => [
    row.class,
    exact.get(row.id) ?? row.priority,
    row.id,
  ];
  const after = readCursor(query.cursor, 3);
  const rows = ranked
    .map((row) => ({ id: row.id, key: key(row) }))
    .sort((a, b) => compare(a.key, b.key))
    .filter((row) => !after || compare(row.key, [Number(after[0]), Number(after[1]), after[2] ?? '']) > 0);
  const { items, nextCursor } = toPage(
    rows.slice(0, query.limit + 1),
    query.limit,
    (row) => row.id,
    (row) => row.key.map(String),
  );
  return { items: await readReleases(sql, items), nextCursor };
}

/** Higher class, then higher priority, then newer, first. */
function compare(a: readonly [number, number, string], b: readonly [number, number, string]): number {
  return b[0] - a[0] || b[1] - a[1] || (a[2] < b[2] ? 1 : a[2] > b[2] ? -1 : 0);
}
