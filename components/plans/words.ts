/** What a plan is, in a line. Pure. */

import type { Issues } from '@/components/form/issues';
import { formatExposure, formatPlural, formatRatio, formatShare } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import { DEFAULT_MAX_INCREASE } from '@/lib/gates/defaults';
import { sliWord } from '@/lib/gates/explain';
import type { GateSpec } from '@/lib/gates/schema';
import { approvalsIn } from '@/lib/plans/choice';
import type { PlanSpec, Step } from '@/lib/plans/schema';
import { wantedWords } from '@/lib/releases/approval-rule';
import { durationMs } from '@/lib/shared/duration';

/** "internal 10 % → early 25, 50 % → broad 100 %" */
export function stairs(steps: readonly { ring: string; exposure: number }[]): string {
  const groups: { ring: string; exposures: string[] }[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const exposure = formatExposure(step.exposure);
    if (last?.ring === step.ring) last.exposures.push(exposure);
    else groups.push({ ring: step.ring, exposures: [exposure] });
  }
  return groups
    .map(({ ring, exposures }) =>
      [
        ring,
        exposures.map((text, i) => (i < exposures.length - 1 ? text.replace(/\s?%$/u, '') : text)).join(', '),
      ].join(' '),
    )
    .join(' → ');
}

/** The staircase and how many gates watch it. */
export function planLine(plan: Pick<PlanSpec, 'steps' | 'gates'>): string {
  return `${stairs(plan.steps)}, ${formatPlural(Object.keys(plan.gates).length, 'gate')}`;
}

/** How long it takes at least and whom it asks: "At least 40 min, 2 approvals." */
export function climbWords({ steps }: Pick<PlanSpec, 'steps'>): string {
  const holds = steps.reduce((sum, { hold }) => sum + durationMs(hold), 0);
  const approvals = approvalsIn({ steps });
  return `At least ${formatDuration(holds)}, ${approvals === 0 ? 'no approval' : formatPlural(approvals, 'approval')}.`;
}

/** What a failing gate does to a release of this plan. */
export function rollbackWords({ rollback, gates }: Pick<PlanSpec, 'rollback' | 'gates'>): string {
  if (Object.keys(gates).length === 0) return 'Nothing is measured: only a person takes it back.';
  if (!rollback.automatic) return 'A failing gate pauses; only a person rolls back.';
  return rollback.failingGates === 1
    ? 'The first failing gate rolls it back.'
    : `${rollback.failingGates} failing gates, or one critical, roll it back.`;
}

/** "no more than 20 % worse than baseline", or "no more than 20× baseline" */
export function gateRule(gate: GateSpec): string {
  const limit = gate.limit === undefined ? '' : limitValue(gate);
  if (gate.compare === 'limit') return gate.direction === 'higher_is_better' ? `at least ${limit}` : `at most ${limit}`;
  const increase = gate.maxIncrease ?? DEFAULT_MAX_INCREASE;
  const factor = increase >= 1 && gate.direction === 'lower_is_better';
  const rule = factor
    ? `no more than ${formatRatio(1 + increase)} baseline`
    : `no more than ${formatShare(increase)} worse than baseline`;
  return limit === ''
    ? rule
    : `${rule}, and ${gate.direction === 'higher_is_better' ? 'at least' : 'at most'} ${limit}`;
}

function limitValue(gate: GateSpec): string {
  const limit = gate.limit ?? 0;
  if (gate.sli === 'error_rate') return formatShare(limit);
  return gate.sli.startsWith('latency_') ? `${limit.toLocaleString('en-US')} ms` : limit.toLocaleString('en-US');
}

/** "errors, no more than 20 % worse than baseline" */
export const gateLine = (gate: GateSpec): string => `${sliWord(gate.sli)}, ${gateRule(gate)}`;

/** "3 services use it; releases in flight keep their snapshot." */
export function usedBy(services: readonly string[], inFlight: number): string {
  const who =
    services.length === 0
      ? 'No service uses it yet'
      : `${formatPlural(services.length, 'service')} ${services.length === 1 ? 'uses' : 'use'} it`;
  return inFlight === 0
    ? `${who}.`
    : `${who}; ${formatPlural(inFlight, 'release')} in flight ${inFlight === 1 ? 'keeps its' : 'keep their'} snapshot.`;
}

/** "2 × admin of team payments, within 4h, else it goes on asking". */
export function approvalWords({ count, within, onTimeout, ...wanted }: NonNullable<Step['approval']>): string {
  const limit = within ? `, within ${within}, else it ${onTimeout === 'wait' ? 'goes on asking' : 'is rejected'}` : '';
  return `${count} × ${wantedWords(wanted)}${limit}`;
}

/** What keeps a draft from being a plan, the first of it: "step 2: ring internal must reach 100 before early begins". */
export function missingWords(issues: Issues, doubled: ReadonlySet<string>): string | null {
  const [twice] = doubled;
  if (twice !== undefined) return `two gates are called “${twice}”`;
  const [first] = Object.entries(issues);
  if (!first) return null;
  const [path, message] = first;
  const [part, key = ''] = path.split('.');
  if (part === 'steps' && /^\d+$/.test(key)) return `step ${Number(key) + 1}: ${message}`;
  return part === 'gates' && key !== '' ? `gate ${key}: ${message}` : message;
}
