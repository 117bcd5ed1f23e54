import type { Cohort } from '../samples';
import type { TelemetryConfig } from '../source-schema';

export type PrometheusConfig = Extract<TelemetryConfig, { kind: 'prometheus' }>;

/** PromQL of one cohort with everything filled in but `{{window}}`. Counters are increases over the window. */
export type Queries = {
  requests: string | null;
  errors: string | null;
  /** Increases by `le`, whose unit `bucketUnit` tells. */
  latencyBuckets: string | null;
  bucketUnit: 's' | 'ms';
  /** Levels at the end of the window, by key of `values`. */
  values: Readonly<Record<string, string>>;
  /** The queries tell cohorts apart by name, not by version: what they give is stored with its cohort. */
  byCohort: boolean;
};

type Template = Pick<Queries, 'requests' | 'errors' | 'latencyBuckets'>;

const increase = (metric: string, labels: string, by = ''): string =>
  `sum${by} (increase(${metric}{${labels}}[{{window}}]))`;

const OTEL = 'service_name="{{service}}",service_version="{{version}}"';
const ISTIO =
  'reporter="destination",destination_canonical_service="{{service}}",destination_canonical_revision="{{version}}"';
// The router's backend is named like the service, its servers like the cohorts (canary, canary-1, baseline …).
const HAPROXY = 'proxy="{{service}}",server=~"{{cohort}}.*"';

/** The label `canary` holds the name of the canary ingress; it is empty on the main one. */
const nginx = (cohort: Cohort): string => `ingress="{{service}}",canary${cohort === 'canary' ? '!=' : '='}""`;

const PRESETS: Readonly<Record<NonNullable<PrometheusConfig['preset']>, (cohort: Cohort) => Template>> = {
  'otel-http': () => ({
    requests: increase('http_server_request_duration_seconds_count', OTEL),
    errors: increase('http_server_request_duration_seconds_count', `${OTEL},http_response_status_code=~"5.."`),
    latencyBuckets: increase('http_server_request_duration_seconds_bucket', OTEL, ' by (le)'),
  }),
  istio: () => ({
    requests: increase('istio_requests_total', ISTIO),
    errors: increase('istio_requests_total', `${ISTIO},response_code=~"5.."`),
    latencyBuckets: increase('istio_request_duration_milliseconds_bucket', ISTIO, ' by (le)'),
  }),
  haproxy: () => ({
    requests: increase('haproxy_server_http_responses_total', HAPROXY),
    errors: increase('haproxy_server_http_responses_total', `${HAPROXY},code="5xx"`),
    latencyBuckets: null,
  }),
  'nginx-ingress': (cohort) => ({
    requests: increase('nginx_ingress_controller_requests', nginx(cohort)),
    errors: increase('nginx_ingress_controller_requests', `${nginx(cohort)},status=~"5.."`),
    latencyBuckets: increase('nginx_ingress_controller_request_duration_seconds_bucket', nginx(cohort), ' by (le)'),
  }),
};

const BY_COHORT: readonly PrometheusConfig['preset'][] = ['haproxy', 'nginx-ingress'];

const inString = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

/**
 * The queries of one cohort: the service's own, the preset's where it says none. `{{service}}`, `{{version}}` and
 * `{{cohort}}` are escaped for a PromQL string; `{{window}}` is filled in when the query is sent.
 */
export function queriesFor(
  config: PrometheusConfig,
  target: { service: string; version: string; cohort: Cohort },
): Queries {
  const preset = config.preset ? PRESETS[config.preset](target.cohort) : null;
  const own = Object.entries(config.queries ?? {});
  const find = (part: 'requests' | 'errors' | 'latencyBuckets'): string | null =>
    own.find(([, query]) => query[part] !== undefined)?.[1][part] ?? preset?.[part] ?? null;
  const fill = (query: string | null): string | null =>
    query
      ?.replaceAll('{{service}}', inString(target.service))
      .replaceAll('{{version}}', inString(target.version))
      .replaceAll('{{cohort}}', target.cohort) ?? null;
  const levels = own.flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value] as const]));
  const templates = [find('requests'), find('errors'), find('latencyBuckets'), ...levels.map(([, query]) => query)];
  return {
    requests: fill(find('requests')),
    errors: fill(find('errors')),
    latencyBuckets: fill(find('latencyBuckets')),
    bucketUnit: /milliseconds|_ms(_|\b)/.test(find('latencyBuckets') ?? '') ? 'ms' : 's',
    values: Object.fromEntries(levels.map(([key, query]) => [key, fill(query) ?? ''])),
    byCohort:
      templates.some((query) => query?.includes('{{cohort}}')) ||
      (preset !== null && BY_COHORT.includes(config.preset)),
  };
}
