/** Facts of the record in words: the timeline, and "what changed in the last hour". Pure. */

import type { AuditEvent } from '@/lib/audit/schema';
import { formatExposure, unbroken } from '@/lib/format/number';

type Words = (data: Record<string, unknown>) => string;

const percent = (value: unknown): string => (typeof value === 'number' ? formatExposure(value) : 'the next step');
/** "early 25 %"; older events of the record do not name the ring. */
const place = ({ ring }: Record<string, unknown>, exposure: unknown): string =>
  typeof ring === 'string' && ring !== '' ? `${ring} ${percent(exposure)}` : percent(exposure);
const stepNumber = (value: unknown): string => (typeof value === 'number' ? `step ${value + 1}` : 'the step');
const nameOf = ({ name }: Record<string, unknown>): string => (typeof name === 'string' ? ` ${name}` : '');
/** " availability": what the event says under `key`, where it says it. */
const its = (data: Record<string, unknown>, key: string): string =>
  typeof data[key] === 'string' ? ` ${data[key]}` : '';
/** " “Logins fail”" */
const titled = ({ title }: Record<string, unknown>): string => (typeof title === 'string' ? ` “${title}”` : '');
const personOf = ({ email, name }: Record<string, unknown>): string =>
  typeof name === 'string' ? name : typeof email === 'string' ? email : 'a person';
const minutes = (value: unknown): string =>
  typeof value === 'number' ? `, at most ${Math.round(value / 60_000)}\u202fmin` : '';

/** What was done, after the name of who did it. */
const WORDS: Record<string, Words> = {
  'release.created': () => 'announced it',
  'release.deployed': () => 'reported it as deployed',
  'release.started': (data) => `started it at ${place(data, data.exposure)}`,
  'release.advanced': (data) => `advanced to ${stepNumber(data.step)}, ${place(data, data.exposure)}`,
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
  'exposure.confirmed': (data) => `saw ${place(data, data.observed ?? data.exposure)} confirmed`,
  'rollback.commanded': (data) => `rolled back from ${percent(data.from)}`,
  'rollback.confirmed': () => `saw ${formatExposure(0)} confirmed`,
  'rollback.failed': () => 'could not confirm the rollback',
  'rollback.retried': () => 'tried the rollback again',
  'drift.reasserted': (data) => `set ${percent(data.desired)} again, the provider had ${percent(data.observed)}`,
  'provider.late': () => 'found the provider late: nothing confirmed for 5 minutes',
  'freeze.set': (data) => `froze new exposure${data.freeze ? ` (${its(data, 'freeze').trim()})` : ''}`,
  'freeze.lifted': (data) => `lifted the freeze${its(data, 'freeze')}`,
  'incident.opened': (data) => `opened the incident${titled(data)}`,
  'incident.changed': (data) => `changed what the incident${titled(data)} concerns`,
  'incident.resolved': (data) => `resolved the incident${titled(data)}`,
  'incident.linked': () => 'opened an incident while this was in flight',
  'budget.failed': () => 'saw the error budget burn at page level',
  'budget.exhausted': (data) => `found the error budget of ${typeof data.slo === 'string' ? data.slo : 'an SLO'} spent`,
  'budget.restored': (data) =>
    `found the error budget of ${typeof data.slo === 'string' ? data.slo : 'an SLO'} restored`,
  'slo.created': (data) => `made the SLO${its(data, 'slo')}`,
  'slo.changed': (data) => `changed the SLO${its(data, 'slo')}`,
  'slo.deleted': (data) => `deleted the SLO${its(data, 'slo')}`,
  'policy.created': (data) => `made the error-budget policy${its(data, 'policy')}`,
  'policy.changed': (data) => `changed the error-budget policy${its(data, 'policy')}`,
  'policy.deleted': (data) => `took the error-budget policy${its(data, 'policy')} away`,
  'command.sent': () => 'sent a command',
  'command.accepted': () => 'heard the provider accept',
  'command.refused': () => 'was refused by the provider',
  'command.failed': () => 'could not reach the provider',
  'command.voided': () => 'voided a command that was overtaken',
  'command.answered_late': () => 'heard the provider answer a command that was overtaken',
  'postmortem.drafted': () => 'drafted the postmortem',
  'postmortem.edited': () => 'edited the postmortem',
  'postmortem.review_asked': () => 'asked for a review of the postmortem',
  'postmortem.published': () => 'published the postmortem',
  'postmortem.reopened': () => 'took the postmortem back to draft',
  'plan.created': () => 'created the plan',
  'plan.changed': () => 'changed the plan',
  'plan.deleted': () => 'deleted the plan',
  'rings.changed': () => 'changed the rings',
  'service.created': () => 'created the service',
  'service.changed': () => 'changed the service',
  'service.deleted': () => 'deleted the service',
  'integration.created': (data) => `made the integration${its(data, 'integration')}`,
  'integration.changed': (data) => `changed the integration${its(data, 'integration')}`,
  'integration.removed': (data) => `removed the integration${its(data, 'integration')}`,
  'user.created': (data) => `added ${personOf(data)}`,
  'user.changed': (data) => `changed ${personOf(data)}`,
  'team.created': (data) => `made the team${its(data, 'team')}`,
  'team.changed': (data) => `changed the team${its(data, 'team')}`,
  'team.deleted': (data) => `deleted the team${its(data, 'team')}`,
  'team.member_set': (data) =>
    `made${its(data, 'email')} ${its(data, 'after').trim() || 'a member'} in team${its(data, 'team')}`,
  'team.member_removed': (data) => `took${its(data, 'email')} out of team${its(data, 'team')}`,
  'token.created': (data) => `made the token${nameOf(data)}`,
  'token.rotated': (data) => `renewed the token${nameOf(data)}`,
  'token.revoked': (data) => `revoked the token${nameOf(data)}`,
  'session.started': () => 'signed in',
  'session.ended': () => 'ended a session',
  'service_account.created': (data) => `made the service account${its(data, 'account')}`,
  'service_account.changed': (data) => `changed the service account${its(data, 'account')}`,
  'service_account.retired': (data) => `retired the service account${its(data, 'account')}`,
  'password.changed': () => 'set a new password',
  'identity.linked': () => 'linked a way to sign in',
  'access.mapped': () => 'took roles over from groups',
  'account.held': (data) => `held sign-ins of${its(data, 'email')} after too many wrong passwords`,
  'invitation.created': (data) => `invited${its(data, 'email') || ' a person'}`,
  'invitation.revoked': (data) => `took back the invitation of${its(data, 'email') || ' a person'}`,
  'invitation.accepted': () => 'accepted an invitation',
  'executive_link.created': (data) => `made a link to the executive page for${nameOf(data)}`,
  'executive_link.revoked': (data) => `took back the link to the executive page for${nameOf(data)}`,
};

