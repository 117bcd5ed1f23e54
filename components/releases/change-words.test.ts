import { describe, expect, it } from 'vitest';
import { CHANGES } from '@/lib/audit/changes';
import type { AuditEvent } from '@/lib/audit/schema';
import { auditSentence, changeSentence, changeSubject } from './audit-words';

const event = (type: string, data: Record<string, unknown> = {}, over: Partial<AuditEvent> = {}) => ({
  type,
  data,
  actor: { kind: 'controller', person: 'controller', name: 'Rampart' },
  reason: null,
  service: 'catalog',
  chain: 'x',
  ...over,
});
const mona = { kind: 'user', person: 'p', name: 'Mona Lind' };

describe('what changed, in the words of the product', () => {
  it.each([
    [event('exposure.confirmed', { step: 1, ring: 'early', exposure: 50, observed: 50 }), '→ early 50\u202f%'],
    [event('exposure.confirmed', { step: 1, exposure: 50, observed: null }), '→ 50\u202f%'],
    [event('rollback.confirmed', { observed: 0 }), '→ 0\u202f%, rolled back'],
    [event('gate.failed', { gate: 'errors' }, { reason: '3.1× baseline' }), 'errors fail: 3.1× baseline'],
    [event('release.paused', {}, { actor: mona, reason: 'looks odd' }), 'Mona Lind paused it: looks odd'],
    [
      event('incident.opened', { title: 'Basket empty' }, { actor: mona, service: null }),
      'Mona Lind opened the incident “Basket empty”',
    ],
  ])('%o', (one, words) => expect(changeSentence(one)).toBe(words));

  it.each([
    [event('exposure.confirmed'), 'catalog'],
    [event('plan.changed', {}, { service: null, chain: 'plan:standard' }), 'plan standard'],
    [
      event('freeze.set', { freeze: 'quarter-end', scope: 'team:shop' }, { service: null, chain: 'system' }),
      'team shop',
    ],
    [event('freeze.set', { freeze: 'quarter-end', scope: 'all' }, { service: null, chain: 'system' }), 'everything'],
    [event('rings.changed', {}, { service: null, chain: 'system' }), 'everything'],
  ])('is about %o', (one, words) => expect(changeSubject(one)).toBe(words));

  it('the record names the ring too', () =>
    expect(auditSentence(event('release.advanced', { step: 1, ring: 'early', exposure: 25 }))).toBe(
      'Rampart advanced to step 2, early 25\u202f%',
    ));
});

it.each([
  ['exposure.confirmed', true],
  ['hold.shortened', true],
  ['rollback.commanded', true],
  ['freeze.lifted', true],
  ['incident.opened', true],
  ['incident.linked', false],
  ['command.accepted', false],
  ['session.started', false],
  ['hold.extended', false],
])('%s is a change: %s', (type, is) => expect(CHANGES.test(type)).toBe(is));
