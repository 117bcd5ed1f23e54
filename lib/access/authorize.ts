import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { type Missing, mayDo, type Permission, type Subject, type Target } from './decide';
import type { Principal } from './principal';
import { readStanding } from './standing';

/** What is acted on, by name. `owner` says who shall own a service, where that is not (only) what is stored. */
export type TargetRef = 'everything' | { service: string; owner?: string } | { team: string } | { plan: string };

/**
 * Refuses (403) who lacks a permission on a target. A verb asks it inside its transaction, after locking, so that a role
 * that was taken away or a service that was given away counts at once. What a token itself holds, the wrapper has asked.
 */
export type Authorize = (sql: Sql, principal: Principal, permission: Permission, on: TargetRef) => Promise<void>;

export const forbidden = ({ permission, on, detail }: Missing): AppError =>
  new AppError('forbidden', detail, { extra: { missing: permission, on } });

/** As `Authorize`. Rampart itself may everything, and so may what an admin has connected (an integration). */
export const requireMay: Authorize = async (sql, principal, permission, on) => {
  if (principal.kind === 'controller' || principal.kind === 'integration') return;
  const standing = await readStanding(sql, principal.person);
  const subject: Subject = { role: null, teams: {}, ...standing, held: null };
  const decision = mayDo(subject, permission, await targetOf(sql, on, principal.person));
  if (decision.missing) throw forbidden(decision.missing);
};

/** The target a reference means, as it is in this transaction. */
export async function targetOf(sql: Sql, on: TargetRef, person: string): Promise<Target> {
  if (on === 'everything') return { kind: 'everything' };
  if ('team' in on) return { kind: 'team', name: on.team };
  if ('plan' in on) return planTarget(sql, on.plan, person);
  const owner = on.owner ?? (await ownerOf(sql, on.service));
  return owner === null ? { kind: 'everything' } : { kind: 'service', name: on.service, owner };
}

async function ownerOf(sql: Sql, service: string): Promise<string | null> {
  const [row] = await sql.query<{ owner: string }>('SELECT owner FROM service WHERE name = $1', [service]);
  return row?.owner ?? null;
}

async function planTarget(sql: Sql, name: string, person: string): Promise<Target> {
  const services = await sql.query<{ name: string; owner: string }>(
    'SELECT name, owner FROM service WHERE plan = $1 AND archived_at IS NULL ORDER BY name',
    [name],
  );
  const [first] = await sql.query<{ createdBy: string }>(
    'SELECT created_by AS "createdBy" FROM plan_version WHERE plan = $1 ORDER BY version LIMIT 1',
    [name],
  );
  return { kind: 'plan', name, services, mine: (first?.createdBy ?? person) === person };
}
