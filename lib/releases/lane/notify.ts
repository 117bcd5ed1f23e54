import { prepared, type Sql } from '@/lib/db/sql';

/** How commands are dispatched: a rollback must not even share its wake-up with what has time. */
export type CommandLane = 'rollback' | 'other' | 'raise' | 'again';

/** What is said on the channel `rampart`, after commit: who listens wakes at once; who misses it loses one interval. */
export type Notice =
  | { t: 'due'; s: string[] }
  /** `l`: the dispatcher's lanes that have something new; all when absent. */
  | { t: 'command'; l?: readonly CommandLane[] }
  | { t: 'job' }
  | { t: 'release'; id: string; s: string; r: number };

export const CHANNEL = 'rampart';
const NOTIFY = prepared(`SELECT count(pg_notify('${CHANNEL}', payload)::text) FROM unnest($1::text[]) AS payload`);
// PostgreSQL takes at most 8000 bytes per notice; a name has at most 63.
const NAMES_PER_NOTICE = 100;

/** Sends notices with the caller's transaction. */
export async function notify(sql: Sql, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const payloads = notices.flatMap(split).map((notice) => JSON.stringify(notice));
  await sql.query(NOTIFY, [payloads]);
}

function split(notice: Notice): Notice[] {
  if (notice.t !== 'due' || notice.s.length <= NAMES_PER_NOTICE) return [notice];
  const parts: Notice[] = [];
  for (let i = 0; i < notice.s.length; i += NAMES_PER_NOTICE)
    parts.push({ t: 'due', s: notice.s.slice(i, i + NAMES_PER_NOTICE) });
  return parts;
}
