/** An integration while it is being typed. Pure. */

import type { Integration, IntegrationKind } from '@/lib/integrations/schema';

export type IntegrationDraft = {
  name: string;
  kind: IntegrationKind;
  service: string;
  plan: string;
  environment: string;
  /** One `owner/name = service` per line. */
  repositories: string;
  /** One `what the sender calls it = service` per line. */
  services: string;
  /** Of GitHub: what answers deployment protection rules. Never read back. */
  token: string;
  apiUrl: string;
  onBlocked: 'wait' | 'reject';
  /** Where the sender makes the secret; elsewhere it is made here. */
  secret: string;
};

export const EMPTY_INTEGRATION: IntegrationDraft = {
  name: '',
  kind: 'generic',
  service: '',
  plan: '',
  environment: 'production',
  repositories: '',
  services: '',
  token: '',
  apiUrl: '',
  onBlocked: 'wait',
  secret: '',
};

export const KIND_WORDS: Record<IntegrationKind, string> = {
  generic: 'Generic, signed as Standard Webhooks',
  github: 'GitHub deployments',
  alertmanager: 'Alertmanager: alerts open incidents',
  pagerduty: 'PagerDuty: its incidents open ours',
  flagger: 'Flagger: asks before it goes on',
};

/** What a kind can be told. */
export const SAYS: Record<
  IntegrationKind,
  { releases: boolean; repositories: boolean; services: boolean; secret: 'ours' | 'theirs' }
> = {
  generic: { releases: true, repositories: false, services: false, secret: 'ours' },
  github: { releases: true, repositories: true, services: false, secret: 'ours' },
  alertmanager: { releases: false, repositories: false, services: true, secret: 'ours' },
  pagerduty: { releases: false, repositories: false, services: true, secret: 'theirs' },
  flagger: { releases: false, repositories: false, services: false, secret: 'ours' },
};

const linesOf = (map: Record<string, string> | undefined): string =>
  Object.entries(map ?? {})
    .map(([theirs, service]) => `${theirs} = ${service}`)
    .join('\n');

export const draftOfIntegration = (integration: Integration): IntegrationDraft => ({
  ...EMPTY_INTEGRATION,
  name: integration.name,
  kind: integration.kind,
  service: integration.service ?? '',
  plan: integration.plan ?? '',
  environment: integration.environment ?? '',
  repositories: linesOf(integration.repositories),
  services: linesOf(integration.services),
  apiUrl: integration.apiUrl ?? '',
  onBlocked: integration.onBlocked ?? 'wait',
});

const given = (name: string, value: string): Record<string, string> =>
  value.trim() === '' ? {} : { [name]: value.trim() };

/** `theirs = service` lines as the API has them. A line without "=" maps to nothing, and is refused there. */
export function mapOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf('=');
      return at === -1 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

const givenMap = (name: string, text: string): Record<string, Record<string, string>> => {
  const map = mapOf(text);
  return Object.keys(map).length > 0 ? { [name]: map } : {};
};

/** What would be put. `secret` null keeps the stored one. */
export function inputOfIntegration(draft: IntegrationDraft, secret: string | null): Record<string, unknown> {
  const says = SAYS[draft.kind];
  return {
    kind: draft.kind,
    ...(secret === null ? {} : { secret }),
    ...given('service', draft.service),
    ...(says.releases ? { ...given('plan', draft.plan), ...given('environment', draft.environment) } : {}),
    ...(says.repositories
      ? {
          ...givenMap('repositories', draft.repositories),
          ...given('token', draft.token),
          ...given('apiUrl', draft.apiUrl),
          ...(draft.onBlocked === 'wait' ? {} : { onBlocked: draft.onBlocked }),
        }
      : {}),
    ...(says.services ? givenMap('services', draft.services) : {}),
  };
}
