import { describe, expect, it } from 'vitest';
import { planSpecSchema } from '@/lib/plans/schema';
import { serviceInputSchema } from '@/lib/services/schema';
import { sloInputSchema } from '@/lib/slos/schema';
import { SERVICES } from '../services/spec';
import { luhnValid } from '../services/work';
import { PLANS, SLOS, serviceInput } from './definitions';
import { CYCLE, SCENARIOS } from './scenarios';
import { compareVersions, nextVersion } from './versions';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

describe('what Rampart is told', () => {
  it.each(Object.entries(PLANS))('plan %s is a valid plan', (_, plan) => {
    expect(planSpecSchema.safeParse(plan).error).toBeUndefined();
  });

  it.each(Object.entries(SLOS))('SLO %s is a valid SLO', (_, slo) => {
    expect(sloInputSchema.safeParse(slo).error).toBeUndefined();
  });

  it.each(SERVICES.map((spec) => [spec.name, spec] as const))('service %s is a valid service', (_, spec) => {
    const input = serviceInput(spec, 'http://127.0.0.1:4200', secret);
    expect(serviceInputSchema.safeParse(input).error).toBeUndefined();
    expect(PLANS[spec.plan]?.mechanism === 'ring').toBe(spec.rings);
  });

  it('plays every scenario somewhere, by every service', () => {
    expect(new Set(Object.values(CYCLE).flat())).toEqual(new Set(SCENARIOS));
    expect(Object.keys(CYCLE).sort()).toEqual(SERVICES.map((spec) => spec.name).sort());
  });
});

describe('versions', () => {
  it('rise: a minor after success, a patch after a rollback', () => {
    expect(nextVersion('4.8.0', true)).toBe('4.9.0');
    expect(nextVersion('4.9.0', false)).toBe('4.9.1');
    expect(nextVersion('4.9.1', true)).toBe('4.10.0');
    expect(compareVersions('4.10.0', '4.9.9')).toBeGreaterThan(0);
  });
});

it('checks card numbers', () => {
  expect(luhnValid('4242424242424242')).toBe(true);
  expect(luhnValid('4242424242424241')).toBe(false);
});
