import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { requireVersion } from '@/lib/shared/concurrency';
import { uuidv7 } from '@/lib/shared/uuid';
import type { Principal } from './principal';
import type { ServiceAccountInput, ServiceAccountView } from './team-schema';
import { type AccessDeps, getTeam } from './teams';
import { forgetTokens } from './tokens';
import { lockAccess } from './user-verbs';

const DOMAIN = 'accounts.rampart.local';

/** A service account's address: nobody reads it, it only tells accounts apart. */
export const accountEmail = (name: string): string => `${name}@${DOMAIN}`;

type Row = Omit<ServiceAccountView, 'createdAt'> & { createdAt: Date };

const READ = `
  SELECT split_part(u.email, '@', 1) AS name, u.email, u.name AS "displayName", u.home_team AS team,
    coalesce((SELECT m.role FROM team_member m WHERE m.user_id = u.id AND m.team = u.home_team AND m.source = 'hand'), u.role)::text AS role,
    u.disabled_at IS NOT NULL AS disabled, u.version, u.created_at AS "createdAt",
    (SELECT count(*)::int FROM api_token t WHERE t.owner_id = u.id AND t.revoked_at IS NULL
       AND (t.expires_at IS NULL OR t.expires_at > now())) AS tokens
  FROM app_user u WHERE u.kind = 'service'`;

const view = (row: Row): ServiceAccountView => ({ ...row, createdAt: row.createdAt.toISOString() });

/** Every service account by name. */
export async function listServiceAccounts(sql: Sql): Promise<ServiceAccountView[]> {
  return (await sql.query<Row>(`${READ} AND u.disabled_at IS NULL ORDER BY u.email`)).map(view);
}

async function find(sql: Sql, name: string): Promise<ServiceAccountView | null> {
  const [row] = await sql.query<Row>(`${READ} AND u.email = $1`, [accountEmail(name)]);
  return row ? view(row) : null;
}

/** One service account; 404 when unknown. */
export async function getServiceAccount(sql: Sql, name: string): Promise<ServiceAccountView> {
  const account = await find(sql, name);
  if (!account) throw new AppError('not_found', `There is no service account named "${name}".`);
  return account;
}

/** Whose admins keep an account: its team's, or those of everything. */
export const keeperOf = (team: string | null) => (team === null ? ('everything' as const) : { team });

type Put = { name: string; input: ServiceAccountInput; principal: Principal; expected: number | null };

/** Makes, changes or brings back a service account; the same again changes nothing. */
export async function putServiceAccount(
  { inTransaction, clock, authorize }: AccessDeps,
  { name, input, principal, expected }: Put,
): Promise<{ account: ServiceAccountView; created: boolean }> {
  const stored = await inTransaction(async (sql) => {
    await lockAccess(sql);
    const before = await find(sql, name);
    const live = before?.disabled ? null : before;
    requireVersion(`Service account ${name}`, expected, live?.version ?? null);
    if (before) await authorize(sql, principal, 'admin', keeperOf(before.team));
    if (input.team !== null) await knownTeam(sql, input.team);
    await authorize(sql, principal, 'admin', keeperOf(input.team));
    const { displayName, team, role } = input;
    if (live && live.displayName === displayName && live.team === team && live.role === role)
      return { account: live, created: false };
    const at = new Date(clock.now());
    const [row] = await sql.query<{ id: string }>(
      `INSERT INTO app_user (id, email, name, kind, home_team, role, created_at) VALUES ($1, $2, $3, 'service', $4, $5::"Role", $6)
       ON CONFLICT (email) DO UPDATE SET name = excluded.name, home_team = excluded.home_team, role = excluded.role,
         disabled_at = NULL, version = app_user.version + 1 RETURNING id`,
      [uuidv7(at.getTime()), accountEmail(name), displayName, team, team === null ? role : 'viewer', at],
    );
    // Its roles elsewhere were given by others and stay; that of its former team does not.
    await sql.query('DELETE FROM team_member WHERE user_id = $1 AND team = $2', [row?.id, before?.team ?? null]);
    if (team !== null)
      await sql.query(
        `INSERT INTO team_member (team, user_id, role, created_at) VALUES ($1, $2, $3::"Role", $4)
         ON CONFLICT (team, user_id, source) DO UPDATE SET role = excluded.role`,
        [team, row?.id, role, at],
      );
    const data = {
      account: name,
      before: live && { displayName: live.displayName, team: live.team, role: live.role },
      after: input,
    };
    const type = live ? 'service_account.changed' : 'service_account.created';
    await appendAudit(sql, [{ chain: 'system', type, actor: principal, data, at }]);
    return { account: await getServiceAccount(sql, name), created: !live };
  });
  forgetTokens();
  return stored;
}

async function knownTeam(sql: Sql, team: string): Promise<void> {
  await getTeam(sql, team).catch(() => {
    const message = `no team named "${team}"`;
    throw new AppError('unprocessable', `team: ${message}`, { errors: [{ path: 'team', message }] });
  });
}

/** Retires a service account: its tokens stop working, what it did stays in the record. */
export async function deleteServiceAccount(
  { inTransaction, clock, authorize }: AccessDeps,
  { name, principal }: { name: string; principal: Principal },
): Promise<void> {
  await inTransaction(async (sql) => {
    await lockAccess(sql);
    const account = await getServiceAccount(sql, name);
    await authorize(sql, principal, 'admin', keeperOf(account.team));
    if (account.disabled) return;
    const at = new Date(clock.now());
    await sql.query('UPDATE app_user SET disabled_at = $2, version = version + 1 WHERE email = $1', [
      account.email,
      at,
    ]);
    const revoked = await sql.query(
      `UPDATE api_token SET revoked_at = $2 WHERE revoked_at IS NULL
         AND owner_id = (SELECT id FROM app_user WHERE email = $1) RETURNING id`,
      [account.email, at],
    );
    const data = { account: name, tokensRevoked: revoked.length };
    await appendAudit(sql, [{ chain: 'system', type: 'service_account.retired', actor: principal, data, at }]);
  });
  forgetTokens();
}
