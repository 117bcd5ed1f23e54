/** A service while it is being typed: every field as its control holds it. Pure. */

import type { ServiceInput } from '@/lib/services/schema';
import type { ServiceView } from '@/lib/services/view';

export const PRESETS = ['none', 'otel-http', 'istio', 'haproxy', 'nginx-ingress'] as const;
export type Preset = (typeof PRESETS)[number];

export type QueryDraft = {
  key: string;
  sli: string;
  requests: string;
  errors: string;
  latencyBuckets: string;
  value: string;
};

export type ServiceDraft = {
  name: string;
  displayName: string;
  owner: string;
  tier: '1' | '2' | '3';
  runbookUrl: string;
  revertCommand: string;
  /** Templates of the addresses of logs and traces. */
  logs: string;
  traces: string;
  plan: string;
  onNewer: ServiceInput['onNewer'];
  rollbackWindow: string;
  url: string;
  /** Empty keeps the secret that is stored. */
  secret: string;
  statusUrl: string;
  rings: boolean;
  telemetry: 'push' | 'prometheus';
  prometheusUrl: string;
  preset: Preset;
  queries: readonly QueryDraft[];
  /** OTLP metric names and what they become; kept as they were put over the API. */
  metrics: Record<string, string> | undefined;
};

export const EMPTY_SERVICE: ServiceDraft = {
  name: '',
  displayName: '',
  owner: '',
  tier: '2',
  runbookUrl: '',
  revertCommand: '',
  logs: '',
  traces: '',
  plan: '',
  onNewer: 'queue',
  rollbackWindow: '7d',
  url: '',
  secret: '',
  statusUrl: '',
  rings: false,
  telemetry: 'push',
  prometheusUrl: '',
  preset: 'otel-http',
  queries: [],
  metrics: undefined,
};

const TIERS = { 1: '1', 2: '2', 3: '3' } as const;

/** A stored service as its form shows it. */
export function draftOf(service: ServiceView): ServiceDraft {
  const { provider, telemetry } = service;
  const prometheus = telemetry.kind === 'prometheus' ? telemetry : null;
  return {
    name: service.name,
    displayName: service.displayName,
    owner: service.owner,
    tier: TIERS[service.tier as 1 | 2 | 3],
    runbookUrl: service.runbookUrl ?? '',
    revertCommand: service.revertCommand ?? '',
    logs: service.links?.logs ?? '',
    traces: service.links?.traces ?? '',
    plan: service.plan,
    onNewer: service.onNewer,
    rollbackWindow: service.rollbackWindow,
    url: provider.url,
    secret: '',
    statusUrl: provider.statusUrl ?? '',
    rings: provider.rings,
    telemetry: telemetry.kind,
    prometheusUrl: prometheus?.url ?? '',
    preset: prometheus ? (prometheus.preset ?? 'none') : 'otel-http',
    queries: Object.entries(prometheus?.queries ?? {}).map(([sli, query]) => ({
      key: sli,
      sli,
      requests: query.requests ?? '',
      errors: query.errors ?? '',
      latencyBuckets: query.latencyBuckets ?? '',
      value: query.value ?? '',
    })),
    metrics: telemetry.kind === 'push' ? telemetry.metrics : undefined,
  };
}

/** `{ [name]: text }` where there is one: empty fields are not sent. */
const given = (name: string, text: string): Record<string, string> =>
  text.trim() === '' ? {} : { [name]: text.trim() };

/** What would be put; the schema judges it, and its paths are the fields'. */
export function inputOf(draft: ServiceDraft): Record<string, unknown> {
  return {
    displayName: draft.displayName,
    owner: draft.owner,
    tier: Number(draft.tier),
    ...given('runbookUrl', draft.runbookUrl),
    ...given('revertCommand', draft.revertCommand),
    ...linksOf(draft),
    plan: draft.plan,
    onNewer: draft.onNewer,
    rollbackWindow: draft.rollbackWindow.trim(),
    provider: {
      kind: 'webhook',
      url: draft.url.trim(),
      ...given('secret', draft.secret),
      ...given('statusUrl', draft.statusUrl),
      rings: draft.rings,
    },
    telemetry: draft.telemetry === 'push' ? pushOf(draft) : prometheusOf(draft),
  };
}

function linksOf({ logs, traces }: ServiceDraft): { links?: Record<string, string> } {
  const links = { ...given('logs', logs), ...given('traces', traces) };
  return Object.keys(links).length === 0 ? {} : { links };
}

const pushOf = ({ metrics }: ServiceDraft) => ({ kind: 'push', ...(metrics ? { metrics } : {}) });

function prometheusOf({ prometheusUrl, preset, queries }: ServiceDraft) {
  const named = queries.map(({ sli, requests, errors, latencyBuckets, value }) => [
    sli.trim(),
    {
      ...given('requests', requests),
      ...given('errors', errors),
      ...given('latencyBuckets', latencyBuckets),
      ...given('value', value),
    },
  ]);
  return {
    kind: 'prometheus',
    url: prometheusUrl.trim(),
    ...(preset === 'none' ? {} : { preset }),
    ...(named.length === 0 ? {} : { queries: Object.fromEntries(named) }),
  };
}

/** A name made of what people call it: "Checkout API" → "checkout-api". */
export const nameFrom = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
