import { describe, expect, it } from 'vitest';
import { issuesOf } from '@/components/form/issues';
import { DEFAULT_RINGS, ringsSchema } from '@/lib/rings/schema';
import { draftOfRings, inputOfRings, newRing } from './rings-draft';

describe('the ring editor', () => {
  it('reads back what it makes', () => {
    const rings = [...DEFAULT_RINGS, { name: 'vip', share: 0.015 }];
    expect(ringsSchema.parse(inputOfRings(draftOfRings(rings)))).toEqual({ rings });
  });

  it('says at its field what is wrong', () => {
    const rows = [...draftOfRings(DEFAULT_RINGS), { ...newRing('x'), name: 'vip', share: 'half' }];
    expect(issuesOf(ringsSchema.safeParse(inputOfRings(rows)).error)).toEqual({ 'rings.3.share': 'must be a number' });
  });
});
