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
