import { z } from 'zod';
import { nameSchema, reasonSchema } from '@/lib/shared/names';

/** A freeze's name in a path: one that was put, or the kill switch's `kill:all`, `kill:<service>`. */
export const freezeNameSchema = z.string().regex(/^[a-z0-9][a-z0-9._:-]{0,79}$/, { error: 'is no name of a freeze' });

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
  /** `manual`, also where the kill switch set it (its name then begins with `kill:`). */
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
