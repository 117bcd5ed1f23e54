import { z } from 'zod';
import { nameSchema, reasonSchema } from '@/lib/shared/names';

/** Everything, or one service. */
export const scopeOfFreezeSchema = z.union([z.literal('all'), z.strictObject({ service: nameSchema })], {
  error: 'must be "all" or { "service": "<name>" }',
});

const timeSchema = z.iso.datetime({ offset: true });

export const freezeInputSchema = z
  .strictObject({
    scope: scopeOfFreezeSchema,
    start: timeSchema.optional().meta({ description: 'Now when absent' }),
    end: timeSchema.optional().meta({ description: 'Until someone lifts it when absent' }),
    reason: reasonSchema,
  })
  .refine((freeze) => freeze.end === undefined || Date.parse(freeze.end) > Date.parse(freeze.start ?? '1970-01-01'), {
    path: ['end'],
    error: 'must be after the start',
  });
export type FreezeInput = z.output<typeof freezeInputSchema>;

export const freezeSchema = z.object({
  name: z.string(),
  /** `manual`, or `kill` where the kill switch set it. */
  kind: z.string(),
  scope: scopeOfFreezeSchema,
  start: z.string(),
  end: z.string().nullable(),
  reason: z.string(),
  /** Whether it forbids new exposure at this moment. */
  active: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  liftedAt: z.string().nullable(),
  liftedBy: z.string().nullable(),
});
export type FreezeView = z.infer<typeof freezeSchema>;
