import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { planSpecSchema } from '@/lib/plans/schema';
import { releaseInputSchema } from '@/lib/releases/schema';
import { serviceInputSchema } from '@/lib/services/schema';
import { parse } from './parse';

const plan = {
  mechanism: 'canary',
  steps: [
    { ring: 'all', exposure: 10, hold: '5m' },
    { ring: 'all', exposure: 100, hold: '5m' },
  ],
};
const step = (change: object) => ({ ...plan, steps: [{ ...plan.steps[0], ...change }, plan.steps[1]] });
const service = {
  displayName: 'Checkout',
  owner: 'storefront',
  tier: 1,
  plan: 'standard',
  provider: { kind: 'webhook', url: 'http://127.0.0.1:9/x' },
};
const release = { service: 'checkout', version: '1.0.0' };

function refusal(schema: Parameters<typeof parse>[0], value: unknown): AppError {
  try {
    parse(schema, value, 'The body');
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('was accepted');
}

describe('what is refused, and how it is said', () => {
  it.each([
    [
      'exposure 140',
      planSpecSchema,
      step({ exposure: 140 }),
      422,
      'steps.0.exposure',
      'must be a percentage from 0 to 100, not 140',
    ],
    [
      'exposure as text',
      planSpecSchema,
      step({ exposure: '10' }),
      400,
      'steps.0.exposure',
      'must be a number, not "10"',
    ],
    [
      'hold "yesterday"',
      planSpecSchema,
      step({ hold: 'yesterday' }),
      422,
      'steps.0.hold',
      'must be a duration such as 30s, 5m, 1h30m or 7d, not "yesterday"',
    ],
    [
      'falling steps',
      planSpecSchema,
      { ...plan, steps: [{ ...plan.steps[0], exposure: 50 }, ...plan.steps] },
      422,
      'steps.1.exposure',
      'exposure never falls: 10 after 50',
    ],
    [
      'unknown field',
      planSpecSchema,
      step({ speed: 3 }),
      400,
      'steps.0.speed',
      'is not a known field; known are ring, exposure, hold, gates, approval',
    ],
    ['no steps', planSpecSchema, { mechanism: 'canary' }, 400, 'steps', 'is needed: a list'],
    [
      'unknown mechanism',
      planSpecSchema,
      { ...plan, mechanism: 'blob' },
      422,
      'mechanism',
      'must be one of "canary", "flag", "ring", "blue-green", not "blob"',
    ],
    ['a list as body', planSpecSchema, [], 400, '', 'must be an object, not a list'],
    ['null as body', releaseInputSchema, null, 400, '', 'must be an object, not null'],
    ['tier 7', serviceInputSchema, { ...service, tier: 7 }, 422, 'tier', 'must be one of 1, 2, 3, not 7'],
    [
      'ftp provider',
      serviceInputSchema,
      { ...service, provider: { kind: 'webhook', url: 'ftp://x' } },
      422,
      'provider.url',
      'must be an http or https URL, not "ftp://x"',
    ],
    [
      'unknown provider',
      serviceInputSchema,
      { ...service, provider: { kind: 'magic' } },
      422,
      'provider.kind',
      'must be "webhook", not "magic"',
    ],
    [
      'no provider kind',
      serviceInputSchema,
      { ...service, provider: {} },
      400,
      'provider.kind',
      'is needed: "webhook"',
    ],
    [
      'unknown provider field',
      serviceInputSchema,
      { ...service, provider: { kind: 'webhook', url: 'http://a', x: 1 } },
      400,
      'provider.x',
      'is not a known field; known are kind, url, secret, statusUrl, rings',
    ],
    [
      'long version',
      releaseInputSchema,
      { ...release, version: 'x'.repeat(129) },
      422,
      'version',
      `must have at most 128 characters, not "${'x'.repeat(57)}"…`,
    ],
    [
      'startAt "soon"',
      releaseInputSchema,
      { ...release, startAt: 'soon' },
      422,
      'startAt',
      'must be a time in ISO 8601 with its zone, like 2026-11-21T14:30:00Z, not "soon"',
    ],
  ] as const)('%s', (_name, schema, value, status, path, message) => {
    const error = refusal(schema, value);
    expect({ status: error.status, first: error.errors?.[0] }).toEqual({ status, first: { path, message } });
    expect(error.detail).toContain(message);
  });

  it('never repeats a secret', () => {
    const error = refusal(serviceInputSchema, {
      ...service,
      provider: { kind: 'webhook', url: 'http://a', secret: 'hunter2' },
    });
    expect(JSON.stringify(error.errors) + error.detail).not.toContain('hunter2');
  });
});
