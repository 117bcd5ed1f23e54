/** A receipt: asked, accepted, confirmed, and what users see then. It never ends with "done". Pure. */

import { byConcern, isLimitGate } from '@/components/gates/words';
import type { ReceiptStep } from '@/components/status/receipt';
import { formatExposure, formatPlural } from '@/lib/format/number';
import { formatClock, formatDuration } from '@/lib/format/time';
import { sliWord } from '@/lib/gates/explain';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { ActionName, Release } from '@/lib/releases/schema';
import type { ServiceHealth } from '@/lib/services/health';
import type { Recovery } from './recovery';

/** How long something took; what was faster than a second is not "0 s". Milliseconds. */
export const tookWords = (ms: number): string => (ms < 1000 ? 'less than 1\u202fs' : formatDuration(ms));

/** What the receipt needs of the command that carried the action to the provider. */
export type ReceiptCommand = {
  status: 'queued' | 'sending' | 'accepted' | 'confirmed' | 'refused' | 'void';
  attempts: number;
  acceptedAt: string | null;
  confirmedAt: string | null;
  error: string | null;
};

export type Asked = { action: ActionName; at: number; by?: string };

/** How fast this service's provider confirmed of late; `count` 0 where nothing is known. */
export type Usual = Pick<ServiceHealth['confirm'], 'count' | 'medianMs' | 'slowestMs'>;

/** "8 s; slowest of the last 20: 31 s": how long the provider usually takes; null where nothing is known yet. */
export function usualWords(usual: Usual | undefined): string | null {
  if (!usual || usual.count === 0 || usual.medianMs === null) return null;
  const slowest =
    usual.count > 1 && usual.slowestMs !== null
      ? `; slowest of the last ${usual.count}: ${tookWords(usual.slowestMs)}`
      : '';
  return `${tookWords(usual.medianMs)}${slowest}`;
}

/** After this long past the limit, with the new version gone, it is likely not the cause. */
const SUSPECT_MS = 60_000;

/** Back under its limit: what counts after a rollback is not the command but what users meet. */
function baselineStep(release: Release, recovery: Recovery | null, now: number): ReceiptStep {
  const gate = failedGate(release);
  const word = gate ? sliWord(gate.sli) : 'errors';
  const label = `${word.charAt(0).toUpperCase()}${word.slice(1)} ${gate && isLimitGate(gate) ? 'within limit' : 'at baseline'}`;
  if (!hasLeft(release)) return { label, state: 'todo' };
  if (!gate) return { label, state: 'done', detail: 'no gate failed' };
  if (recovery?.back != null) return { label, state: 'done', detail: formatClock(recovery.back) };
  const { newest } = recovery ?? { newest: null };
  if (!newest || newest.at + SUSPECT_MS < now) return { label, state: 'now', detail: 'measured as users return' };
  const long = now - Date.parse(release.finishedAt ?? '') > SUSPECT_MS;
  return long
    ? { label, state: 'failed', detail: `still ${newest.words}: this release may not be the cause` }
    : { label, state: 'now', detail: `${newest.words} now` };
}

/** The gate it was taken back for, or that failed most when it was. */
export const failedGate = ({ gates }: Pick<Release, 'gates'>): GateEvaluation | null =>
  [...gates].sort(byConcern).find((gate) => gate.verdict === 'fail') ?? null;

/** Whether the provider confirmed that nobody sees it any more. */
const hasLeft = ({ status }: Pick<Release, 'status'>): boolean => status === 'rolled_back' || status === 'superseded';

function acceptedStep(command: ReceiptCommand | null): ReceiptStep {
  const label = 'Accepted';
  if (!command) return { label, state: 'now' };
  if (command.acceptedAt) return { label, state: 'done', detail: formatClock(Date.parse(command.acceptedAt)) };
  if (command.error) {
    const tries = command.attempts > 1 ? `${command.attempts} times` : 'once';
    return { label, state: 'failed', detail: `tried ${tries}: ${command.error}` };
  }
  return { label, state: 'now' };
}

