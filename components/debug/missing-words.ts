/** What to do where a debug view has nothing to show, by how the service is measured. Pure. */

const ATTRIBUTE: Record<string, string> = {
  route: 'http.route',
  region: 'cloud.region',
  node: 'k8s.node.name or host.name',
  zone: 'cloud.availability_zone',
  pod: 'k8s.pod.name',
  dependency: 'rampart.dependency or peer.service',
};
const EXAMPLE: Record<string, string> = {
  route: 'POST /pay',
  region: 'eu-west',
  node: 'node-7',
  dependency: 'payments-db',
};

/** `dimension`: samples came, without it. */
export type Missing =
  | { kind: 'samples'; words: string }
  | { kind: 'dimension'; by: string; words: string }
  | { kind: 'histograms' }
  | { kind: 'values' };

export type MissingWords = {
  title: string;
  detail: string;
  command?: string;
  /** The service's own page is where it is changed. */
  changes?: boolean;
};

/** What is missing, why, and the one thing that brings it. */
export function missingWords(missing: Missing, telemetry: 'push' | 'prometheus'): MissingWords {
  if (missing.kind === 'samples')
    return { title: missing.words, detail: 'It fills as soon as samples of both versions arrive.' };
  return telemetry === 'prometheus' ? pulled(missing) : sent(missing);
}

type Sendable = Exclude<Missing, { kind: 'samples' }>;

function sent(missing: Sendable): MissingWords {
  if (missing.kind === 'histograms')
    return {
      title: 'No latency histograms in this window.',
      detail: 'Push: latencyMs of each sample. OTLP: http.server.request.duration.',
    };
  if (missing.kind === 'values')
    return {
      title: 'Samples carry no values: send CPU, memory or cost to see what the new version needs more.',
      detail:
        'Push: values of each sample, with how many were measured, their sum and the sum of their squares. OTLP: name the metric in the service’s telemetry.',
      command: '"values": { "cpu": { "count": 1200, "sum": 38.1, "sumSquares": 1.6 } }',
    };
  const { by, words } = missing;
  const attribute = ATTRIBUTE[by];
  const once = by === 'dependency' ? ', under the dependency it waited for or failed at.' : '.';
  return {
    title: words,
    detail: `${attribute ? `OTLP: the attribute ${attribute}. ` : ''}Push: dimensions of each sample. Each request is still sent once${once}`,
    command: `"dimensions": { "${by}": "${EXAMPLE[by] ?? '…'}" }`,
  };
}

function pulled(missing: Sendable): MissingWords {
  if (missing.kind === 'histograms')
    return {
      title: 'Prometheus gave no latency histograms in this window.',
      detail: 'The service’s telemetry needs a query for latencyBuckets; every preset but haproxy brings one.',
      changes: true,
    };
  if (missing.kind === 'values')
    return {
      title: 'Prometheus is asked for no CPU, memory or cost.',
      detail: 'Add a query for each to the service’s telemetry, for example:',
      command:
        '"queries": { "cpu": { "value": "sum(rate(process_cpu_seconds_total{service="{{service}}",version="{{version}}"}[{{window}}]))" } }',
      changes: true,
    };
  const { by } = missing;
  const attribute = ATTRIBUTE[by];
  return {
    title: `Prometheus is asked for the sums of each version: they tell no ${by}.`,
    detail: `To see errors by ${by}, let the service send its measurements itself: OTLP${attribute ? ` with the attribute ${attribute}` : ''}, or pushed samples with dimensions. Set its telemetry to “push” then, so that nothing counts twice.`,
    changes: true,
  };
}
