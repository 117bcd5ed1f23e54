/** Who may do what to which thing. Pure: the wrapper, the verbs in their transactions and the pages ask the same functions. */

import { ROLE_SCOPES, type Role, SCOPE_MEANS, type Scope } from './scopes';

/** Everyone who asks, as the rules see them. */
export type Subject = {
  /** The role everywhere; null for nobody. */
  role: Role | null;
  /** The role in each team, teams below counted (`reachOf`). */
  teams: Readonly<Record<string, Role>>;
  /** A token's own scopes, which narrow what its owner may; null where nothing narrows (a session). */
  held: readonly Scope[] | null;
};

/** A permission is a scope of the contract: what a token holds and what a role gives are the same words. */
export type Permission = Scope;

/** What is acted on. `owner` is the name of the owning team, which need not be a team that is known here. */
export type Target =
  | { kind: 'everything' }
  | { kind: 'service'; name: string; owner: string }
  | { kind: 'team'; name: string }
  /** Shared by the services that use it. `mine`: the caller made it, which counts while no service uses it. */
  | { kind: 'plan'; name: string; services: readonly { name: string; owner: string }[]; mine: boolean };

export type Missing = { permission: Permission; on: string; detail: string };
export type Decision = { allowed: true; missing: null } | { allowed: false; missing: Missing };

const gives = (role: Role | null | undefined, permission: Permission): boolean =>
  role !== null && role !== undefined && ROLE_SCOPES[role].includes(permission);

/** Sending telemetry needs no role: the scope of a token is enough. */
const byRole = (role: Role | null, permission: Permission, held: Subject['held']): boolean =>
  gives(role, permission) || (permission === 'ingest' && role !== null && held !== null);

const targetWords = (target: Target): string => {
  switch (target.kind) {
    case 'everything':
      return 'everything';
    case 'service':
      return `service ${target.name}`;
    case 'team':
      return `team ${target.name}`;
    case 'plan':
      return `plan ${target.name}`;
  }
};

/** The teams in which a role would allow it; null where only a role everywhere does. */
function teamsThatCount(target: Target): string | null {
  if (target.kind === 'service') return target.owner;
  return target.kind === 'team' ? target.name : null;
}

const ALLOWED: Decision = { allowed: true, missing: null };

/** Whether the subject has the permission on the target, and if not what is missing, in words for a person. */
export function mayDo(subject: Subject, permission: Permission, target: Target): Decision {
  const refuse = (on: string, why: string): Decision => ({
    allowed: false,
    missing: { permission, on, detail: `${why} the permission "${permission}" on ${on} (${SCOPE_MEANS[permission]}).` },
  });
  const on = targetWords(target);
  if (subject.held !== null && !subject.held.includes(permission)) return refuse(on, 'This token lacks');
  if (byRole(subject.role, permission, subject.held)) return ALLOWED;
  const who = subject.role === null ? 'Nobody signed in has' : `The role "${subject.role}" lacks`;
  if (target.kind === 'plan') return mayPlan(subject, permission, target, (name) => refuse(name, who));
  const team = teamsThatCount(target);
  if (team === null) return refuse(on, who);
  const held = subject.teams[team];
  if (gives(held, permission)) return ALLOWED;
  const inTeam = target.kind === 'team' ? '' : ` of team ${team}`;
  return refuse(`${on}${inTeam}`, held ? `The roles "${subject.role}" and, in team ${team}, "${held}" lack` : who);
}

/** A plan moves every service that uses it: whoever changes it may change each of them. */
function mayPlan(
  subject: Subject,
  permission: Permission,
  plan: Extract<Target, { kind: 'plan' }>,
  refuse: (on: string) => Decision,
): Decision {
  const foreign = plan.services.filter(({ owner }) => !gives(subject.teams[owner], permission));
  if (foreign.length > 0)
    return refuse(
      `plan ${plan.name}, used by ${foreign.map(({ name, owner }) => `${name} of team ${owner}`).join(', ')}`,
    );
  if (plan.services.length > 0) return { allowed: true, missing: null };
  return plan.mine && hasAnywhere(subject, permission) ? ALLOWED : refuse(`plan ${plan.name}, which others made`);
}

/** Whether there is anything at all on which the subject has the permission: the door before the target is known. */
export function hasAnywhere({ role, teams, held }: Subject, permission: Permission): boolean {
  if (held !== null && !held.includes(permission)) return false;
  return byRole(role, permission, held) || Object.values(teams).some((one) => gives(one, permission));
}

/** For pages: whether a scope is held everywhere or in the team that owns something. The server decides again. */
export const mayForTeam = (
  viewer: { scopes: readonly Scope[]; teams: Readonly<Record<string, Role>> },
  permission: Permission,
  owner: string,
): boolean => viewer.scopes.includes(permission) || gives(viewer.teams[owner], permission);

const RANK: Record<Role, number> = { viewer: 0, operator: 1, approver: 2, admin: 3 };

/** The role that may more; null counts as none. */
export function higher(a: Role | null, b: Role | null): Role | null {
  if (a === null || b === null) return a ?? b;
  return RANK[a] >= RANK[b] ? a : b;
}

/**
 * What a new token could do that its maker could not: `permission on where`, empty when it is no wider. `owner` is whom
 * it acts as, `scopes` what it shall hold.
 */
export function widerThan(maker: Subject, owner: Subject, scopes: readonly Scope[]): { scope: Scope; on: string }[] {
  const token: Subject = { ...owner, held: scopes };
  return scopes.flatMap((scope) => {
    if (mayDo(maker, scope, { kind: 'everything' }).allowed) return [];
    if (maker.held !== null && !maker.held.includes(scope)) return [{ scope, on: 'everything' }];
    if (mayDo(token, scope, { kind: 'everything' }).allowed) return [{ scope, on: 'everything' }];
    return Object.keys(owner.teams)
      .filter((name) => {
        const target: Target = { kind: 'team', name };
        return mayDo(token, scope, target).allowed && !mayDo(maker, scope, target).allowed;
      })
      .map((name) => ({ scope, on: `team ${name}` }));
  });
}
