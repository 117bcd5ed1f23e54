import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import type { PrismaClient } from '@/prisma/generated/client';
import { overridersOf } from './overriders';
import type { CalendarItem, FreezeView, Standing, StandingList } from './schema';
import { SCOPES_OF, scopeOf } from './scope';
import { freezeView } from './view';

const MOST_WINDOWS = 20;

const withWindows = (now: number) => ({
  windows: { where: { endsAt: { gt: new Date(now) } }, orderBy: { startsAt: 'asc' as const }, take: MOST_WINDOWS },
});

export async function getFreeze(db: PrismaClient, name: string, now: number): Promise<FreezeView> {
  const row = await db.freeze.findUnique({ where: { name }, include: withWindows(now) });
  if (!row) throw new AppError('not_found', `There is no freeze named "${name}".`);
  return freezeView(row, now);
}

type Query = { limit: number; cursor?: string | undefined; active?: boolean | undefined };

/** Freezes by name; `active` keeps those that forbid new exposure now. */
export async function listFreezes(db: PrismaClient, query: Query, now: number): Promise<Page<FreezeView>> {
  const after = readCursor(query.cursor, 1)?.[0];
  const at = new Date(now);
  const standing = {
    liftedAt: null,
    OR: [
      { scheduled: false, startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
      { scheduled: true, windows: { some: { startsAt: { lte: at }, endsAt: { gt: at } } } },
    ],
  };
  const rows = await db.freeze.findMany({
    where: {
      ...(after === undefined ? {} : { name: { gt: after } }),
      ...(query.active === undefined ? {} : query.active ? standing : { NOT: standing }),
    },
    include: withWindows(now),
    orderBy: { name: 'asc' },
    take: query.limit + 1,
  });
  return toPage(
    rows,
    query.limit,
    (row) => freezeView(row, now),
    (row) => [row.name],
  );
}

type Row = {
  name: string;
  kind: string;
  scope: string;
  reason: string;
  title: string | null;
  start: Date;
  end: Date | null;
  inFlight: string;
  allows: string[] | null;
};

const COLUMNS = `name, kind, scope, reason, title, starts_at AS start, ends_at AS end, in_flight AS "inFlight", allows`;

const kindOf = (kind: string): Standing['kind'] => (kind === 'budget' || kind === 'incident' ? kind : 'freeze');

/** Everything that forbids new exposure now, of one service or of all, and who may override it. */
export async function listStanding(sql: Sql, service: string | undefined): Promise<StandingList> {
  let asked: { owner: string; scopes: string[] } | undefined;
  if (service !== undefined) {
    [asked] = await sql.query<{ owner: string; scopes: string[] }>(
      `SELECT s.owner, ${SCOPES_OF} FROM service s WHERE s.name = $1`,
      [service],
    );
    if (!asked) throw new AppError('not_found', `There is no service named "${service}".`);
  }
  const rows = await sql.query<Row & { owner: string | null }>(
    `SELECT ${COLUMNS}, (SELECT owner FROM service v WHERE v.name = scope) AS owner FROM standing WHERE ($1::text[] IS NULL OR scope = ANY($1)) AND starts_at <= clock_timestamp()
       AND (ends_at IS NULL OR ends_at > clock_timestamp())
     ORDER BY scope = 'all' DESC, starts_at, name LIMIT 200`,
    [asked?.scopes ?? null],
  );
  if (rows.length === 0) return { items: [] };
  const ownerOf = ({ scope, owner }: (typeof rows)[number]): string | null =>
    asked?.owner ?? owner ?? (scope.startsWith('team:') ? scope.slice(5) : null);
  const mayOverride = await overridersOf(sql, rows.map(ownerOf));
  const items = rows.map((row) => ({
    name: row.name,
    kind: kindOf(row.kind),
    scope: scopeOf(row.scope),
    reason: row.reason,
    title: row.title,
    since: row.start.toISOString(),
    until: row.end?.toISOString() ?? null,
    inFlight: row.inFlight,
    allows: row.allows ?? [],
    mayOverride: mayOverride(ownerOf(row)),
  }));
  return { items };
}

/** The windows that reach into a span, for the calendar: freezes, budgets and incidents alike. */
export async function listCalendar(sql: Sql, from: number, to: number): Promise<CalendarItem[]> {
  const rows = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM standing WHERE starts_at < $2 AND (ends_at IS NULL OR ends_at > $1)
     ORDER BY starts_at, name LIMIT 2000`,
    [new Date(from), new Date(to)],
  );
  return rows.map((row) => ({
    freeze: row.name,
    kind: kindOf(row.kind),
    scope: scopeOf(row.scope),
    reason: row.reason,
    title: row.title,
    inFlight: row.inFlight,
    start: row.start.toISOString(),
    end: row.end?.toISOString() ?? null,
  }));
}
