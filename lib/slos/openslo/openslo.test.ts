import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type SloInput, sloInputSchema } from '../schema';
import { readFile } from './read-file';
import { writeFile } from './write-file';

/** A file in the form of the OpenSLO SDK's examples; `more` replaces single lines. */
const slo = (more: Record<string, string> = {}): string => {
  const lines: Record<string, string> = {
    service: '    service: shop',
    indicator: `    indicator:
      metadata:
        name: ratio
      spec:
        ratioMetric:
          counter: true
          good:
            metricSource:
              type: Prometheus
              spec:
                query: sum(orders_total{code=~"2.."})
          total:
            metricSource:
              type: Prometheus
              spec:
                query: sum(orders_total)`,
    window: `    timeWindow:
      - duration: 1w
        isRolling: false
        calendar:
          startTime: 2022-01-01 12:00:00
          timeZone: America/New_York`,
    method: '    budgetingMethod: Timeslices',
    objectives: `    objectives:
      - displayName: Good
        target: 0.995
        timeSliceTarget: 0.95
        timeSliceWindow: 1m`,
    ...more,
  };
  return `- apiVersion: openslo/v1
  kind: SLO
  metadata:
    name: orders
    displayName: Orders succeed
  spec:
${Object.values(lines)
  .filter((line) => line !== '')
  .join('\n')}
`;
};
const rolling = (duration: string) => `    timeWindow:\n      - duration: ${duration}\n        isRolling: true`;
const occurrences = {
  method: '    budgetingMethod: Occurrences',
  objectives: '    objectives:\n      - targetPercent: 99.9',
};

const input = (text: string) => {
  const { slos, refused } = readFile(text);
  expect(refused).toEqual([]);
  return slos[0]?.input;
};

