import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { requireVersion } from '@/lib/shared/concurrency';
import type { Authorize } from './authorize';
import { loopOf, type TeamNode } from './decide-teams';
import type { Principal } from './principal';
import type { Member, TeamInput, TeamView } from './team-schema';
import { lockAccess } from './user-verbs';

export type AccessDeps = {
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  clock: Clock;
  authorize: Authorize;
};

type Row = Omit<TeamView, 'createdAt'> & { createdAt: Date };

const READ = `
  SELECT t.name, t.display_name AS "displayName", t.parent, t.version, t.created_at AS "createdAt",
    (SELECT coalesce(json_agg(json_build_object('email', u.email, 'name', u.name, 'kind', u.kind, 'role', m.role,
       'source', m.source) ORDER BY u.name, u.email), '[]') FROM team_member m JOIN app_user u ON u.id = m.user_id
       WHERE m.team = t.name AND u.disabled_at IS NULL) AS members,
    (SELECT coalesce(json_agg(s.name ORDER BY s.name), '[]') FROM service s
       WHERE s.owner = t.name AND s.archived_at IS NULL) AS services
  FROM team t`;

const view = (row: Row): TeamView => ({ ...row, createdAt: row.createdAt.toISOString() });

/** Every team with its members and services, by name. */
export async function listTeams(sql: Sql): Promise<TeamView[]> {
  return (await sql.query<Row>(`${READ} ORDER BY t.name`)).map(view);
}

export const noTeam = (name: string): AppError => new AppError('not_found', `There is no team named "${name}".`);

/** One team; 404 when unknown. */
export async function getTeam(sql: Sql, name: string): Promise<TeamView> {
  const [row] = await sql.query<Row>(`${READ} WHERE t.name = $1`, [name]);
  if (!row) throw noTeam(name);
  return view(row);
}

const refuseParent = (message: string): AppError =>
  new AppError('unprocessable', `parent: ${message}`, { errors: [{ path: 'parent', message }] });

/** A parent that is none, or that would close a loop, is refused: the loop is named team by team. */
function refuseLoop(teams: readonly TeamNode[], name: string, parent: string | null): void {
  if (parent === null) return;
  const loop = loopOf(teams, name, parent);
  if (loop) throw refuseParent(`would make a loop of ownership: ${loop.join(' → ')}`);
  if (!teams.some((team) => team.name === parent)) throw refuseParent(`no team named "${parent}"`);
}

const above = (parent: string | null) => (parent === null ? ('everything' as const) : { team: parent });

/**
 * Makes or changes a team; the same again changes nothing. Whoever puts it under another must be admin above it, where
 * it was and where it goes.
 */
export function putTeam(
  { inTransaction, clock, authorize }: AccessDeps,
  put: { name: string; input: TeamInput; principal: Principal; expected: number | null },
): Promise<{ team: TeamView; created: boolean }> {
  const { name, input, principal, expected } = put;
  return inTransaction(async (sql) => {
    await lockAccess(sql);
    const teams = await sql.query<TeamNode & { displayName: string; version: number }>(
      'SELECT name, parent, display_name AS "displayName", version FROM team',
    );
    const before = teams.find((team) => team.name === name);
    requireVersion(`Team ${name}`, expected, before?.version ?? null);
    if (before) await authorize(sql, principal, 'admin', { team: name });
    if (!before || before.parent !== input.parent) {
      if (before) await authorize(sql, principal, 'admin', above(before.parent));
      refuseLoop(teams, name, input.parent);
      await authorize(sql, principal, 'admin', above(input.parent));
    }
    if (before?.parent === input.parent && before.displayName === input.displayName)
      return { team: await getTeam(sql, name), created: false };
    const at = new Date(clock.now());
    await sql.query(
      `INSERT INTO team (name, display_name, parent, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (name)
       DO UPDATE SET display_name = excluded.display_name, parent = excluded.parent, version = team.version + 1`,
      [name, input.displayName, input.parent, at],
    );
    const data = {
      team: name,
      before: before ? { displayName: before.displayName, parent: before.parent } : null,
      after: input,
    };
    await appendAudit(sql, [
      { chain: 'system', type: before ? 'team.changed' : 'team.created', actor: principal, data, at },
    ]);
    return { team: await getTeam(sql, name), created: !before };
  });
}

