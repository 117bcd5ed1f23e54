import { expect, test } from 'vitest';
import { type SloInput, type SloView, sloInputSchema } from '@/lib/slos/schema';
import { draftOf, inputOf } from './draft';

const view = (input: SloInput): SloView => ({
  service: 'shop',
  slo: 'orders',
  displayName: null,
  description: null,
  timeZone: null,
  windowStart: null,
  slice: null,
  alerts: null,
  version: 1,
  createdAt: '',
  updatedAt: '',
  standing: null,
  ...input,
});

test.each<[string, object]>([
  ['a ratio', { sli: { kind: 'ratio' } }],
  ['a ratio of a value', { sli: { kind: 'ratio', value: 'orders' }, objective: 0.9995 }],
  [
    'latency by the month',
    {
      sli: { kind: 'latency', thresholdMs: 250 },
      window: 'month',
      timeZone: 'Europe/Berlin',
      windowStart: '2026-01-01T06:00:00',
    },
  ],
  ['counters', { sli: { kind: 'promql', good: 'a', total: 'b', counter: true, url: 'http://p.example.com' } }],
  [
    'a compared value',
    {
      sli: { kind: 'promql', value: 'a', op: 'gte', threshold: 3 },
      budget: 'time_slices',
      slice: { length: '5m', target: 0.5 },
    },
  ],
  [
    'alerts of its own',
    {
      sli: { kind: 'ratio' },
      alerts: [{ severity: 'page', long: '1h', short: '5m', factor: 3 }],
      displayName: 'Orders',
      description: 'all',
    },
  ],
])('the form gives back %s as it was', (_name, input) => {
  const spec = sloInputSchema.parse({ objective: 0.99, window: '30d', ...input });
  expect(sloInputSchema.parse(inputOf(draftOf(view(spec))))).toEqual(spec);
});
