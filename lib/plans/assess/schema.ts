import { z } from 'zod';
import { durationSchema } from '@/lib/shared/duration-schema';
import { nameSchema, valueKeySchema } from '@/lib/shared/names';
import { planSpecSchema } from '../schema';

const positive = z.number().nonnegative().max(1e12);

/** What a service has been, as far as its gates count it. */
export const historySchema = z.strictObject({
  requestsPerMinute: positive.meta({ description: 'Of the whole service, all versions together' }),
  errorRate: z.number().min(0).max(1),
  latency: z
    .strictObject({ bounds: z.array(z.number()).max(500), counts: z.array(z.number().nonnegative()).max(501) })
    .refine(({ bounds, counts }) => counts.length === bounds.length + 1, { error: 'needs one count more than bounds' })
    .optional()
    .meta({ description: 'Histogram in ms; the last count is above every bound' }),
  values: z
    .record(
      valueKeySchema,
      z.strictObject({ perMinute: positive, mean: z.number(), variance: z.number().nonnegative() }),
    )
    .optional()
    .meta({ description: 'Other SLIs: observations a minute, their mean and variance' }),
});
export type History = z.infer<typeof historySchema>;

export const smallestSchema = z
  .record(valueKeySchema, z.number().gt(1).max(1000))
  .meta({ description: 'Smallest regression worth catching per SLI, as a factor: error_rate 2 is a doubled rate' });

export const assessInputSchema = z
  .strictObject({
    service: nameSchema.optional().meta({ description: 'Whose telemetry to plan with' }),
    window: durationSchema.default('7d').meta({ description: 'How far back its history goes' }),
    history: historySchema.optional().meta({ description: 'In place of telemetry' }),
    smallest: smallestSchema.optional(),
    spec: planSpecSchema.optional().meta({ description: 'A plan that is not saved yet, in place of the stored one' }),
  })
  .refine(({ service, history }) => service !== undefined || history !== undefined, {
    error: 'needs a service, or a history',
    path: ['service'],
  });
export type AssessInput = z.output<typeof assessInputSchema>;

const chance = z.number().meta({ description: 'Chance 0–1' });
const hold = z.string().nullable().meta({ description: 'A duration; null where it is longer than 30 days' });

export const suggestionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hold'), hold: z.string() }),
  z.object({ kind: z.literal('exposure'), exposure: z.number(), hold: z.string() }),
  z.object({ kind: z.literal('soak') }),
]);
export type Suggestion = z.infer<typeof suggestionSchema>;

export const LEVELS = ['good', 'fair', 'weak', 'blind', 'unknown'] as const;

export const gateOutlookSchema = z.object({
  gate: z.string(),
  sli: z.string(),
  heldAgainst: z.enum(['baseline', 'limit', 'record', 'nothing']),
  smallest: z.number().meta({ description: 'The regression that is to be caught, as a factor' }),
  what: z.string().meta({ description: 'The same in words: "a doubled error rate"' }),
  level: z.enum(LEVELS).meta({
    description: 'good: caught in 95 of 100 holds; fair: 80; weak: 20; blind: fewer; unknown: cannot be said',
  }),
  catches: z
    .object({
      chance,
      holds: z.object({ p80: hold, p95: hold, p99: hold }).meta({ description: 'The hold needed to catch it' }),
      least: z.number().nullable().meta({
        description: 'The smallest factor of 1.5, 2, 3, 5, 10, 20 that this hold catches in 80 of 100; null: none',
      }),
    })
    .nullable(),
  passes: z
    .object({ chance, holds: z.object({ p50: hold, p80: hold, p95: hold }) })
    .nullable()
    .meta({ description: 'Proof that a release as good as the old one is harmless; null where a gate cannot give it' }),
  sentence: z.string(),
});
export type GateOutlook = z.infer<typeof gateOutlookSchema>;

export const stepOutlookSchema = z.object({
  index: z.int(),
  ring: z.string(),
  exposure: z.number(),
  hold: z.string(),
  share: z
    .number()
    .nullable()
    .meta({ description: 'Part of all requests that the new version serves, 0–1; null: not known' }),
  perMinute: z.object({ canary: z.number(), baseline: z.number() }).nullable(),
  gates: z.array(gateOutlookSchema),
  weakest: z.string().nullable().meta({ description: 'The gate that catches least' }),
  level: z.enum(LEVELS),
  sentence: z.string(),
  suggestion: suggestionSchema.nullable(),
});
export type StepOutlook = z.infer<typeof stepOutlookSchema>;

export const assessmentSchema = z.object({
  plan: z.string(),
  service: z.string().nullable(),
  history: historySchema.nullable(),
  basis: z.object({
    kind: z.enum(['telemetry', 'given', 'none']),
    version: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    minutes: z.number().meta({ description: 'Minutes of the window that have samples' }),
    requests: z.number(),
    sentence: z.string(),
  }),
  steps: z.array(stepOutlookSchema),
  sentence: z.string().meta({ description: 'What the plan as a whole catches, and where' }),
  warnings: z.array(z.string()).meta({ description: 'Its weakest step, where that is weak' }),
});
export type Assessment = z.infer<typeof assessmentSchema>;
