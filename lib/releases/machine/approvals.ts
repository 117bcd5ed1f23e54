import type { Snapshot } from '../state';

/** How far the approvals of a step are: who gave one, and whether they suffice. */
export function approvalsOf(snapshot: Snapshot, step: number): { needed: number; given: string[]; complete: boolean } {
  const spec = snapshot.release.plan.steps[step]?.approval;
  if (!spec) return { needed: 0, given: [], complete: true };
  const last = new Map<string, Snapshot['approvals'][number]>();
  for (const approval of snapshot.approvals) if (approval.step === step) last.set(approval.person, approval);
  const yes = [...last.values()].filter((approval) => approval.decision === 'approve');
  // Who created the release may be one of several, never the only one (product.md, invariant 7).
  const other = yes.some((approval) => approval.person !== snapshot.release.createdBy);
  return {
    needed: spec.count,
    given: yes.map((approval) => approval.name),
    complete: other && yes.length >= spec.count,
  };
}
