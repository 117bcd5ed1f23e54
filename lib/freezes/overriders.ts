import type { Sql } from '@/lib/db/sql';

/** As many names as a banner has room for. */
const MOST = 4;

type Row = { owner: string | null; id: string; name: string };

// A role in a team counts in the teams below it: whoever approves above the owner approves for the owner.
const ABLE = `
WITH RECURSIVE up(owner, team) AS (
  SELECT o, o FROM unnest($1::text[]) o
  UNION SELECT up.owner, t.parent FROM up JOIN team t ON t.name = up.team WHERE t.parent IS NOT NULL
), person AS (
  SELECT id, name, greatest(role, sso_role) AS role FROM app_user WHERE kind = 'person' AND disabled_at IS NULL
), in_team AS (
  SELECT up.owner, p.id, p.name, row_number() OVER (PARTITION BY up.owner ORDER BY max(m.role), p.name) AS place
  FROM up JOIN team_member m ON m.team = up.team AND m.role IN ('approver', 'admin') JOIN person p ON p.id = m.user_id
  GROUP BY up.owner, p.id, p.name
)
(SELECT owner, id, name FROM in_team WHERE place <= $2 ORDER BY owner, place)
UNION ALL
(SELECT NULL, id, name FROM person WHERE role IN ('approver', 'admin') ORDER BY role, name LIMIT $2)`;

/**
 * The people who may override what covers a team's services: those with the role in that team or above it first, then
 * those who have it everywhere. `null` stands for what covers more than one team. At most four names each.
 */
export async function overridersOf(
  sql: Sql,
  owners: readonly (string | null)[],
): Promise<(owner: string | null) => string[]> {
  const teams = [...new Set(owners.filter((owner) => owner !== null))];
  const rows = await sql.query<Row>(ABLE, [teams, MOST]);
  return (owner) => {
    const able = rows.filter((row) => row.owner === null || row.owner === owner);
    return [...new Map(able.map(({ id, name }) => [id, name])).values()].slice(0, MOST);
  };
}