describe('import', () => {
  it('takes time slices by the calendar', () => {
    expect(input(slo())).toMatchObject({
      displayName: 'Orders succeed',
      objective: 0.995,
      window: 'week',
      windowStart: '2022-01-01 12:00:00',
      timeZone: 'America/New_York',
      budget: 'time_slices',
      slice: { length: '1m', target: 0.95 },
      sli: { kind: 'promql', counter: true, good: 'sum(orders_total{code=~"2.."})', total: 'sum(orders_total)' },
    });
  });

  it('takes occurrences, percent and rolling windows', () => {
    expect(input(slo({ ...occurrences, window: rolling('4w') }))).toMatchObject({
      objective: 0.999,
      window: '28d',
      budget: 'events',
    });
  });

  it('follows references, to an SLI, a data source and alerts', () => {
    const text = `${slo({
      indicator: '    indicatorRef: lag',
      window: rolling('30d'),
      objectives:
        '    objectives:\n      - op: lt\n        value: 100\n        target: 0.99\n        timeSliceTarget: 1\n        timeSliceWindow: 1m',
      alerts: '    alertPolicies:\n      - alertPolicyRef: fast',
    })}
- apiVersion: openslo/v1
  kind: SLI
  metadata: { name: lag }
  spec: { thresholdMetric: { metricSource: { metricSourceRef: prom, spec: { query: max(lag) } } } }
- apiVersion: openslo/v1
  kind: DataSource
  metadata: { name: prom }
  spec: { type: Prometheus, connectionDetails: [{ url: 'http://prometheus.example.com' }] }
- apiVersion: openslo/v1
  kind: AlertPolicy
  metadata: { name: fast }
  spec: { conditions: [{ conditionRef: burning }], notificationTargets: [] }
- apiVersion: openslo/v1
  kind: AlertCondition
  metadata: { name: burning }
  spec: { severity: page, condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h, alertAfter: 5m } }
- apiVersion: openslo/v1
  kind: Service
  metadata: { name: shop }
  spec: {}
`;
    const file = readFile(text);
    expect(file.refused).toEqual([]);
    expect(file.slos[0]?.input).toMatchObject({
      sli: { kind: 'promql', value: 'max(lag)', op: 'lt', threshold: 100, url: 'http://prometheus.example.com' },
      alerts: [{ severity: 'page', long: '1h', short: '5m', factor: 2 }],
    });
    expect(file.ignored.map(({ kind }) => kind)).toEqual([
      'SLI',
      'DataSource',
      'AlertPolicy',
      'AlertCondition',
      'Service',
    ]);
  });

  it('takes JSON and several documents', () => {
    const one = slo({ ...occurrences, window: rolling('30d') });
    expect(
      readFile(`---\n${one}---\n${one.replace('name: orders', 'name: more')}`).slos.map((read) => read.slo),
    ).toEqual(['orders', 'more']);
    const { slos } = readFile(
      writeFile([
        { service: 'a', name: 'b', spec: sloInputSchema.parse({ sli: 'error_rate', objective: 0.99, window: '7d' }) },
      ]),
    );
    expect(slos).toMatchObject([{ service: 'a', slo: 'b', line: 1 }]);
  });

  it.each([
    ['another version', slo().replace('openslo/v1', 'openslo/v2alpha'), 1, 'apiVersion', /openslo\/v1/],
    ['another kind', slo().replace('kind: SLO', 'kind: Rocket'), 2, 'kind', /one of/],
    ['a name that is none', slo().replace('name: orders', 'name: My Orders'), 4, 'metadata.name', /lower-case/],
    [
      'a source that cannot be asked',
      slo().replace('type: Prometheus', 'type: Datadog'),
      16,
      'spec.indicator.spec.ratioMetric.good.metricSource.type',
      /Datadog/,
    ],
    [
      'an indicator that is not there',
      slo({ indicator: '    indicatorRef: gone' }),
      8,
      'spec.indicatorRef',
      /no SLI named "gone"/,
    ],
    ['100 %', slo().replace('target: 0.995', 'target: 1'), 33, 'spec.objectives.0.target', /below 1/],
    [
      'an alert that can never fire',
      slo({ ...occurrences, window: rolling('90d') }).replace('99.9', '95'),
      25,
      'spec.timeWindow.0.duration',
      /never fire/,
    ],
    [
      'averages of ratios',
      slo({ method: '    budgetingMethod: RatioTimeslices' }),
      30,
      'spec.budgetingMethod',
      /weighs a quiet minute/,
    ],
    [
      'two objectives',
      `${slo()}      - target: 0.9\n        timeSliceTarget: 0.95\n        timeSliceWindow: 1m\n`,
      36,
      'spec.objectives.1',
      /one objective/,
    ],
    [
      'an unknown zone',
      slo().replace('America/New_York', 'Mars/Base'),
      29,
      'spec.timeWindow.0.calendar.timeZone',
      /time zone/,
    ],
    [
      'a rolling month',
      slo({ ...occurrences, window: rolling('1M') }),
      25,
      'spec.timeWindow.0.duration',
      /no fixed length/,
    ],
    [
      'slices of an hour',
      slo().replace('timeSliceWindow: 1m', 'timeSliceWindow: 1h'),
      35,
      'spec.objectives.0.timeSliceWindow',
      /1m or 5m/,
    ],
    ['no service', slo({ service: '' }), 7, 'spec.service', /is needed/],
    ['what is no YAML', 'a: [b', 1, '', /not YAML/],
    ['nothing', '', 1, '', /nothing/],
    ['a text', 'hello', 1, '', /must be an object/],
  ])('refuses %s with its line', (_name, text, line, path, message) => {
    expect(readFile(text).refused).toEqual([{ line, path, message: expect.stringMatching(message) }]);
  });
});

test('what is exported imports as the same', () => {
  const window = fc.constantFrom(
    { window: '30d' },
    { window: '7d' },
    { window: 'month', timeZone: 'Europe/Berlin', windowStart: '2026-01-01 00:00:00' },
  );
  const sli = fc.constantFrom(
    { sli: { kind: 'ratio' } },
    { sli: { kind: 'ratio', value: 'orders' } },
    { sli: { kind: 'latency', thresholdMs: 250 } },
    { sli: { kind: 'promql', bad: 'a', total: 'b', counter: true, url: 'http://p.example.com' } },
  );
  const slice = fc.constantFrom({}, { budget: 'time_slices', slice: { length: '5m', target: 0.9 } });
  const alerts = fc.constantFrom({}, { alerts: [{ severity: 'page', long: '6h', short: '30m', factor: 4 }] });
  fc.assert(
    fc.property(window, sli, slice, alerts, (...parts) => {
      const spec: SloInput = sloInputSchema.parse(Object.assign({ objective: 0.995 }, ...parts));
      const file = readFile(writeFile([{ service: 'shop', name: 'orders', spec }]));
      expect(file.refused).toEqual([]);
      expect(file.slos[0]?.input).toEqual(spec);
    }),
  );
});
