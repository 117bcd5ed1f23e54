/** Facts of the record in words: the timeline, and "what changed in the last hour". Pure. */

import type { AuditEvent } from '@/lib/audit/schema';
import { formatExposure, unbroken } from '@/lib/format/number';

type Words = (data: Record<string, unknown>) => string;

const percent = (value: unknown): string => (typeof value === 'number' ? formatExposure(value) : 'the next step');
const stepNumber = (value: unknown): string => (typeof value === 'number' ? `step ${value + 1}` : 'the step');
const nameOf = ({ name }: Record<string, unknown>): string => (typeof name === 'string' ? ` ${name}` : '');
const personOf = ({ email, name }: Record<string, unknown>): string =>
  typeof name === 'string' ? name : typeof email === 'string' ? email : 'a person';
const minutes = (value: unknown): string =>
  typeof value === 'number' ? `, at most ${Math.round(value / 60_000)}\u202fmin` : '';

/** What was done, after the name of who did it. */
const WORDS: Record<string, Words> = {
  'release.created': () => 'announced it',
  'release.deployed': () => 'reported it as deployed',
  'release.started': (data) => `started it at ${percent(data.exposure)}`,
  'release.advanced': (data) => `advanced to ${stepNumber(data.step)}, ${percent(data.exposure)}`,
  'release.paused': () => 'paused it',
  'release.resumed': () => 'resumed it',
  'release.completing': () => 'told the provider it is done',
  'release.completed': () => 'completed it',
  'release.cancelled': () => 'cancelled it',
  'release.superseded': () => 'superseded it',
  'release.rolled_back': () => 'ended the rollback',
  'hold.shortened': () => 'ended the hold early',
  'hold.extended': (data) => `extended the hold${minutes(data.atMostMs)}`,
  'hold.stopped': () => 'stopped the hold clock',
  'hold.continued': () => 'let the hold clock run again',
  'gate.failed': (data) => `saw ${typeof data.gate === 'string' ? data.gate : 'a gate'} fail`,
  'approval.asked': (data) => `asked for approval of ${stepNumber(data.step)}`,
  'approval.given': (data) => `approved ${stepNumber(data.step)}`,
  'approval.rejected': (data) => `rejected ${stepNumber(data.step)}`,
  'approval.voided': (data) => `voided an approval of ${stepNumber(data.step)}: what it approved was changed`,
  'release.changed': () => 'changed what it brings',
  'approval.overdue': (data) => `found the approvals of ${stepNumber(data.step)} overdue`,
  'override.given': () => 'overrode what held it',
  'override.expired': () => 'let an override run out',
  'override.reviewed': () => 'reviewed an override',
  'raise.withdrawn': () => 'took back a raise that was no longer allowed',
  'exposure.confirmed': (data) => `saw ${percent(data.observed ?? data.exposure)} confirmed`,
  'rollback.commanded': (data) => `rolled back from ${percent(data.from)}`,
  'rollback.confirmed': () => `saw ${formatExposure(0)} confirmed`,
  'rollback.failed': () => 'could not confirm the rollback',
  'rollback.retried': () => 'tried the rollback again',
  'drift.reasserted': (data) => `set ${percent(data.desired)} again, the provider had ${percent(data.observed)}`,
  'provider.late': () => 'found the provider late: nothing confirmed for 5 minutes',
  'freeze.set': () => 'froze new exposure',
  'freeze.lifted': () => 'lifted a freeze',
  'incident.opened': () => 'opened an incident',
  'incident.changed': () => 'changed what an incident concerns',
  'incident.resolved': () => 'resolved an incident',
  'incident.linked': () => 'opened an incident while this was in flight',
  'budget.failed': () => 'saw the error budget burn at page level',
  'budget.exhausted': (data) => `found the error budget of ${typeof data.slo === 'string' ? data.slo : 'an SLO'} spent`,
  'budget.restored': (data) =>
    `found the error budget of ${typeof data.slo === 'string' ? data.slo : 'an SLO'} restored`,
  'slo.created': () => 'made an SLO',
  'slo.changed': () => 'changed an SLO',
  'slo.deleted': () => 'deleted an SLO',
  'policy.created': () => 'made an error-budget policy',
  'policy.changed': () => 'changed an error-budget policy',
  'policy.deleted': () => 'took an error-budget policy away',
  'command.sent': () => 'sent a command',
  'command.accepted': () => 'heard the provider accept',
  'command.refused': () => 'was refused by the provider',
  'command.failed': () => 'could not reach the provider',
  'command.voided': () => 'voided a command that was overtaken',
  'postmortem.drafted': () => 'drafted the postmortem',
  'plan.created': () => 'created the plan',
  'plan.changed': () => 'changed the plan',
  'plan.deleted': () => 'deleted the plan',
  'rings.changed': () => 'changed the rings',
  'service.created': () => 'created the service',
  'service.changed': () => 'changed the service',
  'service.deleted': () => 'deleted the service',
  'integration.created': () => 'made an integration',
  'integration.changed': () => 'changed an integration',
  'integration.removed': () => 'removed an integration',
  'user.created': (data) => `added ${personOf(data)}`,
  'user.changed': (data) => `changed ${personOf(data)}`,
  'team.created': (data) => `made the team${nameOf(data)}`,
  'team.changed': (data) => `changed the team${nameOf(data)}`,
  'team.deleted': (data) => `deleted the team${nameOf(data)}`,
  'team.member_set': () => 'set what a person may do in a team',
  'team.member_removed': () => 'took a person out of a team',
  'token.created': (data) => `made the token${nameOf(data)}`,
  'token.rotated': (data) => `renewed the token${nameOf(data)}`,
  'token.revoked': (data) => `revoked the token${nameOf(data)}`,
  'session.started': () => 'signed in',
  'session.ended': () => 'ended a session',
  'invitation.created': () => 'invited a person',
  'invitation.revoked': () => 'took back an invitation',
  'invitation.accepted': () => 'accepted an invitation',
  'executive_link.created': (data) => `made a link to the executive page for${nameOf(data)}`,
  'executive_link.revoked': (data) => `took back the link to the executive page for${nameOf(data)}`,
};

