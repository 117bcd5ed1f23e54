import { describe, expect, it } from 'vitest';
import { issuesOf } from '@/components/form/issues';
import { serviceInputSchema } from '@/lib/services/schema';
import { draftOf, EMPTY_SERVICE, inputOf, nameFrom, type ServiceDraft } from './draft';

const FULL: ServiceDraft = {
  ...EMPTY_SERVICE,
  name: 'checkout',
  displayName: 'Checkout',
  owner: 'storefront',
  tier: '1',
  runbookUrl: 'https://runbooks.example.com/checkout',
  revertCommand: 'kubectl argo rollouts undo checkout',
  plan: 'standard',
  url: 'https://provider.example.com/hook',
  statusUrl: 'https://provider.example.com/status',
  rings: true,
  telemetry: 'prometheus',
  prometheusUrl: 'http://prometheus:9090',
  preset: 'istio',
  queries: [{ key: 'orders', sli: 'orders', requests: '', errors: '', latencyBuckets: '', value: 'sum(x)' }],
};

const issues = (draft: ServiceDraft) => issuesOf(serviceInputSchema.safeParse(inputOf(draft)).error);

describe('the service form', () => {
  it('makes what the API takes, and reads it back the same', () => {
    const input = serviceInputSchema.parse(inputOf(FULL));
    const view = {
      ...input,
      name: 'checkout',
      hasProviderSecret: false,
      currentVersion: null,
      currentReleaseId: null,
      observed: { exposure: null, generation: null, at: null, error: null, errorSince: null },
      version: 1,
      createdAt: '',
      updatedAt: '',
    };
    expect(serviceInputSchema.parse(inputOf(draftOf(view)))).toEqual(input);
  });

  it('says at each field what is missing', () =>
    expect(issues(EMPTY_SERVICE)).toMatchObject({
      displayName: 'is needed',
      owner: 'is needed',
      plan: 'is needed',
      'provider.url': 'must be an http or https URL',
    }));

  it.each<[Partial<ServiceDraft>, string, string]>([
    [{ rollbackWindow: 'yesterday' }, 'rollbackWindow', 'must be a duration such as 30s, 5m, 1h30m or 7d'],
    [{ url: 'ftp://x' }, 'provider.url', 'must be an http or https URL'],
    [{ secret: 'hunter2' }, 'provider.secret', 'must be "whsec_" followed by base64 of 24 to 64 bytes'],
    [{ prometheusUrl: '' }, 'telemetry.url', 'must be an http or https URL'],
  ])('%o is refused at %s', (change, path, message) =>
    expect(issues({ ...FULL, ...change })).toEqual({ [path]: message }),
  );

  it('keeps the stored secret when none is typed', () => expect(inputOf(FULL).provider).not.toHaveProperty('secret'));

  it.each([
    ['Checkout API', 'checkout-api'],
    ['  Ünïque  ', 'n-que'],
  ])('names %s %s', (text, name) => expect(nameFrom(text)).toBe(name));
});
