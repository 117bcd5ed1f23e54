/** Links out to logs and traces of one cohort: templates per service, filled in where they are shown. Pure. */

export const LINK_KINDS = ['logs', 'traces'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];
export type LinkTemplates = { logs?: string | undefined; traces?: string | undefined };

/** What a link is for; times in epoch milliseconds. */
export type LinkFacts = {
  service: string;
  version: string;
  cohort: 'canary' | 'baseline';
  ring: string;
  from: number;
  to: number;
};

const FIELDS: Record<string, (facts: LinkFacts) => string> = {
  service: ({ service }) => service,
  version: ({ version }) => version,
  cohort: ({ cohort }) => cohort,
  ring: ({ ring }) => ring,
  from: ({ from }) => String(from),
  to: ({ to }) => String(to),
  fromIso: ({ from }) => new Date(from).toISOString(),
  toIso: ({ to }) => new Date(to).toISOString(),
  fromSeconds: ({ from }) => String(Math.floor(from / 1000)),
  toSeconds: ({ to }) => String(Math.ceil(to / 1000)),
  fromMicros: ({ from }) => `${from}000`,
  toMicros: ({ to }) => `${to}000`,
};

/** What may stand in a template, in braces. `from` and `to` are epoch milliseconds. */
export const LINK_FIELDS: readonly string[] = Object.keys(FIELDS);

const FIELD = /\{\{(.*?)\}\}/g;

/** The address with every field filled in and URL-encoded. The template has been checked (`linkProblem`). */
export const fillLink = (template: string, facts: LinkFacts): string =>
  template.replace(FIELD, (whole, name: string) => {
    const field = FIELDS[name.trim()];
    return field ? encodeURIComponent(field(facts)) : whole;
  });

const SAMPLE: LinkFacts = { service: 's', version: '1', cohort: 'canary', ring: 'r', from: 0, to: 1 };

/** Why a template cannot be used, or null. Fields may stand anywhere but in the host: no version may choose where it leads. */
export function linkProblem(template: string): string | null {
  const unknown = [...template.matchAll(FIELD)]
    .map(([, name = '']) => name.trim())
    .find((name) => !Object.hasOwn(FIELDS, name));
  if (unknown !== undefined)
    return `knows no {{${unknown}}}: use ${LINK_FIELDS.map((name) => `{{${name}}}`).join(', ')}`;
  if (!/^https?:\/\/[^/?#{}\s]+[/?#]/i.test(template) || !URL.canParse(fillLink(template, SAMPLE)))
    return 'must be an http or https address with a host of its own and a path, fields only after the host';
  return null;
}

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