const plain = (type: string): string => type.replace('.', ' ').replaceAll('_', ' ');

/** "extended the hold, at most 30 min": without who and why. */
export function auditWords(event: Pick<AuditEvent, 'type' | 'data'>): string {
  return WORDS[event.type]?.(event.data) ?? plain(event.type);
}

/** "Rampart extended the hold, at most 30 min: errors unproven". */
export function auditSentence(event: Pick<AuditEvent, 'type' | 'data' | 'actor' | 'reason'>): string {
  const why = event.reason && !SAID_BEFORE.has(event.type) ? `: ${event.reason}` : '';
  return unbroken(`${event.actor.name} ${auditWords(event)}${why}`);
}

/** Their reason is that of the rollback, and stands one line above. */
const SAID_BEFORE: ReadonlySet<string> = new Set(['release.rolled_back']);

const BOOKKEEPING = ['command.', 'session.', 'token.'];

/** What whoever started the release was told of its plan. */
export function startWarnings(events: readonly Pick<AuditEvent, 'type' | 'data'>[]): string[] {
  const warnings = events.find(({ type }) => type === 'release.created')?.data.warnings;
  return Array.isArray(warnings) ? warnings.filter((words) => typeof words === 'string') : [];
}

/** Decisions brought a release where it is; commands and their attempts have a place of their own. */
export const isDecision = ({ type }: Pick<AuditEvent, 'type'>): boolean =>
  !BOOKKEEPING.some((prefix) => type.startsWith(prefix));

const CHANGES =
  /^(release\.(paused|resumed)|rollback\.(commanded|confirmed|failed)|exposure\.confirmed|plan\.|freeze\.|incident\.|policy\.|budget\.failed|service\.|rings\.|gate\.failed)/;

/** Whether it changed exposure, a plan, a gate or a freeze: what an incident asks for first. */
export const isChange = ({ type }: Pick<AuditEvent, 'type'>): boolean => CHANGES.test(type);
