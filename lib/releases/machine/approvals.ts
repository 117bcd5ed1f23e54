import { boundTo } from '../approval-rule';
import type { Snapshot } from '../state';

type Release = Snapshot['release'];

/** Who asked for the change or wrote it: none of them can be its only approver (product.md, invariant 7). */
export const partiesOf = ({ createdBy, committer }: Pick<Release, 'createdBy' | 'committer'>): string[] =>
  committer ? [createdBy, committer] : [createdBy];

/** The last word of each person on a step, of those given for exactly what the release is now. */
export function wordsOn(snapshot: Snapshot, step: number): Snapshot['approvals'] {
  const bound = boundTo(snapshot.release, step);
  const last = new Map<string, Snapshot['approvals'][number]>();
  for (const approval of snapshot.approvals)
    if (approval.step === step && (approval.bound ?? bound) === bound) last.set(approval.person, approval);
  return [...last.values()];
}

/** How far the approvals of a step are: who gave one, whether one is by somebody else, and whether they suffice. */
export function approvalsOf(
  snapshot: Snapshot,
  step: number,
): { needed: number; given: string[]; other: boolean; complete: boolean } {
  const spec = snapshot.release.plan.steps[step]?.approval;
  if (!spec) return { needed: 0, given: [], other: true, complete: true };
  const yes = wordsOn(snapshot, step).filter((approval) => approval.decision === 'approve');
  const parties = partiesOf(snapshot.release);
  const other = yes.some((approval) => !parties.includes(approval.person));
  return {
    needed: spec.count,
    given: yes.map((approval) => approval.name),
    other,
    complete: other && yes.length >= spec.count,
  };
}

/** The step an approval would open: the one waited for, or the next that needs one; -1 for none. */
export function stepAsked(plan: Release['plan'], { status, step }: Pick<Release['state'], 'status' | 'step'>): number {
  return status === 'awaiting_approval' ? step : plan.steps.findIndex((planned, i) => i >= step && planned.approval);
}
