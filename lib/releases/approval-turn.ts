/** Whose turn an approval is, and who else could give it. One place for the machine, the inbox and every button. Pure. */

import { mayForTeam } from '@/lib/access/decide';
import type { UserView } from '@/lib/access/schema';
import { ROLE_SCOPES, ROLES, type Role, type Scope } from '@/lib/access/scopes';
import { formatExposure, formatPlural } from '@/lib/format/number';
import { mayApproveAs, type Wanted } from './approval-rule';
import type { Release } from './schema';

type Giving = {
  /** How many the step needs. */
  count: number;
  /** Who has given one already, by id. */
  given: readonly string[];
  /** Who asked for the change or wrote it, by id. */
  parties: readonly string[];
};

/** Who asked for a change cannot be its only approver (product.md, invariant 7), and nobody counts twice. */
export function mayGive({ count, given, parties }: Giving, person: string): 'may' | 'given' | 'asked' {
  if (given.includes(person)) return 'given';
  return parties.includes(person) && count === 1 ? 'asked' : 'may';
}

type Asking = Pick<Release, 'status' | 'step' | 'steps' | 'approvals' | 'createdById' | 'owner'> & {
  committerId?: string | null | undefined;
};
export type Viewer = { person: string; scopes: readonly Scope[]; teams: Readonly<Record<string, Role>> };

/** `mine`: may be given now · `given`: has been · `asked`: asked for it themselves · `right`: lacks the permission. */
export type Turn = 'mine' | 'given' | 'asked' | 'right';

/** The step an approval would open: the one waited for, or the next that needs one. */
export function askedStep({ status, step, steps }: Pick<Asking, 'status' | 'step' | 'steps'>): number {
  if (status === 'awaiting_approval') return step.index;
  const next = steps.findIndex((planned, i) => i >= step.index && planned.approvals > 0);
  return next < 0 ? step.index : next;
}

/** "early 100 % → broad 5 %", or "nobody → internal 5 %" before its first step. */
export function moveWords({ step, steps, exposure }: Pick<Release, 'step' | 'steps' | 'exposure'>): string {
  const next = steps[step.index];
  const before = steps[step.index - 1];
  const from = exposure.desired > 0 && before ? `${before.ring} ${formatExposure(before.exposure)}` : 'nobody';
  return next ? `${from} → ${next.ring} ${formatExposure(next.exposure)}` : from;
}

/** What a yes of one person does now: the last one that is missing moves it, an earlier one only counts. */
export function effectOfYes(release: Pick<Release, 'version' | 'step' | 'steps' | 'blockers'>): string {
  const step = release.steps[release.step.index];
  const after = Math.max(0, (step?.approvals ?? 1) - (step?.approved ?? 0) - 1);
  const held = release.blockers.some(({ kind }) => kind !== 'approval');
  if (held) return `Approving moves nothing yet: ${release.version} is held by more than this. Your yes is kept.`;
  if (after > 0)
    return `Approving lets more people see ${release.version} once ${formatPlural(after, 'more approval is', 'more approvals are')} given.`;
  return `Approving lets more people see ${release.version}. It moves at once if gates, freeze and budget still allow it at that moment.`;
}

const partiesOf = ({ createdById, committerId }: Asking): string[] =>
  committerId ? [createdById, committerId] : [createdById];

/** The role that gives these scopes everywhere; null for less than a viewer. */
const roleOf = (scopes: readonly Scope[]): Role | null =>
  ROLES.findLast((role) => ROLE_SCOPES[role].every((scope) => scopes.includes(scope))) ?? null;

/** Whether someone's roles would let them give the approval of a step. */
function hasRight(release: Asking, step: number, who: Omit<Viewer, 'person'>): boolean {
  const wanted: Wanted | undefined = release.steps[step]?.approval;
  if (!wanted) return mayForTeam(who, 'approve', release.owner);
  return mayApproveAs(wanted, { role: roleOf(who.scopes), teams: who.teams }, release.owner);
}

/**
 * Whether this person asked for the release or wrote it and nobody else has approved what it waits for: then its missing
 * approval is not theirs to lift either.
 */
export function aloneInIt(release: Asking, person: string): boolean {
  const parties = partiesOf(release);
  return parties.includes(person) && givenAt(release, askedStep(release)).every((one) => parties.includes(one.person));
}

/** Whether somebody's roles let them say yes or no to what is asked: a team's own step is that team's. */
export function decidesOn(release: Asking, who: Omit<Viewer, 'person'>): boolean {
  return mayForTeam(who, 'approve', release.steps[askedStep(release)]?.approval?.team ?? release.owner);
}

const givenAt = (release: Asking, step: number) => release.approvals.filter((approval) => approval.step === step);

const givingAt = (release: Asking, step: number): Giving => ({
  count: Math.max(1, release.steps[step]?.approvals ?? 1),
  given: givenAt(release, step).map((approval) => approval.person),
  parties: partiesOf(release),
});

/** What the server would answer this person; it decides again in its transaction. */
export function turnOf(release: Asking, viewer: Viewer): Turn {
  const { person } = viewer;
  const step = askedStep(release);
  if (!hasRight(release, step, viewer)) return 'right';
  const answer = mayGive(givingAt(release, step), person);
  return answer === 'may' ? 'mine' : answer;
}

const MOST_NAMES = 3;

type Giver = Pick<UserView, 'id' | 'name' | 'kind' | 'role' | 'teams' | 'disabled'>;

/** The people among these who could give the approval that is asked for. */
export function giversOf<T extends Giver>(release: Asking, users: readonly T[]): T[] {
  const step = askedStep(release);
  const giving = givingAt(release, step);
  return users.filter(
    (user) =>
      !user.disabled &&
      user.kind === 'person' &&
      hasRight(release, step, { scopes: ROLE_SCOPES[user.role], teams: user.teams }) &&
      mayGive(giving, user.id) === 'may',
  );
}

/** Who else could give it: "Jo Park or Li Wei"; null when nobody has the right. */
export function othersWords(release: Asking, users: readonly Giver[], me: string): string | null {
  const names = giversOf(release, users)
    .filter((user) => user.id !== me)
    .map((user) => user.name);
  const shown = names.slice(0, MOST_NAMES);
  if (shown.length === 0) return null;
  if (names.length > MOST_NAMES) return `${shown.join(', ')} or ${names.length - MOST_NAMES} more`;
  return [shown.slice(0, -1).join(', '), shown.at(-1)].filter(Boolean).join(' or ');
}

const NOBODY = 'nobody has the right yet';

/**
 * Why this person cannot approve now and who may (screens.md 2.10, 2.11); null when it is their turn.
 * @param others names; null when nobody else may, undefined while that is not known.
 */
export function turnWords(turn: Turn, others: string | null | undefined): string | null {
  if (turn === 'mine') return null;
  const why = {
    given: 'You have approved, so someone else must give the next',
    asked: 'You asked for it, so someone else must approve',
    right: 'Approving needs the right to; ask someone who has it',
  }[turn];
  return others === undefined ? `${why}.` : `${why}: ${others ?? NOBODY}.`;
}
