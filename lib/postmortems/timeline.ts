import type { AuditEvent } from '@/lib/audit/schema';
import { formatExposure, formatPlural } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import type { PlanSpec } from '@/lib/plans/schema';
import type { TimelineEntry } from './schema';

/** The release's events as a person reads them: what happened, not who by name. Postmortem edits are no part of it. */
export function timelineOf(events: readonly AuditEvent[], plan: Pick<PlanSpec, 'steps'>): TimelineEntry[] {
  return events
    .filter(({ type }) => !type.startsWith('postmortem.'))
    .map((event) => ({ event: event.id, at: event.at, type: event.type, words: eventWords(event, plan) }));
}

/** One event in words. An event without words of its own is named by its type: nothing is left out. */
export function eventWords(
  event: Pick<AuditEvent, 'type' | 'data' | 'reason' | 'actor'>,
  plan: Pick<PlanSpec, 'steps'>,
): string {
  const words = WORDS[event.type]?.(event.data, event, plan) ?? event.type.replace('.', ' ').replaceAll('_', ' ');
  return event.reason && !QUIET.has(event.type) ? `${words}: ${event.reason}` : words;
}

type Words = (data: Record<string, unknown>, event: Pick<AuditEvent, 'actor'>, plan: Pick<PlanSpec, 'steps'>) => string;

// Their reason only repeats what the words say.
const QUIET: ReadonlySet<string> = new Set([
  'release.started',
  'release.advanced',
  'exposure.confirmed',
  'release.rolled_back',
]);

const place = (data: Record<string, unknown>, plan: Pick<PlanSpec, 'steps'>): string => {
  const ring = plan.steps[Number(data.step)]?.ring ?? '';
  return `${ring} ${formatExposure(typeof data.exposure === 'number' ? data.exposure : null)}`.trim();
};
const by = (data: Record<string, unknown>, { actor }: Pick<AuditEvent, 'actor'>): string =>
  data.by === 'Rampart' || actor.kind === 'controller'
    ? 'Rampart'
    : actor.kind === 'integration'
      ? `the integration ${actor.name}`
      : actor.kind === 'token'
        ? `the API token ${actor.name}`
        : 'a person';

const WORDS: Record<string, Words> = {
  'release.created': (data, event) =>
    `release created by ${by({}, event)}${data.deployed === false ? ', not deployed yet' : ''}`,
  'release.deployed': () => 'reported as deployed',
  'release.started': (data, _event, plan) => `raising to ${place(data, plan)}, the first step`,
  'release.advanced': (data, _event, plan) => `raising to ${place(data, plan)}`,
  'exposure.confirmed': (data, _event, plan) => `provider confirmed ${place(data, plan)}`,
  'gate.failed': (data) => `gate ${String(data.gate)} failed`,
  'release.paused': (data, event) => `paused by ${by(data, event)}`,
  'release.resumed': (_data, event) => `resumed by ${by({}, event)}`,
  'hold.shortened': (_data, event) => `hold shortened by ${by({}, event)}`,
  'hold.extended': (data) =>
    `hold extended${typeof data.atMostMs === 'number' ? ` by at most ${formatDuration(data.atMostMs)}` : ''}`,
  'hold.stopped': () => 'hold clock stopped',
  'hold.continued': () => 'hold clock goes on',
  'approval.asked': (data) => `asked for ${formatPlural(Number(data.count ?? 1), 'approval')}`,
  'approval.given': () => 'approved by a person',
  'approval.rejected': () => 'rejected by a person',
  'override.given': (_data, event) => `overridden by ${by({}, event)}`,
  'raise.withdrawn': () => 'raise withdrawn',
  'release.completing': () => 'telling the provider that everyone has it',
  'release.completed': () => 'completed',
  'drift.reasserted': (data) =>
    `provider drifted to ${formatExposure(Number(data.observed))}, ${formatExposure(Number(data.desired))} asserted again`,
  'provider.late': () => 'provider had confirmed nothing for 5 minutes',
  'rollback.commanded': (data, event) => `rollback asked by ${by(data, event)}`,
  'rollback.retried': (_data, event) => `rollback asked again by ${by({}, event)}`,
  'rollback.failed': (data) => `rollback not confirmed after ${formatPlural(Number(data.attempts ?? 0), 'attempt')}`,
  'rollback.confirmed': () => `provider confirmed ${formatExposure(0)}`,
  'release.rolled_back': () => 'rolled back',
  'release.superseded': () => 'gave way to a newer version',
};
