/** An SLO while it is being typed: every field as its control holds it. Pure. */

import type { SloView } from '@/lib/slos/schema';
import { type AlertChoice, type AlertDraft, alertsDraft, alertsInput, USUAL_DRAFTS } from './alert-draft';

export type SloDraft = {
  service: string;
  slo: string;
  displayName: string;
  description: string;
  kind: 'ratio' | 'latency' | 'promql';
  value: string;
  thresholdMs: string;
  url: string;
  form: 'good' | 'bad' | 'value';
  part: string;
  total: string;
  counter: boolean;
  op: 'lt' | 'lte' | 'gt' | 'gte';
  threshold: string;
  /** In percent, as people say it. */
  objective: string;
  window: string;
  timeZone: string;
  windowStart: string;
  budget: 'events' | 'time_slices';
  sliceLength: '1m' | '5m';
  sliceTarget: string;
  minEvents: string;
  alerts: AlertChoice;
  /** The alerts, where they are its own. */
  rules: readonly AlertDraft[];
};

export const EMPTY_SLO: SloDraft = {
  service: '',
  slo: '',
  displayName: '',
  description: '',
  kind: 'ratio',
  value: '',
  thresholdMs: '',
  url: '',
  form: 'bad',
  part: '',
  total: '',
  counter: false,
  op: 'lt',
  threshold: '',
  objective: '99.9',
  window: '30d',
  timeZone: '',
  windowStart: '',
  budget: 'events',
  sliceLength: '1m',
  sliceTarget: '95',
  minEvents: '100',
  alerts: 'usual',
  rules: USUAL_DRAFTS,
};

export const CALENDAR = ['day', 'week', 'month', 'quarter', 'year'];
const percent = (share: number): string => String(Number((share * 100).toFixed(7)));

/** A stored SLO as its form shows it. */
export function draftOf(slo: SloView): SloDraft {
  const { sli } = slo;
  const promql = sli.kind === 'promql' ? sli : null;
  const form = promql?.value !== undefined ? 'value' : promql?.good !== undefined ? 'good' : 'bad';
  return {
    service: slo.service,
    slo: slo.slo,
    displayName: slo.displayName ?? '',
    description: slo.description ?? '',
    kind: sli.kind,
    value: sli.kind === 'ratio' ? (sli.value ?? '') : '',
    thresholdMs: sli.kind === 'latency' ? String(sli.thresholdMs) : '',
    url: promql?.url ?? '',
    form,
    part: promql?.value ?? promql?.good ?? promql?.bad ?? '',
    total: promql?.total ?? '',
    counter: promql?.counter ?? false,
    op: promql?.op ?? 'lt',
    threshold: promql?.threshold === undefined ? '' : String(promql.threshold),
    objective: percent(slo.objective),
    window: slo.window,
    timeZone: slo.timeZone ?? '',
    windowStart: slo.windowStart ?? '',
    budget: slo.budget,
    sliceLength: slo.slice?.length ?? '1m',
    sliceTarget: slo.slice ? percent(slo.slice.target) : '95',
    minEvents: String(slo.minEvents),
    ...alertsDraft(slo.alerts),
  };
}

const given = (name: string, text: string): Record<string, string> =>
  text.trim() === '' ? {} : { [name]: text.trim() };
/** What is no number is left to the schema to refuse. */
const number = (text: string): number | string =>
  text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
const share = (text: string): number | string => {
  const value = number(text);
  return typeof value === 'number' ? Number((value / 100).toFixed(12)) : value;
};

function sliOf(draft: SloDraft): Record<string, unknown> {
  switch (draft.kind) {
    case 'ratio':
      return { kind: 'ratio', ...given('value', draft.value) };
    case 'latency':
      return { kind: 'latency', thresholdMs: number(draft.thresholdMs) };
    case 'promql': {
      const url = given('url', draft.url);
      if (draft.form === 'value')
        return { kind: 'promql', ...url, value: draft.part.trim(), op: draft.op, threshold: number(draft.threshold) };
      return {
        kind: 'promql',
        ...url,
        [draft.form]: draft.part.trim(),
        total: draft.total.trim(),
        ...(draft.counter ? { counter: true } : {}),
      };
    }
  }
}

/** What would be put; the schema judges it, and its paths are the fields'. */
export function inputOf(draft: SloDraft): Record<string, unknown> {
  const calendar = CALENDAR.includes(draft.window);
  const slices = draft.budget === 'time_slices';
  return {
    ...given('displayName', draft.displayName),
    ...given('description', draft.description),
    sli: sliOf(draft),
    objective: share(draft.objective),
    window: draft.window.trim(),
    ...(calendar ? { ...given('timeZone', draft.timeZone), ...given('windowStart', draft.windowStart) } : {}),
    budget: draft.budget,
    ...(slices ? { slice: { length: draft.sliceLength, target: share(draft.sliceTarget) } } : {}),
    ...alertsInput(draft.alerts, draft.rules),
    minEvents: number(draft.minEvents),
  };
}
