import { createHash, randomBytes } from 'node:crypto';
import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { durationMs } from '@/lib/shared/duration';
import { uuidv7 } from '@/lib/shared/uuid';
import { hashPassword } from './passwords';
import type { Principal } from './principal';
import type { Role } from './scopes';
import type { InvitationInput, InvitationView } from './team-schema';
import { type AccessDeps, noTeam } from './teams';
import { forgetTry, holdUp } from './throttle';
import { lockAccess } from './user-verbs';

type Row = {
  id: string;
  email: string;
  role: Role;
  team: string | null;
  teamRole: Role | null;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

const READ = `
  SELECT id, email, role::text AS role, team, team_role::text AS "teamRole", by_name AS "invitedBy",
    created_at AS "createdAt", expires_at AS "expiresAt", accepted_at AS "acceptedAt", revoked_at AS "revokedAt"
  FROM invitation`;

const hashOf = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

const stateOf = (row: Row, now: number): InvitationView['state'] => {
  if (row.acceptedAt) return 'accepted';
  if (row.revokedAt) return 'revoked';
  return row.expiresAt.getTime() <= now ? 'expired' : 'open';
};

const view = (row: Row, now: number): InvitationView => ({
  id: row.id,
  email: row.email,
  role: row.role,
  team: row.team,
  teamRole: row.teamRole,
  state: stateOf(row, now),
  invitedBy: row.invitedBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

/** The newest hundred invitations. */
export async function listInvitations(sql: Sql, now: number): Promise<InvitationView[]> {
  return (await sql.query<Row>(`${READ} ORDER BY id DESC LIMIT 100`)).map((row) => view(row, now));
}

/**
 * Invites somebody by a link that works once. A role everywhere takes an admin everywhere; one in a team, that team's.
 * An open invitation of the same address is replaced. The secret is returned here and stored nowhere.
 */
export function invite(
  { inTransaction, clock, authorize }: AccessDeps,
  { input, principal }: { input: InvitationInput; principal: Principal },
): Promise<InvitationView & { secret: string }> {
  const secret = randomBytes(32).toString('base64url');
  return inTransaction(async (sql) => {
    await lockAccess(sql);
    const { email, role, team, teamRole } = input;
    if (team === undefined || role !== 'viewer') await authorize(sql, principal, 'admin', 'everything');
    if (team !== undefined) {
      if ((await sql.query('SELECT 1 FROM team WHERE name = $1', [team])).length === 0) throw noTeam(team);
      await authorize(sql, principal, 'admin', { team });
    }
    if ((await sql.query('SELECT 1 FROM app_user WHERE email = $1', [email])).length > 0)
      throw new AppError('conflict', `${email} is here already; give them a role instead.`);
    const now = clock.now();
    const at = new Date(now);
    await sql.query(
      'UPDATE invitation SET revoked_at = $2 WHERE email = $1 AND accepted_at IS NULL AND revoked_at IS NULL',
      [email, at],
    );
    const expiresAt = new Date(now + durationMs(input.expiresIn));
    const id = uuidv7(now);
    await sql.query(
      `INSERT INTO invitation (id, email, hash, role, team, team_role, invited_by, by_name, created_at, expires_at)
       VALUES ($1, $2, $3, $4::"Role", $5, $6::"Role", $7, $8, $9, $10)`,
      [
        id,
        email,
        hashOf(secret),
        role,
        team ?? null,
        teamRole ?? null,
        principal.person,
        principal.name,
        at,
        expiresAt,
      ],
    );
    const data = { invitation: id, email, role, team: team ?? null, teamRole: teamRole ?? null, expiresAt };
    await appendAudit(sql, [{ chain: 'system', type: 'invitation.created', actor: principal, data, at }]);
    const [row] = await sql.query<Row>(`${READ} WHERE id = $1`, [id]);
    if (!row) throw new Error('an invitation vanished');
    return { ...view(row, now), secret };
  });
}

/** Takes an invitation back; twice changes nothing. */
export function revokeInvitation(
  { inTransaction, clock, authorize }: AccessDeps,
  { id, principal }: { id: string; principal: Principal },
): Promise<void> {
  return inTransaction(async (sql) => {
    const [row] = await sql.query<Row>(`${READ} WHERE id = $1 FOR UPDATE`, [id]);
    if (!row) throw new AppError('not_found', 'There is no such invitation.');
    await authorize(sql, principal, 'admin', row.team === null ? 'everything' : { team: row.team });
    if (row.revokedAt || row.acceptedAt) return;
    const at = new Date(clock.now());
    await sql.query('UPDATE invitation SET revoked_at = $2 WHERE id = $1', [id, at]);
    const data = { invitation: id, email: row.email };
    await appendAudit(sql, [{ chain: 'system', type: 'invitation.revoked', actor: principal, data, at }]);
  });
}

/** Whom a link invites; null when it is unknown, used, taken back or over: nobody learns which. */
export async function readInvitation(sql: Sql, secret: string, now: number): Promise<InvitationView | null> {
  const [row] = await sql.query<Row>(`${READ} WHERE hash = $1`, [hashOf(secret)]);
  return row && stateOf(row, now) === 'open' ? view(row, now) : null;
}

type Accept = { secret: string; name: string; password: string; address: string };

/** Makes the invited person, once. 404 for a link that is no good; guessing at links is held up by address. */
export async function acceptInvitation(
  deps: Pick<AccessDeps, 'inTransaction' | 'clock'> & { sql: Sql },
  { secret, name, password, address }: Accept,
): Promise<{ email: string }> {
  const now = deps.clock.now();
  const tried = { account: null, address };
  await holdUp({ ...deps, now }, tried, 'tries with links');
  const passwordHash = await hashPassword(password);
  const email = await deps.inTransaction(async (sql) => {
    await lockAccess(sql);
    const at = new Date(now);
    const [row] = await sql.query<Row>(`${READ} WHERE hash = $1 FOR UPDATE`, [hashOf(secret)]);
    const taken = row && (await sql.query('SELECT 1 FROM app_user WHERE email = $1', [row.email])).length > 0;
    if (!row || taken || stateOf(row, now) !== 'open')
      throw new AppError('not_found', 'This link was used, was taken back or is over. Ask for a new one.');
    const id = uuidv7(now);
    await sql.query(
      `INSERT INTO app_user (id, email, name, password_hash, role, created_at) VALUES ($1, $2, $3, $4, $5::"Role", $6)`,
      [id, row.email, name, passwordHash, row.role, at],
    );
    if (row.team !== null && row.teamRole !== null)
      await sql.query(
        `INSERT INTO team_member (team, user_id, role, created_at) SELECT name, $2::uuid, $3::"Role", $4::timestamptz FROM team WHERE name = $1`,
        [row.team, id, row.teamRole, at],
      );
    await sql.query('UPDATE invitation SET accepted_at = $2 WHERE id = $1', [row.id, at]);
    const actor = { kind: 'user', person: id, name } as const;
    const data = { invitation: row.id, email: row.email, role: row.role, team: row.team, teamRole: row.teamRole };
    await appendAudit(sql, [{ chain: 'system', type: 'invitation.accepted', actor, data, at }]);
    return row.email;
  });
  await forgetTry(deps.sql, tried);
  return { email };
}
