import type { Sql } from '@/lib/db/sql';
import type { CalendarEvent, Window } from './calendar/event';
import { windowsOf } from './calendar/windows';

/** How far ahead windows are made, in ms: the lane reads them and computes no calendar. */
export const AHEAD_MS = 60 * 86_400_000;
const KEPT_MS = 90 * 86_400_000;

/**
 * Makes a scheduled freeze's windows from now on. One that stands keeps its start; what is past stays for the record.
 * The caller holds the freeze's row. `now` in epoch ms.
 */
export async function materialise(
  sql: Sql,
  freeze: { name: string; scope: string; calendar: readonly CalendarEvent[] },
  now: number,
): Promise<void> {
  const windows = windowsOf(freeze.calendar, now - 1, now + AHEAD_MS);
  const [standing] = await sql
    .query<{ start: Date; end: Date }>(
      `DELETE FROM freeze_window WHERE "freeze" = $1 AND ends_at > $2 RETURNING starts_at AS start, ends_at AS end`,
      [freeze.name, new Date(now)],
    )
    .then((rows) => rows.filter(({ start }) => start.getTime() <= now));
  const kept = standing ? windows.map((window) => joined(window, standing.start.getTime(), now)) : windows;
  await sql.query(
    `INSERT INTO freeze_window ("freeze", scope, starts_at, ends_at, title)
     SELECT $1, $2, to_timestamp(w.start / 1000.0), to_timestamp(w.end / 1000.0), w.title
     FROM json_to_recordset($3::json) AS w(start float8, "end" float8, title text)
     ON CONFLICT ("freeze", starts_at) DO UPDATE SET ends_at = excluded.ends_at, scope = excluded.scope, title = excluded.title`,
    [freeze.name, freeze.scope, JSON.stringify(kept)],
  );
}

/** Days that follow one another are one window, whose start slides out of what is computed: it stays where it was. */
const joined = (window: Window, start: number, now: number): Window =>
  window.start <= now && window.end > now ? { ...window, start: Math.min(start, window.start) } : window;

/** Once an hour: the windows of the days that have come within reach. Answers how many freezes have a calendar. */
export async function materialiseAll(
  deps: { inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>; sql: Sql },
  now: number,
): Promise<number> {
  const names = await deps.sql.query<{ name: string }>(
    'SELECT name FROM "freeze" WHERE scheduled AND lifted_at IS NULL ORDER BY name',
  );
  for (const { name } of names) {
    await deps.inTransaction(async (sql) => {
      const [freeze] = await sql.query<{ name: string; scope: string; calendar: CalendarEvent[] }>(
        'SELECT name, scope, calendar FROM "freeze" WHERE name = $1 AND scheduled AND lifted_at IS NULL FOR UPDATE',
        [name],
      );
      if (freeze) await materialise(sql, freeze, now);
    });
  }
  await deps.sql.query('DELETE FROM freeze_window WHERE ends_at < $1', [new Date(now - KEPT_MS)]);
  return names.length;
}
