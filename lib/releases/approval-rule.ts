/** What an approval takes of the person who gives it, and what exactly it approves. Pure. */

import { higher } from '@/lib/access/decide';
import { ROLES, type Role } from '@/lib/access/scopes';

/** Whose approval a step wants: at least this role, in the service's team or everywhere; or among a team's own people. */
export type Wanted = { role: string; team?: string | undefined };

/** What a person may be by their roles: everywhere, and in each team with the teams below. */
export type GiverStanding = { role: Role | null; teams: Readonly<Record<string, Role>> };

const rank = (role: Role): number => ROLES.indexOf(role);

export const isRole = (name: string): name is Role => ROLES.some((role) => role === name);

/** A role below approver approves nothing, whatever a plan says. A word that is no role is a label for people. */
const leastRole = ({ role }: Wanted): Role => (isRole(role) && rank(role) > rank('approver') ? role : 'approver');

/**
 * Whether someone's roles let them give this approval. With `team`, only its people may: a role everywhere is no
 * membership. @param owner the team that owns the service
 */
export function mayApproveAs(wanted: Wanted, standing: GiverStanding | null, owner: string): boolean {
  if (!standing) return false;
  const { team } = wanted;
  if (team !== undefined && standing.teams[team] === undefined) return false;
  const held = higher(standing.role, standing.teams[team ?? owner] ?? null);
  return held !== null && rank(held) >= rank(leastRole(wanted));
}

/** "approver", "payments-leads", "admin of team payments-leads": whom a step waits for. */
export function wantedWords({ role, team }: Wanted): string {
  if (team === undefined || team === role) return role;
  return role === 'approver' ? `team ${team}` : `${role} of team ${team}`;
}

/** A role that names a team means its people: fixed when a release takes its plan over. */
export function resolved<T extends Wanted>(wanted: T, teams: readonly string[]): T {
  const named = wanted.team === undefined && !isRole(wanted.role) && teams.includes(wanted.role);
  return named ? { ...wanted, team: wanted.role } : wanted;
}

/** "standard@7": a plan and its version. */
export const planRef = ({ planName, planVersion }: { planName: string; planVersion: number }): string =>
  `${planName}@${planVersion}`;

type Subject = {
  version: string;
  /** "standard@7": the plan and its version. */
  planRef?: string | undefined;
  artifact?: string | null | undefined;
  commit?: string | null | undefined;
};

/** What exactly an approval approves. Another text is another thing: an approval of the one is none of the other. */
export function boundTo({ version, planRef, artifact, commit }: Subject, step: number): string {
  const parts = [`step ${step + 1} of ${planRef ?? 'its plan'}`, `version ${version}`];
  if (artifact) parts.push(`artefact ${artifact}`);
  if (commit) parts.push(`commit ${commit}`);
  return parts.join(', ');
}
