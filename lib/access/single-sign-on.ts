import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { uuidv7 } from '@/lib/shared/uuid';
import { type Grants, type GroupMap, givesSomething, grantsOf } from './decide-groups';
import { CONTROLLER, type Principal } from './principal';
import type { Role } from './scopes';
import { forgetSessions } from './sessions';
import { forgetTokens } from './tokens';
import { lockAccess } from './user-verbs';

/** What another place says of somebody who signed in there. */
export type Outside = {
  /** `github`, or `oidc:` and the issuer. */
  provider: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  groups: readonly string[];
};

/** `unknown`: nobody here, and no group that lets one in. `taken`: that address belongs to another account there. */
export type Refused = 'unverified' | 'unknown' | 'taken' | 'disabled';
export type Known = { person: string } | { refused: Refused };

type Deps = {
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  now: number;
  groups: GroupMap | undefined;
};
type Row = { id: string; email: string; name: string; disabled: boolean; role: Role | null };

const COLUMNS = 'u.id, u.email, u.name, u.disabled_at IS NOT NULL AS disabled, u.sso_role::text AS role';

/**
 * Who somebody from outside is here. Known by their subject there; the first time they are found by e-mail address, which
 * must be verified there and not yet be linked to another account. With a map of groups their roles follow it, and who
 * gets a role by it needs no invitation.
 */
export function identify(deps: Deps, outside: Outside): Promise<Known> {
  return deps.inTransaction(async (sql) => {
    await lockAccess(sql);
    const [linked] = await sql.query<Row>(
      `SELECT ${COLUMNS} FROM identity i JOIN app_user u ON u.id = i.user_id WHERE i.provider = $1 AND i.subject = $2`,
      [outside.provider, outside.subject],
    );
    const grants = deps.groups ? grantsOf(deps.groups, outside.groups) : null;
    const found = linked ?? (await link(sql, outside, grants, deps.now));
    if ('refused' in found) return found;
    if (found.disabled) return { refused: 'disabled' };
    if (grants) await applyGrants(sql, found, grants, deps.now);
    return { person: found.id };
  });
}

async function link(
  sql: Sql,
  outside: Outside,
  grants: Grants | null,
  now: number,
): Promise<Row | { refused: Refused }> {
  if (!outside.email || !outside.emailVerified) return { refused: 'unverified' };
  const email = outside.email.toLowerCase();
  const [known] = await sql.query<Row & { kind: string }>(
    `SELECT ${COLUMNS}, u.kind::text AS kind FROM app_user u WHERE u.email = $1`,
    [email],
  );
  if (known?.kind === 'service') return { refused: 'unknown' };
  if (known?.disabled) return { refused: 'disabled' };
  if (!known && !(grants && givesSomething(grants))) return { refused: 'unknown' };
  const row = known ?? (await addPerson(sql, email, outside.name ?? email, now));
  const added = await sql.query(
    `INSERT INTO identity (provider, subject, user_id, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING subject`,
    [outside.provider, outside.subject, row.id, new Date(now)],
  );
  if (added.length === 0) return { refused: 'taken' };
  await appendAudit(sql, [
    {
      chain: 'system',
      type: 'identity.linked',
      actor: { kind: 'user', person: row.id, name: row.name },
      data: { email, provider: outside.provider, subject: outside.subject },
      at: new Date(now),
    },
  ]);
  return row;
}

async function addPerson(sql: Sql, email: string, name: string, now: number): Promise<Row> {
  const id = uuidv7(now);
  const short = name.slice(0, 120);
  await sql.query(`INSERT INTO app_user (id, email, name, role, created_at) VALUES ($1, $2, $3, 'viewer', $4)`, [
    id,
    email,
    short,
    new Date(now),
  ]);
  await appendAudit(sql, [
    {
      chain: 'system',
      type: 'user.created',
      actor: CONTROLLER,
      reason: 'single sign-on',
      data: { email, name: short, role: 'viewer', disabled: false },
      at: new Date(now),
    },
  ]);
  return { id, email, name: short, disabled: false, role: null };
}

/** What groups gave before and no longer give is taken away; what was given by hand stays. */
async function applyGrants(sql: Sql, person: Row, grants: Grants, now: number): Promise<void> {
  const before = await sql.query<{ team: string; role: Role }>(
    `SELECT team, role::text AS role FROM team_member WHERE user_id = $1 AND source = 'sso' ORDER BY team`,
    [person.id],
  );
  const known = await sql.query<{ name: string }>('SELECT name FROM team WHERE name = ANY($1) ORDER BY name', [
    Object.keys(grants.teams),
  ]);
  const after = known.flatMap(({ name: team }) => {
    const role = grants.teams[team];
    return role ? [{ team, role }] : [];
  });
  if (person.role === grants.role && JSON.stringify(before) === JSON.stringify(after)) return;
  await sql.query('UPDATE app_user SET sso_role = $2::"Role" WHERE id = $1', [person.id, grants.role]);
  await sql.query(`DELETE FROM team_member WHERE user_id = $1 AND source = 'sso'`, [person.id]);
  await sql.query(
    `INSERT INTO team_member (team, user_id, source, role, created_at)
     SELECT one.team, $1::uuid, 'sso'::"GrantSource", one.role::"Role", $4::timestamptz FROM unnest($2::text[], $3::text[]) AS one(team, role)`,
    [person.id, after.map(({ team }) => team), after.map(({ role }) => role), new Date(now)],
  );
  const actor: Principal = CONTROLLER;
  const data = {
    email: person.email,
    before: { role: person.role, teams: Object.fromEntries(before.map(({ team, role }) => [team, role])) },
    after: { role: grants.role, teams: Object.fromEntries(after.map(({ team, role }) => [team, role])) },
  };
  await appendAudit(sql, [
    { chain: 'system', type: 'access.mapped', actor, reason: 'groups of single sign-on', data, at: new Date(now) },
  ]);
  forgetSessions();
  forgetTokens();
}
