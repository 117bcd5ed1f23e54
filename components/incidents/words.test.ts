import { expect, it } from 'vitest';
import { incidentInputSchema } from '@/lib/incidents/schema';
import { concernsWords, EMPTY_INCIDENT, inputOfIncident } from './words';

const scope = (service: string, closedAt: string | null) => ({ scope: { service }, openedAt: 'x', closedAt });

it('says what an incident concerns: while it is open, what still is', () => {
  const scopes = [scope('pay', null), scope('cart', '2026-11-21T12:00:00Z')];
  expect([concernsWords({ scopes, open: true }), concernsWords({ scopes, open: false })]).toEqual(['pay', 'pay, cart']);
});

it.each([
  ['all', 'all'],
  ['team:pay ments', { team: 'pay ments' }],
  ['tier:1', { tier: 1 }],
  ['checkout', { service: 'checkout' }],
])('reads the scope %s', (scope, expected) => {
  const draft = { ...EMPTY_INCIDENT, title: 'x', scope, detail: ' ' };
  expect(incidentInputSchema.parse(inputOfIncident(draft))).toEqual({
    title: 'x',
    severity: 'error',
    scopes: [expected],
  });
});
