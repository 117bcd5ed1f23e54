import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import type { Sql } from '@/lib/db/sql';
import type { Editing, Section } from './schema';
import { noPostmortem } from './view';

/** Without a sign of life for so long a section is free again. */
const HELD_SECONDS = 10;

const LEAVE = `DELETE FROM postmortem_editing WHERE release_id = $1
  AND (at < clock_timestamp() - interval '${HELD_SECONDS} s' OR (person = $2 AND section IS DISTINCT FROM $3))`;
const TAKE = `INSERT INTO postmortem_editing AS e (release_id, section, person, name, at) VALUES ($1, $2, $3, $4, clock_timestamp())
  ON CONFLICT (release_id, section) DO UPDATE SET at = excluded.at, name = excluded.name WHERE e.person = excluded.person`;

type SetEditing = { releaseId: string; section: Section | null; principal: Principal };

/**
 * Says where a person writes, repeated every few seconds while they do, and answers who writes where. A section that
 * someone else holds stays theirs. It keeps people out of each other's way; the revision keeps what they wrote.
 */
export async function setEditing(
  { sql, authorize }: { sql: Sql; authorize?: Authorize },
  { releaseId, section, principal }: SetEditing,
): Promise<Editing> {
  const [known] = await sql.query<{ service: string }>('SELECT service FROM postmortem WHERE release_id = $1', [
    releaseId,
  ]);
  if (!known) throw noPostmortem(releaseId);
  await authorize?.(sql, principal, 'release', { service: known.service });
  const { person, name } = principal;
  await sql.query(LEAVE, [releaseId, person, section]);
  if (section !== null) await sql.query(TAKE, [releaseId, section, person, name]);
  const editing = await sql.query<Editing['editing'][number]>(
    'SELECT section, person, name FROM postmortem_editing WHERE release_id = $1 ORDER BY section',
    [releaseId],
  );
  return { editing };
}
