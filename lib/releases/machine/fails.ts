import { stepGates } from '@/lib/plans/schema';
import type { Draft } from './draft';
import { burning } from './freezes';

/**
 * Latches gates that fail and draws the consequence (lifecycle.md): one critical gate, or enough others whose `onFail`
 * is rollback, roll back where the plan does so by itself; every other fail pauses. Answers whether the release moved.
 */
export function judgeFails(draft: Draft): boolean {
  latch(draft);
  latchBurning(draft);
  const { plan, state } = draft;
  const fails = Object.entries(state.fails);
  if (fails.length === 0) return false;
  const words = fails.map(([name, fail]) => `${name}: ${fail.why}`).join('; ');
  const deciding = fails.filter(([, fail]) => fail.onFail === 'rollback').length;
  const serious = fails.some(([, fail]) => fail.critical) || deciding >= plan.rollback.failingGates;
  if (serious && plan.rollback.automatic) {
    draft.rollback('Rampart', true, words);
    return true;
  }
  if (state.status === 'paused') return false;
  draft.pause('gate', 'Rampart', words);
  return true;
}

function latch(draft: Draft): void {
  const { confirmed } = draft.state;
  if (!confirmed) return;
  const watched = new Set(stepGates(draft.plan, confirmed.step));
  for (const gate of draft.snapshot.gates) {
    if (gate.verdict !== 'fail' || gate.name in draft.state.fails || !watched.has(gate.name)) continue;
    // Overridden for this step: the page still shows the verdict, and nothing follows from it.
    if (!gate.critical && draft.isLifted('gate')) continue;
    draft.set({
      fails: {
        ...draft.state.fails,
        [gate.name]: { at: draft.now, why: gate.why, critical: gate.critical, onFail: gate.onFail },
      },
    });
    draft.audit(
      'gate.failed',
      {
        gate: gate.name,
        sli: gate.sli,
        canary: gate.canary,
        baseline: gate.baseline,
        effect: gate.effect,
        bound: gate.bound,
        samples: gate.samples,
        baselineKind: gate.baselineKind,
        method: gate.method,
        step: confirmed.step,
      },
      gate.why,
    );
  }
}

/** A budget that burns at page level since the release went out: it fails as a critical gate would. */
function latchBurning(draft: Draft): void {
  for (const { detail, since } of burning(draft.snapshot)) {
    if (BUDGET in draft.state.fails) return;
    const fail = { at: draft.now, why: detail, critical: true, onFail: 'rollback' as const };
    draft.set({ fails: { ...draft.state.fails, [BUDGET]: fail } });
    draft.audit('budget.failed', { since: new Date(since).toISOString() }, detail);
  }
}

const BUDGET = 'error budget';
