import { z } from 'zod';
import { givenOverrideSchema } from '@/lib/releases/schema';
import { reasonSchema } from '@/lib/shared/names';

/** An override must be reviewed within this time. */
export const REVIEW_WITHIN_MS = 48 * 3_600_000;

export const overrideSchema = givenOverrideSchema.extend({
  release: z.string(),
  service: z.string(),
  version: z.string(),
  owner: z.string().meta({ description: 'The team that owns the service' }),
  until: z.string().meta({ description: 'When it ran out, or runs out' }),
  reviewBy: z.string().meta({ description: '48 hours after it was given' }),
  overdue: z.boolean(),
  review: z.object({ by: z.string(), at: z.string(), note: z.string().nullable() }).nullable(),
});
export type OverrideView = z.infer<typeof overrideSchema>;

export const reviewInputSchema = z.strictObject({ reason: reasonSchema.optional() });
