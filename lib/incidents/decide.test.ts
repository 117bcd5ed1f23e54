import { describe, expect, it } from 'vitest';
import { decideIncident, type IncidentEvent, type KnownIncident, servicesOf } from './decide';

const T = '2026-11-21T12:00:00Z';
const later = '2026-11-21T12:05:00Z';
const event = (change: Partial<IncidentEvent> = {}): IncidentEvent => ({
  phase: 'open',
  key: 'k',
  title: 't',
  severity: 'error',
  subjects: [['pay']],
  at: later,
  ...change,
});
const known = (change: Partial<NonNullable<KnownIncident>> = {}): KnownIncident => ({
  id: 'i',
  open: true,
  heardAt: Date.parse(T),
  scopes: ['pay'],
  ...change,
});

describe('what an alert leads to', () => {
  it.each<[string, IncidentEvent, string[], KnownIncident, object]>([
    ['the first', event(), ['pay'], null, { kind: 'open', scopes: ['pay'] }],
    ['again while open', event(), ['pay'], known(), { kind: 'nothing' }],
    ['now also another', event(), ['pay', 'cart'], known(), { kind: 'change', id: 'i', add: ['cart'], close: [] }],
    [
      'one of two ended',
      event(),
      ['cart'],
      known({ scopes: ['pay', 'cart'] }),
      { kind: 'change', add: [], close: ['pay'] },
    ],
    ['anew after it was resolved', event(), ['pay'], known({ open: false }), { kind: 'open', scopes: ['pay'] }],
    [
      'late: resolved since',
      event({ at: T }),
      ['pay'],
      known({ open: false }),
      { kind: 'nothing', why: 'it was resolved after this' },
    ],
    ['resolved', event({ phase: 'resolve' }), [], known(), { kind: 'resolve', id: 'i' }],
    ['resolved twice', event({ phase: 'resolve' }), [], known({ open: false }), { kind: 'nothing' }],
    ['resolved, never heard of', event({ phase: 'resolve' }), [], null, { kind: 'nothing' }],
    [
      'resolved late: it began again',
      event({ phase: 'resolve', at: '2026-11-21T11:00:00Z' }),
      [],
      known(),
      { kind: 'nothing', why: 'it began again after this' },
    ],
  ])('%s', (_, said, scopes, before, expected) => expect(decideIncident(said, scopes, before)).toMatchObject(expected));
});

describe('labels to services', () => {
  const services = new Set(['pay', 'cart']);
  it.each<[string, string[][], object, string[]]>([
    ['a label that is a service', [['pay']], {}, ['pay']],
    ['the first that is one', [['prod', 'cart']], {}, ['cart']],
    ['mapped', [['payments-api']], { services: { 'payments-api': 'pay' } }, ['pay']],
    ['several alerts, once each', [['pay'], ['cart'], ['pay']], {}, ['pay', 'cart']],
    ['the integration speaks for one', [['cart']], { service: 'pay' }, ['pay']],
    ['nobody', [['x'], []], {}, []],
  ])('%s', (_, subjects, config, expected) =>
    expect(servicesOf(event({ subjects }), config, services)).toEqual(expected),
  );
});