/** Whether a plan in this column wants an approval from team $1. */
const asksTeam = (column: 'spec' | 'plan'): string => {
  const wants = (field: string) =>
    `${column} @> jsonb_build_object('steps', jsonb_build_array(jsonb_build_object('approval', jsonb_build_object('${field}', $1::text))))`;
  return `(${wants('team')} OR ${wants('role')})`;
};

/** Removes a team that owns nothing, has none below it, and from which nobody waits for an approval. */
export function deleteTeam(
  { inTransaction, clock, authorize }: AccessDeps,
  { name, principal }: { name: string; principal: Principal },
): Promise<void> {
  return inTransaction(async (sql) => {
    await lockAccess(sql);
    const team = await getTeam(sql, name);
    await authorize(sql, principal, 'admin', above(team.parent));
    const held = await sql.query<{ what: string }>(
      `SELECT 'team ' || name AS what FROM team WHERE parent = $1
       UNION ALL SELECT 'service account ' || name FROM app_user WHERE home_team = $1 AND disabled_at IS NULL
       UNION ALL SELECT 'the approvals of plan ' || name FROM plan WHERE ${asksTeam('spec')}
       UNION ALL SELECT 'the approvals of ' || service || ' ' || version FROM release
         WHERE finished_at IS NULL AND ${asksTeam('plan')} LIMIT 10`,
      [name],
    );
    const holds = [...team.services.map((service) => `service ${service}`), ...held.map(({ what }) => what)];
    if (holds.length > 0)
      throw new AppError(
        'conflict',
        `Team ${name} still has ${holds.slice(0, 10).join(', ')}; give them to another first.`,
      );
    await sql.query('UPDATE app_user SET home_team = NULL WHERE home_team = $1', [name]);
    await sql.query('DELETE FROM team WHERE name = $1', [name]);
    const data = { team: name, members: team.members.map(({ email, role }) => ({ email, role })) };
    await appendAudit(sql, [
      { chain: 'system', type: 'team.deleted', actor: principal, data, at: new Date(clock.now()) },
    ]);
  });
}

type SetMember = { team: string; email: string; role: Member['role'] | null; principal: Principal };

/** Gives somebody a role in a team by hand, or with `role: null` takes it away; the same again changes nothing. */
export function setMember(
  { inTransaction, clock, authorize }: AccessDeps,
  { team, email, role, principal }: SetMember,
): Promise<TeamView> {
  return inTransaction(async (sql) => {
    await lockAccess(sql);
    await getTeam(sql, team);
    await authorize(sql, principal, 'admin', { team });
    const [user] = await sql.query<{ id: string; role: Member['role'] | null }>(
      `SELECT u.id, m.role::text AS role FROM app_user u
       LEFT JOIN team_member m ON m.user_id = u.id AND m.team = $2 AND m.source = 'hand' WHERE u.email = $1`,
      [email, team],
    );
    if (!user) throw new AppError('not_found', `Nobody has the address ${email}.`);
    if (user.role === role) return getTeam(sql, team);
    const at = new Date(clock.now());
    if (role === null)
      await sql.query(`DELETE FROM team_member WHERE team = $1 AND user_id = $2 AND source = 'hand'`, [team, user.id]);
    else
      await sql.query(
        `INSERT INTO team_member (team, user_id, source, role, created_at) VALUES ($1, $2, 'hand', $3::"Role", $4)
         ON CONFLICT (team, user_id, source) DO UPDATE SET role = excluded.role`,
        [team, user.id, role, at],
      );
    const data = { team, email, before: user.role, after: role };
    const type = role === null ? 'team.member_removed' : 'team.member_set';
    await appendAudit(sql, [{ chain: 'system', type, actor: principal, data, at }]);
    return getTeam(sql, team);
  });
}
