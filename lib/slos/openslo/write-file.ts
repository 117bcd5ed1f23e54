import { stringify } from 'yaml';
import { alertRules } from '../alerts';
import type { SloInput } from '../schema';
import { isCalendarUnit, longestPeriodMs } from '../window';
import { OURS } from './indicator';

type Json = Record<string, unknown>;

const metric = (type: string, spec: Json): Json => ({ metricSource: { type, spec } });

function indicatorOf(sli: SloInput['sli']): Json {
  switch (sli.kind) {
    case 'ratio': {
      const value = sli.value === undefined ? {} : { value: sli.value };
      return {
        ratioMetric: {
          counter: false,
          good: metric(OURS, { events: 'good', ...value }),
          total: metric(OURS, { events: 'all', ...value }),
        },
      };
    }
    case 'latency':
      return { thresholdMetric: metric(OURS, { metric: 'latency_ms' }) };
    case 'promql': {
      const query = (text: string | undefined): Json =>
        metric('Prometheus', { query: text, ...(sli.url === undefined ? {} : { url: sli.url }) });
      if (sli.value !== undefined) return { thresholdMetric: query(sli.value) };
      const part = sli.good === undefined ? { bad: query(sli.bad) } : { good: query(sli.good) };
      return { ratioMetric: { counter: sli.counter === true, ...part, total: query(sli.total) } };
    }
  }
}

function comparisonOf(sli: SloInput['sli']): Json {
  if (sli.kind === 'latency') return { op: 'lte', value: sli.thresholdMs };
  return sli.kind === 'promql' && sli.value !== undefined ? { op: sli.op, value: sli.threshold } : {};
}

const DURATIONS = { day: '1d', week: '1w', month: '1M', quarter: '1Q', year: '1Y' } as const;

function windowOf({ window, windowStart, timeZone }: SloInput): Json {
  if (!isCalendarUnit(window)) return { duration: window, isRolling: true };
  const startTime = (windowStart ?? '2024-01-01 00:00:00').replace('T', ' ');
  return { duration: DURATIONS[window], isRolling: false, calendar: { startTime, timeZone: timeZone ?? 'UTC' } };
}

function policiesOf({ alerts, window }: SloInput, name: string): Json {
  if (alerts === undefined) return {};
  const conditions = alertRules(alerts, longestPeriodMs(window) ?? 0).map(({ severity, long, short, factor }, i) => ({
    kind: 'AlertCondition',
    metadata: { name: `${name}-${i + 1}` },
    spec: {
      severity,
      condition: { kind: 'burnrate', op: 'gt', threshold: factor, lookbackWindow: long, alertAfter: short },
    },
  }));
  return {
    alertPolicies: [
      {
        kind: 'AlertPolicy',
        metadata: { name },
        spec: { alertWhenBreaching: true, conditions, notificationTargets: [] },
      },
    ],
  };
}

/** One SLO as an OpenSLO v1 object. */
export function toObject(service: string, name: string, slo: SloInput): Json {
  const measured = slo.sli.kind === 'promql' && slo.sli.value !== undefined;
  const slice = slo.slice ?? (measured ? { length: '1m', target: 1 } : null);
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name, ...(slo.displayName === undefined ? {} : { displayName: slo.displayName }) },
    spec: {
      ...(slo.description ? { description: slo.description } : {}),
      service,
      indicator: { metadata: { name }, spec: indicatorOf(slo.sli) },
      timeWindow: [windowOf(slo)],
      budgetingMethod: slice ? 'Timeslices' : 'Occurrences',
      objectives: [
        {
          ...comparisonOf(slo.sli),
          target: slo.objective,
          ...(slice ? { timeSliceTarget: slice.target, timeSliceWindow: slice.length } : {}),
        },
      ],
      ...policiesOf(slo, name),
    },
  };
}

/** A list of SLOs as OpenSLO v1 YAML. */
export const writeFile = (slos: readonly { service: string; name: string; spec: SloInput }[]): string =>
  stringify(
    slos.map(({ service, name, spec }) => toObject(service, name, spec)),
    { lineWidth: 0 },
  );