/** What is known beside the release itself. */
export type Known = { command: ReceiptCommand | null; usual?: Usual | undefined; recovery: Recovery | null };

/** Asked → Accepted → Provider confirms 0 % → Errors at baseline, as far as it has come. `now` is epoch ms. */
export function rollbackReceipt(
  release: Release,
  asked: Asked,
  { command, usual, recovery }: Known,
  now: number,
): ReceiptStep[] {
  const usually = usual && usual.count > 0 && usual.medianMs !== null ? `, usually ${tookWords(usual.medianMs)}` : '';
  const since = release.rollback ? Date.parse(release.rollback.at) : asked.at;
  const confirmed = hasLeft(release);
  const confirm: ReceiptStep = confirmed
    ? {
        label: `Provider confirmed ${formatExposure(0)}`,
        state: 'done',
        detail: release.finishedAt
          ? `${formatClock(Date.parse(release.finishedAt))}, after ${tookWords(Date.parse(release.finishedAt) - since)}`
          : '',
      }
    : {
        label: `Provider confirms ${formatExposure(0)}`,
        state: release.status === 'rollback_failed' ? 'failed' : 'now',
        detail: `${formatDuration(Math.max(0, now - since))}${usually}`,
      };
  return [
    {
      label: 'Asked',
      state: 'done',
      detail: `${formatClock(since)}${release.rollback ? ` by ${release.rollback.by}` : ''}`,
    },
    confirmed && !command?.acceptedAt ? { label: 'Accepted', state: 'done' } : acceptedStep(command),
    confirm,
    baselineStep(release, recovery, now),
  ];
}

/** Whether the release now is what the action asked for. */
function arrived(action: ActionName, release: Release): boolean {
  switch (action) {
    case 'pause':
      return release.status === 'paused';
    case 'resume':
      return release.status !== 'paused';
    case 'advance':
    case 'override':
    case 'approve':
      return release.status === 'holding' || release.status === 'completed';
    case 'cancel':
      return release.status === 'cancelled';
    case 'reject':
      return release.status === 'paused' || release.status === 'cancelled';
    case 'rollback':
      return release.status === 'rolled_back';
  }
}

const RESULT: Record<Exclude<ActionName, 'rollback'>, string> = {
  pause: 'Paused',
  resume: 'Goes on',
  advance: 'Provider confirms',
  override: 'Goes on',
  approve: 'Provider confirms',
  cancel: 'Cancelled',
  reject: 'Stopped',
};

/** The receipt of any action. */
export function receiptSteps(release: Release, asked: Asked, known: Known, now: number): ReceiptStep[] {
  if (asked.action === 'rollback') return rollbackReceipt(release, asked, known, now);
  const here = arrived(asked.action, release);
  const waits = asked.action === 'approve' && !here ? stillNeeded(release) : null;
  const moving = asked.action === 'advance' || asked.action === 'approve';
  const place = moving ? ` ${release.step.ring} ${formatExposure(release.step.exposure)}` : '';
  const result = here && moving ? 'Provider confirmed' : RESULT[asked.action];
  return [
    { label: asked.action === 'approve' ? 'Approved' : 'Asked', state: 'done', detail: formatClock(asked.at) },
    ...(waits ? [waits] : []),
    {
      label: `${result}${place}`,
      state: here ? 'done' : waits ? 'todo' : 'now',
      ...(here || waits ? {} : { detail: formatDuration(Math.max(0, now - asked.at)) }),
    },
  ];
}

/** What a yes that was given leaves to wait for: nobody is at work on it, so nothing is counted. */
function stillNeeded({ status, step, steps, blockers }: Release): ReceiptStep | null {
  if (status !== 'awaiting_approval') return null;
  const { approvals = 0, approved = 0 } = steps[step.index] ?? {};
  if (approved < approvals)
    return { label: `${formatPlural(approvals - approved, 'more approval', 'more approvals')} needed`, state: 'now' };
  const other = blockers.find(({ kind }) => kind !== 'approval');
  return other ? { label: `Held: ${other.kind.replace('_', ' ')}`, state: 'now', detail: 'your yes is kept' } : null;
}
