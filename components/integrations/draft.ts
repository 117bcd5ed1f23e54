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
};

export const EMPTY_INTEGRATION: IntegrationDraft = {
  name: '',
  kind: 'generic',
  service: '',
  plan: '',
  environment: 'production',
  repositories: '',
};

export const draftOfIntegration = (integration: Integration): IntegrationDraft => ({
  name: integration.name,
  kind: integration.kind,
  service: integration.service ?? '',
  plan: integration.plan ?? '',
  environment: integration.environment ?? '',
  repositories: Object.entries(integration.repositories ?? {})
    .map(([repository, service]) => `${repository} = ${service}`)
    .join('\n'),
});

const given = (name: string, value: string): Record<string, string> =>
  value.trim() === '' ? {} : { [name]: value.trim() };

/** `owner/name = service` lines as the API has them. A line without "=" maps to nothing, and is refused there. */
export function repositoriesOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [repository = '', service = ''] = line.split('=');
      return [repository.trim(), service.trim()];
    }),
  );
}

/** What would be put. `secret` null keeps the stored one. */
export function inputOfIntegration(draft: IntegrationDraft, secret: string | null): Record<string, unknown> {
  const repositories = repositoriesOf(draft.repositories);
  return {
    kind: draft.kind,
    ...(secret === null ? {} : { secret }),
    ...given('service', draft.service),
    ...given('plan', draft.plan),
    ...given('environment', draft.environment),
    ...(draft.kind === 'github' && Object.keys(repositories).length > 0 ? { repositories } : {}),
  };
}
