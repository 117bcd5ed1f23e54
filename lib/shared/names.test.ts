import { describe, expect, it } from 'vitest';
import { nameSchema, valueKeySchema } from './names';

describe('names', () => {
  it.each(['checkout', 'a', 'team.pay-ments_2'])('%s names anything', (name) => {
    expect(nameSchema.parse(name)).toBe(name);
    expect(valueKeySchema.parse(name)).toBe(name);
  });

  it('a value may also be in camel case, as the rest of the wire is', () => {
    expect(valueKeySchema.parse('conversionRate')).toBe('conversionRate');
    expect(nameSchema.safeParse('conversionRate').success).toBe(false);
  });

  it.each(['', '-a', 'a-', 'a b', 'a/b', `a${'b'.repeat(63)}`, '__proto__', 'constructor'])('%s is refused', (name) => {
    expect(nameSchema.safeParse(name).success).toBe(false);
    expect(valueKeySchema.safeParse(name).success).toBe(false);
  });

  it.each(['toString', 'hasOwnProperty'])('%s is what every object has', (name) => {
    expect(valueKeySchema.safeParse(name).error?.issues[0]?.message).toBe('is reserved');
  });
});