const plain = (type: string): string => type.replace('.', ' ').replaceAll('_', ' ');

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What stands before the words of a change: its service, "plan standard", "team shop", "everything". */
export function changeSubject({ service, chain, data }: Pick<AuditEvent, 'service' | 'chain' | 'data'>): string {
  if (service !== null) return service;
  if (chain !== 'system') return chain.replace(':', ' ');
  const scope = text(data.scope);
  return scope?.includes(':') ? scope.replace(':', ' ') : 'everything';
}

/** Where it led, in the words of the product; who did it goes before what only a person or a pipeline does. */
const CHANGED: Record<string, Words> = {
  'exposure.confirmed': (data) => `→ ${place(data, data.observed ?? data.exposure)}`,
  'rollback.confirmed': () => `→ ${formatExposure(0)}, rolled back`,
  'gate.failed': (data) => `${text(data.gate) ?? 'a gate'} fail`,
};

/** "→ early 50 %", "Mona Lind paused it: looks odd": a line of what changed lately, after its subject. */
export function changeSentence(event: Pick<AuditEvent, 'type' | 'data' | 'actor' | 'reason'>): string {
  const words = CHANGED[event.type]?.(event.data);
  if (words !== undefined) return unbroken(event.reason ? `${words}: ${event.reason}` : words);
  return auditSentence(event);
}

/** "extended the hold, at most 30 min": without who and why. */
export function auditWords(event: Pick<AuditEvent, 'type' | 'data'>): string {
  return WORDS[event.type]?.(event.data) ?? plain(event.type);
}

/** "Rampart extended the hold, at most 30 min: errors unproven". */
export function auditSentence(event: Pick<AuditEvent, 'type' | 'data' | 'actor' | 'reason'>): string {
  const why = event.reason && !SAID_BEFORE.has(event.type) && !isEcho(event) ? `: ${event.reason}` : '';
  return unbroken(`${event.actor.name} ${auditWords(event)}${why}`);
}

/** Their reason is that of the rollback, and stands one line above. */
const SAID_BEFORE: ReadonlySet<string> = new Set(['release.rolled_back']);

/** A reason that nobody gave and that repeats who did it: "Jo resumed it: resumed by Jo". */
export const isEcho = ({ reason, actor }: Pick<AuditEvent, 'reason' | 'actor'>): boolean =>
  reason === `resumed by ${actor.name}`;

const BOOKKEEPING = ['command.', 'session.', 'token.'];

/** What whoever started the release was told of its plan. */
export function startWarnings(events: readonly Pick<AuditEvent, 'type' | 'data'>[]): string[] {
  const warnings = events.find(({ type }) => type === 'release.created')?.data.warnings;
  return Array.isArray(warnings) ? warnings.filter((words) => typeof words === 'string') : [];
}

/** Decisions brought a release where it is; commands and their attempts have a place of their own. */
export const isDecision = ({ type }: Pick<AuditEvent, 'type'>): boolean =>
  !BOOKKEEPING.some((prefix) => type.startsWith(prefix));
