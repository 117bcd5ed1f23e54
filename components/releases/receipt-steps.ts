/** A receipt: asked, accepted, confirmed, and what users see then. It never ends with "done". Pure. */

import type { ReceiptStep } from '@/components/status/receipt';
import { formatExposure, formatRatio } from '@/lib/format/number';
import { formatClock, formatDuration } from '@/lib/format/time';
import type { ActionName, Release } from '@/lib/releases/schema';

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

/** Back under its limit: what counts after a rollback is not the command but the errors. */
function baselineStep(release: Release, confirmed: boolean): ReceiptStep {
  const label = 'Errors at baseline';
  const gate = release.gates.find((entry) => entry.verdict === 'fail');
  if (!confirmed || !gate)
    return { label, state: confirmed ? 'now' : 'todo', ...(confirmed ? { detail: 'measured as users return' } : {}) };
  const effect = gate.effect === null ? 'high' : formatRatio(gate.effect);
  return { label, state: 'now', detail: `were ${effect} when taken back` };
}

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

/** Asked → Accepted → Provider confirms 0 % → Errors at baseline, as far as it has come. `now` is epoch ms. */
export function rollbackReceipt(
  release: Release,
  asked: Asked,
  command: ReceiptCommand | null,
  now: number,
): ReceiptStep[] {
  const since = release.rollback ? Date.parse(release.rollback.at) : asked.at;
  const confirmed = release.status === 'rolled_back' || release.status === 'superseded';
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
        detail: formatDuration(Math.max(0, now - since)),
      };
  return [
    {
      label: 'Asked',
      state: 'done',
      detail: `${formatClock(since)}${release.rollback ? ` by ${release.rollback.by}` : ''}`,
    },
    confirmed && !command?.acceptedAt ? { label: 'Accepted', state: 'done' } : acceptedStep(command),
    confirm,
    baselineStep(release, confirmed),
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
export function receiptSteps(
  release: Release,
  asked: Asked,
  command: ReceiptCommand | null,
  now: number,
): ReceiptStep[] {
  if (asked.action === 'rollback') return rollbackReceipt(release, asked, command, now);
  const here = arrived(asked.action, release);
  const moving = asked.action === 'advance' || asked.action === 'approve';
  const place = moving ? ` ${release.step.ring} ${formatExposure(release.step.exposure)}` : '';
  return [
    { label: 'Asked', state: 'done', detail: formatClock(asked.at) },
    {
      label: `${RESULT[asked.action]}${place}`,
      state: here ? 'done' : 'now',
      ...(here ? {} : { detail: formatDuration(Math.max(0, now - asked.at)) }),
    },
  ];
}
