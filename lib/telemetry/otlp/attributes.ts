import type { Cohort } from '../samples';
import { type KeyValue, num } from './wire';

export type Attributes = Readonly<Record<string, string>>;

const MAX_TEXT = 200;

/** As PostgreSQL can hold it, and not longer than a label should be. */
const clean = (text: string): string => text.slice(0, MAX_TEXT).replace(/\0|\p{Surrogate}/gu, '\uFFFD');

/** Attributes as text; lists and maps, which no convention used here has, are left out. */
export function attributesOf(list: readonly KeyValue[] | null | undefined): Attributes {
  const attributes: Record<string, string> = {};
  for (const { key, value } of list ?? []) {
    switch (value?.value) {
      case 'stringValue':
        attributes[clean(key)] = clean(value.stringValue ?? '');
        break;
      case 'intValue':
        attributes[clean(key)] = String(num(value.intValue));
        break;
      case 'boolValue':
        attributes[clean(key)] = String(value.boolValue);
        break;
      case 'doubleValue':
        attributes[clean(key)] = String(value.doubleValue);
        break;
      case undefined:
    }
  }
  return attributes;
}

/** The same text for the same attributes in any order. */
export const canonical = (attributes: Attributes): string =>
  JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));

const VARIANTS: Readonly<Record<string, Cohort>> = {
  canary: 'canary',
  treatment: 'canary',
  on: 'canary',
  true: 'canary',
  enabled: 'canary',
  baseline: 'baseline',
  control: 'baseline',
  off: 'baseline',
  false: 'baseline',
  disabled: 'baseline',
};

/**
 * The cohort that is said explicitly, '' where none is, null where `rampart.cohort` says something unknown. A flag's
 * variant counts where its name tells the side; any other variant leaves the cohort to the version.
 */
export function cohortOf(point: Attributes, resource: Attributes): Cohort | '' | null {
  const said = point['rampart.cohort'] ?? resource['rampart.cohort'];
  if (said !== undefined) return said === 'canary' || said === 'baseline' ? said : null;
  const variant = point['feature_flag.result.variant'] ?? resource['feature_flag.result.variant'];
  return (variant !== undefined && VARIANTS[variant.toLowerCase()]) || '';
}

/** A 5xx, or a request that broke before it had a status. */
export function isError(point: Attributes): boolean {
  const status = point['http.response.status_code'] ?? point['http.status_code'];
  if (status !== undefined) return /^5\d\d$/.test(status);
  return point['error.type'] !== undefined;
}

const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  route: ['http.route'],
  region: ['cloud.region'],
  zone: ['cloud.availability_zone'],
  node: ['k8s.node.name', 'host.name'],
  pod: ['k8s.pod.name'],
  dependency: ['rampart.dependency', 'peer.service'],
  environment: ['deployment.environment.name', 'deployment.environment'],
};
const MAX_PER_SERVICE = 200;
const seen = new Map<string, Set<string>>();

/**
 * What charts may be split by. A service that invents values without end (ids in routes) gets "other" beyond the first
 * 200 per dimension; the counts stay exact, since the identity of a series does not depend on this.
 */
export function dimensionsOf(service: string, point: Attributes, resource: Attributes): Record<string, string> | null {
  const dimensions: Record<string, string> = {};
  for (const [name, keys] of Object.entries(DIMENSIONS)) {
    for (const key of keys) {
      const value = point[key] ?? resource[key];
      if (value === undefined || value === '') continue;
      dimensions[name] = bounded(`${service} ${name}`, value);
      break;
    }
  }
  return Object.keys(dimensions).length > 0 ? dimensions : null;
}

function bounded(key: string, value: string): string {
  const known = seen.get(key) ?? new Set();
  if (known.has(value)) return value;
  if (known.size >= MAX_PER_SERVICE) return 'other';
  known.add(value);
  if (seen.size > 20_000) seen.clear();
  seen.set(key, known);
  return value;
}
