import type { LinkTemplates } from './links';

/** JSON inside an address, its fields still readable. */
const encoded = (value: unknown): string =>
  encodeURIComponent(JSON.stringify(value)).replace(/%7B%7B(\w+)%7D%7D/g, '{{$1}}');

const explore = (datasource: string, query: Record<string, string>): string =>
  `https://grafana.example.com/explore?schemaVersion=1&orgId=1&panes=${encoded({
    rampart: {
      datasource,
      queries: [{ refId: 'A', datasource: { type: datasource, uid: datasource }, ...query }],
      range: { from: '{{from}}', to: '{{to}}' },
    },
  })}`;

/** Templates to begin with; the host, and Grafana's data source, are to be changed. */
export const LINK_PRESETS: Record<string, { label: string } & Required<LinkTemplates>> = {
  grafana: {
    label: 'Grafana Explore: Loki and Tempo',
    logs: explore('loki', { expr: '{service_name="{{service}}"} | service_version="{{version}}"' }),
    traces: explore('tempo', {
      queryType: 'traceql',
      query: '{resource.service.name="{{service}}" && resource.service.version="{{version}}"}',
    }),
  },
  jaeger: {
    label: 'Grafana Explore: Loki, and Jaeger',
    logs: explore('loki', { expr: '{service_name="{{service}}"} | service_version="{{version}}"' }),
    traces: `https://jaeger.example.com/search?service={{service}}&tags=${encoded({ 'service.version': '{{version}}' })}&start={{fromMicros}}&end={{toMicros}}&limit=100`,
  },
  datadog: {
    label: 'Datadog',
    logs: 'https://app.datadoghq.com/logs?query=service%3A{{service}}%20version%3A{{version}}&from_ts={{from}}&to_ts={{to}}&live=false',
    traces:
      'https://app.datadoghq.com/apm/traces?query=service%3A{{service}}%20version%3A{{version}}&start={{from}}&end={{to}}&paused=true',
  },
};
